"""Terminals as programs see them: slaves of pseudo-terminals, and the page's terminals (ipc/tty.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN
from runtime_py.sys.devices import FIRST_PTS
from runtime_py.sys.kinds.facts import stat_node
from runtime_py.sys.kinds.kind import Terminal
from runtime_py.sys.layout import PGID, TTY
from runtime_py.sys.ptys import FOLDER
from runtime_py.sys.signals import SIGTTIN
from runtime_py.vfs.layout import S_IFCHR


class TtyKind(Terminal):
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
        return stat_node(self.parts, out, f'{FOLDER}{number}', FIRST_PTS + number, S_IFCHR | 0o620, target)

    def name(self, target: int) -> str:
        return f'{FOLDER}{self.parts.ttys.number(target)}'

    def release(self, target: int) -> None:
        self.parts.ptys.release(target)
