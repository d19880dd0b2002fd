"""Where Zstandard frames end, whatever the pieces in which they come."""

from __future__ import annotations

from runtime_py.node.compression.zstd_ends import FrameWalk
from runtime_py.platform.bytes import Bytes, alloc

MAGIC = [0x28, 0xB5, 0x2F, 0xFD]
# a raw block of 3 octets, then an empty last one
BLOCKS = [24, 0, 0, 1, 2, 3, 1, 0, 0]
PLAIN = [*MAGIC, 0x00, 0x58, *BLOCKS]
CHECKED = [*MAGIC, 0x04, 0x58, *BLOCKS, 9, 9, 9, 9]
SIZED = [*MAGIC, 0x20, 3, 25, 0, 0, 1, 2, 3]  # one segment, with the size of its content
REPEATED = [*MAGIC, 0x00, 0x58, 0x03 | (7 << 3), 0, 0, 5]  # seven times the same octet
SKIPPABLE = [0x53, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7]
FRAMES = [PLAIN, CHECKED, SIZED, REPEATED, SKIPPABLE]


def octets(values: list[int]) -> Bytes:
    made = alloc(len(values))
    for i in range(len(values)):
        made[i] = values[i]
    return made


def test_the_end_of_a_frame() -> None:
    for frame in FRAMES:
        walk = FrameWalk()
        assert walk.is_between() and walk.feed(octets([*frame, 1, 2, 3])) == len(frame) and walk.is_between()
        assert walk.feed(octets(frame)) == len(frame)  # the next one


def test_frames_in_pieces() -> None:
    for size in range(1, 12):
        walk = FrameWalk()
        for frame in FRAMES:
            at = 0
            while at < len(frame):
                piece = [*frame[at : at + size], *(MAGIC if at + size >= len(frame) else [])]
                fed = walk.feed(octets(piece))
                assert fed == min(size, len(frame) - at)
                at += fed
                assert walk.is_between() == (at == len(frame))


def test_what_is_no_frame_has_no_end() -> None:
    walk = FrameWalk()
    assert (
        walk.feed(octets([1, 2])) == 2
        and walk.feed(octets([3, 4, 5, 6])) == 4
        and walk.feed(octets(PLAIN)) == len(PLAIN)
    )
