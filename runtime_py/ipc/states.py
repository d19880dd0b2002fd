"""The state machines of sockets. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

OPEN = 0
SHUT = 1
CLOSED = 2
END = Table(
    'An end of a connection',
    'ipc/socket.py',
    ['open', 'shut', 'closed'],
    [
        ['open', 'shut', 'shutdown: it writes no more'],
        ['open', 'closed', 'close'],
        ['shut', 'closed', 'close'],
    ],
)
BOUND = 0
LISTENING = 1
GONE = 2
LISTENER = Table(
    'A listener',
    'ipc/socket.py',
    ['bound', 'listening', 'gone'],
    [
        ['bound', 'listening', 'listen'],
        ['listening', 'listening', 'listen with another backlog'],
        ['bound', 'gone', 'close'],
        ['listening', 'gone', 'close'],
    ],
)
TABLES = [END, LISTENER]
