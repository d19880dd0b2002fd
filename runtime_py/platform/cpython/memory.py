"""Twin of platform/memory.py: an anonymous mapping and casts of it. Threads take the place of workers."""

from __future__ import annotations

import mmap
from typing import Any, Union

Words = Union[memoryview, Any]  # types for the lint's rules; for mypy, anything with items
Doubles = Union[list[float], Any]

PAGE = 65536


class _Store:
    """The memory that workers share: address space for the maximum, of which `size` bytes are in use."""

    def __init__(self, initial: int, maximum: int) -> None:
        self.maximum = maximum
        self.size = initial
        self.map = mmap.mmap(-1, maximum)


class Memory:
    def __init__(self, memory: _Store, maximum: int = 0) -> None:
        self.memory = memory
        self.maximum = maximum
        self.sync()

    def sync(self) -> None:
        whole = memoryview(self.memory.map)[: self.memory.size]
        self.size = self.memory.size
        self.i32: Words = whole.cast('i')
        self.u8: Words = whole
        self.f64: Doubles = whole.cast('d')
        self.u16: Words = whole.cast('H')

    def grow(self, nbytes: int) -> bool:
        size = self.memory.size + (nbytes + PAGE - 1) // PAGE * PAGE
        if size > self.memory.maximum:
            return False
        self.memory.size = size
        self.sync()
        return True


def create(initial: int, maximum: int) -> Memory:
    def up(n: int) -> int:
        return (n + PAGE - 1) // PAGE * PAGE

    return Memory(_Store(up(initial), up(maximum)), maximum)


def wrap(memory: _Store) -> Memory:
    return Memory(memory)
