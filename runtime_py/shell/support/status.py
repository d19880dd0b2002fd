"""The fields of stat by name, and conversion of modes to text and back (chmod(1), stat(1))."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

_KINDS = [S_IFIFO, S_IFCHR, S_IFDIR, S_IFBLK, S_IFREG, S_IFLNK, S_IFSOCK]


class Status:
    """`error` is an errno; the other fields are valid only when it is 0. Times are seconds with fractions; `times` has
    them exactly."""

    def __init__(self, error: int, out: list[float]) -> None:
        self.error = error
        self.dev = int(out[0])
        self.mode = int(out[1])
        self.links = int(out[2])
        self.uid = int(out[3])
        self.gid = int(out[4])
        self.rdev = int(out[5])
        self.block_size = int(out[6])
        self.ino = int(out[7])
        self.size = int(out[8])
        self.blocks = int(out[9])
        self.atime = out[10] + out[11] / 1e9
        self.mtime = out[12] + out[13] / 1e9
        self.ctime = out[14] + out[15] / 1e9
        self.birth = out[16] + out[17] / 1e9
        self._out = out

    @property
    def times(self) -> list[list]:
        """[seconds, nanoseconds] of access, modification, change and birth."""
        out = self._out
        return [[out[k], int(out[k + 1])] for k in range(10, 18, 2)]

    def is_kind(self, kind: int) -> bool:
        return self.error == 0 and (self.mode & S_IFMT) == kind

    def is_folder(self) -> bool:
        return self.is_kind(S_IFDIR)

    def is_link(self) -> bool:
        return self.is_kind(S_IFLNK)

    def is_regular(self) -> bool:
        return self.is_kind(S_IFREG)

    def same_file(self, other: Status) -> bool:
        return self.error == 0 and other.error == 0 and self.ino == other.ino and self.dev == other.dev


def status_of(context: Context, path: str, follow: bool = True) -> Status:
    """The status of a path in the user's spelling."""
    out = [0.0 for _ in range(18)]
    absolute = context.path(path)
    result = context.system.stat(absolute, out) if follow else context.system.lstat(absolute, out)
    return Status(-result if result < 0 else 0, out)


def kind_letter(mode: int) -> str:
    """The first letter of ls -l."""
    at = _KINDS.index(mode & S_IFMT) if (mode & S_IFMT) in _KINDS else -1
    return 'pcdb-ls'[at] if at >= 0 else '?'


def mode_text(mode: int) -> str:
    """`drwxr-xr-x`."""
    text = kind_letter(mode)
    text += _three(mode >> 6, (mode & 0o4000) != 0, 's')
    text += _three(mode >> 3, (mode & 0o2000) != 0, 's')
    text += _three(mode, (mode & 0o1000) != 0, 't')
    return text


def _three(bits: int, special: bool, letter: str) -> str:
    text = ('r' if (bits & 4) != 0 else '-') + ('w' if (bits & 2) != 0 else '-')
    runs = (bits & 1) != 0
    if special:
        return text + (letter if runs else letter.upper())
    return text + ('x' if runs else '-')


def parse_mode(text: str, mode: int, umask: int, is_folder: bool) -> int:
    """The mode that `0755` or `u+x,g=r` (POSIX chmod) makes from this one; -1 when it is invalid."""
    if text != '' and text[0] in '0123456789':
        value = 0
        for digit in text:
            if digit not in '01234567':
                return -1
            value = value * 8 + int(digit)
        return value if value <= 0o7777 else -1
    found = mode & 0o7777
    for clause in text.split(','):
        found = _apply_clause(clause, found, umask, is_folder)
        if found < 0:
            return -1
    return found


def _apply_clause(clause: str, mode: int, umask: int, is_folder: bool) -> int:
    k = 0
    who = 0
    while k < len(clause) and clause[k] in 'ugoa':
        who |= [0o4700, 0o2070, 0o1007, 0o7777]['ugoa'.find(clause[k])]
        k += 1
    allowed = 0o7777 if who > 0 else 0o7777 & ~umask
    who = 0o7777 if who == 0 else who
    if k == len(clause):
        return -1
    while k < len(clause):
        action = clause[k]
        if action not in '+-=':
            return -1
        k += 1
        bits = 0
        while k < len(clause) and clause[k] not in '+-=':
            more = _permission(clause[k], mode, is_folder)
            if more < 0:
                return -1
            bits |= more
            k += 1
        bits &= who & allowed
        if action == '+':
            mode |= bits
        elif action == '-':
            mode &= ~bits
        else:
            kept = 0o6000 if is_folder else 0
            mode = (mode & ~(who & ~kept)) | bits
    return mode


def _permission(letter: str, mode: int, is_folder: bool) -> int:
    if letter in 'rwx':
        return [0o444, 0o222, 0o111]['rwx'.find(letter)]
    if letter == 'X':
        return 0o111 if is_folder or (mode & 0o111) != 0 else 0
    if letter == 's':
        return 0o6000
    if letter == 't':
        return 0o1000
    at = 'ugo'.find(letter)
    return -1 if at < 0 else ((mode >> (6 - 3 * at)) & 7) * 0o111
