"""The event loop's source of events: which descriptors are ready, which children ended, which signals arrived.

One doorbell word per thread: before it sleeps, the reactor sets its bit in the wait queue of everything that it watches
(`arm`), looks once more, and waits for the bell. Level-triggered: a callback is called again as long as its condition
holds. A loop with turns of its own (Node's) sets `on_wake` and calls `run_pending` itself; otherwise the reactor runs
by itself. Knows: poll and queues of descriptors. Must not know: what callbacks do."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ipc.pipe import POLLERR, POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.atomics import load, wait_async
from runtime_py.platform.clock import call_soon
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.sys.calls.children import ChildCalls
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.signals import SignalCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import BELL, PENDING_HIGH, PENDING_LOW, STATE, ZOMBIE, entry

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


class Reactor:
    def __init__(
        self, context: ProcessContext, descriptors: DescriptorCalls, children: ChildCalls, signals: SignalCalls
    ) -> None:
        self.context = context
        self.machine = context.machine
        self.slot = context.slot
        self.thread = context.thread
        self.descriptors = descriptors
        self.children = children
        self.signals = signals
        self.on_wake: Callable[[], None] = lambda: self._turn()
        self._watches: list[Watch] = []
        self._forget: Callable[[Watch], None] = lambda watch: self.forget(watch)
        self._children: Map[int, list] = Map()
        self._signal_callback: Callable[[int], None] | None = None
        self._bell = (entry(self.thread) >> 2) + BELL
        self._sleeping = False
        self._closed = False
        self._scheduled = False
        self._taken = 0  # calls of `take_ready` that haven't run
        self._put_off = 0  # how often the end of a child was delayed by ready descriptors

    def add(self, fd: int, events: int, callback: Callable[[int], None]) -> Watch:
        found = self.watch(lambda: self.descriptors.poll(fd), [], events, callback)
        found.fd = fd
        return found

    def is_watched(self, fd: int) -> bool:
        return any([watch.fd == fd for watch in self._watches])

    def watch(self, poll: Callable[[], int], queues: list[int], events: int, callback: Callable[[int], None]) -> Watch:
        """Watches anything with a poll function and wait queues (0: none)."""
        found = Watch(self._forget, poll, queues, events, callback)
        self._watches.append(found)
        self.wake_soon()
        return found

    def forget(self, watch: Watch) -> None:
        if not self._closed:
            self._watches.pop(self._watches.index(watch))

    def on_child(self, pid: int, callback: Callable[[int], None]) -> None:
        """Calls `callback(status)` once, when the child has ended. The caller reaps it."""
        slot = self.machine.processes.find(pid)
        if slot >= 0:
            self._children.set(pid, [slot, callback])
            self.wake_soon()

    def on_signal(self, callback: Callable[[int], None]) -> None:
        self._signal_callback = callback
        self.wake_soon()

    def close(self) -> None:
        """For the kernel, which has reactors of processes that it serves: the slot may be another's from now on."""
        self._closed = True
        self._watches = []
        self._children.clear()

    def wake_soon(self) -> None:
        """Looks again in a later turn."""
        if not self._scheduled:
            self._scheduled = True
            call_soon(lambda: self._wake())

    def _wake(self) -> None:
        self._scheduled = False
        if self._closed:
            return
        # read before the look: the loop must not sleep through a ring that comes while `on_wake` looks at things
        # unknown to `has_pending`
        bell = load(self.machine.memory.i32, self._bell)
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

    def run_pending(self) -> bool:
        """Calls each ready callback once. True when there were any: there may be more."""
        busy = self._run_signals()
        for watch in list(self._watches):
            if not watch.stopped:
                events = watch.ready()
                if events != 0:
                    busy = True
                    watch.callback(events)
        if self._run_children():
            busy = True
        return busy

    def take_ready(self) -> list[Callable[[], None]]:
        """What `run_pending` would call, as functions that check again when called: for a loop that gives each a turn
        of its own."""
        calls: list[Callable[[], None]] = []
        if self._signal_callback is not None:
            for number in self.signals.take_signals():
                calls.append(self._signal_call(number))
        for watch in self._watches:
            if not watch.queued and watch.ready() != 0:
                watch.queued = True
                self._taken += 1
                calls.append(self._watch_call(watch))
        # a child's output is delivered before its end
        for pid, found in list(self._children.entries()):
            if self.machine.processes.get(found[0], STATE) == ZOMBIE:
                calls.append(self._child_call(pid))
        return calls

    def _signal_call(self, number: int) -> Callable[[], None]:
        return lambda: None if self._signal_callback is None else self._signal_callback(number)

    def _child_call(self, pid: int) -> Callable[[], None]:
        def call() -> None:
            found = self._children.get(pid)
            if found is None:
                return
            # as in libuv, which handles SIGCHLD last: the end of a pipe that a callback has just reached is delivered
            # first
            if self._put_off < MOST_PUT_OFF and self._has_ready_watch():
                self._put_off += 1
                self.wake_soon()
                return
            self._put_off = 0
            self._children.delete(pid)
            found[1](self.children.poll_child(pid))

        return call

    def _watch_call(self, watch: Watch) -> Callable[[], None]:
        def call() -> None:
            watch.queued = False
            self._taken -= 1
            events = 0 if watch.stopped else watch.ready()
            try:
                if events != 0:
                    watch.callback(events)
            finally:
                if self._taken == 0:  # the descriptors of the others are checked together
                    self.wake_soon()

        return call

    def has_pending(self) -> bool:
        """Whether `run_pending` would call something."""
        slot = self.slot
        processes = self.machine.processes
        if self._signal_callback is not None and (
            processes.get(slot, PENDING_LOW) != 0 or processes.get(slot, PENDING_HIGH) != 0
        ):
            return True
        for _pid, found in self._children.entries():
            if processes.get(found[0], STATE) == ZOMBIE:
                return True
        return self._has_ready_watch()

    def _has_ready_watch(self) -> bool:
        """Whether a ready descriptor has a callback that isn't queued."""
        for watch in self._watches:
            if not watch.queued and watch.ready() != 0:
                return True
        return False

    def _run_signals(self) -> bool:
        if self._signal_callback is None:
            return False
        signals = self.signals.take_signals()
        for number in signals:
            self._signal_callback(number)
        return len(signals) > 0

    def _run_children(self) -> bool:
        busy = False
        for pid, found in list(self._children.entries()):
            if self.machine.processes.get(found[0], STATE) == ZOMBIE and self._children.has(pid):
                self._children.delete(pid)
                busy = True
                found[1](self.children.poll_child(pid))
        return busy

    def _arm(self) -> None:
        """Sets our bit in every queue whose changes should ring our bell."""
        self.machine.lock()
        try:
            for _pid, found in self._children.entries():
                self.machine.bells.arm(self.machine.processes.queue(found[0]), self.thread)
            for watch in self._watches:
                for queue in self._queues(watch):
                    if queue != 0:
                        self.machine.bells.arm(queue, self.thread)
        finally:
            self.machine.unlock()

    def _queues(self, watch: Watch) -> list[int]:
        """The wait queues of a descriptor as it is now: the object that it had when the watch began may be gone, and
        its memory reused."""
        if watch.fd < 0:
            return watch.queues
        return [
            self.descriptors.read_queue(watch.fd) if (watch.events & POLLIN) != 0 else 0,
            self.descriptors.write_queue(watch.fd) if (watch.events & POLLOUT) != 0 else 0,
        ]

    def _sleep(self, bell: int) -> None:
        """Waits without blocking until the bell's count differs from this one, then wakes. One waiter at a time;
        watches added meanwhile are armed anyway. A program that waits has begun: its first handlers are installed."""
        self.signals.begin()
        self._arm()
        if self.has_pending():
            self.wake_soon()
        elif not self._sleeping:
            self._sleeping = True
            start(self._wait_for_bell(bell), raise_error)

    async def _wait_for_bell(self, bell: int) -> None:
        await wait_async(self.machine.memory.i32, self._bell, bell, -1)
        self._sleeping = False
        if not self._scheduled:
            self._scheduled = True
            self._wake()


def raise_error(error: BaseException) -> None:
    """An exception of a callback has no caller here: it goes to the worker's own error handler."""
    raise error
