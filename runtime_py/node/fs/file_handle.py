"""FileHandle: what `fs.promises` wraps, and a native stream of a file's bytes, which HTTP/2 pipes into a response.

States: open -> closed. Reading continues by itself from `offset` (-1: the descriptor's position) for `length` bytes
(-1: to the end)."""

from __future__ import annotations

from typing import Any

from runtime_py.node.fs.requests import attempt_request, checked, promise_of, when_done
from runtime_py.node.realm.callbacks import complete_later
from runtime_py.node.realm.host import current_realm, hidden
from runtime_py.node.realm.uv_errors import uv_exception
from runtime_py.node.streams.stream_base import UV_EOF, StreamBase
from runtime_py.platform.errno import EAGAIN, EBADF

CHUNK = 65536


class FileHandle(StreamBase):
    _left: Any
    _offset: Any

    def __init__(self, fd: int, offset: object = None, length: object = None) -> None:
        super().__init__('FILEHANDLE')
        hidden(self, '_open_fd', fd)
        hidden(self, '_offset', -1 if offset is None else offset)
        hidden(self, '_left', -1 if length is None else length)
        hidden(self, '_is_reading', False)
        hidden(self, '_read_under_way', False)

    @property
    def fd(self) -> int:
        return self._open_fd

    def close(self, callback: object = None) -> object:
        """A promise: the library passes no callback here."""
        fd = self._open_fd
        self._open_fd = -1
        return promise_of(attempt_request(lambda: close_checked(fd)))

    def releaseFD(self) -> int:
        fd = self._open_fd
        self._open_fd = -1
        return fd

    # the stream

    def readStart(self) -> int:
        self._is_reading = True
        if not self._read_under_way:
            self._read_under_way = True
            complete_later(lambda: self._read_next())
        return 0

    def readStop(self) -> int:
        self._is_reading = False
        return 0

    def _read_next(self) -> None:
        if self._left == 0:
            self._deliver(0, None)
            return
        wanted = CHUNK if self._left < 0 else min(CHUNK, self._left)
        buffer = Uint8Array(wanted)
        system = current_realm().system
        count = system.read(self._open_fd, buffer, 0, wanted, self._offset)
        if count == -EAGAIN:
            # a pipe or a terminal
            when_done(
                system.read_async(self._open_fd, buffer, 0, wanted),
                lambda outcome: self._deliver(outcome.value, buffer),
            )
        else:
            self._deliver(count, buffer)

    def _deliver(self, count: int, buffer: Uint8Array | None) -> None:
        self._read_under_way = False
        if count <= 0:
            self._is_reading = False
            self.listener.on_read(UV_EOF if count == 0 else count, None)
            return
        if self._left > 0:
            self._left -= count
        if self._offset >= 0:
            self._offset += count
        self.listener.on_read(count, buffer)
        if self._is_reading:
            self.readStart()


def give_handle(handle: FileHandle) -> int:
    """For a message: the receiver owns the descriptor."""
    fd = handle.releaseFD()
    current_realm().system.disown(fd)
    return fd


def receive_handle(fd: int) -> FileHandle:
    current_realm().system.adopt(fd)
    return FileHandle(fd)


def close_checked(fd: int) -> object:
    if fd < 0:
        raise uv_exception(-EBADF, 'close')
    checked(current_realm().system.close(fd), 'close')
    return js_undefined
