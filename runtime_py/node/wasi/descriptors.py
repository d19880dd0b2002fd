"""The descriptors of a WASI program: numbered by itself, each with rights, over descriptors and folders of the machine.

Knows: system calls. Must not know: the program's memory."""

from __future__ import annotations

from runtime_py.node.wasi.abi import (
    BADF,
    CHARACTER_DEVICE,
    DIRECTORY,
    DIRECTORY_RIGHTS,
    FILE_RIGHTS,
    NOTCAPABLE,
    REGULAR_FILE,
    STREAM_RIGHTS,
    SUCCESS,
    UNKNOWN,
    kind_of_mode,
)
from runtime_py.platform.errno import ENOTDIR
from runtime_py.vfs.flags import O_RDONLY

HostMap = globalThis.Map
_STAT_FIELDS = 18
MODE = 1


class Descriptor:
    """`fd` is the machine's; `path` is that of a directory on the machine, `name` that of a preopened one inside."""

    def __init__(self, fd: int, kind: int, base: int, inheriting: int) -> None:
        self.fd = fd
        self.kind = kind
        self.base = base
        self.inheriting = inheriting
        self.path = ''
        self.name = None
        self.flags = 0
        self.entries = None  # of a directory being read


def stat_of_fd(system: object, fd: int) -> object:
    """Float64Array of the fields, or -errno."""
    out = Float64Array(_STAT_FIELDS)
    result = system.fstat(fd, out)
    return result if result < 0 else out


class Descriptors:
    def __init__(self, system: object) -> None:
        self.system = system
        self._table = js_new(HostMap)

    def add_stdio(self, fd: int) -> int:
        """-errno when the descriptor doesn't exist."""
        stat = stat_of_fd(self.system, fd)
        if js_typeof(stat) == 'number':
            return stat
        kind = kind_of_mode(stat[MODE])
        rights = FILE_RIGHTS if kind == REGULAR_FILE else STREAM_RIGHTS
        self.add(Descriptor(fd, CHARACTER_DEVICE if kind == UNKNOWN else kind, rights, 0))
        return 0

    def add_preopen(self, name: str, host: str) -> int:
        """-errno when it isn't a directory or can't be opened."""
        path = self.system.realpath(host)
        if js_typeof(path) == 'number':
            return path
        fd = self.system.open(path, O_RDONLY, 0)
        if fd < 0:
            return fd
        stat = stat_of_fd(self.system, fd)
        if js_typeof(stat) == 'number' or kind_of_mode(stat[MODE]) != DIRECTORY:
            self.system.close(fd)
            return -ENOTDIR
        made = Descriptor(fd, DIRECTORY, DIRECTORY_RIGHTS, DIRECTORY_RIGHTS | FILE_RIGHTS)
        made.path = path
        made.name = name
        self.add(made)
        return 0

    def add(self, descriptor: Descriptor) -> int:
        number = 0
        while self._table.has(number):
            number += 1
        self._table.set(number, descriptor)
        return number

    def get(self, number: int, rights: int) -> Descriptor | int:
        """The descriptor, or WASI's errno if it doesn't exist or lacks one of the rights."""
        found = self._table.get(number)
        if found is None:
            return BADF
        return found if (found.base & rights) == rights else NOTCAPABLE

    def remove(self, number: int) -> None:
        self._table.delete(number)

    def renumber(self, source: int, target: int) -> int:
        if not self._table.has(source) or not self._table.has(target):
            return BADF
        if source != target:
            self.system.close(self._table.get(target).fd)
            self._table.set(target, self._table.get(source))
            self._table.delete(source)
        return SUCCESS
