"""Writes tar archives, member by member: ustar, with a pax header where a name, a link, a size or a time doesn't fit.
Pure: bytes out."""

from __future__ import annotations

from runtime_py.archive.member import FIFO, FILE, FOLDER, HARDLINK, OURS, SYMLINK, Member, Owner
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, encode

BLOCK = 512
_END_BLOCKS = 2
_LARGEST_OCTAL = 8589934591  # eleven octal digits
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
    head = _pax(records, member.mtime) if len(records) > 0 else alloc(0)
    out = alloc(len(head) + BLOCK + _whole_blocks(size))
    copy(head, 0, len(head), out, 0)
    _put_header(out, len(head), path, _flag(member.kind), member.mode, size, member.mtime, member.target, member.owner)
    if size > 0:
        copy(member.data, 0, size, out, len(head) + BLOCK)
    return out


def tar_end() -> Bytes:
    return alloc(_END_BLOCKS * BLOCK)


def _flag(kind: str) -> str:
    for known, flag in _FLAGS:
        if known == kind:
            return flag
    return '0'


def _fits(text: str) -> bool:
    """Whether the text fits into its field: at most 100 bytes of ASCII."""
    return len(text) <= 100 and _is_ascii(text)


def _is_ascii(text: str) -> bool:
    for k in range(len(text)):
        if ord(text[k]) > 127:
            return False
    return True


def _pax(records: list[list[str]], mtime: float) -> Bytes:
    """A member of its own: for each record `LENGTH KEY=VALUE` and a newline, where LENGTH counts itself."""
    parts: list[Bytes] = []
    for key, value in records:
        rest = encode(f' {key}={value}\n')
        length = len(rest) + 1
        while len(rest) + len(str(length)) != length:
            length = len(rest) + len(str(length))
        parts.append(encode(str(length)))
        parts.append(rest)
    data = concat(parts)
    out = alloc(BLOCK + _whole_blocks(len(data)))
    _put_header(out, 0, 'PaxHeader', 'x', 0o644, len(data), mtime, '', OURS)
    copy(data, 0, len(data), out, BLOCK)
    return out


def _put_header(
    out: Bytes, at: int, path: str, flag: str, mode: int, size: int, mtime: float, target: str, owner: Owner
) -> None:
    """Fills in the block at `at`, which must be zeros. Writes digits and names directly: an array of bytes for each
    would cost more than everything else."""
    _put_text(out, at, path)
    _put_octal(out, at + 100, mode, 7)
    _put_octal(out, at + 108, owner.uid, 7)
    _put_octal(out, at + 116, owner.gid, 7)
    _put_octal(out, at + 124, min(size, _LARGEST_OCTAL), 11)
    _put_octal(out, at + 136, max(int(mtime), 0), 11)
    _put_text(out, at + 156, flag)
    _put_text(out, at + 157, target)
    _put_text(out, at + 257, 'ustar')
    _put_text(out, at + 263, '00')
    _put_text(out, at + 265, owner.user[:31])
    _put_text(out, at + 297, owner.group[:31])
    total = 8 * 32  # the checksum's own field counts as spaces
    for k in range(at, at + BLOCK):
        total += out[k]
    _put_octal(out, at + 148, total, 6)
    out[at + 155] = 32


def _put_text(out: Bytes, at: int, text: str) -> None:
    """Readers without pax see the first 100 bytes of a long name."""
    if not _fits(text):
        data = encode(text)
        copy(data, 0, min(len(data), 100), out, at)
        return
    for k in range(len(text)):
        out[at + k] = ord(text[k])


def _put_octal(out: Bytes, at: int, value: int, digits: int) -> None:
    for k in range(at + digits - 1, at - 1, -1):
        out[k] = 48 + value % 8
        value = value // 8


def _whole_blocks(size: int) -> int:
    """The size of a content with its padding."""
    return (size + BLOCK - 1) // BLOCK * BLOCK
