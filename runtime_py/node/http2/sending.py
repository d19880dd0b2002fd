"""The outgoing direction of an HTTP/2 connection: chooses the next frame, checks whether it may be sent, encodes it,
and updates the state.

The order is nghttp2's: PING and SETTINGS, then control frames and responses, then requests as far as the peer's limit
on streams allows, then data, stream by stream."""

from __future__ import annotations

from runtime_py.node.http2.connection_state import (
    RECEIVED,
    SENT,
    TERMINATED,
    TERMINATES,
    ConnectionState,
    Item,
)
from runtime_py.node.http2.errors import (
    ERR_CANCEL,
    ERR_FRAME_SIZE_ERROR,
    ERR_INVALID_STREAM_STATE,
    ERR_PROTO,
    ERR_PUSH_DISABLED,
    ERR_SESSION_CLOSING,
    ERR_START_STREAM_NOT_ALLOWED,
    ERR_STREAM_CLOSED,
    ERR_STREAM_CLOSING,
    ERR_STREAM_SHUT_WR,
    INTERNAL_ERROR,
    REFUSED_STREAM,
)
from runtime_py.node.http2.frames import (
    ALTSVC,
    CHUNK,
    CLIENT_MAGIC,
    DATA,
    FLAG_ACK,
    FLAG_END_STREAM,
    GOAWAY,
    HEADERS,
    ORIGIN,
    PING,
    PUSH_PROMISE,
    PUSH_RESPONSE,
    REQUEST,
    RESPONSE,
    RST_STREAM,
    SETTINGS,
    TRAILERS,
    WINDOW_UPDATE,
    Frame,
    block_octets,
    control_octets,
    data_octets,
    u32_octets,
)
from runtime_py.node.http2.stream_state import (
    BY_USER,
    BY_WINDOW,
    CLOSING,
    INITIAL,
    OPENED,
    OPENING,
    RESERVED,
    SHUT_WRITE,
    StreamState,
)
from runtime_py.platform.bytes import Bytes, alloc, encode_latin1

MOST_PADDING = 256


class Sender:
    def __init__(self, state: ConnectionState) -> None:
        self.state = state
        self._magic_sent = state.is_server

    def pull(self) -> list[Bytes]:
        """The next frame (preceded by a client's magic, if it is the first) in one or more parts; [] when nothing may
        be sent now."""
        if not self._magic_sent:
            self._magic_sent = True
            return [encode_latin1(CLIENT_MAGIC)]
        while True:
            item = self._next_item()
            if item is not None:
                parts = self._send(item)
            elif len(self.state.ready) > 0 and self.state.send_window > 0:
                parts = self._send_data(self.state.streams.get(self.state.ready.pop(0)))
            else:
                return []
            if len(parts) > 0:
                return parts

    def _next_item(self) -> Item | None:
        if len(self.state.urgent) > 0:
            return self.state.urgent.pop(0)
        if len(self.state.regular) > 0:
            return self.state.regular.pop(0)
        if len(self.state.requests) > 0 and self.state.has_outgoing_room():
            return self.state.requests.pop(0)
        return None

    def _send(self, item: Item) -> list[Bytes]:
        error = self._check(item)
        if error == 0:
            octets = self._octets(item)
            if octets is not None:
                self._after_sent(item)
                return [octets]
            error = ERR_FRAME_SIZE_ERROR
        self._not_sent(item, error)
        return []

    def _not_sent(self, item: Item, error: int) -> None:
        frame = item.frame
        self.state.handler.on_not_sent(frame, error)
        if frame.kind == HEADERS and frame.category == REQUEST:
            self.state.close_stream(frame.stream_id, item.cancel_code if item.cancel_code >= 0 else REFUSED_STREAM)
        elif frame.kind == PUSH_PROMISE:
            self.state.close_stream(frame.promised_id, INTERNAL_ERROR)

    # may it be sent?

    def _check(self, item: Item) -> int:
        frame = item.frame
        if frame.kind == HEADERS:
            return self._check_request(item) if self._is_request(frame) else self._check_headers(frame)
        if frame.kind == PUSH_PROMISE:
            return self._check_promise(frame)
        if frame.kind in (RST_STREAM, ORIGIN, PING):
            return ERR_SESSION_CLOSING if self.state.is_closing() else 0
        if frame.kind == SETTINGS:
            return 0 if frame.has(FLAG_ACK) or not self.state.is_closing() else ERR_SESSION_CLOSING
        if frame.kind == WINDOW_UPDATE:
            return self._check_window_update(frame)
        if frame.kind == ALTSVC and frame.stream_id != 0:
            return self._check_stream(self.state.streams.get(frame.stream_id))
        return 0

    def _is_request(self, frame: Frame) -> bool:
        return frame.category == REQUEST and not self.state.is_server

    def _check_request(self, item: Item) -> int:
        """Opens its stream; `_not_sent` closes that again if the request can't be sent."""
        frame = item.frame
        self.state.last_sent_id = frame.stream_id
        stream = self.state.open_stream(frame.stream_id, INITIAL)
        stream.message.record_request(frame.fields)
        if item.cancel_code >= 0:
            return ERR_CANCEL
        if (self.state.goaway & (TERMINATES | RECEIVED)) != 0:
            return ERR_START_STREAM_NOT_ALLOWED
        return ERR_SESSION_CLOSING if self.state.is_closing() else 0

    def _check_stream(self, stream: StreamState | None) -> int:
        if stream is None:
            return ERR_STREAM_CLOSED
        if self.state.is_closing():
            return ERR_SESSION_CLOSING
        return ERR_STREAM_SHUT_WR if stream.is_shut(SHUT_WRITE) else 0

    def _check_headers(self, frame: Frame) -> int:
        stream = self.state.streams.get(frame.stream_id)
        refused = self._check_stream(stream)
        if refused != 0:
            return refused
        if stream.state == CLOSING:
            return ERR_STREAM_CLOSING
        if stream.state == RESERVED:
            frame.category = PUSH_RESPONSE
            if (self.state.goaway & RECEIVED) != 0:
                return ERR_START_STREAM_NOT_ALLOWED
            return 0 if self.state.is_mine(stream.id) else ERR_PROTO
        if stream.state == OPENING and not self.state.is_mine(stream.id):
            frame.category = RESPONSE
            return 0
        frame.category = TRAILERS
        return 0 if stream.state == OPENED or self.state.is_mine(stream.id) else ERR_INVALID_STREAM_STATE

    def _check_promise(self, frame: Frame) -> int:
        parent = self.state.streams.get(frame.stream_id)
        refused = self._check_stream(parent)
        if refused == 0 and self.state.remote.enable_push == 0:
            refused = ERR_PUSH_DISABLED
        if refused == 0 and parent.state == CLOSING:
            refused = ERR_STREAM_CLOSING
        if refused == 0 and (self.state.goaway & RECEIVED) != 0:
            refused = ERR_START_STREAM_NOT_ALLOWED
        if refused == 0:
            self.state.last_sent_id = frame.promised_id
            self.state.open_stream(frame.promised_id, RESERVED).message.record_request(frame.fields)
        return refused

    def _check_window_update(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return 0
        stream = self.state.streams.get(frame.stream_id)
        if stream is None:
            return ERR_STREAM_CLOSED
        if self.state.is_closing():
            return ERR_SESSION_CLOSING
        return ERR_INVALID_STREAM_STATE if stream.state == RESERVED and self.state.is_mine(stream.id) else 0

    # encoding

    def _octets(self, item: Item) -> Bytes | None:
        frame = item.frame
        if frame.kind != HEADERS and frame.kind != PUSH_PROMISE:
            octets = control_octets(frame)
            frame.length = len(octets)
            return octets
        if self._bound(frame) > self.state.options.max_header_block:
            return None
        lead = u32_octets(frame.promised_id) if frame.kind == PUSH_PROMISE else alloc(0)
        block = self.state.encoder.encode(frame.fields)
        frame.length = len(lead) + len(block)
        padding = 0
        if frame.length < CHUNK:
            padding = self.state.handler.pad(frame.length, min(frame.length + MOST_PADDING, CHUNK)) - frame.length
        return block_octets(frame, lead, block, padding)

    def _bound(self, frame: Frame) -> int:
        """An upper bound for the block's size: nghttp2's estimate, to which its limit applies."""
        most = 17 + len(frame.fields) * 12
        for field in frame.fields:
            most += len(field.name) + len(field.value)
        return most

    # state changes

    def _after_sent(self, item: Item) -> None:
        frame = item.frame
        if frame.kind == SETTINGS or frame.kind == PING:
            if frame.has(FLAG_ACK):
                self.state.unsent_acks -= 1
        self.state.handler.on_sent(frame)
        if frame.kind == HEADERS:
            self._after_headers(item, self.state.streams.get(frame.stream_id))
        elif frame.kind == RST_STREAM:
            self.state.close_stream(frame.stream_id, frame.error_code)
        elif frame.kind == GOAWAY:
            self._after_goaway(item)
        elif frame.kind == WINDOW_UPDATE:
            self._after_window_update(frame.stream_id)

    def _after_headers(self, item: Item, stream: StreamState | None) -> None:
        if stream is None:
            return
        if item.frame.category == PUSH_RESPONSE:
            stream.pushed = False
            self.state.outgoing += 1
        if item.frame.category == REQUEST:
            stream.state = OPENING
        elif stream.state != CLOSING and item.frame.category != TRAILERS:
            stream.state = OPENED
        if item.frame.has(FLAG_END_STREAM):
            self.state.shut(stream, SHUT_WRITE)
        elif item.has_body:
            self.begin_data(stream)

    def begin_data(self, stream: StreamState) -> None:
        stream.has_data = True
        stream.deferred = 0
        self.state.make_ready(stream)

    def _after_goaway(self, item: Item) -> None:
        if item.terminates:
            self.state.goaway = self.state.goaway | TERMINATED
        self.state.goaway = self.state.goaway | SENT
        self.state.local_last_id = item.frame.last_stream_id
        self.state.close_after_goaway(item.frame.last_stream_id, True)

    def _after_window_update(self, stream_id: int) -> None:
        stream = self.state.streams.get(stream_id)
        window = self.state.window if stream_id == 0 else (None if stream is None else stream.window)
        if window is not None:
            window.update_queued = False
            self.state.queue_window_update(stream_id, window.consume(0))

    # data

    def _send_data(self, stream: StreamState | None) -> list[Bytes]:
        if stream is None or not stream.has_data:
            return []
        if self._check_stream(stream) != 0 or stream.state == CLOSING or stream.state == RESERVED:
            stream.has_data = False
            return []
        most = min(CHUNK, self.state.remote.max_frame_size, self.state.send_window, stream.send_window)
        if most <= 0:
            stream.deferred = stream.deferred | BY_WINDOW
            return []
        reading = self.state.handler.read(stream.id, most)
        if self.state.streams.get(stream.id) is not stream:
            return []
        if reading.deferred:
            stream.deferred = stream.deferred | BY_USER
            return []
        frame = Frame(DATA, FLAG_END_STREAM if reading.last and not reading.open_end else 0, stream.id)
        frame.length = sum([len(part) for part in reading.parts])
        padding = 0
        if frame.length < most:
            padding = self.state.handler.pad(frame.length, min(frame.length + MOST_PADDING, most)) - frame.length
        parts = data_octets(frame, reading.parts, padding)
        self._after_data(stream, frame, frame.length + padding, reading.last)
        return parts

    def _after_data(self, stream: StreamState, frame: Frame, taken: int, last: bool) -> None:
        self.state.send_window -= taken
        stream.send_window -= taken
        if last:
            stream.has_data = False
        else:
            self.state.make_ready(stream)
        self.state.handler.on_sent(frame)
        if frame.has(FLAG_END_STREAM):
            self.state.shut(stream, SHUT_WRITE)
