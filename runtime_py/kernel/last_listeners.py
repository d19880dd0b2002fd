"""Remembers which process listened last on each port, how it ended and what was printed since it began, for the page
that a failed navigation shows.

States of a listener: running -> ended. A port forgets it when another process listens there. Knows the process table
and descriptors; must not know pages, nor where output goes: `printed(sid)` gives the LastPrinted of a session, or None.
"""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.maps import Map
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.layout import FD_TABLE, PID, RUNNING, SID, STATE
from runtime_py.sys.signals import name_of_signal

LINES = 24
PORTS = 64  # how many are remembered


class Listener:
    def __init__(self, pid: int, command: str, folder: str, sid: int, since: int) -> None:
        self.pid = pid
        self.command = command
        self.folder = folder  # session in which it was started
        self.sid = sid
        self.since = since  # a position in its session's output
        self.ended = ''
        self.lines: list[str] = []


class LastListeners:
    def __init__(self, machine: object, printed: object) -> None:
        self._machine = machine
        self._printed = printed
        self._by_port: Map = Map()
        self._started: Map = Map()  # pid -> position of its session's output when it began

    def started(self, slot: int, pid: int) -> None:
        printed = self._printed(self._machine.processes.get(slot, SID))
        if printed is not None:
            self._started.set(pid, printed.place())

    def opened(self, port: int) -> None:
        """A process listens on a port now."""
        processes = self._machine.processes
        slot = self._owner(port)
        if slot < 0:
            return
        pid = processes.get(slot, PID)
        self._machine.lock()
        command = processes.command(slot)
        cwd = processes.cwd_of(slot)
        self._machine.unlock()
        self._by_port.delete(port)
        if self._by_port.size >= PORTS:
            self._by_port.delete(list(self._by_port.keys())[0])
        self._by_port.set(
            port,
            Listener(
                pid,
                command,
                cwd,
                processes.get(slot, SID),
                self._started.get(pid) or 0,
            ),
        )

    def _owner(self, port: int) -> int:
        """The slot of a process that has a listener on this port among its descriptors, -1 for none. The kernel's slot
        0 isn't searched."""
        machine = self._machine
        machine.lock()
        try:
            for slot in range(1, SLOTS):
                table = machine.processes.get(slot, FD_TABLE) if machine.processes.get(slot, STATE) == RUNNING else 0
                for entry in machine.tables.entries(table) if table != 0 else []:
                    if self._is_listener(machine.tables.get(table, entry[0]), port):
                        return slot
        finally:
            machine.unlock()
        return -1

    def _is_listener(self, description: int, port: int) -> bool:
        machine = self._machine
        if description <= 0 or machine.descriptions.kind(description) != KIND_LISTENER:
            return False
        return machine.sockets.listener_port(machine.descriptions.object(description)) == port

    def ended(self, pid: int, status: int) -> None:
        """A process has ended. Its parent doesn't know yet, so the shell hasn't printed anything about it."""
        self._started.delete(pid)
        for listener in self._by_port.values():
            if listener.pid == pid and listener.ended == '':
                listener.lines = self._lines(listener)
                listener.ended = text_of_status(status)

    def _lines(self, listener: Listener) -> list[str]:
        printed = self._printed(listener.sid)
        return listener.lines if printed is None else printed.lines_since(listener.since, LINES)

    def pid(self, port: int) -> int:
        listener = self._by_port.get(port)
        return 0 if listener is None else listener.pid

    def folder(self, port: int) -> str:
        listener = self._by_port.get(port)
        return '' if listener is None else listener.folder

    def about(self, port: int) -> object:
        """`{pid, command, ended, lines}`, where `ended` is '' while it runs; None for a port on which no process
        listened."""
        listener = self._by_port.get(port)
        if listener is None:
            return None
        lines = listener.lines if listener.ended != '' else self._lines(listener)
        return {'pid': listener.pid, 'command': listener.command, 'ended': listener.ended, 'lines': lines}


def text_of_status(status: int) -> str:
    """`status`: an exit code, or a signal << 8."""
    number = status >> 8
    return f'exit code {status}' if number == 0 else f'signal SIG{name_of_signal(number)}'
