"""The one timer of the platform behind all of Node's: it rings when the library's next timer is due."""

from __future__ import annotations

from runtime_py.platform.clock import call_later, cancel

LONGEST_MS = 2147483647


class LoopTimer:
    """`rang()` is called when it is due."""

    def __init__(self, rang: object) -> None:
        self.is_due = False
        self.is_set = False
        self.is_referenced = True
        self._rang = rang
        self._timer = None

    def schedule(self, ms: float) -> None:
        self.is_set = True
        if self._timer is not None:
            cancel(self._timer)
        self._timer = call_later(Math.max(1, Math.min(ms, LONGEST_MS)), lambda: self._ring())

    def keeps_alive(self) -> bool:
        return self.is_set and self.is_referenced

    def _ring(self) -> None:
        self._timer = None
        self.is_due = True
        self._rang()
