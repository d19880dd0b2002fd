"""The descriptors of a command: maps its 0, 1, 2... to the worker's descriptors.

A redirection makes a derived Io; what it opened is closed with it. So commands that run concurrently in one worker
never change each other's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map


class Io:
    def __init__(self) -> None:
        self.fds: Map[int, int] = Map()
        self._owned: list[int] = []

    def get(self, fd: int) -> int:
        """The worker's descriptor, -1 when it is closed."""
        found = self.fds.get(fd)
        return -1 if found is None else found

    def derive(self) -> Io:
        made = Io()
        for fd, own in self.fds.entries():
            made.fds.set(fd, own)
        return made

    def put(self, fd: int, own: int, close_later: bool) -> None:
        self.fds.set(fd, own)
        if close_later:
            self._owned.append(own)

    def gives_up(self, own: int) -> bool:
        """Whether this was to close it; from now on another does."""
        if own not in self._owned:
            return False
        self._owned.remove(own)
        return True

    def drop(self, fd: int) -> None:
        self.fds.delete(fd)

    def close(self, system: Any) -> None:
        """Closes what was opened for this Io."""
        for own in self._owned:
            system.close(own)
        self._owned = []

    def close_replaced(self, before: Io, system: Any) -> None:
        """After `exec` with redirections: closes descriptors that were opened for this Io and aren't in use any
        more."""
        now = [own for _fd, own in self.fds.entries()]
        for _fd, own in before.fds.entries():
            if own in self._owned and own not in now:
                self._owned.remove(own)
                system.close(own)

    def own_copy(self, system: Any) -> Io:
        """For a background job, which keeps what its shell closes later: duplicates of the descriptors, except the
        worker's first three."""
        made = self.derive()
        for fd, own in self.fds.entries():
            copy = system.dup(own) if own > 2 else -1
            if copy >= 0:
                system.set_cloexec(copy, True)
                made.put(fd, copy, True)
        return made

    def for_spawn(self) -> list[int]:
        """The value for SpawnRequest.fds."""
        fds: list[int] = []
        for fd, own in self.fds.entries():
            while len(fds) <= fd:
                fds.append(-1)
            fds[fd] = own
        return fds


def standard_io() -> Io:
    made = Io()
    for fd in range(3):
        made.fds.set(fd, fd)
    return made


def inherited_io(system: Any) -> Io:
    """The descriptors that the process was started with: the first three, and others that its parent passed."""
    made = standard_io()
    for entry in system.machine.tables.entries(system.table):
        if entry[0] > 2:
            made.put(entry[0], entry[0], True)
    return made


_STANDARD: Map[str, int] = Map([['/dev/stdin', 0], ['/dev/stdout', 1], ['/dev/stderr', 2]])


def descriptor_path(path: str, own: Callable[[int], int]) -> str:
    """The path itself; but /dev/stdin, /dev/fd/3 and the like by the worker's descriptor for the command's:
    `own(3)`."""
    if not path.startswith('/dev/') and not path.startswith('/proc/self/fd/'):
        return path
    number = _STANDARD.get(path)
    if number is None:
        folder, _, last = path.rpartition('/')
        if folder not in ('/dev/fd', '/proc/self/fd') or not last.isdigit():
            return path
        number = int(last)
    return f'/proc/self/fd/{own(number)}'
