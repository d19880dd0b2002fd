"""The options of `mount -o`: supported ones, ones that are always the case, and unsupported ones."""

from __future__ import annotations

from runtime_py.shell.support.sizes import parse_size
from runtime_py.vfs.layout import MAXIMUM_BYTES

_IGNORED = [
    '',
    'defaults',
    'loop',
    'relatime',
    'noatime',
    'nosuid',
    'nodev',
    'auto',
    'noauto',
    'user',
    'users',
    'nofail',
]
NOT_HERE = [
    'bind',
    'rbind',
    'move',
    'noexec',
    'shared',
    'rshared',
    'private',
    'rprivate',
    'slave',
    'rslave',
    'unbindable',
]
_TMPFS_MODE = 0o1777  # world-writable, Linux's default


class MountOptions:
    """`problem` is '' or an error message. Options not given: `is_read_only` None, `size` -1."""

    def __init__(self, words: list[str]) -> None:
        self.problem = ''
        self.is_read_only: bool | None = None
        self.remount = False
        self.size = -1
        self.mode = _TMPFS_MODE
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        name, _, value = word.partition('=')
        if word in ('ro', 'rw'):
            self.is_read_only = word == 'ro'
        elif word == 'remount':
            self.remount = True
        elif name == 'size' and _size(value) >= 0:
            self.size = _size(value)
        elif name == 'mode' and is_octal(value):
            self.mode = int(value, 8)
        elif name in NOT_HERE:
            self.problem = f"'{name}' is not supported"
        elif word not in _IGNORED:
            self.problem = f"bad option '{word}'"


def _size(text: str) -> int:
    """The size of a tmpfs: `10m`, or a percentage of the memory; -1 when it is invalid."""
    if text.endswith('%') and text[:-1].isdigit():
        return int(MAXIMUM_BYTES * int(text[:-1]) // 100)
    return parse_size(text)


def is_octal(text: str) -> bool:
    return 0 < len(text) <= 4 and all([letter in '01234567' for letter in text])
