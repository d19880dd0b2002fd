"""A confined program that borrows, and writers in workers of their own: for tests."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, copy, view
from runtime_py.sys.machine import Machine
from runtime_py.sys.messages.loans import Lender
from runtime_py.sys.messages.mailbox import windows_of
from runtime_py.sys.system import System
from tests.sys.messages.served_support import Served


class Borrowed(Served):
    """`writer`: the System of another worker, which has the kernel asked, and waits until it has turned."""

    def __init__(self) -> None:
        super().__init__()
        self.process.server.lender = Lender(self.loans, windows_of(self.mailbox.memory))
        machine = Machine(self.machine.memory)
        self.writer = System(machine, self.claim(machine), '/', lambda launch: None)
        self.recalls = 0
        machine.fs.lending.on_want = lambda: self.turn()

    def turn(self) -> None:
        self.recalls += 1
        self.loans.turn()

    def read(self, fd: int, length: int, position: int) -> Bytes:
        buffer = alloc(length)
        count = self.near.read(fd, buffer, 0, length, position)
        assert count >= 0
        return view(buffer, 0, count)

    def borrow(self, path: str) -> int:
        """A descriptor through which the program has read until the file was lent."""
        fd = self.near.open(path, 0)
        self.read(fd, 8, 0)
        self.read(fd, 8, 0)
        return int(fd)

    def asks(self, call: Any) -> int:
        """How many messages this takes."""
        before = self.mailbox.count
        call()
        return self.mailbox.count - before

    def make(self, path: str, size: int, octet: int) -> None:
        data = alloc(size)
        for k in range(size):
            data[k] = octet
        assert self.kernel.write_file(path, data) == size


class Interfering:
    """In the place of the memory's octets: whoever looks at a part of it meets a writer in the middle."""

    def __init__(self, borrowed: Borrowed, change: Any) -> None:
        self.borrowed = borrowed
        self.change = change

    def read(self, fd: int, length: int, position: int) -> Bytes:
        """As `Borrowed.read`; half of what lies in the window is copied before the change, half after it."""
        borrowing = self.borrowed.mailbox.borrowing
        inner = borrowing.copy

        def in_two(source: Bytes, start: int, end: int, target: Bytes, at: int) -> None:
            middle = (start + end) // 2
            copy(source, start, middle, target, at)
            self.change()
            copy(source, middle, end, target, at + middle - start)

        borrowing.copy = in_two
        try:
            return self.borrowed.read(fd, length, position)
        finally:
            borrowing.copy = inner
