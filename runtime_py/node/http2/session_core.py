"""A session between its socket and its protocol: reading, writing, closing, limits. Http2Session in C++
(src/node_http2.cc).

States: open -> closing (a last GOAWAY is being sent) -> destroyed (reported by `ondone` when nothing is being written
any more). Code that queues frames (`scope`) schedules a write for the next turn of the loop; everything that may be
sent goes into one write. Knows: the socket's native stream, the connection. Must not know: the meaning of frames for
the library (session_events.py)."""

from __future__ import annotations

from runtime_py.node.http2.callbacks import ERROR, tell
from runtime_py.node.http2.connection import Connection
from runtime_py.node.http2.errors import ERR_PROTO
from runtime_py.node.http2.shared_state import SessionOptions
from runtime_py.node.http2.statistics import SessionStatistics
from runtime_py.node.realm.callbacks import call_back, complete_in_check, realm
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map

# how much a session and a stream count in maxSessionMemory: sizeof in C++
SESSION_BYTES = 1200
STREAM_BYTES = 640

_nothing = Uint8Array(0)


class SocketWrite:
    """The request of a write to the socket; its `oncomplete` is called like that of the library's."""

    def __init__(self, oncomplete: object) -> None:
        self.oncomplete = oncomplete


class SessionCore:
    def __init__(self, handle: object, is_server: bool, options: SessionOptions) -> None:
        self.handle = handle
        self.is_server = is_server
        self.options = options
        self.connection: Connection = None
        self.streams: Map = Map()  # id -> StreamCore
        self.io = None  # the socket's handle
        self.memory = 0
        self.pings = []  # [callback, since]
        self.settings = []  # the same for unacknowledged SETTINGS
        self.rejected_streams = 0
        self.invalid_frames = 0
        self.receive_error = None  # the library's code for the reason why reading ended
        self.receiving = False
        self.goaway_given = False  # the program sent a GOAWAY itself
        self.terminated_inside = False  # the protocol itself ended the connection
        self.graceful = False
        self.closing = False
        self.destroyed = False
        self.writes = 0  # since the library's last query
        self.finished_writes = []  # requests of streams whose data is in the present write
        self.pending_resets = []  # ids of streams to reset after the write
        self.outgoing_bytes = 0
        self.statistics = SessionStatistics('server' if is_server else 'client')
        self._in_scope = False
        self._write_scheduled = False
        self._sending = False
        self._writing = False
        self._reading_stopped = False
        self.told = False  # JavaScript was called while reading
        self._unread = []
        self._unread_at = 0  # position in the first of them
        self._end = 0  # UV_EOF or an error of the socket, delivered after all data before it

    # memory

    def has_memory(self, amount: int) -> bool:
        return SESSION_BYTES + self.memory + amount <= self.options.max_memory

    # scopes: frames queued within one are written in a later turn

    def scope(self, work: object) -> object:
        if self._in_scope or self._write_scheduled:
            return work()
        self._in_scope = True
        try:
            return work()
        finally:
            self._in_scope = False
            if not self._write_scheduled:
                self._schedule_write()

    @property
    def in_scope(self) -> bool:
        return self._in_scope

    def _schedule_write(self) -> None:
        if self.connection.wants_write():
            self._write_scheduled = True
            realm().loop.enqueue_native_immediate(lambda: self._write_turn())

    def _write_turn(self) -> None:
        if self._write_scheduled:
            realm().make_callback(self.handle, lambda: self.send_pending(), [])

    # reading: the listener on the socket's handle

    def consume(self, io: object) -> None:
        self.io = io
        io.push_listener(self)

    def read_size(self, usual: int) -> int:
        return usual

    def on_read(self, count: int, data: Uint8Array | None) -> None:
        if count < 0:
            self._end = count
            if not self.receiving:
                self._pass_end()
        elif count > 0:
            # a copy, since streams pass on parts of it
            self.receive(data.slice(0, count))

    def _pass_end(self) -> None:
        """Reports the socket's end, or an error, to the library."""
        if self._end != 0 and self.io is not None:
            count = self._end
            self._end = 0
            self.io.listener_below(self).on_read(count, None)

    def receive(self, octets: Uint8Array) -> None:
        self.statistics.bytes_read += octets.length
        self.memory += octets.length
        self._unread.append(octets)
        if not self.receiving:
            self.receiving = True
            self.receive_error = None
            self.scope(lambda: self._receive())

    def _receive(self) -> None:
        """Reads until JavaScript was called; the rest has a turn of its own, so that microtasks run in between, as in
        Node."""
        while self._unread.length > 0 or self.connection.has_step():
            octets = self._unread[0] if self._unread.length > 0 else _nothing
            reached = self.connection.feed_some(octets, self._unread_at)
            if reached < 0:
                self._finish_receiving(reached)
                return
            self._unread_at = reached
            if self._unread.length > 0 and (reached >= octets.length or self.connection.ignores_all):
                self._unread.shift()
                self._unread_at = 0
                self.memory -= octets.length
            if self.told:
                self.told = False
                if self._unread.length > 0 or self.connection.has_step():
                    realm().loop.go_on(lambda: self.scope(lambda: self._receive()))
                    return
        self._finish_receiving(0)

    def _finish_receiving(self, result: int) -> None:
        for octets in self._unread:
            self.memory -= octets.length
        self._unread = []
        self._unread_at = 0
        self.receiving = False
        if result >= 0 and not self.destroyed:
            self.send_pending()
        if result < 0:
            tell(self.handle, ERROR, [result, self.receive_error])
        self._maybe_stop_reading()
        self._pass_end()

    def _maybe_stop_reading(self) -> None:
        # a closing session still waits for the peer to close
        if self._reading_stopped or self.closing or not self.has_io() or self.connection.wants_read():
            return
        self._reading_stopped = True
        self.io.readStop()

    def _read_again(self) -> None:
        self._reading_stopped = False
        if self.has_io():
            self.io.readStart()

    def has_io(self) -> bool:
        return self.io is not None and not self.io.is_closing

    # writing

    def send_pending(self) -> bool:
        """Writes all that may be sent; False when it must wait for the write in progress."""
        if self.destroyed:
            return True
        self._write_scheduled = False
        if self._sending:
            return False
        self._sending = True
        parts = []
        pulled = self.connection.pull()
        while pulled.length > 0:
            parts.extend(pulled)
            pulled = self.connection.pull()
        if not self.has_io() or parts.length == 0:
            self._written(0)
            return True
        for part in parts:
            self.statistics.bytes_written += part.length
            self.outgoing_bytes += part.length
        self.writes += 1
        self._write(parts)
        self._maybe_stop_reading()
        self._report_termination()
        return True

    def _write(self, parts: list[Uint8Array]) -> None:
        self._writing = True
        request = SocketWrite(lambda status: self._after_write(status))
        failed = self.io.write_parts(request, parts)
        if failed != 0 or not self.io.last_write_was_async():
            self._writing = False
            self._written(failed)
            self._notify_graceful_close()

    def _after_write(self, status: int) -> None:
        self._notify_graceful_close()
        self._writing = False
        self._written(status)
        if self._reading_stopped and self.connection.wants_read():
            self._read_again()
        if self.destroyed:
            self._done()
        elif not self._write_scheduled:
            self._schedule_write()

    def _written(self, status: int) -> None:
        """Nothing is being sent any more: completes the streams' writes, and sends pending resets."""
        self._sending = False
        self.outgoing_bytes = 0
        finished = self.finished_writes
        self.finished_writes = []
        for entry in finished:
            entry.finish(0)
        if self.pending_resets.length > 0:
            waiting = self.pending_resets
            self.pending_resets = []
            self.send_pending()
            for stream_id in waiting:
                stream = self.streams.get(stream_id)
                if stream is not None:
                    stream.flush_reset()

    def _report_termination(self) -> None:
        if self.terminated_inside:
            self.terminated_inside = False
            if not self.closing:
                tell(self.handle, ERROR, [ERR_PROTO])

    # the end

    def close(self, code: int, socket_closed: bool) -> None:
        if self.closing:
            return
        self.closing = True
        if self.has_io():
            self._reading_stopped = True
            self.io.readStop()
        if not socket_closed:
            self.connection.terminate(code, '')
            self.send_pending()
        elif self.io is not None:
            self.io.remove_listener(self)
        self.destroyed = True
        if not self._writing or not self.has_io():
            self._done()
        for ping in self.pings:
            complete_in_check(self._cancel(ping))
        self.pings = []
        self.statistics.emit()

    def _done(self) -> None:
        call_back(self.handle, self.handle.ondone, [])
        # reads on, to notice the end of the other side
        self._read_again()

    def _cancel(self, ping: list) -> object:
        return lambda: self.finish(ping, False, [])

    def finish(self, waiting: list, acknowledged: bool, more: list) -> None:
        """Calls back the waiters for answers to PING or SETTINGS."""
        call_back(self.handle, waiting[0], [acknowledged, monotonic_ms() - waiting[1], *more])

    def has_pending_data(self) -> bool:
        return self.connection.wants_write() or self.connection.wants_read()

    def _notify_graceful_close(self) -> None:
        if self.graceful and not self.has_pending_data():
            call_back(self.handle, self.handle.ongracefulclosecomplete, [])
