"""Connected stream sockets (ipc/socket.py): TCP over the loopback, unix sockets, connections to other hosts."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import PIPE_BYTES, WIDE_CAPACITY
from runtime_py.ipc.socket import SOCKET_BYTES
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ESPIPE
from runtime_py.sys.accounts import READ_SOCKETS, WRITTEN_SOCKETS
from runtime_py.sys.kinds.facts import SOCKET_DEVICE, fill
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.kinds.pipe import free_pipe
from runtime_py.sys.structures import Structures
from runtime_py.vfs.layout import S_IFSOCK

KIND_SOCKET = 6


class SocketKind(Kind):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.input_counter = READ_SOCKETS
        self.output_counter = WRITTEN_SOCKETS
        self.shared_bytes = SOCKET_BYTES + PIPE_BYTES

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self.parts.sockets.read(target, buffer, start, length)
        finally:
            self.parts.unlock()

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        self.parts.lock()
        try:
            return self._write(target, buffer, start, length)
        finally:
            self.parts.unlock()

    def _write(self, end: int, source: Bytes, start: int, length: int) -> int:
        """If memory is short, the ring is not enlarged."""
        parts = self.parts
        count = parts.sockets.write(end, source, start, length)
        if count == length or (count < 0 and count != -EAGAIN):
            return count
        pipe = parts.sockets.sending_pipe(end)
        wide = parts.heap.alloc(WIDE_CAPACITY) if parts.pipes.is_too_narrow(pipe) else 0
        if wide == 0:
            return count
        parts.pipes.widen(pipe, wide)
        done = max(count, 0)
        return done + max(parts.sockets.write(end, source, start + done, length - done), 0)

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return -ESPIPE

    def poll(self, description: int, target: int) -> int:
        return self.parts.sockets.poll(target)

    def read_queue(self, target: int) -> int:
        return self.parts.sockets.read_queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.sockets.write_queue(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        return fill(self.parts, out, SOCKET_DEVICE, S_IFSOCK | 0o777, target, 0)

    def name(self, target: int) -> str:
        return f'socket:[{target}]'

    def release(self, target: int) -> None:
        free_socket(self.parts, target)


def free_socket(parts: Structures, end: int) -> None:
    """The caller holds the lock."""
    for pipe in parts.sockets.close(end):
        free_pipe(parts, pipe)
    failure = parts.sockets.failure(end)
    if failure[0] != 0:
        parts.heap.free(failure[0], failure[1])
    parts.heap.free(end, SOCKET_BYTES)


def create(parts: Structures) -> list[Kind]:
    return [SocketKind(parts, KIND_SOCKET)]
