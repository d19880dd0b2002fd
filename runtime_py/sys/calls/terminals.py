"""System calls on terminals: attributes, foreground group, size."""

from __future__ import annotations

from runtime_py.ipc.termios import ECHO, ICANON, ICRNL, IEXTEN, ISIG, IXON, ONLCR, OPOST, Termios
from runtime_py.platform.errno import ENOTTY
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import PGID, TTY
from runtime_py.sys.signals import SIGWINCH


class TerminalCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.machine = context.machine
        self.processes = context.processes

    def tty_of(self, fd: int) -> int:
        """The address of the terminal behind an fd, or -errno."""
        description = self.context.description(fd)
        if description < 0:
            return description
        return (
            self.machine.descriptions.object(description) if self.machine.kind_of(description).is_terminal else -ENOTTY
        )

    def tty_number(self, fd: int) -> int:
        """The N of /dev/pts/N, or -errno."""
        tty = self.tty_of(fd)
        return tty if tty < 0 else self.machine.ttys.number(tty)

    def take_terminal(self, pid: int, fd: int) -> int:
        """Makes the terminal behind an fd the controlling terminal of a child that leads a session."""
        tty = self.tty_of(fd)
        slot = self.processes.find(pid)
        if tty < 0 or slot < 0:
            return min(tty, slot)
        self.machine.lock()
        self.processes.set(slot, TTY, tty)
        self.machine.ttys.set_session(tty, pid)
        self.machine.ttys.set_foreground(tty, self.processes.get(slot, PGID))
        self.machine.unlock()
        return 0

    def tcgetattr(self, fd: int) -> Termios | None:
        """The terminal's attributes; None when the fd isn't a terminal."""
        tty = self.tty_of(fd)
        return None if tty < 0 else self.machine.ttys.attributes(tty)

    def tcsetattr(self, fd: int, termios: Termios) -> int:
        tty = self.tty_of(fd)
        if tty < 0:
            return tty
        self.machine.lock()
        self.machine.ttys.set_attributes(tty, termios)
        self.machine.unlock()
        return 0

    def set_raw(self, fd: int, on: bool) -> int:
        """As uv_tty_set_mode: raw mode without echo and signals, or the terminal's initial mode."""
        found = self.tcgetattr(fd)
        if found is None:
            return -ENOTTY
        line = ECHO | ICANON | IEXTEN | ISIG
        found.lflag = (found.lflag & ~line) if on else (found.lflag | line)
        found.iflag = (found.iflag & ~(ICRNL | IXON)) if on else (found.iflag | ICRNL | IXON)
        found.oflag = found.oflag | OPOST | ONLCR
        return self.tcsetattr(fd, found)

    def tcgetpgrp(self, fd: int) -> int:
        tty = self.tty_of(fd)
        return tty if tty < 0 else self.machine.ttys.foreground(tty)

    def tcsetpgrp(self, fd: int, pgid: int) -> int:
        tty = self.tty_of(fd)
        if tty < 0:
            return tty
        self.machine.lock()
        self.machine.ttys.set_foreground(tty, pgid)
        self.machine.unlock()
        return 0

    def get_winsize(self, fd: int) -> list[int]:
        """[columns, rows], or [-errno, -errno]."""
        tty = self.tty_of(fd)
        return [tty, tty] if tty < 0 else self.machine.ttys.size(tty)

    def set_winsize(self, fd: int, cols: int, rows: int) -> int:
        tty = self.tty_of(fd)
        return tty if tty < 0 else self.resize_tty(tty, cols, rows)

    def resize_tty(self, tty: int, cols: int, rows: int) -> int:
        self.machine.lock()
        try:
            if self.machine.ttys.set_size(tty, cols, rows) and self.machine.ttys.foreground(tty) != 0:
                self.processes.signal(-self.machine.ttys.foreground(tty), SIGWINCH)
        finally:
            self.machine.unlock()
        return 0
