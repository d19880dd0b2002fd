"""How long the event loop of this thread ran, and how long it waited: what is known of the thread's CPU time.

A browser tells no program its CPU time. The loop is active from the turn that finds something to do until the engine has drained the microtasks of the
last one; time spent in blocking waits is taken off. So another thread on the same core makes the figure too large. Must not know: who asks."""
from __future__ import annotations

from runtime_py.platform.atomics import blocked_ms
from runtime_py.platform.clock import call_soon, monotonic_ms, now_ms


class LoopActivity:
    """`publish(active ms, since)` tells other threads; `since` is the wall clock's time of the present activity's begin, 0 at rest."""

    def __init__(self) -> None:
        self.rests = 0          # how often there was nothing to do
        self._publish = None
        self._active = 0.0
        self._idle = 0.0
        self._is_active = False
        self._since = monotonic_ms()
        self._blocked = blocked_ms()
        self._asked = False

    def begin(self, publish: object) -> None:
        """The thread gets its program."""
        self._publish = publish
        self._is_active = True
        self._since = monotonic_ms()
        self._blocked = blocked_ms()
        self._tell()

    def wake(self) -> None:
        """A turn of the loop begins."""
        if not self._is_active:
            now = monotonic_ms()
            self._idle += now - self._since
            self._is_active = True
            self._since = now
            self._blocked = blocked_ms()
            self._tell()

    def rest_after_microtasks(self, has_more: object) -> None:
        """Nothing is left to do, but for what the microtasks may bring: looked at in a macrotask after them."""
        if self._asked or not self._is_active:
            return
        self._asked = True

        def look():
            self._asked = False
            if not has_more():
                self._rest()
        call_soon(look)

    def _rest(self) -> None:
        now = monotonic_ms()
        self._active += now - self._since - (blocked_ms() - self._blocked)
        self._is_active = False
        self._since = now
        self.rests += 1
        self._tell()

    def _tell(self) -> None:
        if self._publish is not None:
            self._publish(self._active, now_ms() if self._is_active else 0)

    def active_ms(self) -> float:
        if not self._is_active:
            return self._active
        return self._active + monotonic_ms() - self._since - (blocked_ms() - self._blocked)

    def idle_ms(self) -> float:
        return self._idle if self._is_active else self._idle + monotonic_ms() - self._since
