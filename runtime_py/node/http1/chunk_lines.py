"""The lines between the chunks of a body: how long a chunk's extensions are. The compiled parser has no event for them,
and reads any number of bytes; Node's C++ refuses more than 16 KB.

Knows: where in an input a body's bytes are. Must not know: the parser."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc

MOST = 16384
SEMICOLON = 59
EQUALS = 61
RETURN = 13
LINE_FEED = 10


class ChunkLines:
    """`take` an input, set `seen` behind each piece that is no chunk line, and ask `is_overflow` for what follows."""

    def __init__(self) -> None:
        self.in_body = False
        self.seen = 0  # position in the input behind what is accounted for
        self.overflow_at = -1  # position behind extensions that are too long and what ends them
        self._input: Bytes = alloc(0)
        self._in_extension = False
        self._count = 0  # bytes of the extensions of this chunk

    def take(self, octets: Bytes) -> None:
        self._input = octets
        self.seen = 0
        self.overflow_at = -1

    def is_overflow(self, until: float) -> bool:
        """Reads the chunk lines up to a position."""
        end = min(until, len(self._input))
        while self.in_body and self.seen < end:
            octet = self._input[self.seen]
            ends = octet == RETURN or octet == LINE_FEED
            if ends and self._count > MOST:
                self.seen += 1  # the parser's own position when it tells of them
                break
            if ends:
                self._in_extension = False
                self._count = 0
            elif octet == SEMICOLON:
                self._in_extension = True
            elif self._in_extension and octet != EQUALS:
                self._count += 1
            self.seen += 1
        if self._count <= MOST:
            return False
        self.overflow_at = self.seen
        return True
