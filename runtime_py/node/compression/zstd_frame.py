"""A Zstandard frame that is written in pieces (RFC 8878): a finished frame is opened again, and what follows is appended
in raw blocks, because a block that another frame compressed would refer to that frame's history.

Knows: headers of frames and blocks. Must not know: compression."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat

MAGIC_LENGTH = 4
_SINGLE_SEGMENT = 0x20
_ALWAYS_KEPT = 0x07  # the flags of checksum and dictionary
_ID_LENGTHS = [0, 1, 2, 4]
_SIZE_LENGTHS = [0, 2, 4, 8]
# what zstd gives to a stream of unknown length: 2 MiB
USUAL_WINDOW = 0x58
_LARGEST_BLOCK = 131072
_BLOCK_HEADER = 3
_RLE = 1


def _packed(octets: list[int]) -> Bytes:
    made = alloc(len(octets))
    for i in range(len(octets)):
        made[i] = octets[i]
    return made


def header_length(descriptor: int) -> int:
    single = (descriptor & _SINGLE_SEGMENT) != 0
    size = _SIZE_LENGTHS[descriptor >> 6]
    if single and size == 0:
        size = 1
    return MAGIC_LENGTH + 1 + (0 if single else 1) + _ID_LENGTHS[descriptor & 3] + size


def _window(frame: Bytes, content_length: int) -> int:
    """The window's descriptor; a frame in a single segment has none, its window is its content."""
    if (frame[MAGIC_LENGTH] & _SINGLE_SEGMENT) == 0:
        return max(frame[MAGIC_LENGTH + 1], USUAL_WINDOW)
    window = USUAL_WINDOW
    reach = 2097152
    while reach < content_length:
        reach = reach * 2
        window += 8
    return window


def streamed(frame: Bytes, content_length: int, is_last: bool) -> Bytes:
    """A finished frame as a stream of unknown length has it: without the size of its content, and unless it is the last
    part, without its end, so that blocks can follow. `frame` has no checksum after its blocks, whatever its flag
    says."""
    descriptor = frame[MAGIC_LENGTH]
    start = header_length(descriptor)
    id_start = MAGIC_LENGTH + (1 if (descriptor & _SINGLE_SEGMENT) != 0 else 2)
    flags = _packed([descriptor & _ALWAYS_KEPT, _window(frame, content_length)])
    ids = frame[id_start : id_start + _ID_LENGTHS[descriptor & 3]]
    if content_length == 0 and not is_last:
        return concat([frame[0:MAGIC_LENGTH], flags, ids])
    blocks = frame[start : len(frame)]
    if not is_last:
        last = _last_block(blocks)
        blocks = concat([blocks[0:last], _packed([blocks[last] & 0xFE]), blocks[last + 1 : len(blocks)]])
    return concat([frame[0:MAGIC_LENGTH], flags, ids, blocks])


def _last_block(blocks: Bytes) -> int:
    at = 0
    while (blocks[at] & 1) == 0:
        size = (blocks[at] | (blocks[at + 1] << 8) | (blocks[at + 2] << 16)) >> 3
        is_rle = ((blocks[at] >> 1) & 3) == _RLE
        at += _BLOCK_HEADER + (1 if is_rle else size)
    return at


def raw_blocks(content: Bytes, is_last: bool) -> Bytes:
    """The blocks for this content; the last one ends the frame if `is_last`."""
    parts: list[Bytes] = []
    at = 0
    while at < len(content) or (is_last and at == 0):
        size = min(len(content) - at, _LARGEST_BLOCK)
        ends = is_last and at + size == len(content)
        word = (size << 3) | (1 if ends else 0)
        parts.append(_packed([word & 255, (word >> 8) & 255, word >> 16]))
        parts.append(content[at : at + size])
        if size == 0:
            break
        at += size
    return concat(parts)
