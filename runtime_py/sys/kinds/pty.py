"""Masters of pseudo-terminals: the descriptors that /dev/ptmx returns (ptys.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.bytes import Bytes
from runtime_py.sys.devices import PTMX
from runtime_py.sys.kinds.facts import stat_node
from runtime_py.sys.kinds.kind import Terminal
from runtime_py.sys.layout import PID, TTY
from runtime_py.sys.ptys import FOLDER
from runtime_py.sys.signals import SIGHUP
from runtime_py.sys.structures import Structures
from runtime_py.vfs.layout import S_IFCHR

PATH = '/dev/ptmx'


class PtyKind(Terminal):
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
