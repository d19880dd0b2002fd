"""The event loop's source of events: which descriptors are ready, which children ended, which signals arrived.

One doorbell word per thread: before it sleeps, the reactor sets its bit in the wait queue of everything that it watches
(`arm`), looks once more, and waits for the bell. Level-triggered: a callback is called again as long as its condition
holds. A loop with turns of its own (Node's) sets `on_wake` and calls `run_pending` itself; otherwise the reactor runs
by itself. Knows: poll and queues of descriptors. Must not know: what callbacks do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.atomics import load, wait_async
from runtime_py.platform.maps import Map
from runtime_py.sys.calls.children import ChildCalls
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.signals import SignalCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import BELL, PENDING_HIGH, PENDING_LOW, STATE, ZOMBIE, entry
from runtime_py.sys.ready_order import LARGEST_AGE, ReadyOrder
from runtime_py.sys.watching import MOST_PUT_OFF, Watch, Watching


class Reactor(Watching):
    def __init__(
        self, context: ProcessContext, descriptors: DescriptorCalls, children: ChildCalls, signals: SignalCalls
    ) -> None:
        super().__init__(context)
        self.machine = context.machine
        self.slot = context.slot
        self.thread = context.thread
        self.descriptors = descriptors
        self.children = children
        self.signals = signals
        self._children: Map[int, list] = Map()
        self._order = ReadyOrder()
        self._bell = (entry(self.thread) >> 2) + BELL
        self._closed = False

    def poll_of(self, fd: int) -> Callable[[], int]:
        return lambda: self.descriptors.poll(fd)

    def released(self, fd: int) -> None:
        self._order.forget(fd)

    def forget(self, watch: Watch) -> None:
        if not self._closed:
            super().forget(watch)

    def on_child(self, pid: int, callback: Callable[[int], None]) -> None:
        """Calls `callback(status)` once, when the child has ended. The caller reaps it."""
        slot = self.machine.processes.find(pid)
        if slot >= 0:
            self._children.set(pid, [slot, callback])
            self.wake_soon()

    def close(self) -> None:
        """For the kernel, which has reactors of processes that it serves: the slot may be another's from now on."""
        self._closed = True
        self._watches = []
        self._children.clear()

    def _wake(self) -> None:
        if not self._closed:
            super()._wake()

    def rings(self) -> int:
        return load(self.machine.memory.i32, self._bell)

    def until_ring(self, bell: int) -> Awaitable[object]:
        return wait_async(self.machine.memory.i32, self._bell, bell, -1)

    def run_pending(self) -> bool:
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
        ready = [watch for watch in self._watches if not watch.queued and watch.ready() != 0]
        for watch in self._order.arrange(ready, self._watches, lambda watch: self._age(watch)):
            watch.queued = True
            self._taken += 1
            calls.append(self._watch_call(watch))
        ended = [
            pid for pid, found in self._children.entries() if self.machine.processes.get(found[0], STATE) == ZOMBIE
        ]
        if not self.puts_off(len(ended), len(calls)):
            calls.extend([self._child_call(pid) for pid in ended])
        return calls

    def _age(self, watch: Watch) -> int:
        queues = [queue for queue in self._queues(watch) if queue != 0]
        return min([self.machine.bells.age(queue) for queue in queues]) if len(queues) > 0 else LARGEST_AGE

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

    def arm(self) -> bool:
        """Sets our bit in every queue whose changes should ring our bell. A program that waits has begun: its first
        handlers are installed."""
        self.signals.begin()
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
        return self.has_pending()

    def _queues(self, watch: Watch) -> list[int]:
        """The wait queues of a descriptor as it is now: the object that it had when the watch began may be gone, and
        its memory reused."""
        if watch.fd < 0:
            return watch.queues
        return [
            self.descriptors.read_queue(watch.fd) if (watch.events & POLLIN) != 0 else 0,
            self.descriptors.write_queue(watch.fd) if (watch.events & POLLOUT) != 0 else 0,
        ]
