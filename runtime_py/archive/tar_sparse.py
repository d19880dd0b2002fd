"""Files with holes in tar archives, as GNU tar stores them with -S: a map of the extents, then only their data.
Supports the old format (type `S`) and pax 1.0."""

from __future__ import annotations

from runtime_py.archive.member import ArchiveError
from runtime_py.platform.bytes import Bytes, alloc, copy, decode, index_of, view

BLOCK = 512
SPARSE = 'S'
PAX_VERSION = 'GNU.sparse.major'
PAX_NAME = 'GNU.sparse.name'
PAX_SIZE = 'GNU.sparse.realsize'
_LARGEST = 1073741824
_ENTRY = 24  # offset and size, twelve octal digits each
_IN_HEADER = [386, 4, 482]  # offset of its entries, their number, and the offset of the flag for further blocks
_IN_BLOCK = [0, 21, 504]
_REAL_SIZE = 483


class Extents:
    """`place[i]` is the offset of `size[i]` bytes in the file; `end` is where the data begins in the archive."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self.sizes: list[int] = []
        self.end = 0

    def add(self, place: int, size: int) -> None:
        self.places.append(place)
        self.sizes.append(size)


def old_extents(archive: Bytes, header: int) -> Extents:
    """The extents of a member of type `S`: four entries in its header, more in the blocks that follow."""
    found = Extents()
    at = header
    layout = _IN_HEADER
    while True:
        if at + BLOCK > len(archive):
            raise _bad('its map is truncated')
        for k in range(layout[1]):
            entry = at + layout[0] + k * _ENTRY
            if archive[entry] != 0:
                found.add(octal(archive, entry), octal(archive, entry + 12))
        more = archive[at + layout[2]] != 0
        at += BLOCK
        layout = _IN_BLOCK
        if not more:
            found.end = at
            return found


def old_size(archive: Bytes, header: int) -> int:
    return octal(archive, header + _REAL_SIZE)


def pax_content(data: Bytes, size: int) -> Bytes:
    """The extents of a pax 1.0 member: decimal lines before the data, padded to a whole block: their number, then
    offset and size of each."""
    found = Extents()
    numbers: list[int] = []
    at = 0
    while len(numbers) == 0 or len(numbers) < 1 + numbers[0] * 2:
        end = index_of(data, 10, at)
        text = decode(view(data, at, end)) if at <= end <= at + 20 else ''
        if not text.isdigit():
            raise _bad('its map is malformed')
        numbers.append(int(text))
        at = end + 1
    for k in range(numbers[0]):
        found.add(numbers[1 + k * 2], numbers[2 + k * 2])
    begin = (at + BLOCK - 1) // BLOCK * BLOCK
    return with_holes(found, view(data, min(begin, len(data)), len(data)), size)


def with_holes(extents: Extents, data: Bytes, size: int) -> Bytes:
    """The file's content with its holes."""
    if size > _LARGEST:
        raise _bad('it is larger than 1 GB')
    content = alloc(size)
    at = 0
    for place, length in zip(extents.places, extents.sizes):
        if place + length > size or at + length > len(data):
            raise _bad('its map points outside of the file')
        copy(data, at, at + length, content, place)
        at += length
    return content


def octal(archive: Bytes, at: int) -> int:
    value = 0
    for k in range(at, at + 12):
        if 48 <= archive[k] <= 55:
            value = value * 8 + archive[k] - 48
        elif archive[k] != 0 and archive[k] != 32:
            raise _bad('its map holds no number')
    return value


def _bad(why: str) -> ArchiveError:
    return ArchiveError(f'the archive is damaged: a sparse file: {why}')
