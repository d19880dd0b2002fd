"""A FIFO that the file system has opened: it becomes an end of its pipe (pipe.py) before a program gets its descriptor.
The object is its inode."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import PIPE_BYTES, POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EINVAL, ENOMEM, ENXIO, ESPIPE
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_PIPE_BOTH, KIND_PIPE_READ, KIND_PIPE_WRITE
from runtime_py.vfs.flags import O_ACCMODE, O_NONBLOCK, O_RDWR, O_WRONLY
from runtime_py.vfs.layout import I_PIPE


class FifoKind(Kind):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.lies_in_files = True

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE

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


def join_pipe(parts: Structures, description: int, flags: int) -> int:
    """A FIFO's new description becomes an end of its pipe: 0 or -errno (POSIX, open()). The other end may not exist
    yet: until it does, reads and writes return -EAGAIN. The caller holds the lock."""
    inode = parts.descriptions.object(description)
    writes_only = (flags & O_ACCMODE) == O_WRONLY
    pipe = parts.fs.inodes.get(inode, I_PIPE)
    if writes_only and (flags & O_NONBLOCK) != 0 and (pipe == 0 or not parts.pipes.has_reader(pipe)):
        return -ENXIO
    if pipe == 0:
        pipe = parts.heap.alloc(PIPE_BYTES)
        if pipe == 0:
            return -ENOMEM
        parts.pipes.init_named(pipe, inode)
        parts.fs.inodes.set(inode, I_PIPE, pipe)
    both = (flags & O_ACCMODE) == O_RDWR
    before = parts.pipes.open_end(pipe, not writes_only, writes_only or both)
    parts.descriptions.become(
        description, KIND_PIPE_BOTH if both else (KIND_PIPE_WRITE if writes_only else KIND_PIPE_READ), pipe
    )
    parts.descriptions.set_offset(description, before)
    return 0
