"""A FIFO that the file system has opened: it becomes an end of its pipe (pipe.py) before a program gets its descriptor.
The object is its inode."""

from __future__ import annotations

from runtime_py.ipc.pipe import PIPE_BYTES
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EINVAL, ENOMEM, ENXIO, ESPIPE
from runtime_py.sys.kinds.kind import InFiles, Kind
from runtime_py.sys.kinds.pipe import KIND_PIPE_BOTH, KIND_PIPE_READ, KIND_PIPE_WRITE
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_FIFO
from runtime_py.vfs.flags import O_ACCMODE, O_NONBLOCK, O_RDWR, O_WRONLY
from runtime_py.vfs.layout import I_PIPE


class FifoKind(InFiles):
    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EINVAL

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE


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


def create(parts: Structures) -> list[Kind]:
    return [FifoKind(parts, KIND_FIFO)]
