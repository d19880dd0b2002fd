"""What a kind of open file answers. Nothing here acts by default: what a kind doesn't say is UnknownKind, a fault of the machine.

`description` is the open file description, `target` its object: an inode, a pipe, a socket, a terminal … `slot` is the process that calls."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import UnknownKind


class Kind:
    """One for each number and machine."""

    def __init__(self, parts: Structures, number: int) -> None:
        self.parts = parts
        self.number = number
        self.lies_in_files = False      # the file system releases it: an inode, or its queue of events
        self.has_inode = False          # can be locked, its attributes changed, opened anew by /proc/self/fd/N
        self.is_stored = False          # fsync means something
        self.takes_position = False     # pread and pwrite; where it is False they are ESPIPE
        self.is_terminal = False
        self.waits_for_other_end = False
        self.input_counter = -1         # of accounts.py: octets that are read; -1 isn't counted
        self.output_counter = -1
        self.shared_bytes = 0           # of the shared memory that one of them takes

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        """Never waits: -EAGAIN. The description is open for reading."""
        raise UnknownKind(self.number)

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        """Never waits: -EAGAIN. The description is open for writing."""
        raise UnknownKind(self.number)

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        raise UnknownKind(self.number)

    def poll(self, description: int, target: int) -> int:
        """POLL* of ipc/pipe.py."""
        raise UnknownKind(self.number)

    def read_queue(self, target: int) -> int:
        """The wait queue of who reads; 0 where nobody ever waits."""
        raise UnknownKind(self.number)

    def write_queue(self, target: int) -> int:
        raise UnknownKind(self.number)

    def is_joined(self, description: int) -> bool:
        """Whether the other end has been opened. Only of those that wait for it."""
        raise UnknownKind(self.number)

    def stat(self, description: int, target: int, out: Any) -> int:
        """18 floats, as docs/rooms/sys.md lists them: 0 or -errno."""
        raise UnknownKind(self.number)

    def name(self, target: int) -> str:
        """Where the link /proc/PID/fd/N leads to."""
        raise UnknownKind(self.number)

    def release(self, target: int) -> None:
        """The last description is gone: frees the object. The caller holds the ipc lock. Not of those which `lies_in_files`."""
        raise UnknownKind(self.number)
