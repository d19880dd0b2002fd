"""Free runs of pages in lists by size: list k has runs of 2^k to 2^(k+1) - 1 pages. Single freed pages have a list of
their own (heap.py).

Taking and returning a run take constant time. Neighbours stay apart until heap_join.py joins them. The caller holds the
heap's lock."""

from __future__ import annotations

from runtime_py.platform.memory import Memory
from runtime_py.vfs.layout import FREE_RUNS, PAGE_BYTES, RUN_CLASSES

FEW_LOOKS = 8  # how many runs to try in a list whose runs may be too short
ALL_LOOKS = 1 << 30


class Runs:
    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def put(self, address: int, pages: int) -> None:
        i32 = self.memory.i32
        head = FREE_RUNS + run_class(pages)
        i32[address >> 2] = i32[head]
        i32[(address >> 2) + 1] = pages
        i32[head] = address

    def take(self, pages: int, most_looks: int) -> int:
        """A run of that many pages, not zeroed, or 0: the first that fits, from the list with the shortest runs. Takes
        its front, so that pages taken one by one are adjacent and a copy can take many at once."""
        i32 = self.memory.i32
        first = run_class(pages)
        for k in range(first, RUN_CLASSES):
            link = FREE_RUNS + k
            looks = most_looks
            while i32[link] != 0 and looks > 0:
                run = i32[link]
                have = i32[(run >> 2) + 1]
                if have >= pages:
                    i32[link] = i32[run >> 2]
                    if have > pages:
                        self.put(run + pages * PAGE_BYTES, have - pages)
                    return run
                link = run >> 2
                looks -= 1
        return 0


def run_class(pages: int) -> int:
    """The binary logarithm, rounded down."""
    k = 0
    while pages > 1:
        pages >>= 1
        k += 1
    return k
