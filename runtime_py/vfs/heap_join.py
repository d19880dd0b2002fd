"""Joins free neighbours: pages whose small blocks are all free become pages again, and pages that follow each other
become runs.

It visits every free block, so the heap calls it only when it would otherwise grow or is full, and enough has been freed
since the last time. Every byte of the heap is in a list or in use: code that cuts a block must put the rest into a
list, or the page could never be joined again. The caller holds the heap's lock."""

from __future__ import annotations

from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap_runs import Runs
from runtime_py.vfs.heap_sizes import put_pieces
from runtime_py.vfs.layout import (
    FREE_PAGES,
    FREE_RUNS,
    FREE_SMALL,
    HEAP_END,
    PAGE_BYTES,
    PAGE_SHIFT,
    RESERVE_END,
    RUN_CLASSES,
    SMALL_SIZES,
)


class Join:
    """Call `run` once."""

    def __init__(self, memory: Memory, runs: Runs) -> None:
        self.memory = memory
        self.runs = runs
        self.first = memory.i32[RESERVE_END] >> PAGE_SHIFT
        count = (memory.i32[HEAP_END] >> PAGE_SHIFT) - self.first
        self.free = [0 for _ in range(count)]  # bytes of each page that are in free lists

    def run(self) -> None:
        self._count_pages()
        self._count_small()
        for k, nbytes in enumerate(SMALL_SIZES):
            self._take_out(FREE_SMALL + k, nbytes)
        self._make_lists()

    def _count_pages(self) -> None:
        i32 = self.memory.i32
        free = self.free
        page = i32[FREE_PAGES]
        while page != 0:
            free[(page >> PAGE_SHIFT) - self.first] = PAGE_BYTES
            page = i32[page >> 2]
        for k in range(RUN_CLASSES):
            run = i32[FREE_RUNS + k]
            while run != 0:
                first = (run >> PAGE_SHIFT) - self.first
                for index in range(first, first + i32[(run >> 2) + 1]):
                    free[index] = PAGE_BYTES
                run = i32[run >> 2]

    def _count_small(self) -> None:
        i32 = self.memory.i32
        free = self.free
        for k, nbytes in enumerate(SMALL_SIZES):
            block = i32[FREE_SMALL + k]
            while block != 0:
                index = (block >> PAGE_SHIFT) - self.first
                room = PAGE_BYTES - (block & (PAGE_BYTES - 1))
                if nbytes <= room:
                    free[index] += nbytes
                else:
                    free[index] += room
                    free[index + 1] += nbytes - room
                block = i32[block >> 2]

    def _take_out(self, head: int, nbytes: int) -> None:
        """Takes blocks out of their lists when all of their page is free. The part of such a block that lies in another
        page stays free, as smaller blocks."""
        i32 = self.memory.i32
        link = head
        while i32[link] != 0:
            block = i32[link]
            index = (block >> PAGE_SHIFT) - self.first
            here = min(nbytes, PAGE_BYTES - (block & (PAGE_BYTES - 1)))
            is_first_whole = self.free[index] == PAGE_BYTES
            is_second_whole = here < nbytes and self.free[index + 1] == PAGE_BYTES
            if not is_first_whole and not is_second_whole:
                link = block >> 2
                continue
            i32[link] = i32[block >> 2]
            if not is_first_whole:
                put_pieces(i32, block, here)
            elif here < nbytes and not is_second_whole:
                put_pieces(i32, block + here, nbytes - here)

    def _make_lists(self) -> None:
        """Builds the lists from the last page to the first, so that memory is handed out in ascending order."""
        i32 = self.memory.i32
        i32[FREE_PAGES] = 0
        for k in range(RUN_CLASSES):
            i32[FREE_RUNS + k] = 0
        free = self.free
        index = len(free) - 1
        while index >= 0:
            if free[index] != PAGE_BYTES:
                index -= 1
                continue
            end = index
            while index >= 0 and free[index] == PAGE_BYTES:
                index -= 1
            address = (self.first + index + 1) << PAGE_SHIFT
            if end - index > 1:
                self.runs.put(address, end - index)
            else:
                i32[address >> 2] = i32[FREE_PAGES]
                i32[FREE_PAGES] = address
