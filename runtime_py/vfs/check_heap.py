"""fsck of the heap: free lists end, lie in memory, hold what they are counted for, and nothing that a file uses.

The caller holds the file system's lock; the heap's own is taken here."""
from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import lock, unlock
from runtime_py.platform.maps import Map, Set
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import (
    FREE_BYTES,
    FREE_PAGES,
    FREE_RUNS,
    FREE_SMALL,
    HEAP_END,
    HEAP_LOCK,
    HEAP_START,
    PAGE_BYTES,
    SMALL_SIZES,
)


def check_heap(heap: Heap, pages: Map[int, int], fragments: Map[int, int], tell: Callable[[str], None]) -> None:
    """`pages` and `fragments`: those of files, with their inode numbers."""
    memory = heap.memory
    lock(memory.i32, HEAP_LOCK)
    try:
        end = memory.i32[HEAP_END]
        for block, ino in fragments.entries():
            if block < HEAP_START or block >= end or block % 16 != 0 or pages.has(block - block % PAGE_BYTES):
                tell(f'inode {ino}: its fragment is no block of the heap')
        for page, ino in pages.entries():
            if page < HEAP_START or page >= end or page % PAGE_BYTES != 0:
                tell(f'inode {ino}: a page of its content is outside of the heap')
        free = _check_list(heap, FREE_PAGES, PAGE_BYTES, pages, fragments, tell)
        for k, nbytes in enumerate(SMALL_SIZES):
            free += _check_list(heap, FREE_SMALL + k, nbytes, pages, fragments, tell)
        free += _check_runs(heap, pages, tell)
        if free != memory.f64[FREE_BYTES >> 1]:
            tell(f'{free} bytes are free, but the count is {memory.f64[FREE_BYTES >> 1]}')
    finally:
        unlock(memory.i32, HEAP_LOCK)


def _check_list(heap: Heap, head: int, nbytes: int, pages: Map[int, int], fragments: Map[int, int], tell: Callable[[str], None]) -> float:
    """The bytes in one list of equal blocks."""
    i32 = heap.memory.i32
    seen: Set[int] = Set()
    address = i32[head]
    while address != 0:
        if address < HEAP_START or address + nbytes > i32[HEAP_END] or address % 8 != 0:
            tell(f'the list of free blocks of {nbytes} bytes leads outside of the heap')
            break
        if seen.has(address):
            tell(f'the list of free blocks of {nbytes} bytes has no end')
            break
        if pages.has(address - address % PAGE_BYTES):
            tell(f'inode {pages.get(address - address % PAGE_BYTES)}: a page of its content is free')
        if fragments.has(address):
            tell(f'inode {fragments.get(address)}: its fragment is free')
        seen.add(address)
        address = i32[address >> 2]
    return seen.size * nbytes


def _check_runs(heap: Heap, pages: Map[int, int], tell: Callable[[str], None]) -> float:
    i32 = heap.memory.i32
    free = 0.0
    last = 0
    run = i32[FREE_RUNS]
    while run != 0:
        count = i32[(run >> 2) + 1]
        if run < max(HEAP_START, last) or count <= 0 or run + count * PAGE_BYTES > i32[HEAP_END]:
            tell('the list of free runs is broken')
            break
        for k in range(count):
            if pages.has(run + k * PAGE_BYTES):
                tell(f'inode {pages.get(run + k * PAGE_BYTES)}: a page of its content is free')
        free += count * PAGE_BYTES
        last = run + count * PAGE_BYTES
        run = i32[run >> 2]
    return free
