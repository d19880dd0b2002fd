"""The state machine of the pool's workers. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

STARTING = 0
WARM = 1
PREPARED = 2
TAKEN = 3
DROPPED = 4
WORKER = Table(
    'A worker of the pool',
    'kernel/pool.py',
    ['starting', 'warm', 'prepared', 'taken', 'dropped'],
    [
        ['starting', 'warm', 'its scripts have run'],
        ['starting', 'taken', 'a program waits for it'],
        ['warm', 'prepared', 'it loads what an expected program needs'],
        ['warm', 'taken', 'a program gets it'],
        ['prepared', 'taken', 'a program gets it'],
        ['starting', 'dropped', 'it failed, or the machine ends'],
        ['warm', 'dropped', 'programs need its memory, or the machine ends'],
        ['prepared', 'dropped', 'programs need its memory, or the machine ends'],
        ['taken', 'dropped', 'it failed before its program had begun'],
    ],
)
TABLES = [WORKER]
