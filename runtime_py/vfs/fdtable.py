"""The descriptor table of a process, in shared memory so that the kernel can close what a dead process left open.

Each entry is two words: the description's address (0: free) and the descriptor's own flags, above them its thread. The caller counts references.
Entries are taken and left by one atomic exchange, so that threads which share a table may hold different locks: that of the file system or that of pipes and
sockets. Without any lock a worker could do so after its end, when the table is another's."""
from __future__ import annotations

from runtime_py.platform.atomics import compare_exchange, exchange, load
from runtime_py.platform.errno import EBADF, EMFILE
from runtime_py.platform.memory import Memory

CAPACITY = 1024
TABLE_BYTES = 8 + CAPACITY * 8
OWNER_SHIFT = 8
_FLAGS = 255
_LOWEST = 0         # no fd below this is free
_ENTRIES = 2


class FdTables:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def init(self, table: int) -> None:
        self.memory.i32[(table >> 2) + _LOWEST] = 0

    def get(self, table: int, fd: int) -> int:
        """The description of an fd, or -EBADF."""
        if fd < 0 or fd >= CAPACITY:
            return -EBADF
        description = self.memory.i32[(table >> 2) + _ENTRIES + fd * 2]
        return description if description != 0 else -EBADF

    def lowest_free(self, table: int) -> int:
        """The lowest fd that is free, or -EMFILE."""
        i32 = self.memory.i32
        base = (table >> 2) + _ENTRIES
        fd = load(i32, (table >> 2) + _LOWEST)
        while fd < CAPACITY and i32[base + fd * 2] != 0:
            fd += 1
        return fd if fd < CAPACITY else -EMFILE

    def install(self, table: int, description: int, flags: int) -> int:
        """The lowest free fd, or -EMFILE. A negative description is an error that is passed on."""
        if description < 0:
            return description
        i32 = self.memory.i32
        base = (table >> 2) + _ENTRIES
        lowest = load(i32, (table >> 2) + _LOWEST)
        fd = self.lowest_free(table)
        while fd >= 0 and compare_exchange(i32, base + fd * 2, 0, description) != 0:
            fd = self.lowest_free(table)
        if fd < 0:
            return fd
        i32[base + fd * 2 + 1] = flags
        compare_exchange(i32, (table >> 2) + _LOWEST, lowest, fd + 1)      # unless a lower one became free meanwhile
        return fd

    def install_at(self, table: int, fd: int, description: int, flags: int) -> int:
        """At this very fd: the description that was there, which is the caller's to release, 0, or -EBADF when it is out of range."""
        if fd < 0 or fd >= CAPACITY:
            return -EBADF
        base = (table >> 2) + _ENTRIES + fd * 2
        before = exchange(self.memory.i32, base, description)
        self.memory.i32[base + 1] = flags
        return before

    def remove(self, table: int, fd: int) -> int:
        """The description that it held, or -EBADF."""
        if fd < 0 or fd >= CAPACITY:
            return -EBADF
        i32 = self.memory.i32
        i32[(table >> 2) + _ENTRIES + fd * 2 + 1] = 0      # nobody's, before the next one has it
        description = exchange(i32, (table >> 2) + _ENTRIES + fd * 2, 0)
        if description == 0:
            return -EBADF
        lowest = load(i32, (table >> 2) + _LOWEST)
        while fd < lowest:
            seen = compare_exchange(i32, (table >> 2) + _LOWEST, lowest, fd)
            lowest = fd if seen == lowest else seen
        return description

    def set_flags(self, table: int, fd: int, flags: int) -> int:
        if self.get(table, fd) < 0:
            return -EBADF
        word = (table >> 2) + _ENTRIES + fd * 2 + 1
        self.memory.i32[word] = (self.memory.i32[word] & ~_FLAGS) | flags
        return 0

    def set_owner(self, table: int, fd: int, owner: int) -> int:
        """`owner` is shifted already."""
        if self.get(table, fd) < 0:
            return -EBADF
        word = (table >> 2) + _ENTRIES + fd * 2 + 1
        self.memory.i32[word] = (self.memory.i32[word] & _FLAGS) | owner
        return 0

    def entries(self, table: int) -> list[list[int]]:
        """[fd, flags and owner] of all that are open."""
        i32 = self.memory.i32
        base = (table >> 2) + _ENTRIES
        return [[fd, i32[base + fd * 2 + 1]] for fd in range(CAPACITY) if i32[base + fd * 2] != 0]
