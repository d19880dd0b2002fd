"""An HTTP/2 connection without I/O: `feed` takes bytes from the peer, `pull` returns bytes to send, `submit_*` take the
program's requests.

Control frames and settings are here; the layers below are connection_state < sending < receiving < header_blocks."""

from __future__ import annotations

from runtime_py.node.http2.connection_state import LARGEST_ID, TERMINATES, Item, Options
from runtime_py.node.http2.errors import (
    ERR_DATA_EXIST,
    ERR_FLOODED,
    ERR_FLOW_CONTROL,
    ERR_INVALID_ARGUMENT,
    ERR_PROTO,
    ERR_STREAM_CLOSED,
    ERR_STREAM_ID_NOT_AVAILABLE,
    ERR_TOO_MANY_SETTINGS,
    FLOW_CONTROL_ERROR,
    INTERNAL_ERROR,
)
from runtime_py.node.http2.flow_control import LARGEST_WINDOW
from runtime_py.node.http2.frame_parser import parse_extension, parse_payload
from runtime_py.node.http2.frames import (
    ALTSVC,
    CONTINUATION,
    FLAG_ACK,
    FLAG_END_STREAM,
    GOAWAY,
    HEADERS,
    ORIGIN,
    PING,
    PRIORITY,
    PUSH_PROMISE,
    REQUEST,
    RST_STREAM,
    SETTING_ENABLE_CONNECT_PROTOCOL,
    SETTING_ENABLE_PUSH,
    SETTING_HEADER_TABLE_SIZE,
    SETTING_INITIAL_WINDOW_SIZE,
    SETTING_MAX_CONCURRENT_STREAMS,
    SETTING_MAX_FRAME_SIZE,
    SETTING_MAX_HEADER_LIST_SIZE,
    SETTINGS,
    TRAILERS,
    WINDOW_UPDATE,
    Frame,
)
from runtime_py.node.http2.handler import Handler
from runtime_py.node.http2.header_blocks import BlockReceiver
from runtime_py.node.http2.hpack import Field
from runtime_py.node.http2.rate_limit import RateLimit
from runtime_py.node.http2.stream_state import BY_USER, CLOSING
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.clock import monotonic_ms

MOST_UNSENT_ACKS = 1000
LARGEST_FRAME = 16777215
LEAST_FRAME = 16384


class Connection(BlockReceiver):
    def __init__(self, handler: Handler, is_server: bool, options: Options) -> None:
        super().__init__(handler, is_server, options)
        self._resets = RateLimit(options.reset_burst, options.reset_rate)
        self._peer_settings_seen = False

    # incoming frames

    def receive_frame(self, frame: Frame, payload: Bytes) -> int:
        kind = frame.kind
        if kind == ALTSVC or kind == ORIGIN:
            return self._receive_extension(frame, payload)
        if kind > CONTINUATION:
            return 0
        parse_payload(frame, payload)
        if kind == HEADERS or kind == PUSH_PROMISE:
            return self.receive_block(frame)
        if kind == CONTINUATION:
            return self.receive_continuation(frame, payload)
        if kind == SETTINGS:
            return self._receive_settings(frame)
        if kind == PING:
            return self._receive_ping(frame)
        if kind == WINDOW_UPDATE:
            return self.receive_window_update(frame)
        if kind == GOAWAY:
            return self.receive_goaway(frame)
        return self._receive_reset(frame) if kind == RST_STREAM else self._receive_priority(frame)

    def _receive_reset(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.refuse_connection(frame, ERR_PROTO, 'RST_STREAM: stream_id == 0')
        if self.is_idle(frame.stream_id):
            return self.refuse_connection(frame, ERR_PROTO, 'RST_STREAM: stream in idle')
        verdict = self.handler.on_frame(frame)
        if verdict != 0:
            return verdict
        self.close_stream(frame.stream_id, frame.error_code)
        if self.is_server and (self.goaway & TERMINATES) == 0 and not self._resets.take(monotonic_ms()):
            self.terminate(INTERNAL_ERROR, '')
        return 0

    def _receive_priority(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.refuse_connection(frame, ERR_PROTO, 'PRIORITY: stream_id == 0')
        if frame.parent == frame.stream_id:
            return self.refuse_connection(frame, ERR_PROTO, 'depend on itself')
        return self.handler.on_frame(frame)

    def _receive_ping(self, frame: Frame) -> int:
        if frame.stream_id != 0:
            return self.refuse_connection(frame, ERR_PROTO, 'PING: stream_id != 0')
        if not frame.has(FLAG_ACK) and not self.is_closing():
            if self.unsent_acks >= MOST_UNSENT_ACKS:
                return ERR_FLOODED
            answer = Frame(PING, 0, 0)
            answer.data = frame.data
            self.queue_ack(answer)
        return self.handler.on_frame(frame)

    def _receive_extension(self, frame: Frame, payload: Bytes) -> int:
        """Only clients process these."""
        if self.is_server or not parse_extension(frame, payload):
            return 0
        if frame.kind == ORIGIN:
            return self.handler.on_frame(frame) if frame.stream_id == 0 and (frame.flags & 0xF0) == 0 else 0
        if (frame.stream_id == 0) == (frame.origins[0] == '') or frame.value == '':
            return self.handler.on_invalid_frame(frame, ERR_PROTO)
        stream = self.streams.get(frame.stream_id)
        if frame.stream_id != 0 and (stream is None or stream.state == CLOSING):
            return 0
        return self.handler.on_frame(frame)

    # settings

    def _receive_settings(self, frame: Frame) -> int:
        if frame.stream_id != 0:
            return self.refuse_connection(frame, ERR_PROTO, 'SETTINGS: stream_id != 0')
        if frame.has(FLAG_ACK):
            return self._acknowledged(frame)
        if len(frame.settings) > self.options.max_settings:
            self.terminate(11, 'SETTINGS: too many setting entries')
            return ERR_TOO_MANY_SETTINGS
        if self.unsent_acks >= MOST_UNSENT_ACKS:
            return ERR_FLOODED
        if not self._peer_settings_seen:
            self.remote.max_concurrent_streams = 4294967295
            self._peer_settings_seen = True
        for setting, value in frame.settings:
            reason = self._apply_remote(setting, value)
            if reason == 'window':
                return self.refuse_connection(
                    frame, ERR_FLOW_CONTROL, 'SETTINGS: too large SETTINGS_INITIAL_WINDOW_SIZE'
                )
            if reason != '':
                return self.refuse_connection(frame, ERR_PROTO, 'SETTINGS: ' + reason)
        if not self.is_closing():
            self.queue_ack(Frame(SETTINGS, 0, 0))
        return self.handler.on_frame(frame)

    def _apply_remote(self, setting: int, value: int) -> str:
        """Applies a setting: '' or an error message."""
        if setting == SETTING_HEADER_TABLE_SIZE:
            self.remote.header_table_size = value
            self.encoder.set_limit(value)
        elif setting == SETTING_ENABLE_PUSH:
            if value > 1 or (value == 1 and not self.is_server):
                return 'invalid SETTINGS_ENBLE_PUSH' if value > 1 else 'server attempted to enable push'
            self.remote.enable_push = value
        elif setting == SETTING_MAX_CONCURRENT_STREAMS:
            self.remote.max_concurrent_streams = value
        elif setting == SETTING_INITIAL_WINDOW_SIZE:
            if value > LARGEST_WINDOW or not self.grow_send_windows(value - self.remote.initial_window_size):
                return 'window'
            self.remote.initial_window_size = value
        elif setting == SETTING_MAX_FRAME_SIZE:
            if value < LEAST_FRAME or value > LARGEST_FRAME:
                return 'invalid SETTINGS_MAX_FRAME_SIZE'
            self.remote.max_frame_size = value
        elif setting == SETTING_MAX_HEADER_LIST_SIZE:
            self.remote.max_header_list_size = value
        elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
            if value > 1 or (not self.is_server and value == 0 and self.remote.enable_connect_protocol == 1):
                return 'invalid SETTINGS_ENABLE_CONNECT_PROTOCOL'
            self.remote.enable_connect_protocol = value
        return ''

    def _acknowledged(self, frame: Frame) -> int:
        if len(self.inflight) == 0:
            return self.refuse_connection(frame, ERR_PROTO, 'SETTINGS: unexpected ACK')
        for setting, value in self.inflight.pop(0):
            if not self._apply_local(setting, value):
                self.terminate(FLOW_CONTROL_ERROR, '')
                return 0
        self.pending_max_streams = 4294967295
        for entries in self.inflight:
            self._expect(entries)
        return self.handler.on_frame(frame)

    def _apply_local(self, setting: int, value: int) -> bool:
        if setting == SETTING_HEADER_TABLE_SIZE:
            self.local.header_table_size = value
            self.decoder.set_limit(value)
        elif setting == SETTING_ENABLE_PUSH:
            self.local.enable_push = value
        elif setting == SETTING_MAX_CONCURRENT_STREAMS:
            self.local.max_concurrent_streams = value
        elif setting == SETTING_INITIAL_WINDOW_SIZE:
            for stream in self.streams.values():
                if not stream.window.shift(value - self.local.initial_window_size):
                    return False
            self.local.initial_window_size = value
        elif setting == SETTING_MAX_FRAME_SIZE:
            self.local.max_frame_size = value
        elif setting == SETTING_MAX_HEADER_LIST_SIZE:
            self.local.max_header_list_size = value
        elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
            self.local.enable_connect_protocol = value
        return True

    def _expect(self, entries: list[list[int]]) -> None:
        """Settings that already apply to incoming frames, although the peer hasn't acknowledged them."""
        for setting, value in entries:
            if setting == SETTING_MAX_CONCURRENT_STREAMS:
                self.pending_max_streams = value
            elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
                self.rules.connect_protocol = value != 0

    # requests of the program: return 0 or a stream's id, or one of ERR_*

    def submit_settings(self, entries: list[list[int]]) -> int:
        frame = Frame(SETTINGS, 0, 0)
        frame.settings = entries
        self.inflight.append(entries)
        self._expect(entries)
        self.queue(Item(frame))
        return 0

    def submit_request(self, fields: list[Field], has_body: bool) -> int:
        if self.is_server:
            return ERR_PROTO
        if self.next_id > LARGEST_ID:
            return ERR_STREAM_ID_NOT_AVAILABLE
        frame = Frame(HEADERS, 0 if has_body else FLAG_END_STREAM, self.next_id)
        frame.category = REQUEST
        frame.fields = fields
        self.next_id += 2
        item = Item(frame)
        item.has_body = has_body
        self.requests.append(item)
        return frame.stream_id

    def submit_headers(self, stream_id: int, fields: list[Field], has_body: bool, ends: bool) -> int:
        """A response, informational fields (neither body nor end) or trailers."""
        frame = Frame(HEADERS, FLAG_END_STREAM if ends else 0, stream_id)
        frame.category = TRAILERS
        frame.fields = fields
        item = Item(frame)
        item.has_body = has_body
        self.queue(item)
        return 0

    def submit_push_promise(self, stream_id: int, fields: list[Field]) -> int:
        if not self.is_server:
            return ERR_PROTO
        if self.is_mine(stream_id) or self.streams.get(stream_id) is None:
            return ERR_INVALID_ARGUMENT if self.is_mine(stream_id) else ERR_STREAM_CLOSED
        if self.next_id > LARGEST_ID:
            return ERR_STREAM_ID_NOT_AVAILABLE
        frame = Frame(PUSH_PROMISE, 0, stream_id)
        frame.promised_id = self.next_id
        frame.fields = fields
        self.next_id += 2
        self.queue(Item(frame))
        return frame.promised_id

    def submit_data(self, stream_id: int) -> int:
        """Makes the handler send data again, on a stream whose data had run out."""
        stream = self.streams.get(stream_id)
        if stream is None:
            return ERR_STREAM_CLOSED
        if stream.has_data:
            return ERR_DATA_EXIST
        self.begin_data(stream)
        return 0

    def resume_data(self, stream_id: int) -> None:
        stream = self.streams.get(stream_id)
        if stream is not None:
            stream.deferred = stream.deferred & ~BY_USER
            self.make_ready(stream)

    def submit_ping(self, data: Bytes) -> None:
        frame = Frame(PING, 0, 0)
        frame.data = data
        self.queue(Item(frame))

    def submit_goaway(self, last_id: int, code: int, data: Bytes) -> int:
        return 0 if (self.goaway & TERMINATES) != 0 else self.queue_goaway(last_id, code, data, False)

    def submit_altsvc(self, stream_id: int, origin: str, value: str) -> None:
        frame = Frame(ALTSVC, 0, stream_id)
        frame.origins = [origin]
        frame.value = value
        self.queue(Item(frame))

    def submit_origin(self, origins: list[str]) -> None:
        frame = Frame(ORIGIN, 0, 0)
        frame.origins = origins
        self.queue(Item(frame))

    def submit_priority(self, stream_id: int, parent: int, weight: int, exclusive: bool) -> None:
        frame = Frame(PRIORITY, 0, stream_id)
        frame.parent = parent
        frame.weight = weight
        frame.exclusive = exclusive
        self.queue(Item(frame))

    def set_window(self, size: int) -> None:
        """Sets how much the peer may send on the whole connection."""
        self.queue_window_update(0, self.window.resize(size))

    def set_next_id(self, stream_id: int) -> bool:
        if stream_id <= 0 or stream_id < self.next_id or (stream_id % 2 == 0) != self.is_server:
            return False
        self.next_id = stream_id
        return True

    def queued(self) -> int:
        return len(self.urgent) + len(self.regular) + len(self.requests)
