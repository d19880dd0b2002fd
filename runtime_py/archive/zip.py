"""Zip archives: bytes in, members out (stored and deflated; no encryption, no zip64). Checks the size and crc32 of
every member that it reads.

Archives aren't trusted: one that is truncated, damaged or encrypted raises an ArchiveError. Pure: writes nothing."""

from __future__ import annotations

from runtime_py.archive.limits import most_from, too_large
from runtime_py.archive.member import FILE, FOLDER, SYMLINK, ArchiveError, Member
from runtime_py.archive.zip_records import (
    CENTRAL,
    CENTRAL_BYTES,
    DEFLATED,
    ENCRYPTED,
    END,
    END_BYTES,
    LOCAL,
    LOCAL_BYTES,
    STORED,
    UNIX,
    UTF8,
)
from runtime_py.platform.bytes import Bytes, decode, decode_latin1, view
from runtime_py.platform.civil import days_from_civil
from runtime_py.platform.compress import inflate_raw
from runtime_py.platform.digest import crc32
from runtime_py.platform.numbers import u32
from runtime_py.vfs.layout import S_IFLNK, S_IFMT

_NONE = 0xFFFF


class ZipEntry:
    """A member's entry in the central directory."""

    def __init__(self, archive: Bytes, at: int) -> None:
        self.flags = word(archive, at + 8)
        self.method = word(archive, at + 10)
        self.mtime = _time(word(archive, at + 12), word(archive, at + 14))
        self.crc = number(archive, at + 16)
        self.packed = number(archive, at + 20)
        self.size = number(archive, at + 24)
        self.name_bytes = word(archive, at + 28)
        self.length = CENTRAL_BYTES + self.name_bytes + word(archive, at + 30) + word(archive, at + 32)
        self.mode = word(archive, at + 40) if archive[at + 5] == UNIX else 0
        self.local = number(archive, at + 42)
        name = view(archive, at + CENTRAL_BYTES, at + CENTRAL_BYTES + self.name_bytes)
        # names of old archives are in CP437, whose ASCII part is the same
        self.path = decode(name) if (self.flags & UTF8) != 0 or self.mode != 0 else decode_latin1(name)


def word(data: Bytes, at: int) -> int:
    return data[at] | (data[at + 1] << 8)


def number(data: Bytes, at: int) -> int:
    return word(data, at) + word(data, at + 2) * 65536


class DirectoryPlace:
    """Where the central directory is: `start` in the archive, `size` in bytes, `count` of members."""

    def __init__(self, start: int, size: int, count: int) -> None:
        self.start = start
        self.size = size
        self.count = count


def find_directory(tail: Bytes, tail_start: int) -> DirectoryPlace:
    """Finds it in the archive's last TAIL_BYTES (or all of it), which begin at `tail_start`."""
    end = _find_end(tail)
    place = DirectoryPlace(number(tail, end + 16), number(tail, end + 12), word(tail, end + 10))
    if place.count == _NONE or place.start + place.size > tail_start + end:
        raise _bad('it is larger than 4 GB, or its directory is damaged')
    return place


def read_directory(directory: Bytes, count: int) -> list[ZipEntry]:
    at = 0
    found: list[ZipEntry] = []
    for _ in range(count):
        if (
            at + CENTRAL_BYTES > len(directory)
            or number(directory, at) != CENTRAL
            or at + CENTRAL_BYTES + word(directory, at + 28) > len(directory)
        ):
            raise _bad('its directory is damaged')
        entry = ZipEntry(directory, at)
        found.append(entry)
        at += entry.length
    return found


def entries(archive: Bytes) -> list[ZipEntry]:
    """All members, without their contents."""
    place = find_directory(archive, 0)
    return read_directory(view(archive, place.start, place.start + place.size), place.count)


def _find_end(tail: Bytes) -> int:
    """The end record, which precedes a comment of at most 64 KB."""
    at = len(tail) - END_BYTES
    least = max(0, at - 65535)
    while at >= least:
        if number(tail, at) == END and at + END_BYTES + word(tail, at + 20) == len(tail):
            return at
        at -= 1
    raise _bad('it has no directory: it is truncated, or not a zip archive')


def content_start(header: Bytes, entry: ZipEntry) -> int:
    """Where a member's packed bytes begin in the archive, from its local header (LOCAL_BYTES at `entry.local`)."""
    if len(header) < LOCAL_BYTES or number(header, 0) != LOCAL:
        raise _bad(f'{entry.path} is not at its recorded position')
    return entry.local + LOCAL_BYTES + word(header, 26) + word(header, 28)


def unpack(entry: ZipEntry, packed: Bytes) -> Bytes:
    """A member's content, unpacked and checked."""
    if (entry.flags & ENCRYPTED) != 0:
        raise _bad(f'{entry.path} is encrypted')
    if len(packed) < entry.packed:
        raise _bad(f'{entry.path} is truncated')
    data = _unpacked(entry, packed)
    if len(data) != entry.size or u32(crc32(data)) != u32(entry.crc):
        raise _bad(f'{entry.path} is damaged')
    return data


def kind_of(entry: ZipEntry) -> str:
    """FOLDER, SYMLINK or FILE."""
    if entry.path.endswith('/'):
        return FOLDER
    return SYMLINK if (entry.mode & S_IFMT) == S_IFLNK else FILE


def permissions(entry: ZipEntry) -> int:
    """The member's permissions, or the usual ones for its kind."""
    if (entry.mode & 0o777) != 0:
        return entry.mode & 0o777
    return 0o755 if kind_of(entry) == FOLDER else 0o644


def read_member(archive: Bytes, entry: ZipEntry) -> Member:
    """Reads a member with its content, which is checked."""
    start = content_start(
        view(archive, min(entry.local, len(archive)), min(entry.local + LOCAL_BYTES, len(archive))), entry
    )
    data = unpack(entry, view(archive, min(start, len(archive)), min(start + entry.packed, len(archive))))
    kind = kind_of(entry)
    if kind == SYMLINK:
        return Member(entry.path, SYMLINK, 0o777, data[0:0], decode(data), entry.mtime)
    return Member(entry.path, kind, permissions(entry), data if kind == FILE else data[0:0], '', entry.mtime)


def _unpacked(entry: ZipEntry, data: Bytes) -> Bytes:
    if entry.method == STORED:
        return data
    if entry.method != DEFLATED:
        raise _bad(f'{entry.path} is packed with method {entry.method}')
    if entry.size > most_from(entry.packed):
        raise too_large(entry.packed)
    try:
        return inflate_raw(data, entry.size, entry.size)
    except ValueError:
        raise _bad(f'{entry.path} is damaged')


def check_sizes(found: list[ZipEntry], packed: float) -> None:
    """Before members are unpacked: raises ArchiveError if they are too large together. Entries may share their
    bytes."""
    total = 0
    for entry in found:
        total += entry.size
    if total > most_from(packed):
        raise too_large(packed)


def members(archive: Bytes) -> list[Member]:
    found = entries(archive)
    check_sizes(found, len(archive))
    return [read_member(archive, entry) for entry in found]


def _time(time: int, date: int) -> float:
    """Seconds since 1970 for an MS-DOS time, taken as UTC."""
    days = days_from_civil((date >> 9) + 1980, (date >> 5) & 15, date & 31)
    return days * 86400 + (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2


def _bad(why: str) -> ArchiveError:
    return ArchiveError(f'the archive is damaged: {why}')
