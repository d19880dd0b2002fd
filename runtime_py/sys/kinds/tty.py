"""Terminals as programs see them: slaves of pseudo-terminals, and the page's terminals (ipc/tty.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ENXIO
from runtime_py.sys.devices import PTS_MAJOR, minor, pts
from runtime_py.sys.devices import TTY as CONTROLLING
from runtime_py.sys.kinds.facts import stat_node
from runtime_py.sys.kinds.kind import Kind, Terminal
from runtime_py.sys.layout import PGID, PID, SID, TTY
from runtime_py.sys.ptys import FOLDER
from runtime_py.sys.signals import SIGTTIN
from runtime_py.sys.structures import Structures
from runtime_py.vfs.flags import O_CLOEXEC, O_NOCTTY, O_RDWR
from runtime_py.vfs.layout import S_IFCHR

KIND_TTY = 5


class TtyKind(Terminal):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.devices = [CONTROLLING]
        self.majors = [PTS_MAJOR]
        self.nodes = [('tty', CONTROLLING)]

    def open_device(self, slot: int, rdev: int, flags: int) -> int:
        if rdev != CONTROLLING:
            return self._open_slave(slot, minor(rdev), flags)
        tty = self.parts.processes.get(slot, TTY)
        return self._describe(tty, O_RDWR) if tty != 0 else -ENXIO

    def _open_slave(self, slot: int, number: int, flags: int) -> int:
        """A session leader without a terminal gets it as its controlling terminal (POSIX, 11.1.3)."""
        ttys = self.parts.ttys
        tty = self.parts.ptys.find(number)
        description = tty if tty < 0 else self._describe(tty, flags & ~O_CLOEXEC)
        if description < 0:
            return description
        processes = self.parts.processes
        pid = processes.get(slot, PID)
        is_leader = processes.get(slot, SID) == pid
        if (flags & O_NOCTTY) == 0 and is_leader and processes.get(slot, TTY) == 0 and ttys.session(tty) == 0:
            processes.set(slot, TTY, tty)
            ttys.set_session(tty, pid)
            ttys.set_foreground(tty, processes.get(slot, PGID))
        return description

    def _describe(self, tty: int, flags: int) -> int:
        description = self.parts.descriptions.create(KIND_TTY, flags, tty)
        if description > 0:
            self.parts.ttys.retain(tty)
        return description

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self._read(slot, target, buffer, start, length)
        finally:
            self.parts.unlock()

    def _read(self, slot: int, tty: int, buffer: Bytes, start: int, length: int) -> int:
        """A background job that reads from its terminal is stopped (POSIX, 11.1.4)."""
        processes = self.parts.processes
        foreground = self.parts.ttys.foreground(tty)
        group = processes.get(slot, PGID)
        if (
            foreground != 0
            and foreground != group
            and processes.get(slot, TTY) == tty
            and not processes.is_ignored(slot, SIGTTIN)
        ):
            processes.signal(-group, SIGTTIN)
            return -EAGAIN
        return self.parts.ttys.read(tty, buffer, start, length)

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self.parts.ttys.write(target, buffer, start, length)
        finally:
            self.parts.unlock()

    def poll(self, description: int, target: int) -> int:
        return self.parts.ttys.poll(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        number = self.parts.ttys.number(target)
        return stat_node(self.parts, out, f'{FOLDER}{number}', pts(number), S_IFCHR | 0o620, target)

    def name(self, target: int) -> str:
        return f'{FOLDER}{self.parts.ttys.number(target)}'

    def release(self, target: int) -> None:
        self.parts.ptys.release(target)


def create(parts: Structures) -> list[Kind]:
    return [TtyKind(parts, KIND_TTY)]
