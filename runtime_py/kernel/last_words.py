"""What the worker of a process that ends has told the kernel, but the kernel hasn't heard yet: such a process is ended a
moment later. Its entry counts what was sent (sys/layout.py, SEEN_TOLD).

Must not know what is told, nor how a process is ended."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import load
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import SEEN_TOLD, entry

LIMIT_MS = 200  # a program can write to its entry what it likes


class LastWords:
    """`later(ms, call)` is the clock; `look()` looks again for processes that are to end."""

    def __init__(
        self, memory: Memory, later: Callable[[int, Callable[[], None]], object], look: Callable[[], None]
    ) -> None:
        self._memory = memory
        self._later = later
        self._look = look
        self._heard: Map[int, int] = Map()  # slot -> messages
        self._since: Map[int, float] = Map()  # slot -> since when its end waits

    def begin(self, slot: int) -> None:
        self._heard.delete(slot)
        self._since.delete(slot)

    def hear(self, slot: int) -> None:
        self._heard.set(slot, (self._heard.get(slot) or 0) + 1)
        if self._since.has(slot) and not self._is_owed(slot):
            self._look()

    def awaits(self, slot: int) -> bool:
        """Whether the process is to be ended later."""
        if not self._is_owed(slot):
            return False
        since = self._since.get(slot)
        if since is not None:
            return monotonic_ms() - since < LIMIT_MS
        self._since.set(slot, monotonic_ms())
        self._later(LIMIT_MS + 1, lambda: self._look())
        return True

    def _is_owed(self, slot: int) -> bool:
        return (self._heard.get(slot) or 0) < load(self._memory.i32, (entry(slot) >> 2) + SEEN_TOLD)
