"""Memory for every structure: size classes up to 2 KB, single pages, runs of pages. All blocks are zeroed.

A block comes from a list of free ones, or else from fresh memory at the end, for which the shared memory grows. Before
it grows, and when it can't, free neighbours are joined (heap_join.py). When nothing is left, allocations for files
(`alloc_page`, `alloc_stored`) fail; all others may take from the reserve (heap_reserve.py). Has a lock of its own, so
that pipes and files can allocate at the same time. The caller must remember the sizes of its blocks. Knows nothing of
what is stored."""

from __future__ import annotations

from runtime_py.platform.atomics import lock, unlock
from runtime_py.platform.bytes import zero
from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap_join import Join
from runtime_py.vfs.heap_reserve import Reserve, reserve_size
from runtime_py.vfs.heap_runs import ALL_LOOKS, FEW_LOOKS, Runs
from runtime_py.vfs.heap_sizes import LARGEST_SMALL, put_pieces, small_class
from runtime_py.vfs.layout import (
    FREE_BYTES,
    FREE_PAGES,
    FREE_SMALL,
    HEAP_END,
    HEAP_LIMIT,
    HEAP_LOCK,
    HEAP_START,
    JOINED_BYTES,
    MAXIMUM_BYTES,
    PAGE_BYTES,
    PAGE_SHIFT,
    SIZE,
    SMALL_SIZES,
)

CUT_FROM_A_PAGE = 256  # larger blocks are cut from a slab of several pages, so that less is left over at its end
SLAB_PAGES = 4
GROWTH = 16 * 1048576
LEAST_FREED = 65536  # bytes freed since the last join that justify another one while the memory is full


class Heap:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.runs = Runs(memory)
        self.reserve = Reserve(memory)

    def alloc(self, nbytes: int) -> int:
        """The address of nbytes zeroed bytes, a multiple of 8; 0 when both the memory and the reserve are full."""
        self._lock()
        try:
            address = self._alloc(nbytes)
            return address if address != 0 else self.reserve.take(nbytes)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def alloc_stored(self, nbytes: int) -> int:
        """As `alloc`, for what a file system stores (contents, inodes, names): 0 when only the reserve is left."""
        self._lock()
        try:
            return self._alloc(nbytes)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def free(self, address: int, nbytes: int) -> None:
        self._lock()
        try:
            if self.reserve.owns(address):
                self.reserve.put(address, nbytes)
            elif nbytes <= LARGEST_SMALL:
                self._push(FREE_SMALL + small_class(nbytes), address, SMALL_SIZES[small_class(nbytes)])
            elif nbytes <= PAGE_BYTES:
                self._push(FREE_PAGES, address, PAGE_BYTES)
            else:
                pages = (nbytes + PAGE_BYTES - 1) >> PAGE_SHIFT
                self.runs.put(address, pages)
                self._count(pages * PAGE_BYTES)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def alloc_page(self) -> int:
        """A zeroed page of a file, or 0."""
        self._lock()
        page = self._alloc_page()
        unlock(self.memory.i32, HEAP_LOCK)
        return page

    def free_page(self, address: int) -> None:
        self._lock()
        self._push(FREE_PAGES, address, PAGE_BYTES)
        unlock(self.memory.i32, HEAP_LOCK)

    def alloc_from(self, head: int, nbytes: int) -> int:
        """A zeroed block from a list for blocks of one kind only, or a new block; 0 when the memory is full."""
        self._lock()
        try:
            address = self._unlink(head, nbytes)
            if address == 0:
                address = self._alloc_small(nbytes)
            return address if address != 0 else self._from_reserve(head, nbytes)
        finally:
            unlock(self.memory.i32, HEAP_LOCK)

    def _from_reserve(self, head: int, nbytes: int) -> int:
        """Splits a whole page of the reserve into such blocks, since they are never used for anything else."""
        page = self.reserve.take(PAGE_BYTES)
        size = SMALL_SIZES[small_class(nbytes)]
        if page != 0:
            for at in range(page + size, page + PAGE_BYTES - size + 1, size):
                self._link(head, at)
        return page

    def free_into(self, head: int, address: int) -> None:
        """Returns a block to such a list; it is never used for anything else."""
        self._lock()
        self._link(head, address)
        unlock(self.memory.i32, HEAP_LOCK)

    def _lock(self) -> None:
        lock(self.memory.i32, HEAP_LOCK)
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()

    def free_bytes(self) -> float:
        """How many bytes files could still take if the memory grew to its maximum."""
        return self.memory.i32[HEAP_LIMIT] - self.memory.i32[HEAP_END] + self.memory.f64[FREE_BYTES >> 1]

    def join(self) -> None:
        """Joins free neighbours now, for a check of the lists (check_heap.py). The heap itself joins them when it has
        to."""
        self._lock()
        Join(self.memory, self.runs).run()
        unlock(self.memory.i32, HEAP_LOCK)

    def make_reserve(self) -> None:
        """Makes the reserve from a new heap's first bytes."""
        nbytes = reserve_size(self.memory.i32[HEAP_LIMIT])
        self.reserve.make(nbytes if self._fresh(nbytes) != 0 else 0)

    def _count(self, nbytes: int) -> None:
        self.memory.f64[FREE_BYTES >> 1] = self.memory.f64[FREE_BYTES >> 1] + nbytes

    def _link(self, head: int, address: int) -> None:
        i32 = self.memory.i32
        i32[address >> 2] = i32[head]
        i32[head] = address

    def _unlink(self, head: int, nbytes: int) -> int:
        """Takes a block off a list and zeroes it; 0 when the list is empty."""
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
        """As `_unlink`, for a list whose blocks count as free."""
        address = self._unlink(head, nbytes)
        if address != 0:
            self._count(-nbytes)
        return address

    def _alloc(self, nbytes: int) -> int:
        if nbytes <= LARGEST_SMALL:
            return self._alloc_small(nbytes)
        return self._alloc_page() if nbytes <= PAGE_BYTES else self._alloc_run((nbytes + PAGE_BYTES - 1) >> PAGE_SHIFT)

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
        return self._cut_slab(slab, pages * PAGE_BYTES, k) if slab != 0 else self._cut_larger(k)

    def _cut_slab(self, slab: int, nbytes: int, k: int) -> int:
        """Returns the first block of a new slab; the others go into their list, and the rest at the end into the lists
        of smaller sizes."""
        size = SMALL_SIZES[k]
        at = slab + size
        while at + size <= slab + nbytes:
            self._link(FREE_SMALL + k, at)
            at += size
        put_pieces(self.memory.i32, at, slab + nbytes - at)
        self._count(nbytes - size)
        return slab

    def _cut_larger(self, k: int) -> int:
        """When the memory is full: cuts a free block of a larger size; 0 if there is none."""
        size = SMALL_SIZES[k]
        for larger in range(k + 1, len(SMALL_SIZES)):
            found = self._unlink(FREE_SMALL + larger, SMALL_SIZES[larger])
            if found != 0:
                put_pieces(self.memory.i32, found + size, SMALL_SIZES[larger] - size)
                self._count(-size)
                return found
        return 0

    def _alloc_page(self) -> int:
        found = self._pop(FREE_PAGES, PAGE_BYTES)
        return found if found != 0 else self._alloc_run(1)

    def _alloc_run(self, pages: int) -> int:
        """Zeroed adjacent pages: free ones, else fresh memory, else free ones that have not been joined yet."""
        nbytes = pages * PAGE_BYTES
        run = self._free_run(pages, FEW_LOOKS)
        if (
            run == 0
            and self.memory.i32[HEAP_END] + nbytes > self.memory.size
            and self._join_after(max(GROWTH, self.memory.size >> 3))
        ):
            run = self._free_run(pages, FEW_LOOKS)
        if run == 0:
            run = self._fresh(nbytes)
        if run == 0:
            run = self._free_run(pages, ALL_LOOKS)
        if run == 0 and self._join_after(max(LEAST_FREED, self.memory.f64[FREE_BYTES >> 1] / 64)):
            run = self._free_run(pages, ALL_LOOKS)
        return run

    def _free_run(self, pages: int, most_looks: int) -> int:
        if pages == 1 and self.memory.i32[FREE_PAGES] != 0:
            return self._pop(FREE_PAGES, PAGE_BYTES)
        run = self.runs.take(pages, most_looks)
        if run != 0:
            zero(self.memory.u8, run, run + pages * PAGE_BYTES)
            self._count(-pages * PAGE_BYTES)
        return run

    def _join_after(self, nbytes: float) -> bool:
        """Joins free neighbours if at least so many bytes have become free since the last time."""
        f64 = self.memory.f64
        free = f64[FREE_BYTES >> 1]
        before = min(f64[JOINED_BYTES >> 1], free)
        f64[JOINED_BYTES >> 1] = before
        if free - before < nbytes:
            return False
        Join(self.memory, self.runs).run()
        f64[JOINED_BYTES >> 1] = free
        return True

    def _fresh(self, nbytes: int) -> int:
        address = self.memory.i32[HEAP_END]
        end = address + nbytes
        if end > self.memory.i32[HEAP_LIMIT]:
            return 0
        if end > self.memory.size and not self._grow(end - self.memory.size):
            return 0
        self.memory.i32[HEAP_END] = end
        return address

    def _grow(self, nbytes: int) -> bool:
        """Grows the memory generously, or, near the maximum, by what is needed."""
        if not self.memory.grow(max(nbytes, GROWTH)) and not self.memory.grow(nbytes):
            return False
        self.memory.i32[SIZE] = self.memory.size
        return True


def format_heap(memory: Memory) -> Heap:
    """Formats an empty heap with its reserve, in zeroed memory."""
    i32 = memory.i32
    i32[HEAP_END] = HEAP_START
    i32[HEAP_LIMIT] = min(memory.maximum, MAXIMUM_BYTES) if memory.maximum > 0 else MAXIMUM_BYTES
    heap = Heap(memory)
    heap.make_reserve()
    return heap
