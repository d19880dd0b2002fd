"""System calls on descriptors: open, close, dup, read, write, poll, and waiting for them.

`read` and `write` never block; `*_wait` block the worker on the object's wait queue; `*_async` wait for the doorbell by way of the reactor."""
from __future__ import annotations

from typing import Any

from runtime_py.ipc.hosts import OWN_INDEX, is_outside, outside_index
from runtime_py.ipc.pipe import PIPE_BYTES, POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, EBADF, EINVAL, EISDIR, ENOMEM, ESPIPE
from runtime_py.sys.accounts import (
    CALLS,
    READ_CALLS,
    READ_FILES,
    READ_OUTSIDE,
    READ_PIPES,
    READ_SOCKETS,
    READ_TERMINALS,
    WRITE_CALLS,
    WRITTEN_FILES,
)
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.devices import read_device, seek_device, write_device
from runtime_py.sys.layout import PGID, TTY
from runtime_py.sys.open_things import stat_description
from runtime_py.sys.signals import SIGTTIN
from runtime_py.vfs.description import (
    KIND_DATAGRAM,
    KIND_DEVICE,
    KIND_DIR,
    KIND_FIFO,
    KIND_FILE,
    KIND_LISTENER,
    KIND_PIPE_BOTH,
    KIND_PIPE_READ,
    KIND_PIPE_WRITE,
    KIND_PTY,
    KIND_SOCKET,
    KIND_TTY,
    KIND_WATCH,
    unknown_kind,
)
from runtime_py.vfs.file_locks import WHOLE_FILE
from runtime_py.vfs.layout import I_RDEV
from runtime_py.vfs.reading import O_ACCMODE, O_PATH

O_WRONLY = 1
O_CREAT = 0o100
O_NONBLOCK = 0o4000
FD_CLOEXEC = 1
O_TRUNC = 0o1000
CHUNK = 65536
_PIPES = [KIND_PIPE_READ, KIND_PIPE_WRITE, KIND_PIPE_BOTH]
NEVER_WAIT = [KIND_FILE, KIND_DIR, KIND_DEVICE, KIND_FIFO]
NEVER_READ = [KIND_LISTENER, KIND_DATAGRAM, KIND_WATCH, KIND_FIFO]     # by read and write: they have calls of their own
NEVER_SEEK = [*_PIPES, KIND_TTY, KIND_PTY, KIND_SOCKET, KIND_LISTENER, KIND_DATAGRAM, KIND_WATCH, KIND_FIFO]


class DescriptorCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.machine = context.machine
        self.fs = context.fs
        self.processes = context.processes
        self.memory = context.memory
        self.account = context.account

    def sleep(self, fd: int, queue: int, sequence: int) -> None:
        """Until what the descriptor stands for changes."""
        description = self.context.description(fd)
        self.machine.bells.sleep(queue, sequence, -1, lambda: self.context.description(fd) == description)

    def is_joined(self, fd: int) -> bool:
        """False for an end of a FIFO that nobody has opened the other end of, and that was opened to wait for it."""
        description = self.context.description(fd)
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE or kind not in _PIPES or (self.machine.descriptions.flags(description) & O_NONBLOCK) != 0:
            return True
        self.machine.lock()
        try:
            return self.machine.is_joined(description)
        finally:
            self.machine.unlock()

    def adopt(self, fd: int) -> int:
        """The descriptor is this thread's from now on."""
        return self.context.locked(lambda: self.machine.tables.set_owner(self.context.table, fd, self.context.ownership()))

    def disown(self, fd: int) -> int:
        """It stays open when this thread ends."""
        return self.context.locked(lambda: self.machine.tables.set_owner(self.context.table, fd, 0))

    def close(self, fd: int) -> int:
        self.memory.f64[self.account + CALLS] += 1
        return self.machine.close_fd(self.context.table, fd)

    def dup(self, fd: int) -> int:
        def call() -> int:
            description = self.context.held(fd)
            return description if description < 0 else self.context.install_held(description, 0)
        return self.context.locked(call)

    def dup2(self, old: int, target: int) -> int:
        if old == target:
            return old if self.context.description(old) >= 0 else -EBADF

        def call() -> int:
            description = self.context.held(old)
            if description < 0:
                return description
            before = self.machine.tables.install_at(self.context.table, target, description, self.context.ownership())
            if before != 0:
                self.machine.release_held(description if before < 0 else before)
            return min(before, 0)
        result = self.context.locked(call)
        return result if result < 0 else target

    def set_cloexec(self, fd: int, on: bool) -> int:
        return self.context.locked(lambda: self.machine.tables.set_flags(self.context.table, fd, FD_CLOEXEC if on else 0))

    def get_flags(self, fd: int) -> int:
        """O_* of the description."""
        description = self.context.description(fd)
        return description if description < 0 else self.machine.descriptions.flags(description)

    def set_flags(self, fd: int, flags: int) -> int:
        """As fcntl(2): how it was opened stays."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kept = self.machine.descriptions.flags(description) & (O_ACCMODE | O_PATH)
        self.machine.descriptions.set_flags(description, (flags & ~(O_ACCMODE | O_PATH)) | kept)
        return 0

    def fd_kind(self, fd: int) -> int:
        description = self.context.description(fd)
        return description if description < 0 else self.machine.descriptions.kind(description)

    def isatty(self, fd: int) -> bool:
        return self.fd_kind(fd) in (KIND_TTY, KIND_PTY)

    def pipe(self) -> list[int]:
        """[read end, write end], or [-errno, -errno]."""
        ends = [-ENOMEM, -ENOMEM]
        self.context.locked(lambda: self._make_pipe(ends))
        return ends

    def _make_pipe(self, ends: list[int]) -> int:
        machine = self.machine
        address = machine.heap.alloc(PIPE_BYTES)
        if address == 0:
            return 0
        machine.pipes.init(address)
        made = [machine.descriptions.create(KIND_PIPE_READ, 0, address), machine.descriptions.create(KIND_PIPE_WRITE, O_WRONLY, address)]
        return self.context.install_both(ends, made, lambda: machine.heap.free(address, PIPE_BYTES))

    # reading and writing

    def read(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Bytes read, 0 at the end, -EAGAIN where a program would have to wait."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self._read_file(description, buffer, start, length, position)
        count = self._read_object(description, kind, buffer, start, length, position)
        self.memory.f64[self.account + READ_CALLS] += 1
        if count > 0:
            self._count_bytes(description, kind, count, 0)
        return count

    def _read_file(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        count = self.fs.read(description, buffer, start, length, position)
        f64 = self.memory.f64
        f64[self.account + READ_CALLS] += 1
        if count > 0:
            f64[self.account + READ_FILES] += count
        return count

    def _count_bytes(self, description: int, kind: int, count: int, written: int) -> None:
        """Of what is no file; `written` is 0 for what was read, 1 for what was written: the place of the counter after the other."""
        f64 = self.memory.f64
        if kind == KIND_TTY or kind == KIND_PTY:
            f64[self.account + READ_TERMINALS + written] += count
        elif kind == KIND_SOCKET:
            f64[self.account + READ_SOCKETS + written] += count
            host = self.machine.sockets.peer_host(self.machine.descriptions.object(description))
            if is_outside(host) and outside_index(host) != OWN_INDEX:
                f64[self.account + READ_OUTSIDE + written] += count
                self.context.locked(lambda: self.machine.names.count(outside_index(host), 0, 0 if written == 1 else count, count if written == 1 else 0))
        elif kind in _PIPES:
            f64[self.account + READ_PIPES + written] += count

    def _read_object(self, description: int, kind: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        """Apart from files: what makes closures is slow to enter."""
        flags = self.machine.descriptions.flags(description)
        if (flags & O_ACCMODE) == O_WRONLY or (flags & O_PATH) != 0:
            return -EBADF
        if kind == KIND_DIR:
            return -EISDIR
        if kind == KIND_DEVICE:
            return read_device(self._rdev(description), buffer, start, length)
        if position >= 0:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        if kind == KIND_PIPE_READ or kind == KIND_PIPE_BOTH:
            return self.context.locked(lambda: self._read_pipe(description, target, buffer, start, length))
        if kind == KIND_SOCKET:
            return self.context.locked(lambda: self.machine.sockets.read(target, buffer, start, length))
        if kind == KIND_TTY:
            return self.context.locked(lambda: self._read_tty(target, buffer, start, length))
        if kind == KIND_PTY:
            return self.context.locked(lambda: self.machine.ptys.read(target, buffer, start, length))
        if kind in NEVER_READ:
            return -EINVAL
        raise unknown_kind(kind)

    def _read_pipe(self, description: int, pipe: int, buffer: Bytes, start: int, length: int) -> int:
        if self.machine.is_joined(description) or (self.machine.descriptions.flags(description) & O_NONBLOCK) != 0:
            return self.machine.pipes.read(pipe, buffer, start, length)
        return -EAGAIN

    def _read_tty(self, tty: int, buffer: Bytes, start: int, length: int) -> int:
        """A job in the background which reads from its terminal is stopped (POSIX, 11.1.4)."""
        foreground = self.machine.ttys.foreground(tty)
        group = self.processes.get(self.context.slot, PGID)
        if foreground != 0 and foreground != group and self.processes.get(self.context.slot, TTY) == tty and not self.processes.is_ignored(self.context.slot, SIGTTIN):
            self.processes.signal(-group, SIGTTIN)
            return -EAGAIN
        return self.machine.ttys.read(tty, buffer, start, length)

    def write(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Bytes written, perhaps fewer than asked; -EAGAIN where a program would have to wait."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self._write_file(description, buffer, start, length, position)
        count = self._write_object(description, kind, buffer, start, length, position)
        self.memory.f64[self.account + WRITE_CALLS] += 1
        if count > 0:
            self._count_bytes(description, kind, count, 1)
        return count

    def _write_file(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        count = self.fs.write(description, buffer, start, length, position)
        f64 = self.memory.f64
        f64[self.account + WRITE_CALLS] += 1
        if count > 0:
            f64[self.account + WRITTEN_FILES] += count
        return count

    def _write_object(self, description: int, kind: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        flags = self.machine.descriptions.flags(description)
        if (flags & O_ACCMODE) == 0 or (flags & O_PATH) != 0:
            return -EBADF
        if kind == KIND_DEVICE:
            return write_device(self._rdev(description), length)
        if position >= 0:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        if kind == KIND_PIPE_WRITE or kind == KIND_PIPE_BOTH:
            return self.context.locked(lambda: self.machine.pipes.write(target, buffer, start, length) if self.machine.is_joined(description) else -EAGAIN)
        if kind == KIND_SOCKET:
            return self.context.locked(lambda: self.machine.write_socket(target, buffer, start, length))
        if kind == KIND_TTY:
            return self.context.locked(lambda: self.machine.ttys.write(target, buffer, start, length))
        if kind == KIND_PTY:
            return self.context.locked(lambda: self.machine.ptys.write(self.processes, target, buffer, start, length))
        if kind in NEVER_READ:
            return -EINVAL
        raise unknown_kind(kind)

    def read_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Blocks this worker until there is something to read."""
        description = self.context.description(fd)
        if description > 0 and self.machine.descriptions.kind(description) == KIND_FILE:
            return self._read_file(description, buffer, start, length, position)
        while True:
            queue = self.read_queue(fd)
            sequence = self.machine.bells.sequence(queue) if queue != 0 else 0
            result = self.read(fd, buffer, start, length, position)
            if result != -EAGAIN or queue == 0:
                return result
            self.context.check_control()
            self.sleep(fd, queue, sequence)

    def write_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Writes all of it, blocking this worker; -errno when nothing more goes."""
        done = 0
        while done < length:
            queue = self.write_queue(fd)
            sequence = self.machine.bells.sequence(queue) if queue != 0 else 0
            result = self.write(fd, buffer, start + done, length - done, position + done if position >= 0 else -1)
            if result >= 0:
                done += result
            elif result != -EAGAIN or queue == 0:
                return result
            else:
                self.context.check_control()
                self.sleep(fd, queue, sequence)
        return done

    # readiness

    def poll(self, fd: int) -> int:
        """POLLIN 1, POLLOUT 4, POLLERR 8, POLLHUP 16; files and devices are always ready."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        target = self.machine.descriptions.object(description)
        if kind in _PIPES:
            return self._poll_pipe(kind, description, target)
        if kind == KIND_SOCKET:
            return self.machine.sockets.poll(target)
        if kind == KIND_LISTENER:
            return self.machine.sockets.poll_listener(target)
        if kind == KIND_TTY:
            return self.machine.ttys.poll(target)
        if kind == KIND_PTY:
            return self.machine.ptys.poll(target)
        if kind == KIND_DATAGRAM:
            return self.machine.datagrams.poll(target)
        if kind == KIND_WATCH:
            return self.fs.poll_watch(target)
        if kind in NEVER_WAIT:
            return POLLIN | POLLOUT
        raise unknown_kind(kind)

    def _poll_pipe(self, kind: int, description: int, pipe: int) -> int:
        if not self.machine.is_joined(description):
            return 0
        events = self.machine.pipes.poll_read(pipe) if kind != KIND_PIPE_WRITE else 0
        return events | (self.machine.pipes.poll_write(pipe) if kind != KIND_PIPE_READ else 0)

    def read_queue(self, fd: int) -> int:
        """The wait queue of what is read from an fd; 0 where nothing ever waits."""
        description = self.context.description(fd)
        if description < 0:
            return 0
        kind = self.machine.descriptions.kind(description)
        target = self.machine.descriptions.object(description)
        if kind in _PIPES:
            return self.machine.pipes.queue(target)
        if kind == KIND_SOCKET:
            return self.machine.sockets.read_queue(target)
        if kind == KIND_LISTENER:
            return self.machine.sockets.listener_queue(target)
        if kind == KIND_TTY or kind == KIND_PTY:
            return self.machine.ttys.queue(target)
        if kind == KIND_DATAGRAM:
            return self.machine.datagrams.queue(target)
        if kind == KIND_WATCH:
            return self.fs.watch_queue(target)
        if kind in NEVER_WAIT:
            return 0
        raise unknown_kind(kind)

    def write_queue(self, fd: int) -> int:
        description = self.context.description(fd)
        if description >= 0 and self.machine.descriptions.kind(description) == KIND_SOCKET:
            return self.machine.sockets.write_queue(self.machine.descriptions.object(description))
        return self.read_queue(fd)

    def is_hung_up(self, fd: int) -> bool:
        return (self.poll(fd) & POLLHUP) != 0

    # files

    def flock(self, fd: int, operation: int, number: int = WHOLE_FILE) -> int:
        """0 or -errno: -EAGAIN where flock(2) would wait. `number` tells a file's locks apart (vfs/file_locks.py)."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        return self.fs.flock(description, operation, number) if kind in (KIND_FILE, KIND_DIR, KIND_DEVICE) else -EINVAL

    def is_lock_held(self, fd: int, number: int, kind: int) -> int:
        """1 while another description's lock would keep this one from taking a lock of that kind, else 0; or -errno."""
        description = self.context.description(fd)
        if description < 0:
            return description
        if self.machine.descriptions.kind(description) != KIND_FILE:
            return -EINVAL
        return 1 if self.fs.is_lock_held(description, number, kind) else 0

    def seek(self, fd: int, offset: float, whence: int) -> float:
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE or kind == KIND_DIR:
            return self.fs.seek(description, offset, whence)
        if (self.machine.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        if kind == KIND_DEVICE:
            return seek_device(self._rdev(description))
        if kind in NEVER_SEEK:
            return -ESPIPE
        raise unknown_kind(kind)

    def _rdev(self, description: int) -> int:
        return self.fs.inodes.get(self.machine.descriptions.object(description), I_RDEV)

    def fstat(self, fd: int, out: Any) -> int:
        description = self.context.description(fd)
        return description if description < 0 else stat_description(self.machine, description, out)

    def _on_file(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        return description if kind in (KIND_FILE, KIND_DIR, KIND_DEVICE) else -EINVAL

    def fchmod(self, fd: int, mode: int) -> int:
        description = self._on_file(fd)
        return description if description < 0 else self.fs.fchmod(description, mode)

    def fchown(self, fd: int, uid: int, gid: int) -> int:
        description = self._on_file(fd)
        return description if description < 0 else self.fs.fchown(description, uid, gid)

    def futimes(self, fd: int, atime_s: float, mtime_s: float) -> int:
        description = self._on_file(fd)
        return description if description < 0 else self.fs.futimes(description, atime_s, mtime_s)

    def ftruncate(self, fd: int, length: float) -> int:
        description = self._on_file(fd)
        return description if description < 0 else self.fs.ftruncate(description, length)
