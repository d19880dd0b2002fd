"""Copies a small file within shared memory in one critical section: cp, fs.copyFile and fs.cp do this thousands of
times for a tree."""

from __future__ import annotations

from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.layout import I_ABSENT, I_MODE, PAGE_BYTES, PRESENT, S_IFMT, S_IFREG
from runtime_py.vfs.namespace import Namespace
from runtime_py.vfs.path import name_bytes
from runtime_py.vfs.reading import Reading
from runtime_py.vfs.volume import Volume

LARGEST_COPY = 65536  # bounds how long others wait for the lock


class Copying:
    def __init__(self, volume: Volume, names: Namespace, reading: Reading) -> None:
        self.volume = volume
        self.memory = volume.memory
        self.inodes = volume.inodes
        self.mounts = volume.mounts
        self.contents = volume.contents
        self.paths = volume.paths
        self.names = names
        self.reading = reading

    def try_copy(self, source: str, target: str, bits: int) -> bool:
        """Makes `target`, a name that doesn't exist yet, a copy of a small file, with its permissions masked by `bits`.
        Returns False, with nothing changed, when the case isn't that simple or the copy fails: the caller then opens
        both files, which reports the error."""
        self.volume.lock()
        try:
            inode = self.paths.walk(source, True)
            if isinstance(inode, Crossing) or inode < 0 or not self._is_simple(inode):
                return False
            place = self.names.place_for_new(target)
            if place is None or place.stop != 0:
                return False
            mode = S_IFREG | (self.inodes.get(inode, I_MODE) & bits)
            made = self.names.make_in(place.folder, name_bytes(place.name), mode, 0)
            if made < 0:
                return False
            if not self._fill(made, inode):
                self.names.remove(self.volume.entry_of(made), made)
                return False
            if self.reading.atime_is_due(inode) and not self.mounts.is_read_only(inode):
                self.inodes.touch_atime(inode)
            return True
        finally:
            self.volume.unlock()

    def _is_simple(self, inode: int) -> bool:
        """Whether it is a small regular file that may be read and is in memory."""
        return (
            (self.inodes.get(inode, I_MODE) & (S_IFMT | 0o400)) == (S_IFREG | 0o400)
            and self.inodes.get(inode, I_ABSENT) == PRESENT
            and self.inodes.size(inode) <= LARGEST_COPY
        )

    def _fill(self, made: int, inode: int) -> bool:
        """Copies page by page and keeps holes. False when memory or storage is full."""
        size = int(self.inodes.size(inode))
        at = 0
        while at < size:
            page = self.contents.page(inode, at // PAGE_BYTES)
            count = min(PAGE_BYTES, size - at)
            if page != 0 and self.contents.write(made, self.memory.u8, page, count, at) != count:
                return False
            at += PAGE_BYTES
        return size == self.inodes.size(made) or self.contents.truncate(made, size) == 0
