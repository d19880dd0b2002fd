"""Bits into bytes, the lowest first. Pure."""

from __future__ import annotations


class BitWriter:
    def __init__(self) -> None:
        self._done: list[int] = []
        self._open = 0  # bits that aren't a byte yet
        self._count = 0

    def put(self, value: int, count: int) -> None:
        """At most 24 bits."""
        self._open |= value << self._count
        self._count += count
        while self._count >= 8:
            self._done.append(self._open & 255)
            self._open >>= 8
            self._count -= 8

    def length(self) -> int:
        """Bits that weren't taken."""
        return 8 * len(self._done) + self._count

    def is_aligned(self) -> bool:
        return self._count == 0

    def align(self) -> None:
        """Zeros up to the end of the byte."""
        if self._count > 0:
            self.put(0, 8 - self._count)

    def take(self) -> bytes:
        """The bytes that are complete, once."""
        found = bytes(self._done)
        self._done = []
        return found
