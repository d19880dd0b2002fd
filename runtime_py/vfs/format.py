"""Formats new memory: the superblock, a heap, and a file system with an empty root folder."""

from __future__ import annotations

from runtime_py.platform.memory import Memory
from runtime_py.vfs.directory import FIRST_BUCKETS
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.heap import format_heap
from runtime_py.vfs.layout import (
    BUCKET_COUNT,
    BUCKETS,
    GROUPS,
    I_NLINK,
    I_PARENT,
    MAGIC,
    MAGIC_NUMBER,
    NEXT_INO,
    PAGE_BYTES,
    ROOT,
    S_IFDIR,
    SIZE,
)


def format_memory(memory: Memory) -> None:
    """The memory must be fresh (zeros)."""
    i32 = memory.i32
    i32[SIZE] = memory.size
    i32[NEXT_INO] = 1
    heap = format_heap(memory)
    i32[GROUPS] = heap.alloc(PAGE_BYTES)
    i32[BUCKETS] = heap.alloc(FIRST_BUCKETS * 4)
    i32[BUCKET_COUNT] = FIRST_BUCKETS
    fs = FileSystem(memory, heap)
    root = fs.inodes.create(S_IFDIR | 0o755, 0)
    fs.inodes.set(root, I_NLINK, 2)
    fs.inodes.set(root, I_PARENT, root)
    i32[ROOT] = root
    i32[MAGIC] = MAGIC_NUMBER
