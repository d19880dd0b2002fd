"""The one timer of the platform behind all of Node's: it rings when the library's next timer is due."""

from __future__ import annotations

from runtime_py.platform.clock import call_later, cancel, monotonic_ms

LONGEST_MS = 2147483647


class LoopTimer:
    """`rang()` is called when it is due; the platform tells that late when it has other tasks."""

    def __init__(self, rang: object) -> None:
        self._has_rung = False
        self._due_at = 0.0
        self.is_set = False
        self.is_referenced = True
        self._rang = rang
        self._timer = None

    def schedule(self, ms: float) -> None:
        self.is_set = True
        self._cancel()
        delay = Math.max(1, Math.min(ms, LONGEST_MS))
        self._due_at = monotonic_ms() + delay
        self._timer = call_later(delay, lambda: self._ring())

    def is_due(self) -> bool:
        return self._has_rung or (self._timer is not None and monotonic_ms() >= self._due_at)

    def begin(self) -> None:
        """The library runs its timers now."""
        self._cancel()
        self._has_rung = False

    def _cancel(self) -> None:
        if self._timer is not None:
            cancel(self._timer)
            self._timer = None

    def keeps_alive(self) -> bool:
        return self.is_set and self.is_referenced

    def _ring(self) -> None:
        self._timer = None
        self._has_rung = True
        self._rang()
