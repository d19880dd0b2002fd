"""The receiving side of HTTP/2's flow control (RFC 9113, 6.9): how much the peer may send, and when its window is
extended.

One window for each stream and one for the connection. Data is received, then consumed; a WINDOW_UPDATE is sent once
half of the window was consumed, as in nghttp2."""

from __future__ import annotations

LARGEST_WINDOW = 2147483647
DEFAULT_WINDOW = 65535


class ReceiveWindow:
    def __init__(self, size: int) -> None:
        self.size = size
        self.received = 0  # bytes not yet returned to the peer
        self.consumed = 0
        self.reduction = 0  # by how much `size` was reduced without the peer's knowledge
        self.update_queued = False

    def on_data(self, length: int) -> bool:
        """False when the peer sent more than allowed."""
        if self.received > self.size - length:
            return False
        self.received += length
        return True

    def consume(self, length: int) -> int:
        """The increment to send to the peer now, or 0."""
        self.consumed += length
        if self.update_queued:
            return 0
        ready = min(self.consumed, self.received)
        if ready <= 0 or ready < self.size // 2:
            return 0
        self.received -= ready
        self.consumed -= ready
        return ready

    def resize(self, size: int) -> int:
        """Changes the size; returns the increment to send to the peer, or 0."""
        delta = size - self.size
        self.size = size
        if delta < 0:
            self.reduction -= delta
            self.received += delta
            return 0
        known = min(self.reduction, delta)
        self.reduction -= known
        self.received += known
        return delta - known

    def shift(self, delta: int) -> bool:
        """SETTINGS_INITIAL_WINDOW_SIZE changed by this amount; False when the window gets too large."""
        if self.size + delta > LARGEST_WINDOW:
            return False
        self.size += delta
        return True
