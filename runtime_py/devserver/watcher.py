"""Watches for changed files: collects the machine's events of a folder until none come for a moment, and passes on one
batch at a time. Calls the system."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.devserver.paths import join
from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.clock import sleep
from runtime_py.platform.futures import start

QUIET_MS = 2  # an editor truncates a file and then writes it: two events


class Watcher:
    """`changed(files)` is never called while an earlier call runs."""

    def __init__(
        self,
        system: Any,
        root: str,
        changed: Callable[[list[str]], Awaitable[None]],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._system = system
        self._root = root
        self._changed = changed
        self._failed = failed
        self._waiting: list[str] = []
        self._busy = False
        self._fd = -1
        self._watch: Any = None

    def begin(self) -> int:
        """0 or -errno."""
        self._fd = self._system.watch_open()
        if self._fd < 0:
            return self._fd
        number: int = self._system.watch_add(self._fd, self._root, True)
        if number < 0:
            return number
        self._watch = self._system.reactor.add(self._fd, POLLIN, lambda _events: self._read())
        return 0

    def end(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._system.close(self._fd)
            self._watch = None

    def _read(self) -> None:
        events = self._system.watch_read(self._fd)
        if isinstance(events, int):
            return
        for kind, name, _number in events:
            file = join(self._root, name)
            if name != '' and not is_left_out(name) and file not in self._waiting:
                self._waiting.append(file)
        if len(self._waiting) > 0 and not self._busy:
            self._busy = True
            start(self._work(), self._failed)

    async def _work(self) -> None:
        try:
            while len(self._waiting) > 0:
                await sleep(QUIET_MS)
                files = self._waiting
                self._waiting = []
                await self._changed(files)
        finally:
            self._busy = False


def is_left_out(name: str) -> bool:
    return any([part == 'node_modules' or part == '.git' or part == '.cache' for part in name.split('/')])
