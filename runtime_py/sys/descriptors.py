"""System calls on descriptors: open, close, dup, read, write, poll, and waiting for them.

`read` and `write` never block; `*_wait` block the worker on the object's wait queue; `*_async` wait for the doorbell by way of the reactor."""
from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import PIPE_BYTES, POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.errno import EACCES, EAGAIN, EBADF, EEXIST, EINVAL, EISDIR, ELOOP, ENOENT, ENOMEM, ENXIO, EREMOTE, ESPIPE
from runtime_py.sys.devices import FIRST_PTS, LAST_PTS, PTMX, read_device, write_device
from runtime_py.sys.devices import TTY as TTY_DEVICE
from runtime_py.sys.layout import PGID, SID, TTY
from runtime_py.sys.mounts import MountCalls
from runtime_py.sys.procfs import FOLDER, LINK, TOP, Node
from runtime_py.sys.ptys import COLUMNS, ROWS, no_memory
from runtime_py.sys.ptys import FOLDER as PTS_FOLDER
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
)
from runtime_py.vfs.fdtable import OWNER_SHIFT
from runtime_py.vfs.layout import HEAP_START

O_ACCMODE = 3
O_WRONLY = 1
O_RDWR = 2
O_CREAT = 0o100
O_EXCL = 0o200
O_NONBLOCK = 0o4000
O_NOFOLLOW = 0o400000
O_CLOEXEC = 0o2000000
O_NOCTTY = 0o400
FD_CLOEXEC = 1
CHUNK = 65536
_PIPES = [KIND_PIPE_READ, KIND_PIPE_WRITE, KIND_PIPE_BOTH]


class DescriptorCalls(MountCalls):
    def open(self, path: str, flags: int, mode: int = 0o666) -> int:
        fd = self.fs.open_fd(self.table, self.absolute(path), flags, mode & ~self.mask, self._fd_flags(flags))
        if fd >= 0:
            return fd
        if fd == -EREMOTE:
            return self._open_elsewhere(flags, mode)
        return fd if fd > -HEAP_START else self._install_opened(-fd, flags)

    def _open_elsewhere(self, flags: int, mode: int) -> int:
        description = self.elsewhere((flags & O_NOFOLLOW) == 0, lambda inside: self.fs.open(inside, flags, mode & ~self.mask), lambda node: self._open_node(node, flags))
        return description if description < 0 else self._install_opened(description, flags)

    def _install_opened(self, description: int, flags: int) -> int:
        description = self._open_special(description, flags)
        return description if description < 0 else self.install(description, flags)

    def _fd_flags(self, flags: int) -> int:
        return (FD_CLOEXEC if (flags & O_CLOEXEC) != 0 else 0) | self.ownership()

    def _open_special(self, description: int, flags: int) -> int:
        """What stands for a device or FIFO that was opened."""
        if self.machine.descriptions.kind(description) == KIND_DEVICE:
            description = self._open_device(description, flags)
        if description < 0 or self.machine.descriptions.kind(description) != KIND_FIFO:
            return description
        error = self.locked(lambda: self.machine.open_fifo(description, flags))
        if error < 0:
            self.fs.close(description)
            return error
        return description

    def _open_device(self, description: int, flags: int) -> int:
        """Terminals are more than their device: a description of what a device's stands for."""
        rdev = self.machine.descriptions.object(description)
        if rdev != TTY_DEVICE and rdev != PTMX and not FIRST_PTS <= rdev <= LAST_PTS:
            return description
        self.fs.close(description)
        if rdev == TTY_DEVICE:
            return self.open_terminal()
        return self._open_master(flags) if rdev == PTMX else self.locked(lambda: self._open_slave(rdev - FIRST_PTS, flags))

    def _open_master(self, flags: int) -> int:
        """A new pseudo-terminal; its slave gets its name in /dev/pts."""
        tty = no_memory(self.locked(lambda: self.machine.ptys.create(COLUMNS, ROWS)))
        if tty < 0:
            return tty
        number = self.machine.ttys.number(tty)
        made = self.fs.mknod(f'{PTS_FOLDER}{number}', 0x2000 | 0o620, FIRST_PTS + number)
        description = made if made < 0 else self.machine.descriptions.create(KIND_PTY, flags & ~O_CLOEXEC, tty)
        if description < 0:
            self.locked(lambda: self._drop_terminal(tty))
        return description

    def _drop_terminal(self, tty: int) -> int:
        self.machine.ptys.release(tty)
        return 0

    def _open_slave(self, number: int, flags: int) -> int:
        """A session's leader without a terminal gets it as the controlling one (POSIX, 11.1.3)."""
        tty = self.machine.ptys.find(number)
        if tty < 0:
            return tty
        description = self.machine.descriptions.create(KIND_TTY, flags & ~O_CLOEXEC, tty)
        if description < 0:
            return description
        self.machine.ttys.retain(tty)
        processes = self.processes
        if (flags & O_NOCTTY) == 0 and processes.get(self.slot, TTY) == 0 and processes.get(self.slot, SID) == self.pid and self.machine.ttys.session(tty) == 0:
            processes.set(self.slot, TTY, tty)
            self.machine.ttys.set_session(tty, self.pid)
            self.machine.ttys.set_foreground(tty, processes.get(self.slot, PGID))
        return description

    def open_wait(self, path: str, flags: int, mode: int = 0o666) -> int:
        """As open; but blocks this worker until a FIFO has somebody at its other end."""
        fd = self.open(path, flags, mode)
        while fd >= 0 and not self.is_joined(fd):
            queue = self.read_queue(fd)
            sequence = self.machine.bells.sequence(queue)
            if self.is_joined(fd):
                break
            self.check_control()
            self.machine.bells.sleep(queue, sequence, -1)
        return fd

    def is_joined(self, fd: int) -> bool:
        """False for an end of a FIFO that nobody has opened the other end of, and that was opened to wait for it."""
        description = self.description(fd)
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE or kind not in _PIPES or (self.machine.descriptions.flags(description) & O_NONBLOCK) != 0:
            return True
        self.machine.lock()
        try:
            return self.machine.is_joined(description)
        finally:
            self.machine.unlock()

    def _open_node(self, node: Node, flags: int) -> int:
        """A description of a file of /proc with its content of now, of the folder /proc for any of its folders, or of what another descriptor has open."""
        if (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL):
            return -EEXIST
        if node.kind == FOLDER:
            return self.fs.open(TOP, flags, 0)
        if node.kind == LINK:
            return self._open_again(node.description, flags) if node.description > 0 and (flags & O_NOFOLLOW) == 0 else -ELOOP
        if (flags & O_ACCMODE) != 0:
            return -EACCES
        return self.fs.open_nameless(encode(node.text()), 0o444)

    def _open_again(self, description: int, flags: int) -> int:
        """What opening /dev/stdin or /proc/PID/fd/3 gives: files anew, from their start; of other things the same description."""
        if self.locked(lambda: 1 if self.machine.descriptions.retain_if_alive(description) else 0) == 0:
            return -ENOENT
        kind = self.machine.descriptions.kind(description)
        if kind != KIND_FILE and kind != KIND_DIR:
            return description
        made = self.fs.reopen(self.machine.descriptions.object(description), flags)
        self.machine.release(description)
        return made

    def open_terminal(self) -> int:
        """A description of the controlling terminal, as /dev/tty gives it, or -ENXIO."""
        self.machine.lock()
        try:
            tty = self.processes.get(self.slot, TTY)
            if tty == 0:
                return -ENXIO
            description = self.machine.descriptions.create(KIND_TTY, O_RDWR, tty)
            if description > 0:
                self.machine.ttys.retain(tty)
            return description
        finally:
            self.machine.unlock()

    def install(self, description: int, flags: int) -> int:
        """The lowest free fd for a description, which is released when the table is full."""
        fd = self.locked(lambda: self.machine.tables.install(self.table, description, self._fd_flags(flags)))
        if fd < 0:
            self.machine.release(description)
        return fd

    def ownership(self) -> int:
        """The bits of a descriptor's flags that say which thread closes it when it ends; the main thread's are closed with the process."""
        return 0 if self.thread == self.slot else self.thread << OWNER_SHIFT

    def adopt(self, fd: int) -> int:
        """The descriptor is this thread's from now on."""
        return self.locked(lambda: self.machine.tables.set_owner(self.table, fd, self.ownership()))

    def disown(self, fd: int) -> int:
        """It stays open when this thread ends."""
        return self.locked(lambda: self.machine.tables.set_owner(self.table, fd, 0))

    def close(self, fd: int) -> int:
        return self.machine.close_fd(self.table, fd)

    def dup(self, fd: int) -> int:
        def call() -> int:
            description = self.held(fd)
            made = description if description < 0 else self.machine.tables.install(self.table, description, self.ownership())
            if made < 0 and description > 0:
                self.machine.stranded.append(description)
            return made
        return self.locked(call)

    def dup2(self, old: int, target: int) -> int:
        if old == target:
            return old if self.description(old) >= 0 else -EBADF

        def call() -> int:
            description = self.held(old)
            if description < 0:
                return description
            before = self.machine.tables.install_at(self.table, target, description, self.ownership())
            if before != 0:
                self.machine.stranded.append(description if before < 0 else before)
            return min(before, 0)
        result = self.locked(call)
        self.machine.release_stranded()
        return result if result < 0 else target

    def set_cloexec(self, fd: int, on: bool) -> int:
        return self.locked(lambda: self.machine.tables.set_flags(self.table, fd, FD_CLOEXEC if on else 0))

    def get_flags(self, fd: int) -> int:
        """O_* of the description."""
        description = self.description(fd)
        return description if description < 0 else self.machine.descriptions.flags(description)

    def set_flags(self, fd: int, flags: int) -> int:
        description = self.description(fd)
        if description < 0:
            return description
        self.machine.descriptions.set_flags(description, flags)
        return 0

    def fd_kind(self, fd: int) -> int:
        description = self.description(fd)
        return description if description < 0 else self.machine.descriptions.kind(description)

    def isatty(self, fd: int) -> bool:
        return self.fd_kind(fd) in (KIND_TTY, KIND_PTY)

    def pipe(self) -> list[int]:
        """[read end, write end], or [-errno, -errno]."""
        address = self.machine.heap.alloc(PIPE_BYTES)
        if address == 0:
            return [-ENOMEM, -ENOMEM]
        self.machine.pipes.init(address)    # nobody else knows the address yet
        descriptions = self.machine.descriptions
        reader = self.install(descriptions.create(KIND_PIPE_READ, 0, address), 0)
        writer = self.install(descriptions.create(KIND_PIPE_WRITE, O_WRONLY, address), 0)
        if writer < 0 and reader >= 0:
            self.close(reader)
        return [reader, writer] if writer >= 0 and reader >= 0 else [min(reader, writer), min(reader, writer)]

    # reading and writing

    def read(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Bytes read, 0 at the end, -EAGAIN where a program would have to wait."""
        description = self.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self.fs.read(description, buffer, start, length, position)
        return self._read_object(description, kind, buffer, start, length, position)

    def _read_object(self, description: int, kind: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        """Apart from files: what makes closures is slow to enter."""
        if kind == KIND_DIR:
            return -EISDIR
        if position >= 0 and kind != KIND_DEVICE:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        if kind == KIND_DEVICE:
            return read_device(target, buffer, start, length)
        if kind == KIND_PIPE_READ or kind == KIND_PIPE_BOTH:
            return self.locked(lambda: self._read_pipe(description, target, buffer, start, length))
        if kind == KIND_SOCKET:
            return self.locked(lambda: self.machine.sockets.read(target, buffer, start, length))
        if kind == KIND_TTY:
            return self.locked(lambda: self._read_tty(target, buffer, start, length))
        if kind == KIND_PTY:
            return self.locked(lambda: self.machine.ptys.read(target, buffer, start, length))
        return -EBADF if kind == KIND_PIPE_WRITE else -EINVAL

    def _read_pipe(self, description: int, pipe: int, buffer: Bytes, start: int, length: int) -> int:
        if self.machine.is_joined(description) or (self.machine.descriptions.flags(description) & O_NONBLOCK) != 0:
            return self.machine.pipes.read(pipe, buffer, start, length)
        return -EAGAIN

    def _read_tty(self, tty: int, buffer: Bytes, start: int, length: int) -> int:
        """A job in the background which reads from its terminal is stopped (POSIX, 11.1.4)."""
        foreground = self.machine.ttys.foreground(tty)
        group = self.processes.get(self.slot, PGID)
        if foreground != 0 and foreground != group and self.processes.get(self.slot, TTY) == tty and not self.processes.is_ignored(self.slot, SIGTTIN):
            self.processes.signal(-group, SIGTTIN)
            return -EAGAIN
        return self.machine.ttys.read(tty, buffer, start, length)

    def write(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Bytes written, perhaps fewer than asked; -EAGAIN where a program would have to wait."""
        description = self.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE:
            return self.fs.write(description, buffer, start, length, position)
        return self._write_object(description, kind, buffer, start, length, position)

    def _write_object(self, description: int, kind: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        if position >= 0 and kind != KIND_DEVICE:
            return -ESPIPE
        target = self.machine.descriptions.object(description)
        if kind == KIND_DEVICE:
            return write_device(target, length)
        if kind == KIND_PIPE_WRITE or kind == KIND_PIPE_BOTH:
            return self.locked(lambda: self.machine.pipes.write(target, buffer, start, length) if self.machine.is_joined(description) else -EAGAIN)
        if kind == KIND_SOCKET:
            return self.locked(lambda: self.machine.sockets.write(target, buffer, start, length))
        if kind == KIND_TTY:
            return self.locked(lambda: self.machine.ttys.write(target, buffer, start, length))
        if kind == KIND_PTY:
            return self.locked(lambda: self.machine.ptys.write(self.processes, target, buffer, start, length))
        return -EBADF

    def read_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """Blocks this worker until there is something to read."""
        description = self.description(fd)
        if description > 0 and self.machine.descriptions.kind(description) == KIND_FILE:
            return self.fs.read(description, buffer, start, length, position)
        while True:
            queue = self.read_queue(fd)
            sequence = self.machine.bells.sequence(queue) if queue != 0 else 0
            result = self.read(fd, buffer, start, length, position)
            if result != -EAGAIN or queue == 0:
                return result
            self.check_control()
            self.machine.bells.sleep(queue, sequence, -1)

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
                self.check_control()
                self.machine.bells.sleep(queue, sequence, -1)
        return done

    # readiness

    def poll(self, fd: int) -> int:
        """POLLIN 1, POLLOUT 4, POLLERR 8, POLLHUP 16; files and devices are always ready."""
        description = self.description(fd)
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
        return POLLIN | POLLOUT

    def _poll_pipe(self, kind: int, description: int, pipe: int) -> int:
        if not self.machine.is_joined(description):
            return 0
        events = self.machine.pipes.poll_read(pipe) if kind != KIND_PIPE_WRITE else 0
        return events | (self.machine.pipes.poll_write(pipe) if kind != KIND_PIPE_READ else 0)

    def read_queue(self, fd: int) -> int:
        """The wait queue of what is read from an fd; 0 where nothing ever waits."""
        description = self.description(fd)
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
        return self.fs.watch_queue(target) if kind == KIND_WATCH else 0

    def write_queue(self, fd: int) -> int:
        description = self.description(fd)
        if description >= 0 and self.machine.descriptions.kind(description) == KIND_SOCKET:
            return self.machine.sockets.write_queue(self.machine.descriptions.object(description))
        return self.read_queue(fd)

    def is_hung_up(self, fd: int) -> bool:
        return (self.poll(fd) & POLLHUP) != 0

    # files

    def flock(self, fd: int, operation: int) -> int:
        """0 or -errno: -EAGAIN where flock(2) would wait."""
        description = self.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        return self.fs.flock(description, operation) if kind == KIND_FILE or kind == KIND_DIR else -EINVAL

    def seek(self, fd: int, offset: float, whence: int) -> float:
        description = self.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        return self.fs.seek(description, offset, whence) if kind == KIND_FILE or kind == KIND_DIR else -ESPIPE

    def fstat(self, fd: int, out: Any) -> int:
        description = self.description(fd)
        if description < 0:
            return description
        return self.stat_description(description, out)

    def stat_description(self, description: int, out: Any) -> int:
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FILE or kind == KIND_DIR:
            return self.fs.fstat(description, out)
        owner = self.machine.pipes.owner(self.machine.descriptions.object(description)) if kind in _PIPES else 0
        return self.fs.stat_inode(owner, out) if owner != 0 else self._fstat_other(kind, description, out)

    def _fstat_other(self, kind: int, description: int, out: Any) -> int:
        for k in range(18):
            out[k] = 0
        out[1] = 0x1000 | 0o600
        if kind == KIND_SOCKET or kind == KIND_LISTENER:
            out[1] = 0xc000 | 0o777
        elif kind == KIND_PTY:
            out[1] = 0x2000 | 0o666
            out[5] = PTMX
        elif kind == KIND_TTY:
            out[1] = 0x2000 | 0o620
            out[5] = FIRST_PTS + self.machine.ttys.number(self.machine.descriptions.object(description))
        elif kind == KIND_DEVICE:
            out[1] = 0x2000 | 0o666
            out[5] = self.machine.descriptions.object(description)
        out[2] = 1
        out[3] = 1000
        out[4] = 1000
        out[6] = 4096
        out[7] = description
        return 0

    def _on_file(self, fd: int) -> int:
        description = self.description(fd)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        return description if kind == KIND_FILE or kind == KIND_DIR else -EINVAL

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
