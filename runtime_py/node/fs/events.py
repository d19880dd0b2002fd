"""All fs.watch watchers of a process share one queue of the machine, as libuv has one inotify: a watcher needs no
descriptor, and costs nothing when idle."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.maps import Map


class FsEvents:
    """Calls `on_event(kind, name)` of each watch for its events; an overflow goes to all. `enqueue` runs a function in
    a turn of its own: the program's promise reactions to one event run before the next."""

    def __init__(self, system: Any, enqueue: Any) -> None:
        self.system = system
        self._enqueue = enqueue
        self._fd = -1
        self._watch: Any = None
        self._listeners: Map[int, Any] = Map()

    def add(self, path: str, recursive: bool, on_event: Any) -> int:
        """The id of the watch, or -errno."""
        if self._fd < 0:
            self._fd = self.system.watch_open()
            if self._fd < 0:
                return self._fd
            self._watch = self.system.reactor.add(self._fd, POLLIN, lambda events: self._read())
        number = self.system.watch_add(self._fd, path, recursive)
        if number > 0:
            self._listeners.set(number, on_event)
        else:
            self._close_if_idle()
        return number

    def remove(self, number: int) -> None:
        self._listeners.delete(number)
        self.system.watch_remove(self._fd, number)
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        if self._listeners.size == 0:
            self._watch.stop()
            self.system.close(self._fd)
            self._fd = -1

    def _read(self) -> None:
        first = True
        for event in self.system.watch_read(self._fd):
            if first:
                self._tell(event)
            else:
                self._tell_later(event)
            first = False

    def _tell_later(self, event: Any) -> None:
        self._enqueue(lambda: self._tell(event))

    def _tell(self, event: Any) -> None:
        kind, name, number = event
        if number == 0:
            for on_event in list(self._listeners.values()):
                on_event(kind, name)
            return
        on_event = self._listeners.get(number)
        if on_event is not None:
            on_event(kind, name)
