"""The structures of a file system in shared memory, its lock, and what concerns several of them.

The operations are in classes over one Volume: names (namespace.py, moving.py), reading.py, attributes.py, opening.py,
writing.py, copying.py. filesystem.py puts them together. Must not know paths' operations or processes."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import add, lock, unlock
from runtime_py.platform.memory import Memory
from runtime_py.vfs.absent import Absent
from runtime_py.vfs.content import Contents
from runtime_py.vfs.description import Descriptions
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.fdtable import FdTables
from runtime_py.vfs.file_locks import FileLocks
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.journal_marks import JournalMarks
from runtime_py.vfs.layout import (
    FOLDERS_CHANGED,
    FS_LOCK,
    GENERATION,
    I_ENTRY,
    I_NLINK,
    I_OPENS,
    I_TARGET,
    PAGE_BYTES,
    S_IFDIR,
    S_IFLNK,
    S_IFREG,
    SIZE,
    WRITES,
)
from runtime_py.vfs.lending import Lending
from runtime_py.vfs.listings import Listings
from runtime_py.vfs.mounts import Mounts
from runtime_py.vfs.path import Paths
from runtime_py.vfs.sequence import begin_write, end_write
from runtime_py.vfs.watch import CHANGE, RENAME, Watches


class Volume:
    def __init__(self, memory: Memory, heap: Heap) -> None:
        self.memory = memory
        self.heap = heap
        self.inodes = Inodes(memory, heap)
        self.directories = Directories(self.inodes, heap)
        self.mounts = Mounts(self.inodes, heap)
        self.contents = Contents(self.inodes, heap, self.mounts)
        self.paths = Paths(self.inodes, self.directories, self.mounts)
        self.watches = Watches(self.inodes, self.directories, heap)
        self.marks = JournalMarks(self.inodes, heap)
        self.absent = Absent(self.inodes, heap)
        self.lending = Lending(memory)
        self.descriptions = Descriptions(memory, heap)
        self.listings = Listings(self.directories)
        self.file_locks = FileLocks(self.inodes, heap)
        self.tables = FdTables(memory, heap)
        self.on_events: Callable[[list[int]], None] = lambda queues: None

    # the lock

    def lock(self) -> None:
        self.lock_to_look()
        begin_write(self.memory.i32, WRITES)

    def lock_to_look(self) -> None:
        """As `lock`, for a caller that changes nothing: lock-free readers aren't disturbed."""
        lock(self.memory.i32, FS_LOCK)
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()

    def unlock_after_look(self) -> None:
        unlock(self.memory.i32, FS_LOCK)

    def unlock(self) -> None:
        """Wakes watchers after the lock is released: their wait queues have another lock."""
        end_write(self.memory.i32, WRITES)
        self.unlock_after_closing()

    def unlock_after_closing(self) -> None:
        """As `unlock`, after a close, which may have freed a watched inode."""
        queues = self.watches.take_rung()
        unlock(self.memory.i32, FS_LOCK)
        if len(queues) > 0:
            self.on_events(queues)

    # inodes

    def changed(self) -> None:
        """Invalidates the path caches of all workers."""
        add(self.memory.i32, GENERATION, 1)
        add(self.memory.i32, FOLDERS_CHANGED, 1)

    def call_back(self, inode: int) -> None:
        """Waits until no copy of the content is lent (lending.py)."""
        self.lending.call_back(inode, lambda: self.unlock(), lambda: self.lock())

    def entry_of(self, inode: int) -> int:
        """An entry that names the inode, or 0. If the newest was removed and others remain, it searches for one, which
        is rare."""
        if self.inodes.get(inode, I_ENTRY) == 0 and self.inodes.get(inode, I_NLINK) > 0:
            self.inodes.set(inode, I_ENTRY, self.directories.any_of(inode))
        return self.inodes.get(inode, I_ENTRY)

    def tell_change(self, inode: int) -> None:
        """Reports a change of an inode's content or attributes to its watches. A folder's is reported as a rename,
        since libuv takes inotify's event for one."""
        if self.watches.any():
            entry = self.entry_of(inode)
            kind = RENAME if self.inodes.kind(inode) == S_IFDIR else CHANGE
            if entry != 0:
                self.watches.tell(self.directories.parent(entry), entry, kind)
            self.watches.tell_itself(inode, kind)

    def drop_unused(self, inode: int) -> None:
        """Frees an inode that has neither a name nor an open description."""
        if self.inodes.get(inode, I_NLINK) > 0 or self.inodes.get(inode, I_OPENS) > 0:
            return
        kind = self.inodes.kind(inode)
        self.watches.forget(inode)
        if kind == S_IFREG:
            self.marks.drop_content(inode)
            size = self.inodes.size(inode)
            if size > 0:
                self.contents.free_pages(inode, 0, int((size - 1) // PAGE_BYTES))
        elif kind == S_IFLNK:
            self.heap.free(self.inodes.get(inode, I_TARGET), int(self.inodes.size(inode)))
        self.inodes.free(inode)  # no path leads to it any more: see _remove
