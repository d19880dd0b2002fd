"""Passes the protocol's events to Node's library: the callbacks of Http2Session in C++."""

from __future__ import annotations

from runtime_py.node.engine.performance_entries import now_ms
from runtime_py.node.http2.callbacks import ALTSVC as TELL_ALTSVC
from runtime_py.node.http2.callbacks import ERROR, FRAME_ERROR, GOAWAY_DATA, STREAM_CLOSE, tell
from runtime_py.node.http2.callbacks import HEADERS as TELL_HEADERS
from runtime_py.node.http2.callbacks import ORIGIN as TELL_ORIGIN
from runtime_py.node.http2.callbacks import PING as TELL_PING
from runtime_py.node.http2.callbacks import PRIORITY as TELL_PRIORITY
from runtime_py.node.http2.callbacks import SETTINGS as TELL_SETTINGS
from runtime_py.node.http2.errors import (
    ENHANCE_YOUR_CALM,
    ERR_CALLBACK_FAILURE,
    ERR_FLOW_CONTROL,
    ERR_PROTO,
    ERR_SESSION_CLOSING,
    ERR_SETTINGS_EXPECTED,
    ERR_STREAM_CLOSED,
    ERR_STREAM_CLOSING,
    ERR_TEMPORAL_CALLBACK_FAILURE,
    REFUSED_STREAM,
    is_fatal,
    wire_code,
)
from runtime_py.node.http2.frames import (
    ALTSVC,
    DATA,
    FLAG_ACK,
    FLAG_END_STREAM,
    GOAWAY,
    HEADERS,
    ORIGIN,
    PING,
    PRIORITY,
    PUSH_PROMISE,
    SETTINGS,
    Frame,
)
from runtime_py.node.http2.handler import Handler, Reading, deferred_reading
from runtime_py.node.http2.header_list import flat_fields, sensitive_names
from runtime_py.node.http2.hpack import Field
from runtime_py.node.http2.session_core import STREAM_BYTES, SessionCore
from runtime_py.node.http2.shared_state import PADDING_ALIGNED, PADDING_MAX
from runtime_py.node.http2.stream_core import StreamCore
from runtime_py.node.http2.stream_handle import Http2Stream
from runtime_py.node.realm.callbacks import make_buffer
from runtime_py.node.streams.stream_base import UV_EOF
from runtime_py.platform.bytes import Bytes

# the library's own fields of a session: bytes, followed by two words
BITFIELD = 0
PRIORITY_LISTENERS = 1
MAX_INVALID_FRAMES = 1  # in words
MAX_REJECTED_STREAMS = 2
HAS_SETTINGS_LISTENERS = 1
SETTINGS_UP_TO_DATE = 2
HAS_PING_LISTENERS = 4
HAS_ALTSVC_LISTENERS = 8

TOO_MANY_INVALID = 'ERR_HTTP2_TOO_MANY_INVALID_FRAMES'


class SessionEvents(Handler):
    def __init__(self, session: SessionCore, fields: Uint8Array) -> None:
        super().__init__()
        self._session = session
        self._fields = fields
        self._words = Uint32Array(fields.buffer)
        self._told = False
        self.custom_settings: list[list[int]] = []  # [id, value] from the peer; -1 until it sends one

    def _open_stream(self, stream_id: int) -> StreamCore | None:
        stream = self._session.streams.get(stream_id)
        return None if stream is None or stream.destroyed else stream

    def _tell(self, which: int, args: list) -> object:
        self._told = True
        return tell(self._session.handle, which, args)

    def wants_pause(self) -> bool:
        """After each call of JavaScript: the engine drains its microtasks before further events are reported."""
        told = self._told
        self._told = False
        self._session.told = self._session.told or told
        return told

    # header fields

    def on_begin_headers(self, frame: Frame) -> int:
        stream = self._session.streams.get(frame.target())
        if stream is not None:
            if not stream.destroyed:
                stream.start_fields(frame.category)
            return 0
        session = self._session
        if session.closing:
            session.connection.reset_stream(frame.target(), REFUSED_STREAM)
            return ERR_TEMPORAL_CALLBACK_FAILURE
        if session.streams.size >= session.connection.local.max_concurrent_streams or not session.has_memory(
            STREAM_BYTES
        ):
            session.rejected_streams += 1
            if session.rejected_streams > self._words[MAX_REJECTED_STREAMS] + 1:
                return ERR_CALLBACK_FAILURE
            session.connection.reset_stream(frame.target(), ENHANCE_YOUR_CALM)
            return ERR_TEMPORAL_CALLBACK_FAILURE
        session.rejected_streams = 0
        Http2Stream(session, frame.target(), frame.category, 0)
        return 0

    def on_field(self, frame: Frame, field: Field) -> int:
        stream = self._session.streams.get(frame.target())
        if stream is None:
            return ERR_TEMPORAL_CALLBACK_FAILURE
        if not stream.destroyed and not stream.add_field(field):
            stream.reset(ENHANCE_YOUR_CALM)
            return ERR_TEMPORAL_CALLBACK_FAILURE
        return 0

    def _on_headers(self, frame: Frame) -> None:
        stream = self._open_stream(frame.target())
        if stream is not None:
            fields = stream.take_fields()
            self._tell(
                TELL_HEADERS,
                [stream.handle, stream.id, stream.category, frame.flags, flat_fields(fields), sensitive_names(fields)],
            )

    # data

    def on_data(self, stream_id: int, data: Bytes) -> int:
        # the connection's window is returned to the peer at once; the stream's waits for the reader
        self._session.connection.consume_connection(data.length)
        stream = self._open_stream(stream_id)
        if stream is not None:
            self._told = True
            stream.receive(data)
            if self._session.outgoing_bytes > 4096 or stream.available > 4096:
                self._session.send_pending()
        return 0

    def _on_data_end(self, frame: Frame) -> int:
        stream = self._open_stream(frame.stream_id)
        if stream is not None and frame.has(FLAG_END_STREAM):
            self._told = True
            stream.handle.listener.on_read(UV_EOF, None)
        elif frame.length == 0:
            return self._count_invalid()
        return 0

    def _count_invalid(self) -> int:
        session = self._session
        session.invalid_frames += 1
        if session.invalid_frames > self._words[MAX_INVALID_FRAMES] + 1:
            session.receive_error = TOO_MANY_INVALID
            return ERR_CALLBACK_FAILURE
        return 0

    def read(self, stream_id: int, most: int) -> Reading:
        stream = self._session.streams.get(stream_id)
        return deferred_reading() if stream is None else stream.read_out(most)

    def pad(self, length: int, most: int) -> int:
        if self._session.options.padding == PADDING_MAX:
            return most
        if self._session.options.padding == PADDING_ALIGNED:
            return min(most, length + (8 - (length + 9) % 8) % 8)
        return length

    # frames

    def on_frame(self, frame: Frame) -> int:
        self._session.statistics.frames_received += 1
        if frame.kind == DATA:
            return self._on_data_end(frame)
        if frame.kind == HEADERS or frame.kind == PUSH_PROMISE:
            self._on_headers(frame)
        elif frame.kind == SETTINGS:
            self._on_settings(frame)
        elif frame.kind == PING:
            self._on_ping(frame)
        elif frame.kind == GOAWAY:
            data = make_buffer(frame.data.slice()) if frame.data.length > 0 else js_undefined
            self._tell(GOAWAY_DATA, [frame.error_code, frame.last_stream_id, data])
        elif frame.kind == PRIORITY:
            if self._fields[PRIORITY_LISTENERS] > 0:
                self._tell(TELL_PRIORITY, [frame.stream_id, frame.parent, frame.weight, frame.exclusive])
        elif frame.kind == ALTSVC:
            if (self._fields[BITFIELD] & HAS_ALTSVC_LISTENERS) != 0:
                self._tell(TELL_ALTSVC, [frame.stream_id, frame.origins[0], frame.value])
        elif frame.kind == ORIGIN:
            self._tell(TELL_ORIGIN, [frame.origins])
        return 0

    def _on_settings(self, frame: Frame) -> None:
        session = self._session
        if frame.has(FLAG_ACK):
            if session.settings.length > 0:
                self._told = True
                session.finish(session.settings.shift(), True, [])
            else:
                self._tell(ERROR, [ERR_PROTO])
            return
        self._fields[BITFIELD] = self._fields[BITFIELD] & ~SETTINGS_UP_TO_DATE
        for entry in frame.settings:
            for wanted in self.custom_settings:
                if wanted[0] == entry[0]:
                    wanted[1] = entry[1]
        if (self._fields[BITFIELD] & HAS_SETTINGS_LISTENERS) != 0:
            self._tell(TELL_SETTINGS, [])

    def _on_ping(self, frame: Frame) -> None:
        session = self._session
        if not frame.has(FLAG_ACK):
            if (self._fields[BITFIELD] & HAS_PING_LISTENERS) != 0:
                self._tell(TELL_PING, [make_buffer(frame.data.slice())])
        elif session.pings.length > 0:
            self._told = True
            session.statistics.ping_ms = now_ms() - session.pings[0][1]
            session.finish(session.pings.shift(), True, [make_buffer(frame.data.slice())])
        else:
            self._tell(ERROR, [ERR_PROTO])

    # errors and ends

    def on_invalid_frame(self, frame: Frame, error: int) -> int:
        if self._count_invalid() != 0:
            return ERR_CALLBACK_FAILURE
        if is_fatal(error) or error in (ERR_STREAM_CLOSED, ERR_FLOW_CONTROL, ERR_PROTO):
            self._tell(ERROR, [error])
        return 0

    def on_error(self, error: int) -> None:
        if error == ERR_SETTINGS_EXPECTED:
            self._tell(ERROR, [ERR_PROTO])

    def on_sent(self, frame: Frame) -> None:
        session = self._session
        session.statistics.frames_sent += 1
        if frame.kind == GOAWAY and not session.closing and not session.graceful and not session.goaway_given:
            session.terminated_inside = True

    def on_not_sent(self, frame: Frame, error: int) -> None:
        if error in (ERR_SESSION_CLOSING, ERR_STREAM_CLOSED, ERR_STREAM_CLOSING) and frame.kind != GOAWAY:
            return
        self._tell(FRAME_ERROR, [frame.stream_id, frame.kind, wire_code(error)])

    def on_stream_close(self, stream_id: int, code: int) -> None:
        stream = self._open_stream(stream_id)
        if stream is not None:
            self._told = True
            stream.code = code
            if tell(stream.handle, STREAM_CLOSE, [code]) is not True:
                stream.destroy()
