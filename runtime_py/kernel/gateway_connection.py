"""A byte stream to a server on the loopback: a queue of outgoing bytes, and callbacks for incoming ones.

Knows `System`'s non-blocking calls and its reactor. Must not know HTTP.
"""

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc, view
from runtime_py.platform.errno import EAGAIN

READ_SIZE = 256 * 1024

# bytes are copied out at once, so one buffer serves all connections
_read_buffer = alloc(READ_SIZE)


def ignore(*_args) -> None:
    pass


class Connection:
    """States: open, closed. While paused it reads nothing: the ring fills and the server has to wait.

    `on_readable()` is called when bytes or the end can be read; `on_drained()` when the whole queue has been written.
    """

    def __init__(self, system: object, fd: int, port: int):
        self.system = system
        self.fd = fd
        self.port = port
        self.used = False
        self.on_readable = ignore
        self.on_drained = ignore
        self._queue: list = []
        self._writer = None
        self._reader = system.reactor.add(fd, POLLIN, lambda events: self.on_readable())

    def is_open(self) -> bool:
        return self.fd >= 0

    def read(self) -> Bytes | None:
        """The bytes that have arrived, as a copy: empty at the end, None when there are none yet. A broken connection
        reads as ended; the parser decides whether it ended too early."""
        if self.fd < 0:
            return alloc(0)
        n = self.system.read(self.fd, _read_buffer, 0, READ_SIZE)
        if n == -EAGAIN:
            return None
        return _read_buffer[0 : max(n, 0)]

    def pause(self) -> None:
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def resume(self) -> None:
        if self._reader is None and self.fd >= 0:
            self._reader = self.system.reactor.add(self.fd, POLLIN, lambda events: self.on_readable())

    def write(self, data: Bytes) -> bool:
        """Queues the bytes and writes what fits; true when everything was written at once."""
        if self.fd < 0:
            return True
        self._queue.append(data)
        if self._writer is None:
            self._flush()
        return len(self._queue) == 0

    def _flush(self) -> None:
        while len(self._queue) > 0 and self.fd >= 0:
            data = self._queue[0]
            n = self.system.write(self.fd, data, 0, len(data))
            if n == -EAGAIN:
                if self._writer is None:
                    self._writer = self.system.reactor.add(self.fd, POLLOUT, lambda events: self._on_writable())
                return
            if n < 0:
                # The server hung up; its answer may still be in the ring, so the read decides.
                self._queue = []
                break
            if n == len(data):
                self._queue.pop(0)
            else:
                self._queue[0] = view(data, n, len(data))
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

    def _on_writable(self) -> None:
        self._flush()
        if len(self._queue) == 0:
            self.on_drained()

    def drop_if_idle(self) -> None:
        """For a pooled connection: any event means that it can't be reused."""
        self.close()

    def close(self) -> None:
        if self.fd < 0:
            return
        self.pause()
        if self._writer is not None:
            self._writer.stop()
            self._writer = None
        fd = self.fd
        self.fd = -1
        self._queue = []
        self.on_readable = ignore
        self.on_drained = ignore
        self.system.close(fd)
