"""The reactor of a confined program: as sys/reactor.py, for a loop whose descriptors, children and signals are on the
kernel's side.

One message (`look`) asks for all of them. Before it sleeps, the reactor lets the kernel arm everything that it watches,
looks once more, and waits for the bell of its mailbox, which the kernel rings. Must not know how messages travel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.clock import call_soon
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.sys.reactor import MOST_PUT_OFF, Watch, raise_error

# what a look says of a child
UNCHANGED = 0
ENDED = 1
HALTED = 2


class _Found:
    """What a look has found."""

    def __init__(self, watches: list[Watch], pids: list[int], signals: list[int], has_signals: bool) -> None:
        self.watches = watches
        self.pids = pids
        self.signals = signals
        self.has_signals = has_signals


class RemoteReactor:
    """`look(watched, pids, arms, takes)` is the message of this name; `poll(fd)`, `poll_child(pid)` and `begin()` are
    the system calls. `bell()` is the count of the bell's rings, `rung(count)` waits until it is another."""

    def __init__(
        self,
        look: Callable[[list[int], list[int], bool, bool], list[Any]],
        calls: Any,
        bell: Callable[[], int],
        rung: Callable[[int], Awaitable[None]],
        context: Any,
    ) -> None:
        self.on_wake: Callable[[], None] = lambda: self._turn()
        self.calls = calls
        self.context = context
        self._ask = look
        self._bell = bell
        self._rung = rung
        self._watches: list[Watch] = []
        self._forget: Callable[[Watch], None] = lambda watch: self.forget(watch)
        self._children: Map[int, Callable[[int], None]] = Map()
        self._changes: Map[Watch, int] = Map()  # of children: the watch, the pid
        self._signal_callback: Callable[[int], None] | None = None
        self._scheduled = False
        self._sleeping = False
        self._has_begun = False
        self._taken = 0
        self._put_off = 0

    def add(self, fd: int, events: int, callback: Callable[[int], None]) -> Watch:
        found = self.watch(lambda: self.calls.poll(fd), [], events, callback)
        found.fd = fd
        return found

    def is_watched(self, fd: int) -> bool:
        return any([watch.fd == fd for watch in self._watches])

    def watch(self, poll: Callable[[], int], queues: list[int], events: int, callback: Callable[[int], None]) -> Watch:
        """Without a descriptor: something of this worker's own, whose changes call `wake_soon`."""
        found = Watch(self._forget, poll, queues, events, callback)
        self._watches.append(found)
        self.wake_soon()
        return found

    def forget(self, watch: Watch) -> None:
        at = self._watches.index(watch)
        self._watches.pop(at)
        self._changes.delete(watch)

    def on_child(self, pid: int, callback: Callable[[int], None]) -> None:
        self._children.set(pid, callback)
        self.wake_soon()

    def on_child_change(self, pid: int, callback: Callable[[], None]) -> Watch:
        """Calls when a child has ended or stopped."""
        found = self.watch(lambda: 0, [], POLLIN, lambda events: callback())
        self._changes.set(found, pid)
        return found

    def on_signal(self, callback: Callable[[int], None]) -> None:
        self._signal_callback = callback
        self.wake_soon()

    def wake_soon(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            call_soon(lambda: self._wake())

    def _wake(self) -> None:
        self._scheduled = False
        bell = self._bell()
        activity = self.context.activity
        if activity is not None:
            activity.wake()
        self.on_wake()
        if activity is not None:
            activity.rest_after_microtasks(lambda: self._scheduled)
        self._sleep(bell)

    def _turn(self) -> None:
        if self.run_pending():
            self.wake_soon()

    def _look(self, arms: bool, takes: bool) -> _Found:
        descriptors = [watch for watch in self._watches if watch.fd >= 0]
        watched: list[int] = []
        for watch in descriptors:
            watched.append(watch.fd)
            watched.append(watch.events)
        changes = list(self._changes.entries())
        pids = [*self._children.keys(), *[pair[1] for pair in changes]]
        answer = self._ask(watched, pids, arms, takes)
        ready = [watch for k, watch in enumerate(descriptors) if answer[0][k] != 0]
        ready.extend([watch for watch in self._watches if watch.fd < 0 and watch.ready() != 0])
        first = self._children.size
        ready.extend([pair[0] for k, pair in enumerate(changes) if answer[1][first + k] != 0])
        ended = [pid for k, pid in enumerate(self._children.keys()) if answer[1][k] == ENDED]
        return _Found([watch for watch in ready if not watch.queued], ended, answer[2], answer[3])

    def run_pending(self) -> bool:
        """Calls each ready callback once. True when there were any: there may be more."""
        if self._is_idle():
            return False
        found = self._look(False, self._signal_callback is not None)
        for number in found.signals:
            self._tell_signal(number)
        for watch in found.watches:
            if not watch.stopped:
                watch.callback(self._events_of(watch))
        for pid in found.pids:
            self._end_of(pid)
        return len(found.signals) > 0 or len(found.watches) > 0 or len(found.pids) > 0

    def _is_idle(self) -> bool:
        return len(self._watches) == 0 and self._children.size == 0 and self._signal_callback is None

    def take_ready(self) -> list[Callable[[], None]]:
        """What `run_pending` would call, as functions that check again when called."""
        calls: list[Callable[[], None]] = []
        if self._is_idle():
            return calls
        found = self._look(False, self._signal_callback is not None)
        for number in found.signals:
            calls.append(self._signal_call(number))
        for watch in found.watches:
            watch.queued = True
            self._taken += 1
            calls.append(self._watch_call(watch))
        for pid in found.pids:
            calls.append(self._child_call(pid))
        return calls

    def _signal_call(self, number: int) -> Callable[[], None]:
        return lambda: self._tell_signal(number)

    def _tell_signal(self, number: int) -> None:
        if self._signal_callback is not None:
            self._signal_callback(number)

    def _child_call(self, pid: int) -> Callable[[], None]:
        def call() -> None:
            # an end of a pipe that a callback has just reached is delivered before the end of the child
            if self._put_off < MOST_PUT_OFF and len(self._look(False, False).watches) > 0:
                self._put_off += 1
                self.wake_soon()
                return
            self._put_off = 0
            self._end_of(pid)

        return call

    def _end_of(self, pid: int) -> None:
        callback = self._children.get(pid)
        if callback is None:
            return
        self._children.delete(pid)
        callback(self.calls.poll_child(pid))

    def _watch_call(self, watch: Watch) -> Callable[[], None]:
        def call() -> None:
            watch.queued = False
            self._taken -= 1
            events = 0 if watch.stopped else self._events_of(watch)
            try:
                if events != 0:
                    watch.callback(events)
            finally:
                if self._taken == 0:
                    self.wake_soon()

        return call

    def _events_of(self, watch: Watch) -> int:
        """Those that hold now."""
        return POLLIN if self._changes.has(watch) else watch.ready()

    def has_pending(self) -> bool:
        """Whether `run_pending` would call something."""
        return not self._is_idle() and self._has_any(self._look(False, False))

    def _has_any(self, found: _Found) -> bool:
        has_signals = found.has_signals and self._signal_callback is not None
        return has_signals or len(found.watches) > 0 or len(found.pids) > 0

    def _sleep(self, bell: int) -> None:
        """Waits without blocking until the bell's count differs from this one, then wakes. A program that waits has
        begun."""
        if not self._has_begun:
            self._has_begun = True
            self.calls.begin()
        if not self._is_idle() and self._has_any(self._look(True, False)):
            self.wake_soon()
        elif not self._sleeping:
            self._sleeping = True
            start(self._wait(bell), raise_error)

    async def _wait(self, bell: int) -> None:
        await self._rung(bell)
        self._sleeping = False
        if not self._scheduled:
            self._scheduled = True
            self._wake()
