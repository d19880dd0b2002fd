"""How long the turns of a thread's event loop ran, and how long it waited: the known part of the thread's CPU time.

A browser doesn't report CPU time to programs. A loop is active from the turn that finds work until the engine has
drained the microtasks of the last one; time in blocking waits is subtracted. So the figure is too large if another
thread runs on the same core. Must not know: who asks."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import blocked_ms, watch_blocking
from runtime_py.platform.clock import after_turn, monotonic_ms, now_ms


class Activity:
    """`publish(active ms, since)` informs other threads; `since` is the wall-clock time from which on it is active, 0
    while it is idle or in a blocking wait, negative when it may sleep unseen (cpu_time.py)."""

    def __init__(self) -> None:
        self.rests = 0  # how many turns had nothing to do
        self._publish: Callable[[float, float], None] | None = None
        self._active = 0.0
        self._idle = 0.0
        self._is_active = False
        self._since = monotonic_ms()
        self._blocked = blocked_ms()
        self._asked = False
        self._sleeps_unseen = False

    def begin(self, publish: Callable[[float, float], None]) -> None:
        """The thread gets its program."""
        self._publish = publish
        self._is_active = True
        self._since = monotonic_ms()
        self._blocked = blocked_ms()
        self._tell(True)
        watch_blocking(lambda blocks: self._tell(not blocks))

    def may_sleep_unseen(self) -> None:
        """From now on code may wait in this thread without a call that anybody sees."""
        self._sleeps_unseen = True
        self._tell(self._is_active)

    def wake(self) -> None:
        """A turn of the loop begins."""
        if not self._is_active:
            now = monotonic_ms()
            self._idle += now - self._since
            self._is_active = True
            self._since = now
            self._blocked = blocked_ms()
            self._tell(True)

    def rest_after_microtasks(self, has_more: Callable[[], bool]) -> None:
        """There is no more work, except what microtasks may add: checked in a macrotask after them."""
        if self._asked or not self._is_active:
            return
        self._asked = True

        def look() -> None:
            self._asked = False
            if not has_more():
                self._rest()

        after_turn(look)

    def turn(self) -> None:
        """A turn after which nothing else runs: it is active until the engine has drained its microtasks."""
        self.wake()
        self.rest_after_microtasks(lambda: False)

    def _rest(self) -> None:
        if not self._is_active:
            return
        now = monotonic_ms()
        self._active += now - self._since - (blocked_ms() - self._blocked)
        self._is_active = False
        self._since = now
        self.rests += 1
        self._tell(False)

    def _tell(self, runs: bool) -> None:
        if self._publish is not None:
            since = now_ms() if runs and self._is_active else 0
            self._publish(self.active_ms(), -since if self._sleeps_unseen else since)

    def active_ms(self) -> float:
        if not self._is_active:
            return self._active
        return self._active + monotonic_ms() - self._since - (blocked_ms() - self._blocked)

    def idle_before(self) -> float:
        """The idle time up to the current turn, or up to the beginning of the current idle period."""
        return self._idle

    def rests_since(self) -> float:
        """In ms since 1970; 0 while it is active."""
        return 0 if self._is_active else now_ms() - (monotonic_ms() - self._since)

    def idle_ms(self) -> float:
        return self._idle if self._is_active else self._idle + monotonic_ms() - self._since
