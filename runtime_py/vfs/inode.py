"""Inodes: making and freeing them, their attributes, and the groups through which the journal finds those that changed.

The caller holds the file system's lock. Knows nothing of names or of what is in a file's pages."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import (
    ADDRESSES_PER_PAGE,
    DIRTY_GROUPS,
    G_DIRTY,
    G_LIVE,
    G_NEXT_DIRTY,
    G_NUMBER,
    GID,
    GROUP_BYTES,
    GROUP_INODES,
    GROUPS,
    I_ATIME,
    I_BIRTH,
    I_CTIME,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_GID,
    I_INO,
    I_MODE,
    I_MTIME,
    I_PAGES,
    I_RDEV,
    I_SIZE,
    I_UID,
    INODE_BYTES,
    INODE_COUNT,
    NEXT_INO,
    PAGE_BYTES,
    S_IFMT,
    UID,
)


class Inodes:
    def __init__(self, memory: Memory, heap: Heap) -> None:
        self.memory = memory
        self.heap = heap

    def get(self, inode: int, field: int) -> int:
        return self.memory.i32[(inode >> 2) + field]

    def set(self, inode: int, field: int, value: int) -> None:
        self.memory.i32[(inode >> 2) + field] = value

    def kind(self, inode: int) -> int:
        """S_IFREG, S_IFDIR..."""
        return self.memory.i32[(inode >> 2) + I_MODE] & S_IFMT

    def size(self, inode: int) -> float:
        return self.memory.f64[(inode + I_SIZE * 4) >> 3]

    def set_size(self, inode: int, size: float) -> None:
        self.memory.f64[(inode + I_SIZE * 4) >> 3] = size

    def time(self, inode: int, field: int) -> float:
        """ms since 1970, with fractions."""
        return self.memory.f64[(inode + field * 4) >> 3]

    def set_time(self, inode: int, field: int, ms: float) -> None:
        self.memory.f64[(inode + field * 4) >> 3] = ms

    def touch(self, inode: int) -> None:
        """Content changed: mtime and ctime."""
        now = now_ms()
        self.set_time(inode, I_MTIME, now)
        self.set_time(inode, I_CTIME, now)
        self.mark_dirty(inode)

    def touch_ctime(self, inode: int) -> None:
        self.set_time(inode, I_CTIME, now_ms())
        self.mark_dirty(inode)

    def create(self, mode: int, rdev: int) -> int:
        """A new inode without links, or 0 when the heap is full."""
        ino = self.memory.i32[NEXT_INO]
        inode = self.adopt(ino)
        if inode == 0:
            return 0
        self.memory.i32[NEXT_INO] = ino + 1
        now = now_ms()
        self.set(inode, I_MODE, mode)
        self.set(inode, I_UID, UID)
        self.set(inode, I_GID, GID)
        self.set(inode, I_RDEV, rdev)
        for field in [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]:
            self.set_time(inode, field, now)
        self.mark_dirty(inode)
        return inode

    def adopt(self, ino: int) -> int:
        """An empty inode with this number, entered in its group; 0 when the heap is full."""
        group = self.group(ino, True)
        if group == 0:
            return 0
        inode = self.heap.alloc(INODE_BYTES)
        if inode == 0:
            return 0
        i32 = self.memory.i32
        base = group >> 2
        i32[base + ino % GROUP_INODES] = inode
        i32[base + G_LIVE] = i32[base + G_LIVE] + 1
        self.set(inode, I_INO, ino)
        self.set(inode, I_DIRTY_FIRST, -1)
        self.set(inode, I_DIRTY_LAST, -1)
        i32[INODE_COUNT] = i32[INODE_COUNT] + 1
        return inode

    def free(self, inode: int) -> None:
        """The caller has freed what it held."""
        ino = self.get(inode, I_INO)
        group = self.group(ino, False)
        self.mark_dirty(inode)
        i32 = self.memory.i32
        base = group >> 2
        i32[base + ino % GROUP_INODES] = 0
        i32[base + G_LIVE] = i32[base + G_LIVE] - 1
        i32[INODE_COUNT] = i32[INODE_COUNT] - 1
        self.heap.free(inode, INODE_BYTES)

    def by_number(self, ino: int) -> int:
        """The inode with this number, or 0."""
        group = self.group(ino, False)
        return 0 if group == 0 else self.memory.i32[(group >> 2) + ino % GROUP_INODES]

    # groups

    def group(self, ino: int, make: bool) -> int:
        """The group of an inode number: two levels of pages of addresses, made as needed. 0: there is none, or no room."""
        number = ino // GROUP_INODES
        root = self.memory.i32[GROUPS]
        if number >= ADDRESSES_PER_PAGE * ADDRESSES_PER_PAGE:
            return 0
        page = self._below(root, number // ADDRESSES_PER_PAGE, PAGE_BYTES, make)
        if page == 0:
            return 0
        group = self._below(page, number % ADDRESSES_PER_PAGE, GROUP_BYTES, make)
        if group != 0:
            self.memory.i32[(group >> 2) + G_NUMBER] = number
        return group

    def _below(self, page: int, index: int, nbytes: int, make: bool) -> int:
        found = self.memory.i32[(page >> 2) + index]
        if found == 0 and make:
            found = self.heap.alloc(nbytes)
            self.memory.i32[(page >> 2) + index] = found
        return found

    def mark_dirty(self, inode: int) -> None:
        """The journal has to write this inode's group."""
        self.mark_group(self.group(self.get(inode, I_INO), False))

    def mark_group(self, group: int) -> None:
        i32 = self.memory.i32
        base = group >> 2
        if i32[base + G_DIRTY] == 0:
            i32[base + G_DIRTY] = 1
            i32[base + G_NEXT_DIRTY] = i32[DIRTY_GROUPS]
            i32[DIRTY_GROUPS] = group

    def fill_stat(self, inode: int, out: Any, nlink: int) -> None:
        """18 floats, as ARCHITECTURE's sys table lists them."""
        i32 = self.memory.i32
        base = inode >> 2
        out[0] = 1
        out[1] = i32[base + I_MODE]
        out[2] = nlink
        out[3] = i32[base + I_UID]
        out[4] = i32[base + I_GID]
        out[5] = i32[base + I_RDEV]
        out[6] = PAGE_BYTES
        out[7] = i32[base + I_INO]
        out[8] = self.memory.f64[(inode + I_SIZE * 4) >> 3]
        out[9] = i32[base + I_PAGES] * 8
        self._fill_time(inode, I_ATIME, out, 10)
        self._fill_time(inode, I_MTIME, out, 12)
        self._fill_time(inode, I_CTIME, out, 14)
        self._fill_time(inode, I_BIRTH, out, 16)

    def _fill_time(self, inode: int, field: int, out: Any, at: int) -> None:
        ms = self.memory.f64[(inode + field * 4) >> 3]
        seconds = ms // 1000
        out[at] = seconds
        out[at + 1] = (ms - seconds * 1000) * 1000000 // 1
