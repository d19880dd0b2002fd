"""System: the table of system calls of one process. Every program, and the kernel for itself, has one.

The calls are spread over a chain of classes by theme: base < files < mounts < descriptors < terminals < sockets < outside < datagrams < children < threads
< account_calls; here are watches, waiting without blocking, durability, and the way to the kernel."""
from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.atomics import add, load, wait, wait_async
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.clock import monotonic_ms, watch_turns
from runtime_py.platform.errno import EAGAIN, EBADF, EINVAL, ENOSYS, EREMOTE
from runtime_py.platform.futures import Future
from runtime_py.sys.account_calls import AccountCalls
from runtime_py.sys.activity import Activity
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import AREA, STATE, SYNC_ASKED, SYNC_DONE, SYNC_ERROR, ZOMBIE
from runtime_py.sys.machine import Machine
from runtime_py.sys.procfs import TOP
from runtime_py.sys.reactor import Reactor
from runtime_py.vfs.description import KIND_DIR, KIND_FILE, KIND_WATCH
from runtime_py.vfs.file_locks import LOCK_NB
from runtime_py.vfs.layout import CHANGES, LOCKS_CHANGED
from runtime_py.vfs.reading import O_PATH
from runtime_py.vfs.watch import LARGE_CAPACITY, SMALL_CAPACITY


class System(AccountCalls):
    def __init__(self, machine: Machine, slot: int, cwd: str, launcher: Callable[[Launch], None], thread: int = 0) -> None:
        super().__init__(machine, slot, cwd, thread)
        self.launcher = launcher
        self.reactor = Reactor(self)
        self.activity: Activity | None = None       # of a program whose turns are the reactor's
        self.asker: Callable[[str, list], Awaitable[object]] | None = None

    def measure_turns(self) -> None:
        """The turns of this worker's reactor and timers are this thread's CPU time from now on. Node's loop does that by itself."""
        activity = Activity()
        self.activity = activity
        activity.begin(lambda active, since: self.set_busy(active, since))
        watch_turns(lambda: activity.turn())

    async def read_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """As read, once there is something."""
        while True:
            result = self.read(fd, buffer, start, length, position)
            if result != -EAGAIN:
                return result
            await self.ready(fd, POLLIN)

    async def write_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Writes all of it; -errno when nothing more goes."""
        done = 0
        while done < length:
            result = self.write(fd, buffer, start + done, length - done, position + done if position >= 0 else -1)
            if result >= 0:
                done += result
            elif result != -EAGAIN:
                return result
            else:
                await self.ready(fd, POLLOUT)
        return done

    async def ready(self, fd: int, events: int) -> None:
        """Until the descriptor is ready for one of these events, or in trouble, or closed."""
        gate = Gate()
        watch = self.reactor.add(fd, events, lambda _events: gate.open())
        await gate.passed()
        watch.stop()

    async def joined(self, fd: int) -> None:
        """Until a FIFO has somebody at its other end."""
        while not self.is_joined(fd):
            await self.ready(fd, POLLIN | POLLOUT)

    async def flock_async(self, fd: int, operation: int, timeout_ms: float = -1) -> int:
        """As flock, once nobody stands in the way; -EAGAIN when that takes longer."""
        until = monotonic_ms() + timeout_ms
        while True:
            count = load(self.memory.i32, LOCKS_CHANGED)
            result = self.flock(fd, operation)
            left = until - monotonic_ms() if timeout_ms >= 0 else -1
            if result != -EAGAIN or (operation & LOCK_NB) != 0 or (timeout_ms >= 0 and left <= 0):
                return result
            await wait_async(self.memory.i32, LOCKS_CHANGED, count, left)

    async def wait_child(self, pid: int) -> int:
        """The status of a child that has ended or stopped (see poll_child). The caller reaps it."""
        while True:
            status = self.poll_child(pid)
            if status != -1:
                return status
            await self._child_change(self.processes.find(pid))

    async def _child_change(self, slot: int) -> None:
        """Until a child ends or stops."""
        gate = Gate()
        watch = self.reactor.watch(lambda: POLLIN if self._child_changed(slot) else 0, [self.processes.queue(slot)], POLLIN, lambda _events: gate.open())
        await gate.passed()
        watch.stop()

    def _child_changed(self, slot: int) -> bool:
        return self.processes.get(slot, STATE) == ZOMBIE or self.processes.has_stopped(slot)

    # watches

    def watch(self, path: str, recursive: bool) -> int:
        """A descriptor with one watch."""
        fd = self.watch_open(SMALL_CAPACITY)
        if fd < 0:
            return fd
        number = self.watch_add(fd, path, recursive)
        if number < 0:
            self.close(fd)
        return min(number, 0) or fd

    def file_changes(self) -> int:
        """A number that stays while no inode changes."""
        return self.memory.i32[CHANGES]

    def watch_open(self, capacity: int = LARGE_CAPACITY) -> int:
        """A descriptor for the events of any number of watches, as inotify_init's."""
        return self.install(lambda: self.fs.watch_open(capacity))

    def watch_add(self, fd: int, path: str, recursive: bool) -> int:
        """The id of a new watch, above 0."""
        listener = self._listener(fd)
        if listener < 0:
            return listener
        number = self.fs.watch_add(listener, self.absolute(path), recursive)
        if number != -EREMOTE:
            return number
        # what is in /proc changes without telling, on Linux too
        return self.elsewhere(True, lambda inside: self.fs.watch_add(listener, inside, recursive), lambda node: self.fs.watch_add(listener, TOP, False))

    def watch_remove(self, fd: int, number: int) -> int:
        listener = self._listener(fd)
        return listener if listener < 0 else self.fs.watch_remove(listener, number)

    def watch_read(self, fd: int) -> list[list] | int:
        """[kind, name, id] of all that happened since: 'rename', 'change' or 'overflow' (of all watches, id 0)."""
        listener = self._listener(fd)
        return listener if listener < 0 else self.fs.watch_read(listener)

    def _listener(self, fd: int) -> int:
        description = self.description(fd)
        if description < 0 or self.machine.descriptions.kind(description) != KIND_WATCH:
            return -EBADF
        return self.machine.descriptions.object(description)

    # durability

    def _ask_sync(self) -> int:
        """Asks the kernel for a barrier; its number."""
        number = add(self.memory.i32, (AREA >> 2) + SYNC_ASKED, 1) + 1
        self.machine.bells.ring(0)
        return number

    def fsync(self, fd: int) -> int:
        """Blocks until all that was written is on the disk: 0, -EIO or -ENOSPC."""
        error = self._cannot_sync(fd)
        if error < 0:
            return error
        number = self._ask_sync()
        word = (AREA >> 2) + SYNC_DONE
        while True:
            done = load(self.memory.i32, word)
            if done >= number:
                return -load(self.memory.i32, (AREA >> 2) + SYNC_ERROR)
            self.check_control()
            wait(self.memory.i32, word, done, -1)

    def _cannot_sync(self, fd: int) -> int:
        """-errno for what isn't kept: -EINVAL for pipes, sockets and devices."""
        description = self.description(fd)
        if description < 0:
            return description
        if (self.machine.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        return 0 if self.machine.descriptions.kind(description) in (KIND_FILE, KIND_DIR) else -EINVAL

    async def fsync_async(self, fd: int) -> int:
        error = self._cannot_sync(fd)
        if error < 0:
            return error
        number = self._ask_sync()
        word = (AREA >> 2) + SYNC_DONE
        while True:
            done = load(self.memory.i32, word)
            if done >= number:
                return -load(self.memory.i32, (AREA >> 2) + SYNC_ERROR)
            await wait_async(self.memory.i32, word, done, -1)

    async def ask_kernel(self, op: str, *args: object) -> object:
        """A question of the control plane. Rejects with the kernel's error."""
        if self.asker is None:
            return -ENOSYS
        return await self.asker(op, list(args))


class Gate:
    """Opened once, by a callback; who waits for it goes on in a later turn."""

    def __init__(self) -> None:
        self.is_open = False
        self._future: Future = Future()

    def open(self) -> None:
        if not self.is_open:
            self.is_open = True
            self._future.resolve(None)

    async def passed(self) -> None:
        await self._future.wait()
