"""Advisory locks of files, as flock(2) has them: they belong to an open description and are dropped when its last
descriptor is closed.

A file has several independent locks, distinguished by a number: WHOLE_FILE is that of flock(2); a database takes others
where it would lock single bytes with fcntl(2). The inode holds the head of its list of locks; waiters sleep on the
count LOCKS_CHANGED. The caller holds the file system's lock."""

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
WHOLE_FILE = 0
_NEXT = 0
_DESCRIPTION = 1
_KIND = 2
_NUMBER = 3
NODE_BYTES = 16


class FileLocks:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory

    def take(self, inode: int, description: int, operation: int, number: int = WHOLE_FILE) -> int:
        """Takes the lock: 0, or -EAGAIN while another description's lock conflicts. Converting between shared and
        exclusive drops the old lock first (flock(2))."""
        kind = operation & ~LOCK_NB
        if kind not in (LOCK_SH, LOCK_EX, LOCK_UN):
            return -EINVAL
        if kind == LOCK_UN:
            self._drop(inode, description, number)
            return 0
        own = self._own(inode, description, number)
        if self.is_held(inode, description, number, kind):
            if own != 0 and (operation & LOCK_NB) == 0:
                self._drop(inode, description, number)
            return -EAGAIN
        if own == 0:
            own = self._add(inode, description, number)
            if own == 0:
                return -ENOMEM
        i32 = self.memory.i32
        was_exclusive = i32[(own >> 2) + _KIND] == LOCK_EX
        i32[(own >> 2) + _KIND] = kind
        if was_exclusive and kind == LOCK_SH:
            self._wake()
        return 0

    def is_held(self, inode: int, description: int, number: int, kind: int) -> bool:
        """Whether another description's lock keeps `description` from taking one of this kind."""
        i32 = self.memory.i32
        node = self.inodes.get(inode, I_LOCKS)
        while node != 0:
            if i32[(node >> 2) + _NUMBER] == number and i32[(node >> 2) + _DESCRIPTION] != description:
                if kind == LOCK_EX or i32[(node >> 2) + _KIND] == LOCK_EX:
                    return True
            node = i32[(node >> 2) + _NEXT]
        return False

    def _add(self, inode: int, description: int, number: int) -> int:
        node = self.heap.alloc(NODE_BYTES)
        if node != 0:
            self.memory.i32[(node >> 2) + _NEXT] = self.inodes.get(inode, I_LOCKS)
            self.memory.i32[(node >> 2) + _DESCRIPTION] = description
            self.memory.i32[(node >> 2) + _KIND] = 0
            self.memory.i32[(node >> 2) + _NUMBER] = number
            self.inodes.set(inode, I_LOCKS, node)
        return node

    def _own(self, inode: int, description: int, number: int) -> int:
        """The node of the description's lock, or 0."""
        i32 = self.memory.i32
        node = self.inodes.get(inode, I_LOCKS)
        while node != 0:
            if i32[(node >> 2) + _DESCRIPTION] == description and i32[(node >> 2) + _NUMBER] == number:
                return node
            node = i32[(node >> 2) + _NEXT]
        return 0

    def drop_all(self, inode: int, description: int) -> None:
        """Drops all locks of a description that is being closed."""
        self._drop(inode, description, -1)

    def _drop(self, inode: int, description: int, number: int) -> None:
        """Drops the description's lock of that number, if it has one; -1 drops all of its locks."""
        i32 = self.memory.i32
        link = (inode >> 2) + I_LOCKS
        dropped = False
        while i32[link] != 0:
            node = i32[link]
            if i32[(node >> 2) + _DESCRIPTION] == description and (number < 0 or i32[(node >> 2) + _NUMBER] == number):
                i32[link] = i32[(node >> 2) + _NEXT]
                self.heap.free(node, NODE_BYTES)
                dropped = True
            else:
                link = (node >> 2) + _NEXT
        if dropped:
            self._wake()

    def _wake(self) -> None:
        add(self.memory.i32, LOCKS_CHANGED, 1)
        notify(self.memory.i32, LOCKS_CHANGED, 1 << 30)
