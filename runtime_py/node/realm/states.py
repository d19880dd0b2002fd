"""The state machine of handles. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

INACTIVE = 0
ACTIVE = 1
CLOSING = 2
CLOSED = 3
HANDLE = Table(
    'A handle',
    'node/realm/host.py',
    ['inactive', 'active', 'closing', 'closed'],
    [
        ['inactive', 'active', 'it waits for something: it keeps the loop alive while it is referenced'],
        ['active', 'active', 'the same again'],
        ['active', 'inactive', 'it waits for nothing'],
        ['inactive', 'inactive', 'the same again'],
        ['inactive', 'closing', 'close'],
        ['active', 'closing', 'close'],
        ['closing', 'closed', 'the phase of closing handles'],
    ],
)
TABLES = [HANDLE]
