"""Contents that the kernel has lent to confined programs, which have copies in memory of their own
(sys/messages/loans.py): whoever is about to change such a file waits here until the kernel has called all copies back, so
that no reader sees an old content after the change.

States of an inode's I_LENT, all under the file system's lock: NOT_LENT -> LENT (by the kernel) -> WANTED_BACK (by a
writer) -> NOT_LENT (by the kernel). Must not know who borrows."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import add, notify, store, wait
from runtime_py.platform.memory import Memory
from runtime_py.vfs.layout import I_LENT, LENT, NOT_LENT, RECALLS, WANTED_BACK


class Lending:
    """`on_want` rings the kernel's bell. `take_back(inode)` is set in the kernel's worker, which takes back at once
    instead of waiting."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.on_want: Callable[[], None] = lambda: None
        self.take_back: Callable[[int], None] | None = None
        self.take_back_all: Callable[[], None] = lambda: None

    def state(self, inode: int) -> int:
        return self.memory.i32[(inode >> 2) + I_LENT]

    def mark(self, inode: int) -> None:
        self.memory.i32[(inode >> 2) + I_LENT] = LENT

    def call_back(self, inode: int, unlock: Callable[[], None], lock: Callable[[], None]) -> None:
        """The caller has the lock, which is released meanwhile, and a reference to the inode."""
        word = (inode >> 2) + I_LENT
        while self.memory.i32[word] != NOT_LENT:
            if self.take_back is not None:
                self.take_back(inode)
                return
            i32 = self.memory.i32
            store(i32, word, WANTED_BACK)
            add(i32, RECALLS, 1)
            unlock()
            self.on_want()
            wait(i32, word, WANTED_BACK, -1)
            lock()

    def is_returned(self, inode: int) -> None:
        """No copy is valid any more: whoever waits may go on."""
        word = (inode >> 2) + I_LENT
        store(self.memory.i32, word, NOT_LENT)
        notify(self.memory.i32, word, 1024)
