"""A stream between the library's Http2Stream and its protocol: queued writes, received fields, resets. Http2Stream in
C++.

States: open -> closed (by the protocol) -> destroyed (by the library); the session removes a destroyed one."""

from __future__ import annotations

from runtime_py.node.engine.performance_entries import now_ms
from runtime_py.node.http2.callbacks import STREAM_TRAILERS, tell
from runtime_py.node.http2.errors import CANCEL, REFUSED_STREAM
from runtime_py.node.http2.handler import Reading, deferred_reading
from runtime_py.node.http2.hpack import Field
from runtime_py.node.http2.session_core import STREAM_BYTES, SessionCore
from runtime_py.node.http2.statistics import StreamStatistics
from runtime_py.node.realm.callbacks import complete_in_check
from runtime_py.platform.errno import ECANCELED

LARGEST_HEADER_LIST = 16777215
FIELD_OVERHEAD = 32


class QueuedWrite:
    """Queued data; the last part has the request that waits for it."""

    def __init__(self, stream: object, req: object, data: Uint8Array) -> None:
        self.stream = stream
        self.req = req
        self.data = data

    def finish(self, status: int) -> None:
        if self.req is not None:
            self.stream.handle.finish_request(self.req, status)


class StreamCore:
    def __init__(self, session: SessionCore, handle: object, stream_id: int, category: int) -> None:
        self.session = session
        self.handle = handle
        self.id = stream_id
        self.category = category
        self.has_trailers = False
        self.writable = True
        self.reading = False
        self.destroyed = False
        self.code = 0
        self.available = 0  # bytes in the queue
        self.fields: list[Field] = []
        self.wants_write = None  # a pipe that writes on demand
        self.statistics = StreamStatistics(stream_id)
        self._queue: list[QueuedWrite] = []
        self._field_bytes = 0
        self._kept_field_bytes = 0  # blocks passed to the library
        self._paused_bytes = 0  # received but not read yet
        self._most_fields = session.options.max_pairs
        self._most_field_bytes = min(session.connection.local.max_header_list_size, LARGEST_HEADER_LIST)
        session.streams.set(stream_id, self)
        session.memory += STREAM_BYTES
        session.statistics.on_stream(session.streams.size)

    # fields

    def start_fields(self, category: int) -> None:
        self.session.memory -= self._field_bytes
        self._field_bytes = 0
        self.fields = []
        self.category = category

    def add_field(self, field: Field) -> bool:
        """False when the peer sends too many."""
        length = field.name.length + field.value.length + FIELD_OVERHEAD
        if (
            not self.session.has_memory(length)
            or self.fields.length == self._most_fields
            or self._field_bytes + length > self._most_field_bytes
        ):
            return False
        if self.statistics.first_field == 0:
            self.statistics.first_field = now_ms()
        self.fields.append(field)
        self._field_bytes += length
        self.session.memory += length
        return True

    def take_fields(self) -> list[Field]:
        found = self.fields
        self.fields = []
        self._kept_field_bytes += self._field_bytes
        self._field_bytes = 0
        return found

    # reading

    def receive(self, data: Uint8Array) -> None:
        self.statistics.bytes_read += data.length
        if self.statistics.first_byte == 0:
            self.statistics.first_byte = now_ms()
        self.handle.listener.on_read(data.length, data)
        if self.destroyed:
            return
        if self.reading:
            self.session.connection.consume_stream(self.id, data.length)
        else:
            self._paused_bytes += data.length

    def read_start(self) -> None:
        self.session.scope(lambda: self._read_start())

    def _read_start(self) -> None:
        self.reading = True
        paused = self._paused_bytes
        self._paused_bytes = 0
        self.session.connection.consume_stream(self.id, paused)

    # writing

    def write(self, req: object, data: Uint8Array) -> bool:
        if not self.writable or self.destroyed:
            return False
        self.session.scope(lambda: self._write(req, data))
        return True

    def _write(self, req: object, data: Uint8Array) -> None:
        self._queue.append(QueuedWrite(self, req, data))
        self.available += data.length
        self.session.memory += data.length
        self.session.connection.resume_data(self.id)

    def shutdown(self) -> bool:
        if self.destroyed:
            return False
        self.writable = False
        self.session.scope(lambda: self.session.connection.resume_data(self.id))
        return True

    def read_out(self, most: int) -> Reading:
        """Data for the next frame."""
        while True:
            # an empty write completes when the stream wants data
            while self._queue.length > 0 and self._queue[0].data.length == 0:
                self._queue.shift().finish(0)
            if self.available > 0 or not self.writable:
                break
            if self.wants_write is not None:
                self.wants_write(most)
            if self.available == 0 and self.writable and self._queue.length == 0:
                return deferred_reading()
        parts = self._take(min(self.available, most))
        last = self.available == 0 and not self.writable
        open_end = last and self.has_trailers
        if open_end:
            self.has_trailers = False
            tell(self.handle, STREAM_TRAILERS, [])
        return Reading(parts, False, last, open_end)

    def _take(self, amount: int) -> list[Uint8Array]:
        self.available -= amount
        self.session.memory -= amount
        self.statistics.bytes_written += amount
        if self.statistics.first_byte_sent == 0:
            self.statistics.first_byte_sent = now_ms()
        parts = []
        while amount > 0:
            first = self._queue[0]
            if first.data.length > amount:
                parts.append(first.data.subarray(0, amount))
                first.data = first.data.subarray(amount)
                break
            amount -= first.data.length
            parts.append(first.data)
            self._queue.shift()
            self.session.finished_writes.append(first)
        return parts

    # the end

    def reset(self, code: int) -> None:
        """Sends RST_STREAM after the data written before."""
        self.code = code
        session = self.session
        if session.in_scope and code == CANCEL:
            self._reset_later()
        elif session.in_scope and code == REFUSED_STREAM:
            self.flush_reset()
        elif session.send_pending():
            self.flush_reset()
        else:
            self._reset_later()

    def _reset_later(self) -> None:
        if self.id not in self.session.pending_resets:
            self.session.pending_resets.append(self.id)

    def flush_reset(self) -> None:
        at = self.session.pending_resets.indexOf(self.id)
        if at >= 0:
            self.session.pending_resets.splice(at, 1)
        self.session.scope(lambda: self.session.connection.reset_stream(self.id, self.code))

    def destroy(self) -> None:
        if self.destroyed:
            return
        self.destroyed = True
        if self.session.receiving:
            complete_in_check(lambda: self._forget())
        else:
            self._forget()

    def _forget(self) -> None:
        session = self.session
        if self.id in session.pending_resets:
            self.flush_reset()
        if session.streams.get(self.id) is not self:
            return
        session.streams.delete(self.id)
        session.memory -= STREAM_BYTES + self._field_bytes + self._kept_field_bytes
        session.statistics.on_stream_end(self.statistics.start)
        self.statistics.emit()
        # in a later turn, since something may still be in progress
        complete_in_check(lambda: self._cancel_writes())

    def _cancel_writes(self) -> None:
        waiting = self._queue
        self._queue = []
        self.session.memory -= self.available
        self.available = 0
        for entry in waiting:
            entry.finish(-ECANCELED)
