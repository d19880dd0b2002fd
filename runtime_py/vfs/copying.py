"""Copying a small file within the memory, in one critical section: what cp, fs.copyFile and fs.cp do thousands of times for a tree."""
from __future__ import annotations

from runtime_py.vfs.attributes import Attributes
from runtime_py.vfs.layout import I_ABSENT, I_MODE, PAGE_BYTES, PRESENT, S_IFMT, S_IFREG
from runtime_py.vfs.path import name_bytes

LARGEST_COPY = 65536        # others wait for the lock meanwhile


class Copying(Attributes):
    def try_copy(self, source: str, target: str, bits: int) -> bool:
        """Makes of `target`, a name that isn't there, a copy of a small file, with those of its permissions that are in `bits`. False, and nothing done, where
        it isn't as simple as that or can't be: the long way, by opening both, then says what is wrong."""
        self.lock()
        try:
            inode = self.paths.walk(source, True)
            if inode < 0 or not self._is_simple(inode):
                return False
            folder = self.folder_for_new(target)
            if folder <= 0:
                return False
            made = self.make_in(folder, name_bytes(self.paths.name), S_IFREG | (self.inodes.get(inode, I_MODE) & bits), 0)
            if made < 0:
                return False
            if not self._fill(made, inode):
                self._remove(self.entry_of(made), made)
                return False
            if self._atime_is_due(inode) and not self.mounts.is_read_only(inode):
                self.inodes.touch_atime(inode)
            return True
        finally:
            self.unlock()

    def _is_simple(self, inode: int) -> bool:
        """A small regular file that can be read and is in memory."""
        return ((self.inodes.get(inode, I_MODE) & (S_IFMT | 0o400)) == (S_IFREG | 0o400) and self.inodes.get(inode, I_ABSENT) == PRESENT
                and self.inodes.size(inode) <= LARGEST_COPY)

    def _fill(self, made: int, inode: int) -> bool:
        """Page by page, holes stay holes. False when memory or storage is full."""
        size = int(self.inodes.size(inode))
        at = 0
        while at < size:
            page = self.contents.page(inode, at // PAGE_BYTES)
            count = min(PAGE_BYTES, size - at)
            if page != 0 and self.contents.write(made, self.memory.u8, page, count, at) != count:
                return False
            at += PAGE_BYTES
        return size == self.inodes.size(made) or self.contents.truncate(made, size) == 0
