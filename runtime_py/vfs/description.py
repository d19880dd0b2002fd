"""Open file descriptions, which open() makes and dup() and fork() share (POSIX, 3.258): blocks of the heap with a
reference count.

Addresses of descriptions are positive numbers. A block that has held a description is never used for anything else, so
that `retain_if_alive` may look at one that has been freed meanwhile. Knows kinds; must not know what their objects
are."""

from __future__ import annotations

from runtime_py.platform.atomics import add, compare_exchange, load
from runtime_py.platform.errno import ENFILE
from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import FREE_DESCRIPTIONS

# The kinds that the file system makes, whose object is an inode; the module of each other kind in sys/kinds/ has its
# number.
KIND_FILE = 1
KIND_DIR = 2
KIND_DEVICE = 8
KIND_WATCH = 9
KIND_FIFO = 11  # only until sys replaces it by the inode's pipe

_KIND = 0
_FLAGS = 1
_OFFSET = 2  # f64
_OBJECT = 4
_REFERENCES = 5
DESCRIPTION_BYTES = 24


class UnknownKind(Exception):
    """Raised by a call that has no case for this kind of description: a bug of the machine, found by
    tests/sys/test_kinds.py."""

    def __init__(self, kind: int) -> None:
        super().__init__(f'no case for kind {kind} of open files')
        self.kind = kind


def unknown_kind(kind: int) -> UnknownKind:
    return UnknownKind(kind)


class Descriptions:
    def __init__(self, memory: Memory, heap: Heap) -> None:
        self.memory = memory
        self.heap = heap

    def create(self, kind: int, flags: int, target: int) -> int:
        """Makes a description with one reference; -ENFILE when memory is full."""
        description = self.heap.alloc_from(FREE_DESCRIPTIONS, DESCRIPTION_BYTES)
        if description == 0:
            return -ENFILE
        base = description >> 2
        i32 = self.memory.i32
        i32[base + _KIND] = kind
        i32[base + _FLAGS] = flags
        i32[base + _OBJECT] = target
        i32[base + _REFERENCES] = 1
        return description

    def retain_if_alive(self, description: int) -> bool:
        """Takes a reference, for a caller whose lookup may race with a close."""
        i32 = self.memory.i32
        word = (description >> 2) + _REFERENCES
        references = load(i32, word)
        while references > 0:
            seen = compare_exchange(i32, word, references, references + 1)
            if seen == references:
                return True
            references = seen
        return False

    def release(self, description: int) -> bool:
        """Drops a reference. True when it was the last: the description is freed, and the caller must release its
        object."""
        if add(self.memory.i32, (description >> 2) + _REFERENCES, -1) != 1:
            return False
        self.heap.free_into(FREE_DESCRIPTIONS, description)
        return True

    def kind(self, description: int) -> int:
        return self.memory.i32[(description >> 2) + _KIND]

    def flags(self, description: int) -> int:
        return self.memory.i32[(description >> 2) + _FLAGS]

    def set_flags(self, description: int, flags: int) -> None:
        self.memory.i32[(description >> 2) + _FLAGS] = flags

    def object(self, description: int) -> int:
        return self.memory.i32[(description >> 2) + _OBJECT]

    def become(self, description: int, kind: int, target: int) -> None:
        """Changes the kind of a description; it stays the same open file."""
        base = description >> 2
        self.memory.i32[base + _KIND] = kind
        self.memory.i32[base + _OBJECT] = target

    def offset(self, description: int) -> float:
        return self.memory.f64[(description + _OFFSET * 4) >> 3]

    def set_offset(self, description: int, offset: float) -> None:
        self.memory.f64[(description + _OFFSET * 4) >> 3] = offset
