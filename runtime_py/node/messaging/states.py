"""The state machine of message ports. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

OPEN = 0
CLOSING = 1
CLOSED = 2
PORT = Table(
    'A message port',
    'node/messaging/message_ports.py',
    ['open', 'closing', 'closed'],
    [
        ['open', 'closing', 'close, the end of its peer, or transferred in a message'],
        ['closing', 'closed', 'the phase of closing handles'],
    ],
)
TABLES = [PORT]
