"""Parts of files that a confined program has a copy of, in memory that it shares with the kernel alone, so that it reads
them without a message.

A window's word has the number of the loan whose content it holds, or 0; the number is never used again. The kernel fills
the window, sets the word, and clears it before the file changes (loans.py). The program compares the word before and after
it copies: if both times it has the number that the program was told, the content was the file's all the while. What the
program writes here harms only itself. Must not know files, nor how the program is told."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import load, store
from runtime_py.platform.bytes import Bytes, copy, view
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.vfs.sequence import is_unchanged

WINDOWS = 4
WINDOW_BYTES = 256 * 1024
AREA_BYTES = WINDOWS * WINDOW_BYTES
NOT_LENT = -1
_MOST_NUMBER = 0x3FFFFFFF


class Windows:
    """The kernel's end. `words`: the index of the first window's word; `at`: where the windows lie."""

    def __init__(self, memory: Memory, words: int, at: int) -> None:
        self.memory = memory
        self._words = words
        self._at = at
        self._last = 0  # number of a loan
        self._next = 0  # the window that is used next

    def take(self) -> int:
        """A window that may be filled; whatever it held isn't valid any more."""
        window = self._next
        self._next = (window + 1) % WINDOWS
        self.clear(window)
        return window

    def content(self, window: int) -> Bytes:
        start = self._at + window * WINDOW_BYTES
        return view(self.memory.u8, start, start + WINDOW_BYTES)

    def publish(self, window: int) -> int:
        """The number of the loan."""
        self._last = self._last % _MOST_NUMBER + 1
        store(self.memory.i32, self._words + window, self._last)
        return self._last

    def clear(self, window: int) -> None:
        store(self.memory.i32, self._words + window, 0)


class _Borrowed:
    def __init__(self, word: int, number: int, at: int, first: float, length: int, size: float) -> None:
        self.word = word
        self.number = number
        self.at = at  # of the content, in the memory
        self.first = first  # where it begins in the file
        self.length = length
        self.size = size  # of the file


class Borrowing:
    """The program's end. `on_read(count)` hears of each read."""

    def __init__(self, memory: Memory, words: int, at: int, on_read: Callable[[int], None]) -> None:
        self.memory = memory
        self._words = words
        self._at = at
        self._on_read = on_read
        self._of: Map[int, _Borrowed] = Map()  # by descriptor
        self.copy = copy  # a test puts a writer in the middle of it

    def begin(self, fd: int, window: int, number: int, first: float, length: int, size: float) -> None:
        at = self._at + window * WINDOW_BYTES
        self._of.set(fd, _Borrowed(self._words + window, number, at, first, length, size))

    def forget(self, fd: int) -> None:
        """The descriptor is another file's, or none's."""
        if self._of.size > 0:
            self._of.delete(fd)

    def read(self, fd: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        """The number of octets; NOT_LENT: the kernel must be asked."""
        borrowed = self._of.get(fd)
        if borrowed is None:
            return NOT_LENT
        i32 = self.memory.i32
        if load(i32, borrowed.word) != borrowed.number:
            self._of.delete(fd)
            return NOT_LENT
        count = int(max(0, min(length, borrowed.size - position)))
        offset = position - borrowed.first
        if count > 0 and (offset < 0 or offset + count > borrowed.length):
            return NOT_LENT
        at = int(borrowed.at + offset)
        self.copy(self.memory.u8, at, at + count, buffer, start)
        if is_unchanged(i32, borrowed.word, borrowed.number):
            self._on_read(count)
            return count
        self._of.delete(fd)
        return NOT_LENT
