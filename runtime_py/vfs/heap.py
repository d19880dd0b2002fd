"""Memory for every structure: size classes up to 2 KB, single pages, runs of pages. All blocks are zeroed.

Fresh memory is taken from the end, and the shared memory grown, only when no free block serves. Has a lock of its own, so that pipes and files
can allocate at the same time; the caller remembers the sizes. Knows nothing of what is stored."""
from __future__ import annotations

from runtime_py.platform.atomics import lock, unlock
from runtime_py.platform.bytes import zero
from runtime_py.platform.memory import Memory
from runtime_py.vfs.layout import (
    FREE_BYTES,
    FREE_PAGES,
    FREE_RUNS,
    FREE_SMALL,
    HEAP_END,
    HEAP_LOCK,
    MAXIMUM_BYTES,
    PAGE_BYTES,
    PAGE_SHIFT,
    SIZE,
    SMALL_SIZES,
)

LARGEST_SMALL = 2048
CUT_FROM_A_PAGE = 256   # what is larger is cut from a slab of pages: the rest that is too short for one more is a smaller part of it
SLAB_PAGES = 4
GROWTH = 16 * 1048576


class Heap:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def alloc(self, nbytes: int) -> int:
        """The address of nbytes zeroed bytes, a multiple of 8; 0 when the memory is full."""
        self._lock()
        try:
            if nbytes <= LARGEST_SMALL:
                return self._alloc_small(nbytes)
            if nbytes <= PAGE_BYTES:
                return self._alloc_page()
            return self._alloc_run((nbytes + PAGE_BYTES - 1) >> PAGE_SHIFT)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def free(self, address: int, nbytes: int) -> None:
        self._lock()
        try:
            if nbytes <= LARGEST_SMALL:
                self._push(FREE_SMALL + small_class(nbytes), address, SMALL_SIZES[small_class(nbytes)])
            elif nbytes <= PAGE_BYTES:
                self._push(FREE_PAGES, address, PAGE_BYTES)
            else:
                self._free_run(address, (nbytes + PAGE_BYTES - 1) >> PAGE_SHIFT)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def alloc_page(self) -> int:
        """A zeroed page, or 0."""
        self._lock()
        page = self._alloc_page()
        unlock(self.memory.i32, HEAP_LOCK)
        return page

    def free_page(self, address: int) -> None:
        self._lock()
        self._push(FREE_PAGES, address, PAGE_BYTES)
        unlock(self.memory.i32, HEAP_LOCK)

    def alloc_from(self, head: int, nbytes: int) -> int:
        """A zeroed block of a list that blocks of one kind alone are in, or a new one; 0 when the memory is full."""
        self._lock()
        try:
            address = self._unlink(head, nbytes)
            return address if address != 0 else self._alloc_small(nbytes)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def free_into(self, head: int, address: int) -> None:
        """Back into such a list: it is never anything else."""
        self._lock()
        self._link(head, address)
        unlock(self.memory.i32, HEAP_LOCK)

    def _lock(self) -> None:
        lock(self.memory.i32, HEAP_LOCK)
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()

    def free_bytes(self) -> float:
        """What could be allocated yet, were the memory grown to its maximum."""
        return MAXIMUM_BYTES - self.memory.i32[HEAP_END] + self.memory.f64[FREE_BYTES >> 1]

    def _count(self, nbytes: int) -> None:
        self.memory.f64[FREE_BYTES >> 1] = self.memory.f64[FREE_BYTES >> 1] + nbytes

    def _link(self, head: int, address: int) -> None:
        i32 = self.memory.i32
        i32[address >> 2] = i32[head]
        i32[head] = address

    def _unlink(self, head: int, nbytes: int) -> int:
        """A zeroed block of a list, or 0 when the list is empty."""
        i32 = self.memory.i32
        address = i32[head]
        if address != 0:
            i32[head] = i32[address >> 2]
            zero(self.memory.u8, address, address + nbytes)
        return address

    def _push(self, head: int, address: int, nbytes: int) -> None:
        self._link(head, address)
        self._count(nbytes)

    def _pop(self, head: int, nbytes: int) -> int:
        """The same, of a list whose blocks count as free."""
        address = self._unlink(head, nbytes)
        if address != 0:
            self._count(-nbytes)
        return address

    def _alloc_small(self, nbytes: int) -> int:
        k = small_class(nbytes)
        size = SMALL_SIZES[k]
        found = self._pop(FREE_SMALL + k, size)
        if found != 0:
            return found
        pages = 1 if size <= CUT_FROM_A_PAGE else SLAB_PAGES
        slab = self._alloc_page() if pages == 1 else self._alloc_run(pages)
        if slab == 0 and pages > 1:
            pages = 1
            slab = self._alloc_page()
        if slab == 0:
            return 0
        for at in range(slab + size, slab + pages * PAGE_BYTES - size + 1, size):
            self._push(FREE_SMALL + k, at, size)
        return slab

    def _alloc_page(self) -> int:
        found = self._pop(FREE_PAGES, PAGE_BYTES)
        return found if found != 0 else self._alloc_run(1)

    def _alloc_run(self, pages: int) -> int:
        """First fit among the free runs, else fresh memory."""
        i32 = self.memory.i32
        link = FREE_RUNS
        while i32[link] != 0:
            run = i32[link]
            have = i32[(run >> 2) + 1]
            if have >= pages:
                return self._cut_run(link, run, have, pages)
            link = run >> 2
        return self._fresh(pages * PAGE_BYTES)

    def _cut_run(self, link: int, run: int, have: int, pages: int) -> int:
        """The run's last pages, so that the rest stays where it is in the list."""
        i32 = self.memory.i32
        if have == pages:
            i32[link] = i32[run >> 2]
        else:
            i32[(run >> 2) + 1] = have - pages
        address = run + (have - pages) * PAGE_BYTES
        zero(self.memory.u8, address, address + pages * PAGE_BYTES)
        self._count(-pages * PAGE_BYTES)
        return address

    def _fresh(self, nbytes: int) -> int:
        address = self.memory.i32[HEAP_END]
        end = address + nbytes
        if end > MAXIMUM_BYTES:
            return 0
        if end > self.memory.size and not self._grow(end - self.memory.size):
            return 0
        self.memory.i32[HEAP_END] = end
        return address

    def _grow(self, nbytes: int) -> bool:
        """Generously, or, near the maximum, by what is needed."""
        if not self.memory.grow(max(nbytes, GROWTH)) and not self.memory.grow(nbytes):
            return False
        self.memory.i32[SIZE] = self.memory.size
        return True

    def _free_run(self, address: int, pages: int) -> None:
        """Back into the list, which is sorted by address; neighbours become one."""
        i32 = self.memory.i32
        self._count(pages * PAGE_BYTES)
        link = FREE_RUNS
        before = 0
        while i32[link] != 0 and i32[link] < address:
            before = i32[link]
            link = before >> 2
        after = i32[link]
        if after != 0 and address + pages * PAGE_BYTES == after:
            pages += i32[(after >> 2) + 1]
            after = i32[after >> 2]
        if before != 0 and before + i32[(before >> 2) + 1] * PAGE_BYTES == address:
            i32[(before >> 2) + 1] = i32[(before >> 2) + 1] + pages
            i32[before >> 2] = after
        else:
            i32[address >> 2] = after
            i32[(address >> 2) + 1] = pages
            i32[link] = address


def small_class(nbytes: int) -> int:
    """The index of the smallest of SMALL_SIZES that holds nbytes."""
    return _CLASSES[(nbytes + 15) >> 4]


def _smallest(nbytes: int) -> int:
    k = 0
    while SMALL_SIZES[k] < nbytes:
        k += 1
    return k


_CLASSES = [_smallest(sixteens * 16) for sixteens in range(LARGEST_SMALL // 16 + 1)]
