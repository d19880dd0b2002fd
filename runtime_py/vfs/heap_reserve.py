"""Memory reserved for what the machine needs while its memory is full: pipes, processes and their descriptors, notes of
removed files. So the user can end programs and remove files. Memory for files never comes from here.

A few pages at the start of the heap, in one list of runs that is sorted by address; adjacent runs are merged. A block
takes whole pages, however small it is, so that no free part of it gets into the lists that files allocate from. The
caller holds the heap's lock."""

from __future__ import annotations

from runtime_py.platform.bytes import zero
from runtime_py.platform.memory import Memory
from runtime_py.vfs.layout import HEAP_START, PAGE_BYTES, PAGE_SHIFT, RESERVE_END, RESERVE_RUNS

_LARGEST = 8 * 1048576  # enough for some hundred pipes
_SHARE = 64  # share of the memory's maximum, where that is less


class Reserve:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def make(self, nbytes: int) -> None:
        """Takes over the first nbytes of the heap, which must be zeros."""
        self.memory.i32[RESERVE_END] = HEAP_START + nbytes
        if nbytes > 0:
            self.memory.i32[RESERVE_RUNS] = HEAP_START
            self.memory.i32[(HEAP_START >> 2) + 1] = nbytes >> PAGE_SHIFT

    def take(self, nbytes: int) -> int:
        """The address of zeroed pages for so many bytes, or 0."""
        pages = _pages(nbytes)
        i32 = self.memory.i32
        link = RESERVE_RUNS
        while i32[link] != 0:
            run = i32[link]
            have = i32[(run >> 2) + 1]
            if have >= pages:
                address = run + (have - pages) * PAGE_BYTES
                if have == pages:
                    i32[link] = i32[run >> 2]
                else:
                    i32[(run >> 2) + 1] = have - pages
                zero(self.memory.u8, address, address + pages * PAGE_BYTES)
                return address
            link = run >> 2
        return 0

    def owns(self, address: int) -> bool:
        return address < self.memory.i32[RESERVE_END]

    def put(self, address: int, nbytes: int) -> None:
        i32 = self.memory.i32
        pages = _pages(nbytes)
        link = RESERVE_RUNS
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


def reserve_size(limit: int) -> int:
    """How many bytes are reserved in a memory of this maximum, in whole pages."""
    return min(_LARGEST, limit // _SHARE) >> PAGE_SHIFT << PAGE_SHIFT


def _pages(nbytes: int) -> int:
    return max(nbytes + PAGE_BYTES - 1, PAGE_BYTES) >> PAGE_SHIFT
