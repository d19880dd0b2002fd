"""Writes the records of zip archives member by member, as Info-ZIP does on Unix: modes and links are kept, names are
UTF-8. Pure: returns bytes.

Must not know how data are compressed: the page, which writes archives too, uses the browser's compression."""

from __future__ import annotations

from runtime_py.archive.member import FOLDER, SYMLINK, ArchiveError, Member
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, encode
from runtime_py.platform.civil import civil_from_days
from runtime_py.platform.digest import crc32
from runtime_py.vfs.layout import S_IFDIR, S_IFLNK, S_IFREG

LOCAL = 0x04034B50
CENTRAL = 0x02014B50
END = 0x06054B50
END_BYTES = 22
CENTRAL_BYTES = 46
LOCAL_BYTES = 30
TAIL_BYTES = END_BYTES + 65535
STORED = 0
DEFLATED = 8
UTF8 = 0x800
ENCRYPTED = 1
UNIX = 3
VERSION = 20
DOS_FOLDER = 0x10
MOST_MEMBERS = 65534
MOST_BYTES = 4294967294
DAY = 86400
FIRST_DAY = 3652  # 1980-01-01


class ZipRecords:
    """`write` returns the bytes to write for each member, `end` the directory."""

    def __init__(self) -> None:
        self.at = 0
        self.count = 0
        self._central: list[Bytes] = []

    def write(self, member: Member, data: Bytes, packed: Bytes) -> Bytes:
        """`packed`: the data compressed with raw deflate; if that is not shorter than `data`, the data are stored
        uncompressed."""
        name = encode(member.path + '/' if member.kind == FOLDER and not member.path.endswith('/') else member.path)
        method = DEFLATED if len(packed) < len(data) else STORED
        if method == STORED:
            packed = data
        if self.count == MOST_MEMBERS or self.at + len(packed) + 65536 > MOST_BYTES:
            raise ArchiveError('more than 65534 members or 4 GB do not fit into a zip archive')
        common = _common(member, method, data, packed, name)
        local = alloc(LOCAL_BYTES)
        _number(local, 0, LOCAL)
        copy(common, 0, len(common), local, 4)
        self._central.extend([self._directory(member, common), name])
        self.count += 1
        self.at += LOCAL_BYTES + len(name) + len(packed)
        return concat([local, name, packed])

    def _directory(self, member: Member, common: Bytes) -> Bytes:
        entry = alloc(CENTRAL_BYTES)
        _number(entry, 0, CENTRAL)
        entry[4] = VERSION
        entry[5] = UNIX
        copy(common, 0, len(common), entry, 6)
        kind = S_IFDIR if member.kind == FOLDER else (S_IFLNK if member.kind == SYMLINK else S_IFREG)
        _word(entry, 38, DOS_FOLDER if member.kind == FOLDER else 0)
        _word(entry, 40, kind | (member.mode & 0o777))
        _number(entry, 42, self.at)
        return entry

    def end(self) -> Bytes:
        directory = concat(self._central)
        end = alloc(END_BYTES)
        _number(end, 0, END)
        _word(end, 8, self.count)
        _word(end, 10, self.count)
        _number(end, 12, len(directory))
        _number(end, 16, self.at)
        return concat([directory, end])


def content_of(member: Member) -> Bytes:
    """The content of a link is its target."""
    return encode(member.target) if member.kind == SYMLINK else member.data


def _common(member: Member, method: int, data: Bytes, packed: Bytes, name: Bytes) -> Bytes:
    """The 26 bytes that a member's header and its entry in the directory have in common."""
    out = alloc(26)
    _word(out, 0, VERSION)
    _word(out, 2, UTF8)
    _word(out, 4, method)
    seconds = max(int(member.mtime), FIRST_DAY * DAY)
    _word(out, 6, (seconds // 3600 % 24) << 11 | (seconds // 60 % 60) << 5 | seconds % 60 // 2)
    _word(out, 8, _date(seconds // DAY))
    _number(out, 10, crc32(data))
    _number(out, 14, len(packed))
    _number(out, 18, len(data))
    _word(out, 22, len(name))
    return out


def _date(days: int) -> int:
    """The MS-DOS date for days since 1970."""
    year, month, day = civil_from_days(days)
    return (year - 1980) << 9 | month << 5 | day


def _word(out: Bytes, at: int, value: int) -> None:
    out[at] = value & 255
    out[at + 1] = (value >> 8) & 255


def _number(out: Bytes, at: int, value: int) -> None:
    _word(out, at, value % 65536)
    _word(out, at + 2, value // 65536)
