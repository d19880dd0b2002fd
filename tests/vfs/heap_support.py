"""A heap that tracks allocations: it detects blocks that are freed twice, freed with another size, or were never
allocated, and overlapping allocations."""

from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.vfs.check_heap import FreeLists
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.heap_sizes import LARGEST_SMALL, small_class
from runtime_py.vfs.layout import PAGE_BYTES, RESERVE_END, SMALL_SIZES


def room(nbytes: int) -> int:
    """The space that a block of so many bytes takes."""
    return (
        SMALL_SIZES[small_class(nbytes)]
        if nbytes <= LARGEST_SMALL
        else (nbytes + PAGE_BYTES - 1) // PAGE_BYTES * PAGE_BYTES
    )


class DebugHeap(Heap):
    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.live: Map[int, int] = Map()
        self.joins = 0

    def _taken(self, address: int, nbytes: int) -> int:
        if address != 0:
            assert not self.live.has(address), f'{address} was given out twice'
            self.live.set(address, nbytes)
        return address

    def alloc(self, nbytes: int) -> int:
        return self._taken(super().alloc(nbytes), room(nbytes))

    def alloc_stored(self, nbytes: int) -> int:
        address = self._taken(super().alloc_stored(nbytes), room(nbytes))
        assert address == 0 or address >= self.memory.i32[RESERVE_END]
        return address

    def alloc_page(self) -> int:
        return self._taken(super().alloc_page(), PAGE_BYTES)

    def _join_after(self, nbytes: float) -> bool:
        done = super()._join_after(nbytes)
        self.joins += 1 if done else 0
        return done

    def _given(self, address: int, nbytes: int) -> None:
        assert self.live.has(address), f'{address} is freed, but is not in use'
        assert self.live.get(address) == nbytes, f'{address} has {self.live.get(address)} bytes, {nbytes} are freed'
        self.live.delete(address)

    def free(self, address: int, nbytes: int) -> None:
        self._given(address, room(nbytes))
        super().free(address, nbytes)

    def free_page(self, address: int) -> None:
        self._given(address, PAGE_BYTES)
        super().free_page(address)

    def problems(self) -> list[str]:
        """Problems in the lists and the used blocks: each byte of the heap must be either free or in use once."""
        found: list[str] = []
        free = FreeLists(self, lambda text: found.append(text))
        free.collect()
        free.check_count()
        blocks = [[address, nbytes] for address, nbytes in free.blocks.entries()]
        blocks.extend([[address, nbytes] for address, nbytes in self.live.entries()])
        blocks = sorted(blocks, key=lambda block: block[0])
        end = 0
        for block in blocks:
            if block[0] < end:
                found.append(f'the block at {block[0]} overlaps the one before')
            end = max(end, block[0] + block[1])
        return found
