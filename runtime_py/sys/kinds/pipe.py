"""Ends of pipes, and of the pipes that FIFOs become (ipc/pipe.py): one kind each for reading, writing, and both.

A FIFO's end that was opened before its other end returns -EAGAIN until the other end is opened (POSIX, open())."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import CARRIED_BYTES, PIPE_BYTES, WIDE_CAPACITY
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, EBADF, ESPIPE
from runtime_py.sys.accounts import READ_PIPES, WRITTEN_PIPES
from runtime_py.sys.kinds.facts import PIPE_DEVICE, fill
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.flags import O_NONBLOCK
from runtime_py.vfs.layout import S_IFIFO

KIND_PIPE_READ = 3
KIND_PIPE_WRITE = 4
KIND_PIPE_BOTH = 12  # a FIFO opened with O_RDWR


class PipeKind(Kind):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.reads = number != KIND_PIPE_WRITE
        self.writes = number != KIND_PIPE_READ
        self.waits_for_other_end = True
        self.input_counter = READ_PIPES
        self.output_counter = WRITTEN_PIPES
        self.shared_bytes = PIPE_BYTES // 2  # the other half counts for the other end

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        if not self.reads:
            return -EBADF
        parts = self.parts
        parts.lock()
        try:
            if self.is_joined(description) or (parts.descriptions.flags(description) & O_NONBLOCK) != 0:
                return parts.pipes.read(target, buffer, start, length)
            return -EAGAIN
        finally:
            parts.unlock()

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        if not self.writes:
            return -EBADF
        self.parts.lock()
        try:
            return self.parts.pipes.write(target, buffer, start, length) if self.is_joined(description) else -EAGAIN
        finally:
            self.parts.unlock()

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE

    def poll(self, description: int, target: int) -> int:
        if not self.is_joined(description):
            return 0
        events = self.parts.pipes.poll_read(target) if self.reads else 0
        return events | (self.parts.pipes.poll_write(target) if self.writes else 0)

    def read_queue(self, target: int) -> int:
        return self.parts.pipes.queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.pipes.queue(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        owner = self.parts.pipes.owner(target)
        return (
            self.parts.fs.stat_inode(owner, out)
            if owner != 0
            else fill(self.parts, out, PIPE_DEVICE, S_IFIFO | 0o600, target, 0)
        )

    def name(self, target: int) -> str:
        owner = self.parts.pipes.owner(target)
        return self.parts.fs.name_of(owner) if owner != 0 else f'pipe:[{target}]'

    def is_joined(self, description: int) -> bool:
        """Whether the other end of this pipe is or was open."""
        pipe = self.parts.descriptions.object(description)
        if self.parts.pipes.owner(pipe) == 0:
            return True
        return self.parts.pipes.was_joined(pipe, self.reads, int(self.parts.descriptions.offset(description)))

    def release(self, target: int) -> None:
        pipes = self.parts.pipes
        owner = pipes.owner(target)
        if self.reads:
            pipes.close_reader(target)
        if self.writes:
            pipes.close_writer(target)
        is_last = pipes.is_abandoned(target)
        if owner != 0:
            self.parts.fs.close_fifo(owner, is_last)
        if is_last:
            free_pipe(self.parts, target)


def free_pipe(parts: Structures, pipe: int) -> None:
    """Frees a pipe with the descriptors that are in transit in it, whose descriptions become stranded. The caller holds
    the lock."""
    node = parts.pipes.take_carried(pipe)
    while node != 0:
        parts.stranded.append(free_carried(parts, node))
        node = parts.pipes.take_carried(pipe)
    wide = parts.pipes.wide_data(pipe)
    if wide != 0:
        parts.heap.free(wide, WIDE_CAPACITY)
    parts.heap.free(pipe, PIPE_BYTES)


def free_carried(parts: Structures, node: int) -> int:
    """Frees the node; returns its description, whose reference the caller then owns."""
    description = parts.pipes.carried_description(node)
    parts.heap.free(node, CARRIED_BYTES)
    return description


def create(parts: Structures) -> list[Kind]:
    return [PipeKind(parts, number) for number in (KIND_PIPE_READ, KIND_PIPE_WRITE, KIND_PIPE_BOTH)]
