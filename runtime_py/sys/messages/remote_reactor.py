"""The reactor of a confined program: as sys/reactor.py, for a loop whose descriptors, children and signals are on the
kernel's side.

One message (`look`) asks for all of them. Before it sleeps, the reactor lets the kernel arm everything that it watches,
looks once more, and waits for the bell of its mailbox, which the kernel rings. Must not know how messages travel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.maps import Map
from runtime_py.sys.ready_order import LARGEST_AGE, ReadyOrder
from runtime_py.sys.watching import MOST_PUT_OFF, Watch, Watching

# what a look says of a child
UNCHANGED = 0
ENDED = 1
HALTED = 2


class _Found:
    """What a look has found."""

    def __init__(
        self, watches: list[Watch], ages: Map[Watch, int], pids: list[int], signals: list[int], has_signals: bool
    ) -> None:
        self.watches = watches
        self.ages = ages
        self.pids = pids
        self.signals = signals
        self.has_signals = has_signals

    def age(self, watch: Watch) -> int:
        age = self.ages.get(watch)
        return LARGEST_AGE if age is None else age


class RemoteReactor(Watching):
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
        super().__init__(context)
        self.calls = calls
        self._ask = look
        self._bell = bell
        self._rung = rung
        self._children: Map[int, Callable[[int], None]] = Map()
        self._changes: Map[Watch, int] = Map()  # of children: the watch, the pid
        self._has_begun = False
        self._order = ReadyOrder()

    def poll_of(self, fd: int) -> Callable[[], int]:
        return lambda: self.calls.poll(fd)

    def released(self, fd: int) -> None:
        self._order.forget(fd)

    def forget(self, watch: Watch) -> None:
        super().forget(watch)
        self._changes.delete(watch)

    def on_child(self, pid: int, callback: Callable[[int], None]) -> None:
        self._children.set(pid, callback)
        self.wake_soon()

    def on_child_change(self, pid: int, callback: Callable[[], None]) -> Watch:
        """Calls when a child has ended or stopped."""
        found = self.watch(lambda: 0, [], POLLIN, lambda events: callback())
        self._changes.set(found, pid)
        return found

    def rings(self) -> int:
        return self._bell()

    def until_ring(self, bell: int) -> Awaitable[None]:
        return self._rung(bell)

    def _look(self, arms: bool, takes: bool) -> _Found:
        descriptors = [watch for watch in self._watches if watch.fd >= 0]
        watched: list[int] = []
        for watch in descriptors:
            watched.append(watch.fd)
            watched.append(watch.events)
        changes = list(self._changes.entries())
        pids = [*self._children.keys(), *[pair[1] for pair in changes]]
        answer = self._ask(watched, pids, arms, takes)
        ages: Map[Watch, int] = Map()
        for k, watch in enumerate(descriptors):
            if answer[0][k] != 0:
                ages.set(watch, answer[4][k])
        ready = list(ages.keys())
        ready.extend([watch for watch in self._watches if watch.fd < 0 and watch.ready() != 0])
        first = self._children.size
        ready.extend([pair[0] for k, pair in enumerate(changes) if answer[1][first + k] != 0])
        ended = [pid for k, pid in enumerate(self._children.keys()) if answer[1][k] == ENDED]
        return _Found([watch for watch in ready if not watch.queued], ages, ended, answer[2], answer[3])

    def run_pending(self) -> bool:
        if self._is_idle():
            return False
        found = self._look(False, self._signal_callback is not None)
        for number in found.signals:
            self._signal_call(number)()
        for watch in found.watches:
            if not watch.stopped:
                watch.callback(self.events_of(watch))
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
        for watch in self._order.arrange(found.watches, self._watches, lambda watch: found.age(watch)):
            watch.queued = True
            self._taken += 1
            calls.append(self._watch_call(watch))
        if not self.puts_off(len(found.pids), len(calls)):
            calls.extend([self._child_call(pid) for pid in found.pids])
        return calls

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

    def events_of(self, watch: Watch) -> int:
        return POLLIN if self._changes.has(watch) else watch.ready()

    def has_pending(self) -> bool:
        """Whether `run_pending` would call something."""
        return not self._is_idle() and self._has_any(self._look(False, False))

    def _has_any(self, found: _Found) -> bool:
        has_signals = found.has_signals and self._signal_callback is not None
        return has_signals or len(found.watches) > 0 or len(found.pids) > 0

    def arm(self) -> bool:
        """A program that waits has begun."""
        if not self._has_begun:
            self._has_begun = True
            self.calls.begin()
        return not self._is_idle() and self._has_any(self._look(True, False))
