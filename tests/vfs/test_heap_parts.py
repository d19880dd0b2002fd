"""The parts of the heap, each by itself: sizes, runs of pages, joining, the reserve."""

from __future__ import annotations

from runtime_py.platform.memory import Memory, create
from runtime_py.vfs.heap import format_heap
from runtime_py.vfs.heap_join import Join
from runtime_py.vfs.heap_reserve import Reserve, reserve_size
from runtime_py.vfs.heap_runs import ALL_LOOKS, Runs, run_class
from runtime_py.vfs.heap_sizes import LARGEST_SMALL, put_pieces, small_class
from runtime_py.vfs.layout import (
    FREE_RUNS,
    FREE_SMALL,
    HEAP_END,
    HEAP_START,
    PAGE_BYTES,
    RESERVE_RUNS,
    RUN_CLASSES,
    SMALL_SIZES,
)

AT = 2 << 20


def bare() -> Memory:
    """Memory whose lists are empty."""
    memory = create(4 << 20, 64 << 20)
    format_heap(memory)
    for k in range(RUN_CLASSES):
        memory.i32[FREE_RUNS + k] = 0
    for k in range(len(SMALL_SIZES)):
        memory.i32[FREE_SMALL + k] = 0
    return memory


def test_the_smallest_size_that_fits() -> None:
    for nbytes in [1, 16, 17, 100, 2047, LARGEST_SMALL]:
        k = small_class(nbytes)
        assert SMALL_SIZES[k] >= nbytes and (k == 0 or SMALL_SIZES[k - 1] < nbytes)


def test_pieces_fill_what_they_are_cut_from() -> None:
    memory = bare()
    put_pieces(memory.i32, AT, 5 * PAGE_BYTES // 2)
    total = 0
    for k, size in enumerate(SMALL_SIZES):
        block = memory.i32[FREE_SMALL + k]
        while block != 0:
            total += size
            assert AT <= block < AT + 5 * PAGE_BYTES // 2
            block = memory.i32[block >> 2]
    assert total == 5 * PAGE_BYTES // 2


def test_runs_are_taken_from_their_front() -> None:
    assert [run_class(pages) for pages in [1, 2, 3, 4, 7, 8]] == [0, 1, 1, 2, 2, 3]
    memory = bare()
    runs = Runs(memory)
    runs.put(AT, 6)
    assert runs.take(8, ALL_LOOKS) == 0
    assert runs.take(4, ALL_LOOKS) == AT and runs.take(1, ALL_LOOKS) == AT + 4 * PAGE_BYTES
    assert runs.take(2, ALL_LOOKS) == 0 and runs.take(1, ALL_LOOKS) == AT + 5 * PAGE_BYTES
    assert runs.take(1, ALL_LOOKS) == 0


def test_a_few_looks_miss_a_run_behind_shorter_ones() -> None:
    memory = bare()
    runs = Runs(memory)
    runs.put(AT, 3)
    runs.put(AT + 16 * PAGE_BYTES, 2)
    assert runs.take(3, 1) == 0 and runs.take(3, 2) == AT


def test_neighbours_are_joined() -> None:
    memory = bare()
    runs = Runs(memory)
    memory.i32[HEAP_END] = AT + 8 * PAGE_BYTES
    runs.put(AT, 2)
    runs.put(AT + 2 * PAGE_BYTES, 3)
    put_pieces(memory.i32, AT + 5 * PAGE_BYTES, PAGE_BYTES)
    assert runs.take(6, ALL_LOOKS) == 0
    Join(memory, runs).run()
    assert runs.take(6, ALL_LOOKS) == AT


def test_the_reserve_merges_what_is_put_back() -> None:
    memory = bare()
    memory.i32[RESERVE_RUNS] = 0
    reserve = Reserve(memory)
    reserve.make(4 * PAGE_BYTES)
    taken = [reserve.take(1), reserve.take(PAGE_BYTES), reserve.take(PAGE_BYTES + 1)]
    assert taken[0] == HEAP_START + 3 * PAGE_BYTES and reserve.owns(taken[2]) and not reserve.owns(AT)
    assert reserve.take(1) == 0
    memory.u8[taken[1]] = 7
    for address, nbytes in [[taken[1], PAGE_BYTES], [taken[0], 1], [taken[2], 2 * PAGE_BYTES]]:
        reserve.put(address, nbytes)
    whole = reserve.take(4 * PAGE_BYTES)
    assert whole == HEAP_START and memory.u8[taken[1]] == 0


def test_the_reserve_is_a_share_of_the_memory() -> None:
    assert reserve_size(1 << 30) == 8 << 20 and reserve_size(64 << 20) == 1 << 20 and reserve_size(100) == 0
