"""The descriptor table of a process, in shared memory so that the kernel can close the descriptors that a dead process
left open.

A table holds the addresses of pages of entries, which are allocated as needed: most processes have one page, a program
that reads ten thousand files at once has several. They stay until the process has ended, so that an fd can be looked up
without a lock. Each entry is two words: the description's address (0: free), and the descriptor's own flags with the
owning thread above them. The caller counts references. Entries are taken and cleared by one atomic exchange, so that
threads that share a table may hold different locks: that of the file system or that of pipes and sockets. Some lock is
still needed: a terminated worker runs on for a while, and could otherwise change the table after it was given to
another process."""

from __future__ import annotations

from runtime_py.platform.atomics import compare_exchange, exchange, load
from runtime_py.platform.errno import EBADF, EMFILE, ENOMEM
from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import PAGE_BYTES

CAPACITY = 65536  # most fds of a process
OWNER_SHIFT = 8
_FLAGS = 255
_LOWEST = 0  # no fd below this is free
_SOFT_LIMIT = 1  # fds from this one on aren't given out; 0 means CAPACITY
_HARD_LIMIT = 2
_PAGES = 3
_PER_PAGE_SHIFT = 9  # two words each
_IN_PAGE = (1 << _PER_PAGE_SHIFT) - 1
_MOST_PAGES = CAPACITY >> _PER_PAGE_SHIFT
_TABLE_BYTES = (_PAGES + _MOST_PAGES) * 4


class FdTables:
    def __init__(self, memory: Memory, heap: Heap) -> None:
        self.memory = memory
        self.heap = heap

    def create(self) -> int:
        """An empty table, with room for the first fds; 0 when the memory is full."""
        table = self.heap.alloc(_TABLE_BYTES)
        if table != 0 and self._make(table, 0) == 0:
            self.heap.free(table, _TABLE_BYTES)
            return 0
        return table

    def limits(self, table: int) -> list[int]:
        """The soft and the hard limit on the process's descriptors (RLIMIT_NOFILE)."""
        word = table >> 2
        return [self.memory.i32[word + _SOFT_LIMIT] or CAPACITY, self.memory.i32[word + _HARD_LIMIT] or CAPACITY]

    def set_limits(self, table: int, soft: int, hard: int) -> None:
        self.memory.i32[(table >> 2) + _SOFT_LIMIT] = soft
        self.memory.i32[(table >> 2) + _HARD_LIMIT] = hard

    def free(self, table: int) -> None:
        """Frees the table of a process that has ended; its descriptions must have been released."""
        for number in range(_MOST_PAGES):
            page = self.memory.i32[(table >> 2) + _PAGES + number]
            if page != 0:
                self.heap.free(page, PAGE_BYTES)
        self.heap.free(table, _TABLE_BYTES)

    def _entry(self, table: int, fd: int) -> int:
        """The word where an fd's entry begins; 0 when its page isn't allocated, or the fd is out of range."""
        if fd < 0 or fd >= CAPACITY:
            return 0
        page = self.memory.i32[(table >> 2) + _PAGES + (fd >> _PER_PAGE_SHIFT)]
        return 0 if page == 0 else (page >> 2) + (fd & _IN_PAGE) * 2

    def _make(self, table: int, fd: int) -> int:
        """As `_entry`, but allocates the page; 0 when the memory is full."""
        if self._entry(table, fd) == 0:
            page = self.heap.alloc(PAGE_BYTES)
            if (
                page != 0
                and compare_exchange(self.memory.i32, (table >> 2) + _PAGES + (fd >> _PER_PAGE_SHIFT), 0, page) != 0
            ):
                self.heap.free(page, PAGE_BYTES)  # another thread was quicker
        return self._entry(table, fd)

    def get(self, table: int, fd: int) -> int:
        """The description of an fd, or -EBADF."""
        entry = self._entry(table, fd)
        description = self.memory.i32[entry] if entry != 0 else 0
        return description if description != 0 else -EBADF

    def lowest_free(self, table: int) -> int:
        """The lowest free fd, whose entry is allocated; -EMFILE or -ENOMEM."""
        fd = load(self.memory.i32, (table >> 2) + _LOWEST)
        limit = self.memory.i32[(table >> 2) + _SOFT_LIMIT] or CAPACITY
        while fd < limit:
            entry = self._entry(table, fd)
            if entry == 0:
                return fd if self._make(table, fd) != 0 else -ENOMEM
            if self.memory.i32[entry] == 0:
                return fd
            fd += 1
        return -EMFILE

    def install(self, table: int, description: int, flags: int) -> int:
        """Installs the description at the lowest free fd: the fd, -EMFILE or -ENOMEM. A negative description is an
        error code and is returned."""
        if description < 0:
            return description
        lowest = load(self.memory.i32, (table >> 2) + _LOWEST)
        fd = self.lowest_free(table)
        while fd >= 0 and compare_exchange(self.memory.i32, self._entry(table, fd), 0, description) != 0:
            fd = self.lowest_free(table)
        if fd < 0:
            return fd
        self.memory.i32[self._entry(table, fd) + 1] = flags
        compare_exchange(self.memory.i32, (table >> 2) + _LOWEST, lowest, fd + 1)  # another thread took it first
        return fd

    def install_at(self, table: int, fd: int, description: int, flags: int) -> int:
        """Installs the description at exactly this fd. Returns the description that was there, which the caller must
        release, 0 if none, -EBADF when the fd is out of range, or -ENOMEM."""
        if fd < 0 or fd >= (self.memory.i32[(table >> 2) + _SOFT_LIMIT] or CAPACITY):
            return -EBADF
        entry = self._make(table, fd)
        if entry == 0:
            return -ENOMEM
        before = exchange(self.memory.i32, entry, description)
        self.memory.i32[entry + 1] = flags
        return before

    def remove(self, table: int, fd: int) -> int:
        """Clears an fd: the description that it held, or -EBADF."""
        entry = self._entry(table, fd)
        if entry == 0:
            return -EBADF
        i32 = self.memory.i32
        i32[entry + 1] = 0  # clears the owner before the entry is reused
        description = exchange(i32, entry, 0)
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
        word = self._entry(table, fd) + 1
        self.memory.i32[word] = (self.memory.i32[word] & ~_FLAGS) | flags
        return 0

    def set_owner(self, table: int, fd: int, owner: int) -> int:
        """`owner` must be shifted already."""
        if self.get(table, fd) < 0:
            return -EBADF
        word = self._entry(table, fd) + 1
        self.memory.i32[word] = (self.memory.i32[word] & _FLAGS) | owner
        return 0

    def entries(self, table: int) -> list[list[int]]:
        """[fd, flags and owner] of every open descriptor."""
        i32 = self.memory.i32
        found: list[list[int]] = []
        for number in range(_MOST_PAGES):
            page = i32[(table >> 2) + _PAGES + number] >> 2
            if page != 0:
                for k in range(_IN_PAGE + 1):
                    if i32[page + k * 2] != 0:
                        found.append([(number << _PER_PAGE_SHIFT) + k, i32[page + k * 2 + 1]])
        return found

    def size(self, table: int) -> int:
        """How many fds its pages have room for; `entries` are those that are open."""
        return (
            len([number for number in range(_MOST_PAGES) if self.memory.i32[(table >> 2) + _PAGES + number] != 0])
            << _PER_PAGE_SHIFT
        )
