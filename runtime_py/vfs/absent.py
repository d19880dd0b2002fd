"""File contents that are only on the disk so far: a reader asks for one here and sleeps until the kernel worker has
loaded it into memory.

States of an inode's I_ABSENT: ON_DISK -> PRESENT, or LOST when its record is damaged; truncating a file to zero bytes
makes it PRESENT at once. The caller holds the file system's lock. Knows the list of wishes; must not know where
contents come from (vfs/loader.py)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import add, load, notify, wait
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import I_INO, LOADED, WANTED

_NEXT = 0
_INO = 1
WISH_BYTES = 8


class ContentAbsent(Exception):
    """Raised in the kernel worker, which can't sleep: it loads the inode's content, then repeats the call."""

    def __init__(self, ino: int) -> None:
        super().__init__('the content is not loaded yet')
        self.ino = ino


class Absent:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory
        self.may_sleep = True
        self.on_wish: Callable[[], None] = lambda: None  # rings the kernel's bell

    def wish(self, inode: int) -> bool:
        """Puts the inode on the list of wishes; False when there is no memory for the entry."""
        note = self.heap.alloc(WISH_BYTES)
        if note == 0:
            return False
        i32 = self.memory.i32
        i32[(note >> 2) + _INO] = self.inodes.get(inode, I_INO)
        i32[(note >> 2) + _NEXT] = i32[WANTED]
        i32[WANTED] = note
        return True

    def take_wishes(self) -> list[int]:
        """Empties the list of wishes: the numbers of the inodes that readers wait for, the newest first."""
        found: list[int] = []
        i32 = self.memory.i32
        note = i32[WANTED]
        while note != 0:
            found.append(i32[(note >> 2) + _INO])
            following = i32[(note >> 2) + _NEXT]
            self.heap.free(note, WISH_BYTES)
            note = following
        i32[WANTED] = 0
        return found

    def sleep(self, unlock: Callable[[], None], lock: Callable[[], None]) -> None:
        """Sleeps until some content has arrived; releases the lock meanwhile."""
        seen = load(self.memory.i32, LOADED)
        unlock()
        self.on_wish()
        wait(self.memory.i32, LOADED, seen, -1)
        lock()

    def tell_loaded(self) -> None:
        add(self.memory.i32, LOADED, 1)
        notify(self.memory.i32, LOADED, 1024)
