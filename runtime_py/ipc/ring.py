"""A ring of bytes in shared memory: pipes, sockets and ttys are built on it.

Four words (start, used, capacity, address of the bytes). The caller holds the ipc lock. Knows nothing of ends, waiting
or atomicity."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, copy
from runtime_py.platform.memory import Memory

DEFAULT_CAPACITY = 65536
_START = 0
_USED = 1
_CAPACITY = 2
_DATA = 3
RING_WORDS = 4


def init(memory: Memory, ring: int, data: int, capacity: int) -> None:
    """`data` is the address of `capacity` bytes."""
    base = ring >> 2
    memory.i32[base + _START] = 0
    memory.i32[base + _USED] = 0
    memory.i32[base + _CAPACITY] = capacity
    memory.i32[base + _DATA] = data


def move(memory: Memory, ring: int, data: int, capacity: int) -> None:
    """Moves the bytes to `data`, which must have room for as many."""
    base = ring >> 2
    i32 = memory.i32
    old = i32[base + _DATA]
    count = i32[base + _USED]
    at = i32[base + _START]
    first = min(count, i32[base + _CAPACITY] - at)
    copy(memory.u8, old + at, old + at + first, memory.u8, data)
    if first < count:
        copy(memory.u8, old, old + count - first, memory.u8, data + first)
    i32[base + _START] = 0
    i32[base + _CAPACITY] = capacity
    i32[base + _DATA] = data


def capacity_of(memory: Memory, ring: int) -> int:
    return memory.i32[(ring >> 2) + _CAPACITY]


def address_of(memory: Memory, ring: int) -> int:
    """The address of the ring's bytes."""
    return memory.i32[(ring >> 2) + _DATA]


def used(memory: Memory, ring: int) -> int:
    return memory.i32[(ring >> 2) + _USED]


def space(memory: Memory, ring: int) -> int:
    base = ring >> 2
    return memory.i32[base + _CAPACITY] - memory.i32[base + _USED]


def clear(memory: Memory, ring: int) -> None:
    memory.i32[(ring >> 2) + _USED] = 0


def put(memory: Memory, ring: int, source: Bytes, start: int, length: int) -> int:
    """Appends as much as fits; returns the number of bytes."""
    base = ring >> 2
    i32 = memory.i32
    capacity = i32[base + _CAPACITY]
    data = i32[base + _DATA]
    count = min(length, capacity - i32[base + _USED])
    if count <= 0:
        return 0
    at = (i32[base + _START] + i32[base + _USED]) % capacity
    first = min(count, capacity - at)
    copy(source, start, start + first, memory.u8, data + at)
    if first < count:
        copy(source, start + first, start + count, memory.u8, data)
    i32[base + _USED] = i32[base + _USED] + count
    return count


def take(memory: Memory, ring: int, target: Bytes, start: int, length: int) -> int:
    """Removes up to `length` bytes from the front; returns their number."""
    base = ring >> 2
    i32 = memory.i32
    capacity = i32[base + _CAPACITY]
    data = i32[base + _DATA]
    at = i32[base + _START]
    count = min(length, i32[base + _USED])
    if count <= 0:
        return 0
    first = min(count, capacity - at)
    copy(memory.u8, data + at, data + at + first, target, start)
    if first < count:
        copy(memory.u8, data, data + count - first, target, start + first)
    left = i32[base + _USED] - count
    i32[base + _USED] = left
    # an empty ring starts over, so that small messages stay in the same cache lines
    i32[base + _START] = 0 if left == 0 else (at + count) % capacity
    return count


def find(memory: Memory, ring: int, byte: int, limit: int) -> int:
    """The distance from the front of the first byte with this value, within `limit`, or -1."""
    base = ring >> 2
    i32 = memory.i32
    capacity = i32[base + _CAPACITY]
    data = i32[base + _DATA]
    at = i32[base + _START]
    for k in range(min(limit, i32[base + _USED])):
        if memory.u8[data + (at + k) % capacity] == byte:
            return k
    return -1
