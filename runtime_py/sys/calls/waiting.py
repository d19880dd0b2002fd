"""System calls that wait without blocking the worker: coroutines that use the reactor."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.atomics import load, wait_async
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN
from runtime_py.sys.calls.children import ChildCalls
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.gate import Gate
from runtime_py.sys.layout import STATE, ZOMBIE
from runtime_py.sys.reactor import Reactor
from runtime_py.vfs.file_locks import LOCK_NB
from runtime_py.vfs.layout import LOCKS_CHANGED


class WaitingCalls:
    def __init__(
        self, context: ProcessContext, descriptors: DescriptorCalls, children: ChildCalls, reactor: Reactor
    ) -> None:
        self.memory = context.memory
        self.processes = context.processes
        self.descriptors = descriptors
        self.children = children
        self.reactor = reactor

    async def read_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """As `read`, but waits until there is something to read."""
        while True:
            result = self.descriptors.read(fd, buffer, start, length, position)
            if result != -EAGAIN:
                return result
            await self.ready(fd, POLLIN)

    async def write_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Writes everything; -errno when a write fails."""
        done = 0
        while done < length:
            result = self.descriptors.write(
                fd, buffer, start + done, length - done, position + done if position >= 0 else -1
            )
            if result >= 0:
                done += result
            elif result != -EAGAIN:
                return result
            else:
                await self.ready(fd, POLLOUT)
        return done

    async def ready(self, fd: int, events: int) -> None:
        """Waits until the descriptor is ready for one of these events, has an error or is closed."""
        gate = Gate()
        watch = self.reactor.add(fd, events, lambda _events: gate.open())
        await gate.passed()
        watch.stop()

    async def joined(self, fd: int) -> None:
        """Waits until the other end of a FIFO is open."""
        while not self.descriptors.is_joined(fd):
            await self.ready(fd, POLLIN | POLLOUT)

    async def flock_async(self, fd: int, operation: int, timeout_ms: float = -1) -> int:
        """As `flock`, but waits for conflicting locks; -EAGAIN after the timeout."""
        until = monotonic_ms() + timeout_ms
        while True:
            count = load(self.memory.i32, LOCKS_CHANGED)
            result = self.descriptors.flock(fd, operation)
            left = until - monotonic_ms() if timeout_ms >= 0 else -1
            if result != -EAGAIN or (operation & LOCK_NB) != 0 or (timeout_ms >= 0 and left <= 0):
                return result
            await wait_async(self.memory.i32, LOCKS_CHANGED, count, left)

    async def wait_child(self, pid: int) -> int:
        """Waits for a child to end or stop: its status (see poll_child). The caller reaps it."""
        while True:
            status = self.children.poll_child(pid)
            if status != -1:
                return status
            await self._child_change(self.processes.find(pid))

    async def _child_change(self, slot: int) -> None:
        """Waits until a child ends or stops."""
        gate = Gate()
        watch = self.reactor.watch(
            lambda: POLLIN if self._child_changed(slot) else 0,
            [self.processes.queue(slot)],
            POLLIN,
            lambda _events: gate.open(),
        )
        await gate.passed()
        watch.stop()

    def _child_changed(self, slot: int) -> bool:
        return self.processes.get(slot, STATE) == ZOMBIE or self.processes.has_stopped(slot)
