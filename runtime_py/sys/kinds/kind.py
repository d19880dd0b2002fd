"""The operations of a kind of open file, and what several kinds share (InFiles, Terminal, WithoutOctets). `Kind` has no
defaults: an operation that a kind doesn't implement raises UnknownKind, an internal error of the machine.

`description` is the open file description, `target` its object: an inode, a pipe, a socket, a terminal … `slot` is the
calling process."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EINVAL, ESPIPE
from runtime_py.sys.accounts import READ_TERMINALS, WRITTEN_TERMINALS
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import UnknownKind


class Kind:
    """One instance for each number and machine."""

    def __init__(self, parts: Structures, number: int) -> None:
        self.parts = parts
        self.number = number
        self.lies_in_files = False  # the file system releases it: an inode, or its queue of events
        self.has_inode = False  # it can be locked, its attributes changed, and reopened through /proc/self/fd/N
        self.is_stored = False  # fsync is allowed
        self.takes_position = False  # supports pread and pwrite; if False, they return ESPIPE
        self.is_terminal = False
        self.waits_for_other_end = False
        self.input_counter = -1  # the counter of accounts.py for octets read; -1 isn't counted
        self.output_counter = -1
        self.shared_bytes = 0  # bytes of the shared memory that one object takes
        self.devices: list[int] = []  # the devices (st_rdev) that this kind opens
        self.majors: list[int] = []  # the same, whole majors
        self.nodes: list[tuple[str, int]] = []  # (name, st_rdev): what boot makes in /dev for it

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        """Never blocks: -EAGAIN. The description is open for reading."""
        raise UnknownKind(self.number)

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        """Never blocks: -EAGAIN. The description is open for writing."""
        raise UnknownKind(self.number)

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        raise UnknownKind(self.number)

    def poll(self, description: int, target: int) -> int:
        """POLL* of ipc/pipe.py."""
        raise UnknownKind(self.number)

    def read_queue(self, target: int) -> int:
        """The wait queue of readers; 0 if reads never block."""
        raise UnknownKind(self.number)

    def write_queue(self, target: int) -> int:
        raise UnknownKind(self.number)

    def is_joined(self, description: int) -> bool:
        """Whether the other end has been opened. Only for kinds that wait for it."""
        raise UnknownKind(self.number)

    def stat(self, description: int, target: int, out: Any) -> int:
        """Fills 18 floats, as docs/rooms/sys.md lists them; returns 0 or -errno."""
        raise UnknownKind(self.number)

    def name(self, target: int) -> str:
        """The target of the link /proc/PID/fd/N."""
        raise UnknownKind(self.number)

    def release(self, target: int) -> None:
        """The last description is gone: frees the object. The caller holds the ipc lock. Not called for kinds with
        `lies_in_files`."""
        raise UnknownKind(self.number)

    def open_device(self, slot: int, rdev: int, flags: int) -> int:
        """Opens one of `devices`: a new description or -errno. The caller holds the ipc lock."""
        raise UnknownKind(self.number)


class InFiles(Kind):
    """Kinds whose object is an inode: the file system describes them, and they are always ready."""

    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.lies_in_files = True

    def poll(self, description: int, target: int) -> int:
        return POLLIN | POLLOUT

    def read_queue(self, target: int) -> int:
        return 0

    def write_queue(self, target: int) -> int:
        return 0

    def stat(self, description: int, target: int, out: Any) -> int:
        return self.parts.fs.fstat(description, out)

    def name(self, target: int) -> str:
        return self.parts.fs.name_of(target)


class Terminal(Kind):
    """Both ends of a terminal (ipc/tty.py)."""

    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.is_terminal = True
        self.input_counter = READ_TERMINALS
        self.output_counter = WRITTEN_TERMINALS

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE

    def read_queue(self, target: int) -> int:
        return self.parts.ttys.queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.ttys.queue(target)


class WithoutOctets(Kind):
    """Kinds that have calls of their own instead of read and write."""

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE
