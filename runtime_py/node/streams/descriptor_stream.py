"""A stream over a descriptor of the system, as libuv's uv_stream_t.

Knows: reading and writing without blocking, the queue of writes, half-close, the reactor. Must not know: addresses,
processes, HTTP.

States of a stream: unopened (fd -1) -> open, reading or not -> closed. A write is tried at once; what does not fit
waits for POLLOUT in `_queue`, and its request completes later. A shutdown waits until the queue is empty. Errors are
`-errno`, the same as libuv's numbers on Linux."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.node.realm.callbacks import coded_error, complete_later, realm
from runtime_py.node.realm.host import hidden, own_field
from runtime_py.node.streams.stream_base import UV_EOF, StreamBase, begin_shutdown, begin_write
from runtime_py.platform.errno import EAGAIN, EALREADY, EBADF, ECANCELED, EINVAL, ENOTCONN

READ_SIZE = 65536
# most reads per readiness event before the loop continues
READS_PER_TURN = 32

# bytes are copied out before JavaScript runs, so one buffer serves all streams
_read_buffer = Uint8Array(READ_SIZE)


class PendingWrite:
    """`handle` travels with the first byte, over a channel between processes."""

    def __init__(self, req: object, data: Uint8Array, done: int, handle: object) -> None:
        self.req = req
        self.data = data
        self.done = done
        self.handle = handle


class LibuvStream(StreamBase):
    _bytes_read: int
    _bytes_written: int

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_fd', -1)
        hidden(self, '_external', Object.freeze(Object.create(None)))
        hidden(self, '_bytes_read', 0)
        hidden(self, '_bytes_written', 0)
        hidden(self, '_is_reading', False)
        hidden(self, '_read_watch', None)
        hidden(self, '_write_watch', None)
        hidden(self, '_queue', [])
        hidden(self, '_queued_bytes', 0)
        hidden(self, '_shutdown_req', None)
        hidden(self, '_blocking', False)

    @property
    def fd(self) -> int:
        return own_field(self, '_fd')

    @property
    def bytesRead(self) -> int:
        return own_field(self, '_bytes_read')

    @property
    def _externalStream(self) -> object:
        """A value by which C++ would find the stream; here it is only compared and passed on."""
        return own_field(self, '_external')

    @property
    def bytesWritten(self) -> int:
        return self._bytes_written

    @property
    def writeQueueSize(self) -> int:
        return self._queued_bytes

    def attach(self, fd: int) -> None:
        self._fd = fd

    def fd_to_send(self) -> int:
        """The descriptor to pass to another process in a message."""
        return self._fd

    def setBlocking(self, on: bool) -> int:
        self._blocking = on
        return 0

    # reading

    def readStart(self) -> int:
        if self.is_closing:
            return -EINVAL
        if self._fd < 0:
            return -ENOTCONN
        if self._is_reading:
            return -EALREADY
        self._is_reading = True
        self.set_active(True)
        self._read_watch = realm().system.reactor.add(self._fd, POLLIN, lambda events: self._on_readable())
        return 0

    def readStop(self) -> int:
        if self._is_reading:
            self._is_reading = False
            self._read_watch.stop()
            self._read_watch = None
            self.set_active(False)
        return 0

    def _on_readable(self) -> None:
        for _ in range(READS_PER_TURN):
            if not self._is_reading:
                return
            size = self.listener.read_size(READ_SIZE)
            count = realm().system.read(self._fd, _read_buffer, 0, size)
            if count == -EAGAIN:
                return
            if count <= 0:
                self.readStop()
                self.listener.on_read(UV_EOF if count == 0 else count, None)
                return
            self._bytes_read += count
            self.receive_carried()
            self.listener.on_read(count, _read_buffer)
            if count < size:
                return  # later data, and the end, is for another turn (libuv's uv__read)

    def take_failure(self) -> object:
        failure = realm().system.failure(self._fd)
        return None if failure is None else coded_error(Error, failure.code, failure.message)

    def receive_carried(self) -> None:
        """Overridden by a channel between processes, to look for a descriptor that came with the bytes."""

    # writing

    def write_bytes(self, req: object, data: Uint8Array, handle: object) -> int:
        if self._fd < 0:
            self.report_write(0, False)
            return -EBADF
        total = data.length
        done = 0
        if self._queue.length == 0:
            done = self._try_write(data, handle)
            if done < 0:
                self.report_write(total, False)
                return done
        self._bytes_written += total
        if done == total:
            self.report_write(total, False)
            return 0
        self.report_write(total, True)
        begin_write(self, req)
        # the library may reuse the bytes of a string, but not those of a buffer before the request completes
        self._queue.append(PendingWrite(req, data, done, handle if done == 0 else None))
        self._queued_bytes += total - done
        self._watch_writable()
        return 0

    def _try_write(self, data: Uint8Array, handle: object) -> int:
        if data.length == 0:
            return 0
        if handle is not None:
            count = realm().system.write_carrying(self._fd, data, 0, data.length, handle.fd_to_send())
            return 0 if count == -EAGAIN else count
        if self._blocking:
            return realm().system.write_wait(self._fd, data, 0, data.length)
        count = realm().system.write(self._fd, data, 0, data.length)
        return 0 if count == -EAGAIN else count

    def _watch_writable(self) -> None:
        if self._write_watch is None:
            realm().loop.add_request()
            self._write_watch = realm().system.reactor.add(self._fd, POLLOUT, lambda events: self._on_writable())

    def _unwatch_writable(self) -> None:
        if self._write_watch is not None:
            self._write_watch.stop()
            self._write_watch = None
            realm().loop.remove_request()

    def _on_writable(self) -> None:
        finished: list[list] = []
        while self._queue.length > 0:
            pending = self._queue[0]
            left = pending.data.length - pending.done
            if pending.handle is not None:
                count = realm().system.write_carrying(self._fd, pending.data, 0, left, pending.handle.fd_to_send())
            else:
                count = realm().system.write(self._fd, pending.data, pending.done, left)
            if count == -EAGAIN:
                break
            if count >= 0:
                pending.handle = None
                pending.done += count
                self._queued_bytes -= count
                if count < left:
                    break
            else:
                self._queued_bytes -= left
            self._queue.shift()
            finished.append([pending.req, min(count, 0)])
        if self._queue.length == 0:
            self._unwatch_writable()
        for entry in finished:
            self.finish_request(entry[0], entry[1])
        self._finish_shutdown()

    def shutdown(self, req: object) -> int:
        begin_shutdown(self, req)
        if self._fd < 0 or self.is_closing:
            return -ENOTCONN
        self._shutdown_req = req
        if self._queue.length == 0:
            realm().loop.enqueue_pending(lambda: self._finish_shutdown())
        return 0

    def _finish_shutdown(self) -> None:
        req = self._shutdown_req
        if req is None or self._queue.length > 0:
            return
        self._shutdown_req = None
        status = -ECANCELED if self._fd < 0 else realm().system.shutdown(self._fd)
        self.finish_request(req, min(status, 0))

    # the end

    def release(self) -> None:
        """The handle is being closed: releases the descriptor and cancels pending requests."""
        self.readStop()
        self._unwatch_writable()
        pending = self._queue
        self._queue = []
        self._queued_bytes = 0
        for entry in pending:
            complete_later(self._cancel(entry.req))
        if self._shutdown_req is not None:
            complete_later(self._cancel(self._shutdown_req))
            self._shutdown_req = None
        # the standard descriptors stay open, as in libuv
        if self._fd > 2:
            realm().system.reactor.released(self._fd)
            realm().system.close(self._fd)
        self._fd = -1

    def _cancel(self, req: object) -> object:
        return lambda: self.finish_request(req, -ECANCELED)
