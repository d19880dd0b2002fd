"""Advisory locks of whole files, as flock(2) gives them: they belong to an open description and go with its last descriptor.

A file's locks are a list of nodes that its inode heads; the count LOCKS_CHANGED wakes who waits. The caller holds the file system's lock."""
from __future__ import annotations

from runtime_py.platform.atomics import add, notify
from runtime_py.platform.errno import EAGAIN, EINVAL, ENOMEM
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import I_LOCKS, LOCKS_CHANGED

LOCK_SH = 1
LOCK_EX = 2
LOCK_NB = 4
LOCK_UN = 8
_NEXT = 0
_DESCRIPTION = 1
_KIND = 2
NODE_BYTES = 12


class FileLocks:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory

    def take(self, inode: int, description: int, operation: int) -> int:
        """0, or -EAGAIN while another description's lock stands in the way. One lock becomes the other kind by losing the first (flock(2))."""
        kind = operation & ~LOCK_NB
        if kind not in (LOCK_SH, LOCK_EX, LOCK_UN):
            return -EINVAL
        i32 = self.memory.i32
        own = 0
        node = self.inodes.get(inode, I_LOCKS)
        while node != 0:
            if i32[(node >> 2) + _DESCRIPTION] == description:
                own = node
            elif kind != LOCK_UN and (kind == LOCK_EX or i32[(node >> 2) + _KIND] == LOCK_EX):
                if self.has(inode, description) and (operation & LOCK_NB) == 0:
                    self.drop(inode, description)
                return -EAGAIN
            node = i32[(node >> 2) + _NEXT]
        if kind == LOCK_UN:
            self.drop(inode, description)
            return 0
        if own == 0:
            own = self._add(inode, description)
            if own == 0:
                return -ENOMEM
        was_exclusive = i32[(own >> 2) + _KIND] == LOCK_EX
        i32[(own >> 2) + _KIND] = kind
        if was_exclusive and kind == LOCK_SH:
            self._wake()
        return 0

    def _add(self, inode: int, description: int) -> int:
        node = self.heap.alloc(NODE_BYTES)
        if node != 0:
            self.memory.i32[(node >> 2) + _NEXT] = self.inodes.get(inode, I_LOCKS)
            self.memory.i32[(node >> 2) + _DESCRIPTION] = description
            self.inodes.set(inode, I_LOCKS, node)
        return node

    def has(self, inode: int, description: int) -> bool:
        node = self.inodes.get(inode, I_LOCKS)
        while node != 0:
            if self.memory.i32[(node >> 2) + _DESCRIPTION] == description:
                return True
            node = self.memory.i32[(node >> 2) + _NEXT]
        return False

    def drop(self, inode: int, description: int) -> None:
        """The description's lock, if it has one."""
        i32 = self.memory.i32
        link = (inode >> 2) + I_LOCKS
        while i32[link] != 0:
            node = i32[link]
            if i32[(node >> 2) + _DESCRIPTION] == description:
                i32[link] = i32[(node >> 2) + _NEXT]
                self.heap.free(node, NODE_BYTES)
                self._wake()
                return
            link = (node >> 2) + _NEXT

    def _wake(self) -> None:
        add(self.memory.i32, LOCKS_CHANGED, 1)
        notify(self.memory.i32, LOCKS_CHANGED, 1 << 30)
