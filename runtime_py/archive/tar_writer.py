"""Writes tar archives, member by member: ustar, with a pax header where a name, a link, a size or a time doesn't fit. Pure: bytes out."""
from __future__ import annotations

from runtime_py.archive.member import FIFO, FILE, FOLDER, HARDLINK, SYMLINK, Member
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, encode
from runtime_py.platform.text import pad_left, to_base

BLOCK = 512
_END_BLOCKS = 2
_LARGEST_OCTAL = 8589934591     # eleven octal digits
_FLAGS = [[FILE, '0'], [HARDLINK, '1'], [SYMLINK, '2'], [FOLDER, '5'], [FIFO, '6']]


def tar_member(member: Member) -> Bytes:
    """Header, content and padding."""
    path = member.path + '/' if member.kind == FOLDER and not member.path.endswith('/') else member.path
    size = len(member.data) if member.kind == FILE else 0
    records: list[list[str]] = []
    if not _fits(path):
        records.append(['path', path])
    if not _fits(member.target):
        records.append(['linkpath', member.target])
    if size > _LARGEST_OCTAL:
        records.append(['size', str(size)])
    parts: list[Bytes] = []
    if len(records) > 0:
        data = _pax(records)
        parts.extend([_header('PaxHeader', 'x', 0o644, len(data), member.mtime, ''), data, _padding(len(data))])
    parts.append(_header(path, _flag(member.kind), member.mode, size, member.mtime, member.target))
    if size > 0:
        parts.extend([member.data, _padding(size)])
    return concat(parts)


def tar_end() -> Bytes:
    return alloc(_END_BLOCKS * BLOCK)


def _flag(kind: str) -> str:
    for known, flag in _FLAGS:
        if known == kind:
            return flag
    return '0'


def _fits(text: str) -> bool:
    """As ASCII of at most 100 bytes: the field for it."""
    data = encode(text)
    return len(data) <= 100 and len(data) == len(text)


def _pax(records: list[list[str]]) -> Bytes:
    """Each `LENGTH KEY=VALUE` and a newline, where LENGTH counts itself."""
    parts: list[Bytes] = []
    for key, value in records:
        rest = encode(f' {key}={value}\n')
        length = len(rest) + 1
        while len(rest) + len(str(length)) != length:
            length = len(rest) + len(str(length))
        parts.append(encode(str(length)))
        parts.append(rest)
    return concat(parts)


def _header(path: str, flag: str, mode: int, size: int, mtime: float, target: str) -> Bytes:
    header = alloc(BLOCK)
    _put(header, 0, _cut(path))
    _put_number(header, 100, mode, 8)
    _put_number(header, 108, 1000, 8)
    _put_number(header, 116, 1000, 8)
    _put_number(header, 124, min(size, _LARGEST_OCTAL), 12)
    _put_number(header, 136, max(int(mtime), 0), 12)
    _put(header, 156, encode(flag))
    _put(header, 157, _cut(target))
    _put(header, 257, encode('ustar'))
    _put(header, 263, encode('00'))
    _put(header, 265, encode('user'))
    _put(header, 297, encode('user'))
    total = 8 * 32      # the checksum's own field counts as spaces
    for octet in header:
        total += octet
    _put(header, 148, encode(pad_left(to_base(total, 8), 6, '0')))
    header[155] = 32
    return header


def _cut(text: str) -> Bytes:
    """What readers without pax see of a long name."""
    data = encode(text)
    return data if len(data) <= 100 else data[0:100]


def _put(header: Bytes, at: int, data: Bytes) -> None:
    copy(data, 0, len(data), header, at)


def _put_number(header: Bytes, at: int, value: int, width: int) -> None:
    _put(header, at, encode(pad_left(to_base(value, 8), width - 1, '0')))


def _padding(size: int) -> Bytes:
    return alloc((BLOCK - size % BLOCK) % BLOCK)
