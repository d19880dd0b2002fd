"""fsck of the heap: free lists must end, lie in memory, agree with their counts, and hold no block twice and none that
a file uses.

The caller holds the file system's lock; the heap's own lock is taken here."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import lock, unlock
from runtime_py.platform.maps import Map
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.heap_runs import run_class
from runtime_py.vfs.layout import (
    FREE_BYTES,
    FREE_PAGES,
    FREE_RUNS,
    FREE_SMALL,
    HEAP_END,
    HEAP_LOCK,
    HEAP_START,
    PAGE_BYTES,
    RESERVE_END,
    RESERVE_RUNS,
    RUN_CLASSES,
    SMALL_SIZES,
)


def check_heap(heap: Heap, pages: Map[int, int], fragments: Map[int, int], tell: Callable[[str], None]) -> None:
    """`pages` and `fragments` are those that files use, with their inode numbers."""
    memory = heap.memory
    lock(memory.i32, HEAP_LOCK)
    try:
        end = memory.i32[HEAP_END]
        for block, ino in fragments.entries():
            if block < HEAP_START or block >= end or block % 16 != 0 or pages.has(block - block % PAGE_BYTES):
                tell(f'inode {ino}: its fragment is not a block of the heap')
        for page, ino in pages.entries():
            if page < HEAP_START or page >= end or page % PAGE_BYTES != 0:
                tell(f'inode {ino}: a page of its content is outside of the heap')
        look = FreeLists(heap, tell)
        look.collect()
        look.look_for_files(pages, fragments)
        look.check_count()
    finally:
        unlock(memory.i32, HEAP_LOCK)


def check_joined(heap: Heap, tell: Callable[[str], None]) -> None:
    """After `Heap.join`: no free neighbours may be left that could have been joined."""
    look = FreeLists(heap, tell)
    look.collect()
    look.look_for_neighbours()


class FreeLists:
    """Collects every free block: its address and length. The caller holds the heap's lock, or is the only thread."""

    def __init__(self, heap: Heap, tell: Callable[[str], None]) -> None:
        self.i32 = heap.memory.i32
        self.f64 = heap.memory.f64
        self.tell = tell
        self.blocks: Map[int, int] = Map()
        self.order: list[int] = []  # their addresses, sorted
        self.free = 0  # total bytes, without those of the reserve

    def collect(self) -> None:
        i32 = self.i32
        start = i32[RESERVE_END]
        end = i32[HEAP_END]
        self._list(FREE_PAGES, PAGE_BYTES, start, end, PAGE_BYTES)
        for k, nbytes in enumerate(SMALL_SIZES):
            self._list(FREE_SMALL + k, nbytes, start, end, 16)
        for k in range(RUN_CLASSES):
            self._runs(FREE_RUNS + k, k, start, end)
        self.free = sum(self.blocks.values())
        self._runs(RESERVE_RUNS, -1, HEAP_START, start)
        self.order = sorted(self.blocks.keys())
        last = 0
        for address in self.order:
            if address < last:
                self.tell(f'the block at {address} is free twice')
            last = max(last, address + (self.blocks.get(address) or 0))

    def _list(self, head: int, nbytes: int, start: int, end: int, step: int) -> None:
        """Walks one list of blocks of equal size."""
        address = self.i32[head]
        while address != 0 and self._enter(address, nbytes, start, end, step, f'of free blocks of {nbytes} bytes'):
            address = self.i32[address >> 2]

    def _runs(self, head: int, k: int, start: int, end: int) -> None:
        """Walks one list of runs; -1 is the reserve's, which is sorted."""
        i32 = self.i32
        what = 'of the reserve' if k < 0 else 'of free runs'
        last = 0
        run = i32[head]
        while run != 0:
            pages = i32[(run >> 2) + 1] if start <= run < end else 0
            if pages <= 0:
                self.tell(f'the list {what} is broken')
                return
            if not self._enter(run, pages * PAGE_BYTES, start, end, PAGE_BYTES, what):
                return
            if (k >= 0 and run_class(pages) != k) or (k < 0 and run <= last):
                self.tell(f'a run of {pages} pages is in the wrong place of the list {what}')
            last = run + pages * PAGE_BYTES
            run = i32[run >> 2]

    def _enter(self, address: int, nbytes: int, start: int, end: int, step: int, what: str) -> bool:
        if address < start or address + nbytes > end or address % step != 0:
            self.tell(f'the list {what} points outside of the heap')
            return False
        if self.blocks.has(address):
            self.tell(f'the list {what} is a cycle, or contains a block of another list')
            return False
        self.blocks.set(address, nbytes)
        return True

    def check_count(self) -> None:
        if self.free != self.f64[FREE_BYTES >> 1]:
            self.tell(f'{self.free} bytes are free, but the count is {int(self.f64[FREE_BYTES >> 1])}')

    def look_for_files(self, pages: Map[int, int], fragments: Map[int, int]) -> None:
        for address, nbytes in self.blocks.entries():
            if fragments.has(address):
                self.tell(f'inode {fragments.get(address)}: its fragment is free')
            page = address - address % PAGE_BYTES
            while page < address + nbytes:
                if pages.has(page):
                    self.tell(f'inode {pages.get(page)}: a page of its content is free')
                page += PAGE_BYTES

    def look_for_neighbours(self) -> None:
        """Checks that whole pages of adjacent free memory form one block."""
        start = 0
        end = 0
        for address in self.order:
            if address != end or address == self.i32[RESERVE_END]:
                self._look_at_piece(start, end)
                start = address
            end = address + (self.blocks.get(address) or 0)
        self._look_at_piece(start, end)

    def _look_at_piece(self, start: int, end: int) -> None:
        first = (start + PAGE_BYTES - 1) // PAGE_BYTES * PAGE_BYTES
        last = end // PAGE_BYTES * PAGE_BYTES
        if last > first and self.blocks.get(first) != last - first:
            self.tell(f'the free memory from {start} to {end} is not coalesced')
