"""Opening: files, and the objects behind devices, FIFOs and the links of /proc. Making an object and giving it a
descriptor is one critical section, so that a process that is ended in between leaves nothing behind
(docs/rooms/processes.md)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EACCES, EEXIST, ELOOP, ENOENT, ENXIO
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.kinds.fifo import join_pipe
from runtime_py.sys.mount_table import PROC
from runtime_py.vfs.backend import N_FOLDER, N_LINK, Backend, Crossing, Node
from runtime_py.vfs.description import KIND_DEVICE, KIND_FIFO, KIND_FILE
from runtime_py.vfs.flags import O_ACCMODE, O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import I_RDEV
from runtime_py.vfs.opening import NO_FILE


class OpeningCalls:
    def __init__(self, context: ProcessContext, files: FileCalls, descriptors: DescriptorCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.fs = context.fs
        self.processes = context.processes
        self.files = files
        self.descriptors = descriptors

    def open(self, path: str, flags: int, mode: int = 0o666) -> int:
        fd = self._open_at(self.context.absolute(path), flags, mode)
        if isinstance(fd, Crossing):
            return self._open_across(fd, flags, mode)
        if self.context.note_read is not None and fd >= 0 and (flags & O_ACCMODE) != O_WRONLY:
            self.context.note_read(self.context.absolute(path))
        return fd

    def open_wait(self, path: str, flags: int, mode: int = 0o666) -> int:
        """As `open`, but blocks this worker until the other end of a FIFO is open."""
        fd = self.open(path, flags, mode)
        while fd >= 0 and not self.descriptors.is_joined(fd):
            queue = self.descriptors.read_queue(fd)
            sequence = self.machine.bells.sequence(queue)
            if self.descriptors.is_joined(fd):
                break
            self.context.check_control()
            self.descriptors.sleep(fd, queue, sequence)
        return fd

    def write_file(self, path: str, data: Bytes, mode: int = 0o666) -> int:
        """Creates or replaces a file with this content: the number of bytes written, or -errno. Uses a descriptor,
        which is closed with the process if it ends meanwhile."""
        fd = self.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        if fd < 0:
            return fd
        done = 0 if self.descriptors.fd_kind(fd) == KIND_FILE else -ENXIO
        while 0 <= done < len(data):
            count = self.descriptors.write(fd, data, done, len(data) - done)
            done = count if count < 0 else done + count
        self.descriptors.close(fd)
        return done

    def _open_at(self, path: str, flags: int, mode: int) -> int | Crossing:
        fd = self.fs.open_fd(self.context.table, path, flags, mode & ~self.context.mask, self.context.fd_flags(flags))
        return fd if fd != NO_FILE else self._open_special(path, flags)

    def _open_across(self, crossing: Crossing, flags: int, mode: int) -> int:
        return self.files.across(
            crossing,
            (flags & O_NOFOLLOW) == 0,
            lambda inside: self._open_at(inside, flags, mode),
            lambda backend, node: self._open_node(backend, node, flags),
        )

    # devices and FIFOs

    def _open_special(self, path: str, flags: int) -> int:
        return self.context.install(lambda: self._special(path, flags & ~(O_CREAT | O_EXCL | O_TRUNC)), flags)

    def _special(self, path: str, flags: int) -> int:
        """A description of the object behind a device or FIFO at a path. The caller holds the lock."""
        description = self.fs.open(path, flags, 0)
        if isinstance(description, Crossing):
            return -ENXIO  # another thread replaced it meanwhile
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FIFO:
            error = join_pipe(self.machine, description, flags)
            if error < 0:
                self.fs.close(description)
            return error if error < 0 else description
        if kind != KIND_DEVICE:
            return description
        rdev = self.fs.inodes.get(self.machine.descriptions.object(description), I_RDEV)
        opener = self.machine.kinds.of_device(rdev)
        if opener is None:
            return description
        self.fs.close(description)
        return opener.open_device(self.context.slot, rdev, flags)

    # names of backends

    def _open_node(self, backend: Backend, node: Node, flags: int) -> int | Crossing:
        """Opens a node: a file of /proc with its present content, the folder /proc for any of its folders, or what
        another descriptor has open."""
        if (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL):
            return -EEXIST
        if node.kind == N_FOLDER:
            return self._open_at(PROC, flags, 0)
        if node.kind == N_LINK:
            return (
                self.context.install(lambda: self._open_again(node.description, flags), flags)
                if node.description > 0 and (flags & O_NOFOLLOW) == 0
                else -ELOOP
            )
        if (flags & O_ACCMODE) != 0:
            return -EACCES
        data = backend.content(node)
        if isinstance(data, int):
            return data
        return self.context.install(lambda: self.fs.open_nameless(data, 0o444), flags)

    def _open_again(self, description: int, flags: int) -> int:
        """Opens /dev/stdin or /proc/PID/fd/3: a file anew, from its start; anything else by the same description. The
        caller holds the lock."""
        if not self.machine.descriptions.retain_if_alive(description):
            return -ENOENT
        if not self.machine.kind_of(description).has_inode:
            return description
        made = self.fs.reopen(self.machine.descriptions.object(description), flags)
        self.fs.close(description)
        return made
