"""Pseudo-terminals (pty(7)): /dev/ptmx makes one and is its master, /dev/pts/N its slave, for as long as the master is
open.

Numbers come from the list of terminals, which also has those of the page. The caller of `Ptys` holds the ipc lock."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLOUT
from runtime_py.ipc.tty import TTY_BYTES, Ttys
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, EIO, ENXIO
from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import AREA, TERMINALS
from runtime_py.vfs.heap import Heap

FOLDER = '/dev/pts/'
COLUMNS = 80
ROWS = 24


class Ptys:
    def __init__(self, memory: Memory, heap: Heap, ttys: Ttys) -> None:
        self.memory = memory
        self.heap = heap
        self.ttys = ttys
        self._head = (AREA >> 2) + TERMINALS

    def create(self, cols: int, rows: int) -> int:
        """A terminal with the lowest free number and one reference, the master's; 0 when memory is full."""
        tty = self.heap.alloc(TTY_BYTES)
        if tty == 0:
            return 0
        number = 0
        while self.find(number) > 0:
            number += 1
        self.ttys.init(tty, number, cols, rows)
        self.ttys.set_next(tty, self.memory.i32[self._head])
        self.memory.i32[self._head] = tty
        return tty

    def find(self, number: int) -> int:
        """The terminal with a number, or -ENXIO."""
        tty = self.memory.i32[self._head]
        while tty != 0:
            if self.ttys.number(tty) == number and not self.ttys.is_hung_up(tty):
                return tty
            tty = self.ttys.next(tty)
        return -ENXIO

    def release(self, tty: int) -> None:
        """Drops one reference; the last one frees the memory."""
        if not self.ttys.release(tty):
            self.ttys.wake(tty)  # tells the master that a slave was closed
            return
        before = 0
        at = self.memory.i32[self._head]
        while at != tty:
            before = at
            at = self.ttys.next(at)
        if before == 0:
            self.memory.i32[self._head] = self.ttys.next(tty)
        else:
            self.ttys.set_next(before, self.ttys.next(tty))
        self.heap.free(tty, TTY_BYTES)

    # the master's side, through its descriptor

    def read(self, tty: int, buffer: Bytes, start: int, length: int) -> int:
        """Reads what was written to the slave. EIO when the last slave has been closed."""
        count = self.ttys.drain(tty, buffer, start, length)
        if count > 0 or length == 0:
            return count
        return -EIO if self.ttys.is_deserted(tty) else -EAGAIN

    def poll(self, tty: int) -> int:
        events = POLLOUT if self.ttys.can_receive(tty) else 0
        if self.ttys.pending_output(tty) > 0:
            events |= POLLIN
        return events | POLLHUP if self.ttys.is_deserted(tty) else events

    def write(self, processes: Any, tty: int, buffer: Bytes, start: int, length: int) -> int:
        """Writes key presses: how many were taken, -EAGAIN while there is no room. Signals go to the foreground
        group."""
        signals: list[int] = []
        count = self.ttys.receive(tty, buffer, start, start + length, signals)
        for number in signals:
            group = self.ttys.foreground(tty)
            if group != 0:
                processes.signal(-group, number)
        return count if count > 0 or length == 0 else -EAGAIN
