"""What every reactor has: its watches, and the turns in which it looks at them. sys/reactor.py looks at shared memory,
sys/messages/remote_reactor.py asks the kernel. Must not know how either looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLERR, POLLHUP
from runtime_py.platform.clock import call_soon
from runtime_py.platform.futures import start

# A descriptor that is always ready must not delay a child's end forever.
MOST_PUT_OFF = 8


class Watch:
    """`stop()` ends it; a stopped watch is never called again. A program may hold one (a handle's), so it doesn't lead
    to the reactor: `forget(watch)` is the reactor's."""

    def __init__(
        self,
        forget: Callable[[Watch], None],
        poll: Callable[[], int],
        queues: list[int],
        events: int,
        callback: Callable[[int], None],
    ) -> None:
        self._forget = forget
        self.poll = poll
        self.queues = queues
        self.events = events
        self.callback = callback
        self.stopped = False
        self.fd = -1  # -1: something that isn't a descriptor
        self.queued = False  # its callback is queued
        self.is_new = True  # no look has seen it

    def ready(self) -> int:
        """Those of the requested events that hold; errors and hang-ups are always included."""
        found = self.poll()
        if found < 0:
            return POLLERR
        return found & (self.events | POLLERR | POLLHUP)

    def stop(self) -> None:
        if not self.stopped:
            self.stopped = True
            self._forget(self)


class Watching:
    """A subclass defines the methods that raise here."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.on_wake: Callable[[], None] = lambda: self._turn()
        self._watches: list[Watch] = []
        self._forget: Callable[[Watch], None] = lambda watch: self.forget(watch)
        self._signal_callback: Callable[[int], None] | None = None
        self._sleeping = False
        self._scheduled = False
        self._taken = 0  # calls of `take_ready` that haven't run
        self._put_off = 0  # how often the end of a child was delayed by ready descriptors
        self._heard = 0  # rings that a look has followed, or will

    def add(self, fd: int, events: int, callback: Callable[[int], None]) -> Watch:
        found = self.watch(self.poll_of(fd), [], events, callback)
        found.fd = fd
        return found

    def poll_of(self, fd: int) -> Callable[[], int]:
        """The system call `poll` of this descriptor."""
        raise NotImplementedError

    def released(self, fd: int) -> None:
        """The descriptor is being closed by who watched it."""
        raise NotImplementedError

    def puts_off(self, ended: int, others: int) -> bool:
        """Whether this many ends of children wait for the next look, since something else is ready now: a child's output
        is delivered before its end, in a round of its own, because its descriptors were closed before."""
        waits = ended > 0 and others > 0 and self._put_off < MOST_PUT_OFF
        if waits:
            self._put_off += 1
        return waits

    def is_watched(self, fd: int) -> bool:
        return any([watch.fd == fd for watch in self._watches])

    def watch(self, poll: Callable[[], int], queues: list[int], events: int, callback: Callable[[int], None]) -> Watch:
        """Watches anything with a poll function and wait queues (0: none). Without queues its changes must call
        `wake_soon`."""
        found = Watch(self._forget, poll, queues, events, callback)
        self._watches.append(found)
        self.wake_soon()
        return found

    def forget(self, watch: Watch) -> None:
        self._watches.pop(self._watches.index(watch))

    def on_signal(self, callback: Callable[[int], None]) -> None:
        self._signal_callback = callback
        self.wake_soon()

    def wake_soon(self) -> None:
        """Looks again in a later turn."""
        if not self._scheduled:
            self._scheduled = True
            call_soon(lambda: self._wake())

    def _wake(self) -> None:
        self._scheduled = False
        # read before the look: the loop must not sleep through a ring that comes while `on_wake` looks at things
        # unknown to the reactor
        bell = self.rings()
        self._heard = bell
        activity = self.context.activity
        if activity is not None:
            activity.wake()
        self.on_wake()
        if activity is not None:
            activity.rest_after_microtasks(lambda: self._scheduled)
        self._sleep(bell)

    def rings(self) -> int:
        """How often the bell has rung."""
        raise NotImplementedError

    def until_ring(self, bell: int) -> Awaitable[Any]:
        """Waits until the count of the bell differs from this one."""
        raise NotImplementedError

    def has_rung(self) -> bool:
        """Whether the bell has rung since the last look: a loop that runs anyway looks now, as libuv's poll phase does,
        not only when the engine tells of it, which may be many turns later. The caller calls `hear`."""
        return self._sleeping and self.rings() != self._heard

    def hear(self) -> None:
        """The caller looks now. What a look found must be armed again, which the next one does."""
        self._heard = self.rings()
        self.wake_soon()

    def _turn(self) -> None:
        if self.run_pending():
            self.wake_soon()

    def run_pending(self) -> bool:
        """Calls each ready callback once. True when there were any: there may be more."""
        raise NotImplementedError

    def events_of(self, watch: Watch) -> int:
        """Those that hold now."""
        return watch.ready()

    def _signal_call(self, number: int) -> Callable[[], None]:
        return lambda: None if self._signal_callback is None else self._signal_callback(number)

    def _watch_call(self, watch: Watch) -> Callable[[], None]:
        def call() -> None:
            watch.queued = False
            self._taken -= 1
            events = 0 if watch.stopped else self.events_of(watch)
            try:
                if events != 0:
                    watch.callback(events)
            finally:
                if self._taken == 0:  # the descriptors of the others are checked together
                    self.wake_soon()

        return call

    def arm(self) -> bool:
        """Has every change that it watches ring the bell. True if something is ready already."""
        raise NotImplementedError

    def _sleep(self, bell: int) -> None:
        """Waits without blocking until the bell's count differs from this one, then wakes. One waiter at a time;
        watches added meanwhile are armed anyway."""
        if self.arm():
            self.wake_soon()
        elif not self._sleeping:
            self._sleeping = True
            start(self._wait_for_bell(bell), raise_error)

    async def _wait_for_bell(self, bell: int) -> None:
        await self.until_ring(bell)
        self._sleeping = False
        if not self._scheduled:
            self._scheduled = True
            self._wake()


def raise_error(error: BaseException) -> None:
    """An exception of a callback has no caller here: it goes to the worker's own error handler."""
    raise error
