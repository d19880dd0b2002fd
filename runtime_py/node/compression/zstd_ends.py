"""Where a Zstandard frame ends in a stream that comes in pieces (RFC 8878, 3.1): the decoder that we use doesn't tell.

Knows: headers of frames and blocks. Must not know: what they contain."""

from __future__ import annotations

from runtime_py.node.compression.zstd_frame import MAGIC_LENGTH, header_length
from runtime_py.platform.bytes import Bytes

_HEADER = 0
_BLOCK = 1
_LAST = 2  # only what is to be passed over follows
_UNKNOWN = 3  # no frame
_MAGIC = [0x28, 0xB5, 0x2F, 0xFD]
_SKIPPABLE = [0x2A, 0x4D, 0x18]  # after an octet from 0x50 to 0x5F
_SKIPPABLE_HEADER = 8  # with the length of the content
_BLOCK_HEADER = 3
_RLE = 1
_CHECKSUM_FLAG = 4
_CHECKSUM = 4


class FrameWalk:
    def __init__(self) -> None:
        self._state = _HEADER
        self._head: list[int] = []  # of a frame or a block
        self._rest = 0  # octets to pass over
        self._has_checksum = False

    def feed(self, piece: Bytes) -> int:
        """How many octets of the piece belong to the present frame: not all if it ends within. What is fed then begins
        the next frame."""
        at = 0
        while at < len(piece) and self._state != _UNKNOWN:
            if self._rest > 0:
                step = min(self._rest, len(piece) - at)
                self._rest -= step
                at += step
            else:
                self._head.append(piece[at])
                at += 1
                self._look()
            if self._state == _LAST and self._rest == 0:
                self._state = _HEADER
                return at
        return len(piece)

    def is_between(self) -> bool:
        """Whether the next octet begins a frame."""
        return self._state == _HEADER and len(self._head) == 0

    def _look(self) -> None:
        head = self._head
        if self._state == _BLOCK:
            if len(head) == _BLOCK_HEADER:
                self._begin_block(head[0] | (head[1] << 8) | (head[2] << 16))
        elif len(head) == MAGIC_LENGTH and not _is_magic(head) and not _is_skippable(head):
            self._state = _UNKNOWN
        elif len(head) > MAGIC_LENGTH and _is_skippable(head):
            if len(head) == _SKIPPABLE_HEADER:
                self._rest = head[4] + head[5] * 256 + head[6] * 65536 + head[7] * 16777216
                self._turn(_LAST)
        elif len(head) > MAGIC_LENGTH and len(head) == header_length(head[MAGIC_LENGTH]):
            self._has_checksum = (head[MAGIC_LENGTH] & _CHECKSUM_FLAG) != 0
            self._turn(_BLOCK)

    def _begin_block(self, header: int) -> None:
        size = header >> 3
        self._rest = 1 if ((header >> 1) & 3) == _RLE else size
        is_last = (header & 1) != 0
        if is_last and self._has_checksum:
            self._rest += _CHECKSUM
        self._turn(_LAST if is_last else _BLOCK)

    def _turn(self, state: int) -> None:
        self._state = state
        self._head = []


def _is_magic(head: list[int]) -> bool:
    return all([head[i] == _MAGIC[i] for i in range(MAGIC_LENGTH)])


def _is_skippable(head: list[int]) -> bool:
    return (head[0] & 0xF0) == 0x50 and all([head[i + 1] == _SKIPPABLE[i] for i in range(3)])
