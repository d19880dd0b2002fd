"""System calls on descriptors: open, close, dup, read, write, poll, and waiting for them.

`read` and `write` never block; `*_wait` block the worker on the object's wait queue; `*_async` wait for the doorbell by
way of the reactor."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.hosts import OWN_INDEX, is_outside, outside_index
from runtime_py.ipc.pipe import PIPE_BYTES, POLLHUP
from runtime_py.platform.atomics import load, wait
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, EBADF, EINVAL, ENOMEM, ESPIPE
from runtime_py.resources.limits import FILE_SIZE
from runtime_py.sys.accounts import (
    CALLS,
    READ_CALLS,
    READ_FILES,
    READ_OUTSIDE,
    WRITE_CALLS,
    WRITTEN_FILES,
    WRITTEN_OUTSIDE,
)
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.file_size import beyond_limit, room_in_file
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.kinds.pipe import KIND_PIPE_READ, KIND_PIPE_WRITE
from runtime_py.sys.kinds.socket import KIND_SOCKET
from runtime_py.vfs.description import KIND_FILE
from runtime_py.vfs.file_locks import WHOLE_FILE
from runtime_py.vfs.flags import O_ACCMODE, O_NONBLOCK, O_PATH, O_RDONLY, O_WRONLY
from runtime_py.vfs.layout import BATCHES, STORAGE_FULL, UNSTORED

FD_CLOEXEC = 1
MOST_UNSTORED = 268435456  # bytes: a whole npm install stays below
_STORAGE_MS = 200


class DescriptorCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.machine = context.machine
        self.fs = context.fs
        self.memory = context.memory
        self.account = context.account
        self.size_limit = context.limits + FILE_SIZE * 2

    def sleep(self, fd: int, queue: int, sequence: int) -> None:
        """Sleeps until the state of the descriptor's object changes."""
        description = self.context.description(fd)
        self.machine.bells.sleep(queue, sequence, -1, lambda: self.context.description(fd) == description)

    def is_joined(self, fd: int) -> bool:
        """False for an end of a FIFO that was opened to wait for its other end, while nobody has opened that."""
        description = self.context.description(fd)
        kind = self.machine.kind_of(description) if description >= 0 else None
        if (
            kind is None
            or not kind.waits_for_other_end
            or (self.machine.descriptions.flags(description) & O_NONBLOCK) != 0
        ):
            return True
        self.machine.lock()
        try:
            return kind.is_joined(description)
        finally:
            self.machine.unlock()

    def adopt(self, fd: int) -> int:
        """Makes this thread the owner of the descriptor."""
        return self.context.locked(
            lambda: self.machine.tables.set_owner(self.context.table, fd, self.context.ownership())
        )

    def disown(self, fd: int) -> int:
        """Keeps the descriptor open when this thread ends."""
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
        return self.context.locked(
            lambda: self.machine.tables.set_flags(self.context.table, fd, FD_CLOEXEC if on else 0)
        )

    def get_flags(self, fd: int) -> int:
        """O_* of the description."""
        description = self.context.description(fd)
        return description if description < 0 else self.machine.descriptions.flags(description)

    def set_flags(self, fd: int, flags: int) -> int:
        """As F_SETFL of fcntl(2): the access mode can't be changed."""
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
        description = self.context.description(fd)
        return description >= 0 and self.machine.kind_of(description).is_terminal

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
        made = [
            machine.descriptions.create(KIND_PIPE_READ, 0, address),
            machine.descriptions.create(KIND_PIPE_WRITE, O_WRONLY, address),
        ]
        return self.context.install_both(ends, made, lambda: machine.heap.free(address, PIPE_BYTES))

    # reading and writing

    def read(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Reads: the number of bytes, 0 at the end, -EAGAIN where the call would block."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self._read_file(description, buffer, start, length, position)
        return self._read_other(description, self.machine.kinds.get(kind), buffer, start, length, position)

    def _read_file(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        count = self.fs.read(description, buffer, start, length, position)
        f64 = self.memory.f64
        f64[self.account + READ_CALLS] += 1
        if count > 0:
            f64[self.account + READ_FILES] += count
        return count

    def _read_other(self, description: int, kind: Kind, buffer: Bytes, start: int, length: int, position: float) -> int:
        self.memory.f64[self.account + READ_CALLS] += 1
        flags = self.machine.descriptions.flags(description)
        if (flags & O_ACCMODE) == O_WRONLY or (flags & O_PATH) != 0:
            return -EBADF
        if position >= 0 and not kind.takes_position:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        count = kind.read(self.context.slot, description, target, buffer, start, length)
        if count > 0 and kind.input_counter >= 0:
            self.memory.f64[self.account + kind.input_counter] += count
            if kind.number == KIND_SOCKET:
                self._count_outside(target, READ_OUTSIDE, count, 0)
        return count

    def _count_outside(self, end: int, counter: int, received: int, sent: int) -> None:
        """Counts octets from or to another host, for this thread and for the host."""
        host = self.machine.sockets.peer_host(end)
        if is_outside(host) and outside_index(host) != OWN_INDEX:
            self.memory.f64[self.account + counter] += received + sent
            self.context.locked(lambda: self.machine.names.count(outside_index(host), 0, received, sent))

    def write(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Writes: the number of bytes, perhaps fewer than asked; -EAGAIN where the call would block."""
        description = self.context.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self._write_file(description, buffer, start, length, position)
        return self._write_other(description, self.machine.kinds.get(kind), buffer, start, length, position)

    def _write_file(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        f64 = self.memory.f64
        room = length if f64[self.size_limit] == 0 else room_in_file(self.context, description, length, position)
        if room < 0:
            return room
        count = self.fs.write(description, buffer, start, room, position)
        f64[self.account + WRITE_CALLS] += 1
        if count > 0:
            f64[self.account + WRITTEN_FILES] += count
            if f64[UNSTORED >> 1] > MOST_UNSTORED:
                self.wait_for_storage()
        return count

    def wait_for_storage(self) -> None:
        """A program that writes faster than the browser stores waits for it, for a moment: otherwise one batch becomes so
        large that the kernel, which seals it, answers nobody (Linux: balance_dirty_pages)."""
        i32 = self.memory.i32
        if self.context.slot == 0 or not self.context.may_sleep or i32[STORAGE_FULL] != 0:
            return
        batches = load(i32, BATCHES)
        if self.memory.f64[UNSTORED >> 1] > MOST_UNSTORED:
            wait(i32, BATCHES, batches, _STORAGE_MS)
            self.context.check_control()

    def _write_other(
        self, description: int, kind: Kind, buffer: Bytes, start: int, length: int, position: float
    ) -> int:
        self.memory.f64[self.account + WRITE_CALLS] += 1
        flags = self.machine.descriptions.flags(description)
        if (flags & O_ACCMODE) == O_RDONLY or (flags & O_PATH) != 0:
            return -EBADF
        if position >= 0 and not kind.takes_position:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        count = kind.write(self.context.slot, description, target, buffer, start, length)
        if count > 0 and kind.output_counter >= 0:
            self.memory.f64[self.account + kind.output_counter] += count
            if kind.number == KIND_SOCKET:
                self._count_outside(target, WRITTEN_OUTSIDE, 0, count)
        return count

    def read_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Reads; blocks this worker until there is something to read."""
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
        """Writes everything, blocking this worker; -errno when a write fails."""
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
        descriptions = self.machine.descriptions
        return self.machine.kinds.get(descriptions.kind(description)).poll(
            description, descriptions.object(description)
        )

    def read_queue(self, fd: int) -> int:
        """The wait queue for reading from an fd; 0 where a read never blocks."""
        description = self.context.description(fd)
        if description < 0:
            return 0
        descriptions = self.machine.descriptions
        return self.machine.kinds.get(descriptions.kind(description)).read_queue(descriptions.object(description))

    def write_queue(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0:
            return 0
        descriptions = self.machine.descriptions
        return self.machine.kinds.get(descriptions.kind(description)).write_queue(descriptions.object(description))

    def is_hung_up(self, fd: int) -> bool:
        return (self.poll(fd) & POLLHUP) != 0

    # files

    def flock(self, fd: int, operation: int, number: int = WHOLE_FILE) -> int:
        """0 or -errno: -EAGAIN where flock(2) would wait. `number` distinguishes a file's locks (vfs/file_locks.py)."""
        description = self.context.description(fd)
        if description < 0:
            return description
        return self.fs.flock(description, operation, number) if self.machine.kind_of(description).has_inode else -EINVAL

    def is_lock_held(self, fd: int, number: int, kind: int) -> int:
        """1 while another description's lock conflicts with a lock of that kind, else 0; or -errno."""
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
        kind = self.machine.kind_of(description)
        if (self.machine.descriptions.flags(description) & O_PATH) != 0 and not kind.is_stored:
            return -EBADF
        return kind.seek(description, self.machine.descriptions.object(description), offset, whence)

    def fstat(self, fd: int, out: Any) -> int:
        description = self.context.description(fd)
        return description if description < 0 else self.machine.stat_description(description, out)

    def _on_file(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0:
            return description
        return description if self.machine.kind_of(description).has_inode else -EINVAL

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
        error = description if description < 0 else beyond_limit(self.context, length)
        return error if error < 0 else self.fs.ftruncate(description, length)
