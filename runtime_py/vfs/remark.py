"""Marks everything dirty, as if the disk held nothing: for a workspace whose storage was deleted while the machine
runs.

Contents that were only on the disk are lost: their readers get EIO. The rest is marked in parts, so that each batch of
the journal stays small. Must not know why the storage is gone."""

from __future__ import annotations

from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    G_LIVE,
    GROUP_INODES,
    I_ABSENT,
    I_NLINK,
    I_SEGMENTS,
    LOST,
    LOST_SEGMENTS,
    NEXT_INO,
    NO_ROOM,
    ON_DISK,
    PAGE_BYTES,
    PRESENT,
    S_IFREG,
    SMALL_FILE,
)


class Remark:
    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory

    def _group_count(self) -> int:
        return self.memory.i32[NEXT_INO] // GROUP_INODES + 1

    def live_groups(self) -> int:
        """How many groups have a record on the disk once everything is written."""
        self.fs.lock_to_look()
        found = 0
        for number in range(self._group_count()):
            group = self.inodes.group(number * GROUP_INODES, False)
            if group != 0 and self.memory.i32[(group >> 2) + G_LIVE] > 0:
                found += 1
        self.fs.unlock_after_look()
        return found

    def _files(self, number: int) -> list[int]:
        """The files of a group."""
        group = self.inodes.group(number * GROUP_INODES, False)
        if group == 0:
            return []
        found = [self.memory.i32[(group >> 2) + k] for k in range(GROUP_INODES)]
        return [inode for inode in found if inode != 0 and self.inodes.kind(inode) == S_IFREG]

    def lose_absent(self) -> list[str]:
        """Marks contents that were only on the disk as lost; returns the paths of their files."""
        lost: list[str] = []
        self.fs.lock()
        for number in range(self._group_count()):
            for inode in self._files(number):
                state = self.inodes.get(inode, I_ABSENT)
                if state == ON_DISK or state == NO_ROOM:
                    self._lose(inode)
                    if self.inodes.get(inode, I_NLINK) > 0:
                        lost.append(self.fs.paths.path_of_file(inode))
        self.fs.unlock()
        self.fs.absent.tell_loaded()
        return lost

    def _lose(self, inode: int) -> None:
        self.inodes.set(inode, I_ABSENT, LOST)
        if self.inodes.size(inode) > SMALL_FILE:
            self.inodes.set(inode, I_SEGMENTS, LOST_SEGMENTS)

    def mark(self, first: int, most_bytes: float) -> int:
        """Marks groups from number `first` on, until their contents amount to about `most_bytes`. Returns the group to
        go on with, -1 at the end."""
        self.fs.lock()
        number = first
        nbytes = 0.0
        while number < self._group_count() and nbytes < most_bytes:
            group = self.inodes.group(number * GROUP_INODES, False)
            if group != 0:
                self.inodes.mark_group(group)
                for inode in self._files(number):
                    nbytes += self._mark_content(inode)
            number += 1
        end = number >= self._group_count()
        self.fs.unlock()
        return -1 if end else number

    def _mark_content(self, inode: int) -> float:
        size = self.inodes.size(inode)
        if self.inodes.get(inode, I_ABSENT) != PRESENT or size == 0:
            return 0.0
        if size > SMALL_FILE:
            self.inodes.set(inode, I_SEGMENTS, 0)
        self.fs.contents.mark_pages(inode, 0, int((size - 1) // PAGE_BYTES))
        return size
