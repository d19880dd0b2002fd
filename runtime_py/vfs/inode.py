"""Inodes: making and freeing them, their attributes, and the groups through which the journal finds those that changed.

The caller holds the file system's lock. Knows nothing of names or of the contents of pages."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import notify, store
from runtime_py.platform.clock import now_ms
from runtime_py.platform.memory import Memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import (
    ADDRESSES_PER_PAGE,
    CHANGES,
    DIRTY_GROUPS,
    FIRST_VOLATILE,
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
    I_COUNT,
    I_CTIME,
    I_DEV,
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
    LAST_INO,
    M_CHANGES,
    M_DEVICE,
    M_INODES,
    NEXT_INO,
    NEXT_VOLATILE,
    PAGE_BYTES,
    S_IFDIR,
    S_IFMT,
    S_ISGID,
    S_ISUID,
    S_IXGRP,
    UID,
)

TWO_32 = 4294967296
FIRST_SECOND = -2147483648
LAST_SECOND = 15032385535
MOST_NANOSECONDS = 0x3FFFFFFF
_ALL_TIMES = [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]
_CONTENT_TIMES = [I_MTIME, I_CTIME]
_STATUS_TIMES = [I_CTIME]
_ACCESS_TIMES = [I_ATIME]
_ENTRY_SIZE = 20  # what a name adds to a folder's st_size, as in Linux's tmpfs


class Inodes:
    def __init__(self, memory: Memory, heap: Heap) -> None:
        self.memory = memory
        self.heap = heap

    def get(self, inode: int, field: int) -> int:
        return self.memory.i32[(inode >> 2) + field]

    def set(self, inode: int, field: int, value: int) -> None:
        self.memory.i32[(inode >> 2) + field] = value

    def kind(self, inode: int) -> int:
        """The type bits of the mode: S_IFREG, S_IFDIR..."""
        return self.memory.i32[(inode >> 2) + I_MODE] & S_IFMT

    def size(self, inode: int) -> float:
        return self.memory.f64[(inode + I_SIZE * 4) >> 3]

    def set_size(self, inode: int, size: float) -> None:
        self.memory.f64[(inode + I_SIZE * 4) >> 3] = size

    def seconds(self, inode: int, field: int) -> float:
        """Whole seconds since 1970 of one of its times."""
        i32 = self.memory.i32
        at = (inode >> 2) + field
        return i32[at] + ((i32[at + 1] >> 30) & 3) * TWO_32

    def nanoseconds(self, inode: int, field: int) -> int:
        return self.memory.i32[(inode >> 2) + field + 1] & MOST_NANOSECONDS

    def set_time(self, inode: int, field: int, seconds: float, nanoseconds: int) -> None:
        """Stores a time as ext4 does: 34 bits of seconds (1901 to 2446; times outside are clamped) and 30 bits of
        nanoseconds."""
        within = min(max(seconds, FIRST_SECOND), LAST_SECOND)
        epoch = int((within - FIRST_SECOND) // TWO_32)
        i32 = self.memory.i32
        at = (inode >> 2) + field
        i32[at] = int(within - epoch * TWO_32)
        i32[at + 1] = (epoch if epoch < 2 else epoch - 4) * 1073741824 + nanoseconds

    def _set_now(self, inode: int, fields: list[int]) -> None:
        ms = now_ms()
        seconds = ms // 1000
        nanoseconds = int((ms - seconds * 1000) * 1000000)
        for field in fields:
            self.set_time(inode, field, seconds, nanoseconds)

    def touch(self, inode: int) -> None:
        """The content changed: sets mtime and ctime."""
        self._set_now(inode, _CONTENT_TIMES)
        self.mark_dirty(inode)

    def touch_ctime(self, inode: int) -> None:
        self._set_now(inode, _STATUS_TIMES)
        self.mark_dirty(inode)

    def touch_atime(self, inode: int) -> None:
        """The file was read: sets atime. As with `lazytime` the disk gets it with the next change of the inode's
        group."""
        self._set_now(inode, _ACCESS_TIMES)

    def drop_privileges(self, inode: int) -> None:
        """Writing to a file clears its setuid bit, and its setgid bit if the group may execute it (Linux,
        file_remove_privs)."""
        mode = self.get(inode, I_MODE)
        kept = mode & ~S_ISUID
        if (mode & S_IXGRP) != 0:
            kept &= ~S_ISGID
        if kept != mode and (mode & S_IFMT) != S_IFDIR:
            self.set(inode, I_MODE, kept)

    def create(self, mode: int, rdev: int, mount: int = 0) -> int:
        """Makes an inode without links; 0 when the heap is full. `mount`: the mount that it lies in."""
        ino = self.memory.i32[NEXT_INO] if mount == 0 else self._volatile_number()
        inode = 0 if mount == 0 and ino >= FIRST_VOLATILE else self.adopt(ino)
        if inode == 0:
            return 0
        if mount == 0:
            self.memory.i32[NEXT_INO] = ino + 1
        else:
            self.set(inode, I_DEV, mount)
            self.set(mount, M_INODES, self.get(mount, M_INODES) + 1)
        self.set(inode, I_MODE, mode)
        self.set(inode, I_UID, UID)
        self.set(inode, I_GID, GID)
        self.set(inode, I_RDEV, rdev)
        self._set_now(inode, _ALL_TIMES)
        self.mark_dirty(inode)
        return inode

    def _volatile_number(self) -> int:
        """Hands out numbers in a cycle: a number is free again when its inode is gone."""
        i32 = self.memory.i32
        ino = max(i32[NEXT_VOLATILE], FIRST_VOLATILE)
        while self.by_number(ino) != 0:
            ino = ino + 1 if ino < LAST_INO else FIRST_VOLATILE
        i32[NEXT_VOLATILE] = ino + 1 if ino < LAST_INO else FIRST_VOLATILE
        return ino

    def adopt(self, ino: int) -> int:
        """Makes an empty inode with this number in its group; 0 when the heap is full."""
        group = self.group(ino, True)
        if group == 0:
            return 0
        inode = self.heap.alloc_stored(INODE_BYTES)
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
        """Frees the inode; the caller has freed its content."""
        ino = self.get(inode, I_INO)
        group = self.group(ino, False)
        self.mark_dirty(inode)
        mount = self.get(inode, I_DEV)
        if mount != 0:
            self.set(mount, M_INODES, self.get(mount, M_INODES) - 1)
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

    def group_numbers(self) -> list[int]:
        """The numbers of all existing groups."""
        i32 = self.memory.i32
        found: list[int] = []
        for high in range(ADDRESSES_PER_PAGE):
            page = i32[(i32[GROUPS] >> 2) + high]
            if page != 0:
                for low in range(ADDRESSES_PER_PAGE):
                    if i32[(page >> 2) + low] != 0:
                        found.append(high * ADDRESSES_PER_PAGE + low)
        return found

    def group(self, ino: int, make: bool) -> int:
        """The group of an inode number, by a two-level table of pages that are allocated as needed. 0 when there is
        none, or no memory for one."""
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
            found = self.heap.alloc_stored(nbytes)
            self.memory.i32[(page >> 2) + index] = found
        return found

    def mark_dirty(self, inode: int) -> None:
        """The inode changed: marks its group for the journal, or tells its mount."""
        self.memory.i32[CHANGES] = (self.memory.i32[CHANGES] + 1) | 0
        mount = self.get(inode, I_DEV)
        if mount == 0:
            self.mark_group(self.group(self.get(inode, I_INO), False))
        else:
            self.set(mount, M_CHANGES, (self.get(mount, M_CHANGES) + 1) | 0)

    def mark_group(self, group: int) -> None:
        i32 = self.memory.i32
        base = group >> 2
        if i32[base + G_DIRTY] == 0:
            i32[base + G_DIRTY] = 1
            following = i32[DIRTY_GROUPS]
            i32[base + G_NEXT_DIRTY] = following
            # the first since the last batch: the kernel sleeps on this word while there is nothing to store
            if following == 0:
                store(i32, DIRTY_GROUPS, group)
                notify(i32, DIRTY_GROUPS, 1024)
            else:
                i32[DIRTY_GROUPS] = group

    def fill_stat(self, inode: int, out: Any, nlink: int) -> None:
        """Fills in 18 floats, in the order of docs/rooms/sys.md."""
        i32 = self.memory.i32
        base = inode >> 2
        out[0] = 1 if i32[base + I_DEV] == 0 else self.get(i32[base + I_DEV], M_DEVICE)
        out[1] = i32[base + I_MODE]
        out[2] = nlink
        out[3] = i32[base + I_UID]
        out[4] = i32[base + I_GID]
        out[5] = i32[base + I_RDEV]
        out[6] = PAGE_BYTES
        out[7] = i32[base + I_INO]
        out[8] = (
            (i32[base + I_COUNT] + 2) * _ENTRY_SIZE
            if (i32[base + I_MODE] & S_IFMT) == S_IFDIR
            else self.memory.f64[(inode + I_SIZE * 4) >> 3]
        )
        out[9] = i32[base + I_PAGES] * 8
        at = 10
        for field in _ALL_TIMES:
            out[at] = self.seconds(inode, field)
            out[at + 1] = self.nanoseconds(inode, field)
            at += 2
