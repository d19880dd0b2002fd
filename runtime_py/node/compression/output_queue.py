"""Output of a codec that waits until its caller has room for it."""

from __future__ import annotations


class OutputQueue:
    """Output that wasn't taken yet."""

    def __init__(self) -> None:
        self.parts = []
        self._at = 0  # position within the first part

    def put(self, part: Uint8Array) -> None:
        if part.length > 0:
            self.parts.push(part)

    def give(self, out: Uint8Array, start: int, length: int) -> int:
        """Moves output into `out`; returns how much of it stays free."""
        room = length
        while self.parts.length > 0 and room > 0:
            part = self.parts[0]
            count = Math.min(room, part.length - self._at)
            out.set(part.subarray(self._at, self._at + count), start + length - room)
            room -= count
            self._at += count
            if self._at == part.length:
                self.parts.shift()
                self._at = 0
        return room
