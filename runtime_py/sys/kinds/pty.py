"""Masters of pseudo-terminals: the descriptors that /dev/ptmx returns (ptys.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import ENOMEM, EROFS
from runtime_py.sys.devices import PTMX, pts
from runtime_py.sys.kinds.facts import stat_node
from runtime_py.sys.kinds.kind import Kind, Terminal
from runtime_py.sys.layout import PID, TTY
from runtime_py.sys.ptys import COLUMNS, FOLDER, ROWS
from runtime_py.sys.signals import SIGHUP
from runtime_py.sys.structures import Structures
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.flags import O_CLOEXEC
from runtime_py.vfs.layout import S_IFCHR

PATH = '/dev/ptmx'

KIND_PTY = 13  # the master of a pseudo-terminal; object: the terminal


class PtyKind(Terminal):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.devices = [PTMX]
        self.nodes = [('ptmx', PTMX)]

    def open_device(self, slot: int, rdev: int, flags: int) -> int:
        """Opens the master of a new pseudo-terminal, whose slave gets a name."""
        parts = self.parts
        tty = parts.ptys.create(COLUMNS, ROWS)
        if tty == 0:
            return -ENOMEM
        number = parts.ttys.number(tty)
        made = parts.fs.mknod(f'{FOLDER}{number}', S_IFCHR | 0o620, pts(number))
        if isinstance(made, Crossing):
            made = -EROFS
        description = made if made < 0 else parts.descriptions.create(KIND_PTY, flags & ~O_CLOEXEC, tty)
        if description < 0:
            if made >= 0:
                parts.fs.unlink(f'{FOLDER}{number}')
            parts.ptys.release(tty)
        return description

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self.parts.ptys.read(target, buffer, start, length)
        finally:
            self.parts.unlock()

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self.parts.ptys.write(self.parts.processes, target, buffer, start, length)
        finally:
            self.parts.unlock()

    def poll(self, description: int, target: int) -> int:
        return self.parts.ptys.poll(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        return stat_node(self.parts, out, PATH, PTMX, S_IFCHR | 0o666, target)

    def name(self, target: int) -> str:
        return PATH

    def release(self, target: int) -> None:
        hang_up(self.parts, target)
        self.parts.fs.unlink(f'{FOLDER}{self.parts.ttys.number(target)}')
        self.parts.ptys.release(target)


def hang_up(parts: Structures, tty: int) -> None:
    """The master has closed: sends SIGHUP to the terminal's processes. The caller holds the lock."""
    parts.ttys.hang_up(tty)
    processes = parts.processes
    for slot in range(1, SLOTS):
        if processes.is_process(slot) and processes.get(slot, TTY) == tty:
            processes.set(slot, TTY, 0)
            processes.signal(processes.get(slot, PID), SIGHUP)


def create(parts: Structures) -> list[Kind]:
    return [PtyKind(parts, KIND_PTY)]
