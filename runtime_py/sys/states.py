"""The state machines of the process table. The numbers are those of layout.py. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

PROCESS = Table(
    'A slot of the process table',
    'sys/processes.py',
    ['free', 'starting', 'running', 'zombie', 'thread', 'thread ended'],
    [
        ['free', 'starting', 'spawn claims the slot'],
        ['starting', 'running', 'its program has begun'],
        ['starting', 'zombie', 'it ended before its program began'],
        ['running', 'zombie', 'it ended'],
        ['zombie', 'free', 'its parent has read its status'],
        ['free', 'thread', 'a thread of a process claims the slot'],
        ['thread', 'thread ended', 'it ended'],
        ['thread', 'free', 'its process ended, or the thread that made it'],
        ['thread ended', 'free', 'its parent has read its status'],
    ],
)
CONTROL = Table(
    'The control word of a process or thread',
    'sys/processes.py',
    ['runs', 'stopped', 'dying', 'paused'],
    [
        ['runs', 'stopped', 'SIGSTOP and the like'],
        ['stopped', 'runs', 'SIGCONT'],
        ['runs', 'paused', 'the scheduler gives others its time'],
        ['paused', 'runs', 'it may go on'],
        ['paused', 'stopped', 'SIGSTOP and the like'],
        ['runs', 'dying', 'a signal, exit'],
        ['stopped', 'dying', 'SIGKILL'],
        ['paused', 'dying', 'a signal'],
    ],
)
TABLES = [PROCESS, CONTROL]
