"""The heap: every byte is either free once or in use once, free neighbours are joined, and a reserve is left when the
memory is full."""

from runtime_py.platform.memory import create
from runtime_py.vfs.check_heap import check_joined
from runtime_py.vfs.heap import format_heap
from runtime_py.vfs.layout import HEAP_LIMIT, PAGE_BYTES, RESERVE_END
from tests.vfs.heap_support import DebugHeap, room

RUN = 17 * PAGE_BYTES - 100
MEGABYTE = 1048576


def fresh(mebibytes: int) -> DebugHeap:
    memory = create(4 * MEGABYTE, mebibytes * MEGABYTE)
    format_heap(memory)
    return DebugHeap(memory)


def fill(heap: DebugHeap, nbytes: int) -> list[int]:
    """Allocates blocks of that size until there are no more."""
    blocks: list[int] = []
    while True:
        block = heap.alloc_stored(nbytes) if nbytes != PAGE_BYTES else heap.alloc_page()
        if block == 0:
            return blocks
        blocks.append(block)


def drop(heap: DebugHeap, blocks: list[int], nbytes: int) -> None:
    for block in blocks:
        if nbytes == PAGE_BYTES:
            heap.free_page(block)
        else:
            heap.free(block, nbytes)


def is_sound(heap: DebugHeap) -> bool:
    assert heap.problems() == []
    heap.join()
    assert heap.problems() == []
    found: list[str] = []
    check_joined(heap, lambda text: found.append(text))
    assert found == []
    return True


def test_a_heap_that_was_full_is_whole_again() -> None:
    for nbytes in [16, 48, 160, 300, 700, 1100, 2048, PAGE_BYTES, 3 * PAGE_BYTES, RUN]:
        heap = fresh(5)
        whole = heap.memory.i32[HEAP_LIMIT] - heap.memory.i32[RESERVE_END]
        blocks = fill(heap, nbytes)
        assert len(blocks) * room(nbytes) > whole * 0.9
        drop(heap, blocks, nbytes)
        assert heap.free_bytes() == whole
        runs = fill(heap, RUN)
        assert len(runs) == whole // room(RUN), f'{len(runs)} runs after blocks of {nbytes}'
        assert is_sound(heap)


def test_every_other_block_is_free() -> None:
    """No page is completely free; free blocks are used for other sizes."""
    for nbytes in [160, 700, 1100]:
        heap = fresh(4)
        blocks = fill(heap, nbytes)
        drop(heap, [blocks[k] for k in range(0, len(blocks), 2)], nbytes)
        assert is_sound(heap)
        small = fill(heap, 32)
        assert len(small) * 32 > len(blocks) // 2 * room(nbytes) * 0.9
        drop(heap, [blocks[k] for k in range(1, len(blocks), 2)], nbytes)
        drop(heap, small, 32)
        assert len(fill(heap, RUN)) > 40
        assert is_sound(heap)


def test_what_was_freed_is_used_before_the_memory_grows() -> None:
    heap = fresh(256)
    blocks = [heap.alloc_stored(700) for _ in range(60000)]
    size = heap.memory.size
    drop(heap, blocks, 700)
    for _ in range(8):
        assert heap.alloc(4 * MEGABYTE) != 0
    assert heap.memory.size <= size
    assert is_sound(heap)


def test_pages_that_were_joined_are_given_out_in_their_order() -> None:
    heap = fresh(4)
    pages = fill(heap, PAGE_BYTES)
    drop(
        heap,
        [pages[(k * 7919) % len(pages)] for k in range(len(pages))] if len(pages) % 7919 != 0 else pages,
        PAGE_BYTES,
    )
    heap.join()
    again = [heap.alloc_page() for _ in range(100)]
    assert again == [again[0] + k * PAGE_BYTES for k in range(100)]


def test_the_reserve_serves_what_files_are_not_made_of() -> None:
    heap = fresh(64)
    fill(heap, PAGE_BYTES)
    fill(heap, 16)
    assert heap.free_bytes() == 0
    pipes: list[int] = []
    while True:
        pipe = heap.alloc(RUN)
        if pipe == 0:
            break
        pipes.append(pipe)
    assert len(pipes) == 15
    assert heap.alloc_stored(16) == 0 and heap.alloc_page() == 0
    assert is_sound(heap)
    drop(heap, pipes, RUN)
    assert heap.alloc_stored(16) == 0 and heap.alloc_page() == 0
    small = [heap.alloc(100) for _ in range(20)]
    assert min(small) > 0
    drop(heap, small, 100)
    assert heap.alloc_stored(16) == 0
    assert is_sound(heap)
    assert heap.alloc(heap.memory.i32[RESERVE_END] - 270336) != 0


def test_a_full_heap_is_not_searched_again_and_again() -> None:
    """Joining visits all free blocks: a program that writes to a full disk must not pay for that at each attempt."""
    heap = fresh(8)
    blocks = fill(heap, 700)
    drop(heap, [blocks[k] for k in range(0, len(blocks), 2)], 700)
    heap.alloc_stored(RUN)
    joins = heap.joins
    for _ in range(50):
        assert heap.alloc_stored(RUN) == 0
    assert heap.joins == joins


def test_blocks_of_all_sizes() -> None:
    """The mix is the same in both worlds."""
    heap = fresh(16)
    sizes = [24, 100, 152, 333, 640, 1500, 2048, 3000, 4096, 9000, RUN]
    live: list[list[int]] = []
    state = 12345
    for _ in range(6000):
        state = (state * 1103 + 12345) % 1048576
        if state % 5 < 3:
            nbytes = sizes[(state // 5) % len(sizes)]
            block = heap.alloc(nbytes)
            if block != 0:
                live.append([block, nbytes])
                continue
        if len(live) > 0:
            k = (state // 7) % len(live)
            heap.free(live[k][0], live[k][1])
            live[k] = live[len(live) - 1]
            live.pop()
    assert is_sound(heap)
    for block in live:
        heap.free(block[0], block[1])
    assert is_sound(heap)
    assert heap.free_bytes() == heap.memory.i32[HEAP_LIMIT] - heap.memory.i32[RESERVE_END]
