"""One stream of the protocol (RFC 9113, 5.1): its state, its windows, its queued output.

States: INITIAL (our request is queued) or OPENING (the peer's request came) or RESERVED (pushed) -> OPENED -> CLOSING
(an RST_STREAM is queued). Closed streams are removed."""

from __future__ import annotations

from runtime_py.node.http2.flow_control import ReceiveWindow
from runtime_py.node.http2.http_rules import Message

INITIAL = 0
OPENING = 1
OPENED = 2
RESERVED = 3
CLOSING = 4

SHUT_READ = 1
SHUT_WRITE = 2

# why data isn't sent although there may be some
BY_USER = 1
BY_WINDOW = 2

# NGHTTP2_STREAM_STATE_*
SHOWN_IDLE = 1
SHOWN_OPEN = 2
SHOWN_RESERVED_LOCAL = 3
SHOWN_RESERVED_REMOTE = 4
SHOWN_HALF_CLOSED_LOCAL = 5
SHOWN_HALF_CLOSED_REMOTE = 6


class StreamState:
    def __init__(self, stream_id: int, state: int, send_window: int, receive_window: int) -> None:
        self.id = stream_id
        self.state = state
        self.shut = 0
        self.pushed = False  # promised, but no response yet: not counted
        self.send_window = send_window
        self.window = ReceiveWindow(receive_window)
        self.message = Message()
        self.has_data = False  # the handler is being asked for data
        self.deferred = 0  # BY_USER | BY_WINDOW

    def is_shut(self, side: int) -> bool:
        return (self.shut & side) != 0

    def shown(self) -> int:
        if self.pushed:
            return SHOWN_RESERVED_REMOTE if self.is_shut(SHUT_WRITE) else SHOWN_RESERVED_LOCAL
        if self.is_shut(SHUT_READ):
            return SHOWN_HALF_CLOSED_REMOTE
        return SHOWN_HALF_CLOSED_LOCAL if self.is_shut(SHUT_WRITE) else SHOWN_OPEN
