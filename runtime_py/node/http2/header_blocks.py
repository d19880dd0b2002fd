"""Incoming blocks of header fields: determines the message and stream of each, and checks HTTP's rules.

A block is HEADERS or PUSH_PROMISE with all its CONTINUATIONs. It is always decoded, even when it is ignored: the
dynamic table must stay in step with the peer's."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.node.http2.connection_state import SENT, TERMINATES, ConnectionState
from runtime_py.node.http2.errors import (
    COMPRESSION_ERROR,
    ERR_HTTP_HEADER,
    ERR_HTTP_MESSAGING,
    ERR_PROTO,
    ERR_REFUSED_STREAM,
    ERR_STREAM_CLOSED,
    ERR_TEMPORAL_CALLBACK_FAILURE,
    ERR_TOO_MANY_CONTINUATIONS,
    INTERNAL_ERROR,
)
from runtime_py.node.http2.frames import (
    FLAG_END_HEADERS,
    FLAG_END_STREAM,
    FLAG_PRIORITY,
    HEADERS,
    PUSH_PROMISE,
    PUSH_RESPONSE,
    REQUEST,
    RESPONSE,
    TRAILERS,
    Frame,
)
from runtime_py.node.http2.hpack import Field
from runtime_py.node.http2.http_rules import IGNORED
from runtime_py.node.http2.huffman import HpackError
from runtime_py.node.http2.stream_state import CLOSING, OPENED, OPENING, RESERVED, SHUT_READ, StreamState
from runtime_py.platform.bytes import Bytes, concat

_WANTED = 0
_UNWANTED = 1  # decoded, but not reported


class BlockReceiver:
    """`end_reading(stream)` is called when a block ends the peer's direction of a stream."""

    def __init__(self, state: ConnectionState, end_reading: Callable[[StreamState], None]) -> None:
        self.state = state
        self._end_reading = end_reading
        self.open_block: Frame | None = None  # HEADERS or PUSH_PROMISE whose block continues
        self._continuations = 0
        self._wanted = False

    def receive_block(self, frame: Frame) -> int:
        """Handles the first frame of a block."""
        self._continuations = 0
        verdict = self._begin_promise(frame) if frame.kind == PUSH_PROMISE else self._begin_headers(frame)
        if verdict < 0 or self.state.ignores_all:
            return verdict
        self._wanted = verdict == _WANTED
        if not frame.has(FLAG_END_HEADERS):
            self.open_block = frame
            return 0
        return self._end_block(frame)

    def receive_continuation(self, frame: Frame, payload: Bytes) -> int:
        begun = self.open_block
        if begun is None:
            return self.state.refuse_connection(frame, ERR_PROTO, 'CONTINUATION: unexpected')
        self._continuations += 1
        if self._continuations > self.state.options.max_continuations:
            return ERR_TOO_MANY_CONTINUATIONS
        begun.block = concat([begun.block, payload])
        if not frame.has(FLAG_END_HEADERS):
            return 0
        self.open_block = None
        begun.flags = begun.flags | FLAG_END_HEADERS
        return self._end_block(begun)

    # the block's role

    def _begin_headers(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'HEADERS: stream_id == 0')
        if frame.has(FLAG_PRIORITY) and frame.parent == frame.stream_id:
            return self.state.refuse_connection(frame, ERR_PROTO, 'HEADERS: depend on itself')
        stream = self.state.streams.get(frame.stream_id)
        if stream is None:
            return self._begin_request(frame)
        if stream.state == RESERVED and not self.state.is_mine(stream.id):
            return self._begin_push_response(frame, stream)
        if stream.is_shut(SHUT_READ):
            return self.state.refuse_connection(frame, ERR_STREAM_CLOSED, 'HEADERS: stream closed')
        if self.state.is_mine(stream.id) and stream.state == OPENING:
            frame.category = RESPONSE
            stream.state = OPENED
            return self._announce(frame)
        frame.category = TRAILERS
        if stream.state == CLOSING or (self.state.is_mine(stream.id) and stream.state != OPENED):
            return _UNWANTED
        return self._announce(frame)

    def _begin_request(self, frame: Frame) -> int:
        frame.category = REQUEST
        if not self.state.is_server:
            # a response on a closed stream comes too late; a server must not send anything else
            known = not self.state.is_idle(frame.stream_id)
            return (
                _UNWANTED
                if known
                else self.state.refuse_connection(frame, ERR_PROTO, 'request HEADERS: client received request')
            )
        if not self.state.is_new_from_peer(frame.stream_id):
            if self.state.is_mine(frame.stream_id):
                return self.state.refuse_connection(frame, ERR_PROTO, 'request HEADERS: invalid stream_id')
            return _UNWANTED
        self.state.last_received_id = frame.stream_id
        if self.state.incoming >= self.state.local.max_concurrent_streams:
            return self.state.refuse_connection(frame, ERR_PROTO, 'request HEADERS: max concurrent streams exceeded')
        if (self.state.goaway & (TERMINATES | SENT)) != 0:
            return _UNWANTED
        if self.state.incoming >= self.state.pending_max_streams:
            refused = self.state.refuse_stream(frame, ERR_REFUSED_STREAM)
            return _UNWANTED if refused == 0 else refused
        self.state.open_stream(frame.stream_id, OPENING)
        self.state.last_processed_id = frame.stream_id
        return self._announce(frame)

    def _begin_push_response(self, frame: Frame, stream: StreamState) -> int:
        frame.category = PUSH_RESPONSE
        if self.state.incoming >= self.state.local.max_concurrent_streams:
            return self.state.refuse_connection(
                frame, ERR_PROTO, 'push response HEADERS: max concurrent streams exceeded'
            )
        if (self.state.goaway & (TERMINATES | SENT)) != 0:
            return _UNWANTED
        if self.state.incoming >= self.state.pending_max_streams:
            refused = self.state.refuse_stream(frame, ERR_REFUSED_STREAM)
            return _UNWANTED if refused == 0 else refused
        stream.pushed = False
        stream.state = OPENED
        self.state.reserved -= 1
        self.state.incoming += 1
        return self._announce(frame)

    def _begin_promise(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'PUSH_PROMISE: stream_id == 0')
        if self.state.is_server or self.state.local.enable_push == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'PUSH_PROMISE: push disabled')
        if not self.state.is_mine(frame.stream_id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'PUSH_PROMISE: invalid stream_id')
        if (self.state.goaway & (TERMINATES | SENT)) != 0:
            return _UNWANTED
        if not self.state.is_new_from_peer(frame.promised_id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'PUSH_PROMISE: invalid promised_stream_id')
        if self.state.is_idle(frame.stream_id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'PUSH_PROMISE: stream in idle')
        self.state.last_received_id = frame.promised_id
        parent = self.state.streams.get(frame.stream_id)
        if parent is None or parent.state == CLOSING or self.state.reserved >= self.state.options.max_reserved_streams:
            self.state.reset_stream(frame.promised_id, 8)
            return _UNWANTED
        if parent.is_shut(SHUT_READ):
            return self.state.refuse_connection(frame, ERR_STREAM_CLOSED, 'PUSH_PROMISE: stream closed')
        self.state.open_stream(frame.promised_id, RESERVED)
        self.state.last_processed_id = frame.promised_id
        return self._announce(frame)

    def _announce(self, frame: Frame) -> int:
        verdict = self.state.handler.on_begin_headers(frame)
        if verdict == ERR_TEMPORAL_CALLBACK_FAILURE:
            self.state.reset_stream(frame.target(), INTERNAL_ERROR)
            return _UNWANTED
        return verdict

    # its fields and its end

    def _end_block(self, frame: Frame) -> int:
        try:
            fields = self.state.decoder.decode(frame.block)
        except HpackError:
            stream = self.state.streams.get(frame.target())
            if stream is not None and stream.state != CLOSING:
                self.state.reset_stream(stream.id, COMPRESSION_ERROR)
            self.state.terminate(COMPRESSION_ERROR, '')
            return 0
        if not self._wanted:
            return 0
        stream = self.state.streams.get(frame.target())
        for field in fields:
            verdict = ERR_TEMPORAL_CALLBACK_FAILURE if stream is None else self._take_field(frame, stream, field)
            if verdict == ERR_TEMPORAL_CALLBACK_FAILURE:
                return 0
            if verdict != 0:
                return verdict
        return 0 if stream is None else self._after_block(frame, stream)

    def _take_field(self, frame: Frame, stream: StreamState, field: Field) -> int:
        is_trailer = frame.kind == HEADERS and frame.category == TRAILERS and not stream.message.expects_final()
        is_request = self.state.is_server or frame.kind == PUSH_PROMISE
        verdict = stream.message.on_field(self.state.rules, field, is_request, is_trailer, stream.id % 2 == 0)
        if verdict == IGNORED:
            return 0
        if verdict == ERR_HTTP_HEADER:
            refused = self.state.refuse_stream(frame, ERR_HTTP_HEADER)
            return ERR_TEMPORAL_CALLBACK_FAILURE if refused == 0 else refused
        told = self.state.handler.on_field(frame, field)
        if told == ERR_TEMPORAL_CALLBACK_FAILURE:
            self.state.reset_stream(stream.id, INTERNAL_ERROR)
        return told

    def _after_block(self, frame: Frame, stream: StreamState) -> int:
        ends = frame.kind == HEADERS and frame.has(FLAG_END_STREAM)
        if not self._obeys(frame, stream, ends):
            # not `end_reading`: the stream stays open until the reset is sent, which says why it ended
            stream.shut = stream.shut | (SHUT_READ if ends else 0)
            return self.state.refuse_stream(frame, ERR_HTTP_MESSAGING)
        told = self.state.handler.on_frame(frame)
        if told != 0:
            return told
        if ends:
            self._end_reading(stream)
        return 0

    def _obeys(self, frame: Frame, stream: StreamState, ends: bool) -> bool:
        message = stream.message
        if frame.kind == PUSH_PROMISE:
            return message.end_request(True)
        if frame.category == REQUEST:
            fine = message.end_request(False)
        elif frame.category == TRAILERS and not message.expects_final():
            fine = ends
        else:
            fine = message.end_response()
        return fine and (not ends or message.on_end())
