"""Tar archives: bytes in, members out. ustar, pax, GNU's long names and files with holes; archives from npm and from
other tools.

Archives aren't trusted: a truncated or damaged one raises an ArchiveError; callers that write members to a disk must
check their paths first (paths.py). Pure: writes nothing."""

from __future__ import annotations

from runtime_py.archive.limits import most_from, too_large
from runtime_py.archive.member import FIFO, FILE, FOLDER, HARDLINK, SYMLINK, ArchiveError, Member, Owner
from runtime_py.archive.tar_sparse import (
    PAX_NAME,
    PAX_SIZE,
    PAX_VERSION,
    SPARSE,
    old_extents,
    old_size,
    pax_content,
    with_holes,
)
from runtime_py.platform.bytes import Bytes, decode, index_of, view
from runtime_py.platform.maps import Map

BLOCK = 512
_FOREIGN = 'foreign'

# Offsets and sizes of the header's fields (POSIX ustar).
_NAME = 0
_MODE = 100
_UID = 108
_GID = 116
_SIZE = 124
_MTIME = 136
_CHECKSUM = 148
_TYPE = 156
_LINK = 157
_MAGIC = 257
_USER = 265
_GROUP = 297
_PREFIX = 345


def members(archive: Bytes) -> list[Member]:
    """All files, folders, links and FIFOs; other kinds are skipped."""
    out: list[Member] = []
    extended: Map[str, str] = Map()  # for the next member only
    shared: Map[str, str] = Map()  # for all that follow
    left = most_from(len(archive))  # stands for the holes, which aren't in the archive
    at = 0
    while at + BLOCK <= len(archive):
        if archive[at] == 0 and _is_zero(archive, at):
            return out
        _check_header(archive, at)
        size = int(extended.get('size') or shared.get('size') or _number(archive, at + _SIZE, 12))
        kind = chr(archive[at + _TYPE])
        extents = old_extents(archive, at) if kind == SPARSE else None
        start = at + BLOCK if extents is None else extents.end
        if size < 0 or start + size > len(archive):
            raise _bad('it ends in the middle of a file')
        data = view(archive, start, start + size)
        if kind == 'x':
            _read_pax(data, extended)
        elif kind == 'g':
            _read_pax(data, shared)
        elif kind == 'L':
            extended.set('path', _text(data, 0, size))
        elif kind == 'K':
            extended.set('linkpath', _text(data, 0, size))
        else:
            whole = (
                old_size(archive, at)
                if extents is not None
                else int(extended.get(PAX_SIZE) or '0')
                if extended.get(PAX_VERSION) == '1'
                else 0
            )
            left -= whole
            if left < 0:
                raise too_large(len(archive))
            if extents is not None:
                data = with_holes(extents, data, whole)
            elif extended.get(PAX_VERSION) == '1':
                data = pax_content(data, whole)
                extended.set('path', extended.get(PAX_NAME) or '')
            member = _member(archive, at, kind, data, extended, shared)
            if member.kind != _FOREIGN:
                out.append(member)
            extended = Map()
        at = start + (size + BLOCK - 1) // BLOCK * BLOCK
    if at != len(archive) or len(out) == 0:  # a header, or the padding of the last content, is cut
        raise _bad('it is truncated' if len(archive) > 0 else 'it is empty')
    return out


def _member(archive: Bytes, at: int, kind: str, data: Bytes, extended: Map[str, str], shared: Map[str, str]) -> Member:
    path = extended.get('path') or shared.get('path') or _path(archive, at)
    target = extended.get('linkpath') or shared.get('linkpath') or _text(archive, at + _LINK, 100)
    mode = _number(archive, at + _MODE, 8) & 0o777
    name = _kind(kind, path)
    mtime = extended.get('mtime')
    seconds = float(mtime) if mtime is not None and _is_number(mtime) else _number(archive, at + _MTIME, 12)
    member = Member(path, name, mode, data, target if name == SYMLINK or name == HARDLINK else '', seconds)
    user = extended.get('uname') or _text(archive, at + _USER, 32)
    group = extended.get('gname') or _text(archive, at + _GROUP, 32)
    member.owner = Owner(_number(archive, at + _UID, 8), _number(archive, at + _GID, 8), user, group)
    return member


def _kind(flag: str, path: str) -> str:
    if flag == '5' or (flag in '0\x00' and path.endswith('/')):
        return FOLDER
    if flag in '07\x00' or flag == SPARSE:
        return FILE
    if flag == '2':
        return SYMLINK
    if flag == '6':
        return FIFO
    return HARDLINK if flag == '1' else _FOREIGN


def _path(archive: Bytes, at: int) -> str:
    name = _text(archive, at + _NAME, 100)
    if _text(archive, at + _MAGIC, 5) != 'ustar' or archive[at + _MAGIC + 5] != 0:
        return name  # old GNU archives have times in place of ustar's prefix
    prefix = _text(archive, at + _PREFIX, 155)
    return f'{prefix}/{name}' if prefix != '' else name


def _text(source: Bytes, at: int, size: int) -> str:
    end = index_of(source, 0, at)
    return decode(view(source, at, at + size if end < 0 or end > at + size else end))


def _number(archive: Bytes, at: int, size: int) -> int:
    """An octal number, or big-endian bytes when the first bit is set (GNU, large files)."""
    value = 0
    if archive[at] & 128 != 0:
        for i in range(at + 1, at + size):
            value = value * 256 + archive[i]
        return value
    seen = False
    for i in range(at, at + size):
        c = archive[i]
        if c >= 48 and c <= 55:
            value = value * 8 + c - 48
            seen = True
        elif c == 0 or c == 32:
            if seen:
                break
        else:
            raise _bad('a header holds no number')
    return value


def _is_zero(archive: Bytes, at: int) -> bool:
    for i in range(at, at + BLOCK):
        if archive[i] != 0:
            return False
    return True


def _check_header(archive: Bytes, at: int) -> None:
    unsigned = 256  # the checksum's own eight bytes count as spaces
    signed = 256
    for i in range(at, at + BLOCK):
        if i < at + _CHECKSUM or i >= at + _CHECKSUM + 8:
            unsigned += archive[i]
            signed += archive[i] if archive[i] < 128 else archive[i] - 256
    promised = _number(archive, at + _CHECKSUM, 8)
    if promised != unsigned and promised != signed:
        raise _bad('a header is damaged')


def _read_pax(data: Bytes, into: Map[str, str]) -> None:
    """Records `LENGTH KEY=VALUE\\n`; LENGTH counts the whole record."""
    at = 0
    while at < len(data) and data[at] != 0:
        space = index_of(data, 32, at)
        if space < 0 or space - at > 10:
            raise _bad('an extended header is malformed')
        length = _decimal(data, at, space)
        equals = index_of(data, 61, space)
        if length <= space - at or equals < 0 or at + length > len(data) or equals >= at + length:
            raise _bad('an extended header is malformed')
        key = decode(view(data, space + 1, equals))
        into.set(key, decode(view(data, equals + 1, at + length - 1)))
        if key == 'size':
            _decimal(data, equals + 1, at + length - 1)
        at += length


def _decimal(data: Bytes, start: int, end: int) -> int:
    value = 0
    for i in range(start, end):
        if data[i] < 48 or data[i] > 57:
            raise _bad('an extended header is malformed')
        value = value * 10 + data[i] - 48
    return value


def _is_number(text: str) -> bool:
    for c in text:
        if not c.isdigit() and c != '.':
            return False
    return text != '' and text != '.'


def _bad(why: str) -> ArchiveError:
    return ArchiveError(f'the archive is damaged: {why}')
