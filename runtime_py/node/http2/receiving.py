"""The incoming direction of an HTTP/2 connection: bytes to frames, and the effect of each frame on streams and windows.

States of the reader: the client's magic (server) -> the first SETTINGS -> frames, each a header and a payload; DATA is
passed on as it arrives, every other payload is collected. Headers are handled in header_blocks.py, the other frames in
control_frames.py.
"""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.node.http2.connection_state import ConnectionState
from runtime_py.node.http2.errors import (
    ERR_BAD_CLIENT_MAGIC,
    ERR_CALLBACK_FAILURE,
    ERR_PROTO,
    ERR_SETTINGS_EXPECTED,
    ERR_STREAM_CLOSED,
    FLOW_CONTROL_ERROR,
    FRAME_SIZE_ERROR,
    PROTOCOL_ERROR,
)
from runtime_py.node.http2.frame_parser import BadFrame, padding_of, parse_header
from runtime_py.node.http2.frames import (
    CLIENT_MAGIC,
    CONTINUATION,
    DATA,
    FLAG_ACK,
    FLAG_END_STREAM,
    FLAG_PADDED,
    HEADER_BYTES,
    SETTINGS,
    Frame,
)
from runtime_py.node.http2.header_blocks import BlockReceiver
from runtime_py.node.http2.stream_state import CLOSING, OPENED, RESERVED, SHUT_READ, StreamState
from runtime_py.platform.bytes import Bytes, alloc, concat, view

_IGNORE = 1


class Receiver:
    """`receive_frame(frame, payload)` handles all frames but DATA; `blocks` knows whether a block of header fields
    continues."""

    def __init__(
        self, state: ConnectionState, blocks: BlockReceiver, receive_frame: Callable[[Frame, Bytes], int]
    ) -> None:
        self.state = state
        self._blocks = blocks
        self._receive_frame = receive_frame
        self._magic_seen = 0 if state.is_server else len(CLIENT_MAGIC)
        self._settings_seen = False
        self._frame: Frame | None = None  # the frame whose payload is being read
        self._parts: list[Bytes] = []
        self._collected = 0
        self._left = 0  # of DATA's payload
        self._padding = 0  # the last bytes of it
        self._pad_length_due = False
        self._ignores_data = False
        self._then: Callable[[], None] | None = None  # a step to do before more bytes are read

    def feed(self, octets: Bytes) -> int:
        """0, or the error after which nothing more can be read."""
        at = 0
        while True:
            at = self.feed_some(octets, at)
            if at < 0 or (at >= len(octets) and not self.has_step()):
                return min(at, 0)

    def has_step(self) -> bool:
        """Whether there is work to do without more bytes."""
        return not self.state.ignores_all and (
            self._then is not None or (self._frame is not None and self._frame.kind == DATA and self._left == 0)
        )

    def feed_some(self, octets: Bytes, start: int) -> int:
        """Reads as far as the handler wants in one call; returns where it stopped, or an error."""
        at = start
        while (at < len(octets) or self.has_step()) and not self.state.ignores_all:
            if self._then is not None:
                step = self._then
                self._then = None
                step()
                if self.state.handler.wants_pause():
                    return at
                continue
            if self._magic_seen < len(CLIENT_MAGIC):
                expected: str = CLIENT_MAGIC[self._magic_seen]
                if octets[at] != ord(expected):
                    return ERR_BAD_CLIENT_MAGIC
                self._magic_seen += 1
                at += 1
                continue
            if self._frame is None:
                at = self._collect(octets, at, HEADER_BYTES)
                verdict = self._begin_frame() if self._collected == HEADER_BYTES else 0
            elif self._frame.kind == DATA and self._left == 0:
                verdict = self._end_data(self._frame)
            elif self._frame.kind == DATA:
                end = min(at + self._left, len(octets))
                verdict = self._take_data(self._frame, view(octets, at, end))
                at = end
            else:
                at = self._collect(octets, at, self._frame.length)
                verdict = self._end_frame() if self._collected == self._frame.length else 0
            if verdict != 0:
                return ERR_CALLBACK_FAILURE if verdict > 0 else verdict
            if self.state.handler.wants_pause():
                return at
        return len(octets)

    def _collect(self, octets: Bytes, at: int, wanted: int) -> int:
        """Collects the missing part of `wanted` bytes; returns where it stopped."""
        end = min(at + wanted - self._collected, len(octets))
        self._parts.append(view(octets, at, end))
        self._collected += end - at
        return end

    def _taken(self) -> Bytes:
        found = self._parts[0] if len(self._parts) == 1 else concat(self._parts)
        self._parts = []
        self._collected = 0
        return found

    def _begin_frame(self) -> int:
        frame = parse_header(self._taken(), 0)
        if frame.length > self.state.local.max_frame_size:
            self.state.terminate(FRAME_SIZE_ERROR, 'too large frame size')
            return 0
        if not self._settings_seen:
            if frame.kind != SETTINGS or frame.has(FLAG_ACK):
                self.state.handler.on_error(ERR_SETTINGS_EXPECTED)
                self.state.terminate(PROTOCOL_ERROR, 'SETTINGS expected')
                return 0
            self._settings_seen = True
        if self._blocks.open_block is not None and (
            frame.kind != CONTINUATION or frame.stream_id != self._blocks.open_block.stream_id
        ):
            self.state.terminate(PROTOCOL_ERROR, 'unexpected non-CONTINUATION frame or stream_id is invalid')
            return 0
        self._frame = frame
        if frame.kind == DATA:
            return self._begin_data(frame)
        return self._end_frame() if frame.length == 0 else 0

    def _end_frame(self) -> int:
        frame = self._frame
        self._frame = None
        payload = alloc(0) if frame.length == 0 else self._taken()
        try:
            return self._receive_frame(frame, payload)
        except BadFrame as bad:
            return self.state.refuse_connection(frame, bad.error, bad.reason)

    # data

    def _begin_data(self, frame: Frame) -> int:
        self._left = frame.length
        self._padding = 0
        self._pad_length_due = frame.has(FLAG_PADDED)
        self._ignores_data = False
        if self._pad_length_due and frame.length == 0:
            return self._finish_data(self.state.refuse_connection(frame, ERR_PROTO, 'DATA: insufficient padding'))
        stream = self.state.streams.get(frame.stream_id)
        reason = self._why_no_data(frame, stream)
        if reason == 'DATA: stream in half-closed(remote)':
            return self._finish_data(self.state.refuse_connection(frame, ERR_STREAM_CLOSED, reason))
        if reason != '':
            return self._finish_data(self.state.refuse_connection(frame, ERR_PROTO, reason))
        self._ignores_data = stream is None or stream.state == CLOSING
        return 0

    def _why_no_data(self, frame: Frame, stream: StreamState | None) -> str:
        """'' when data is allowed, or must be ignored."""
        if frame.stream_id == 0:
            return 'DATA: stream_id == 0'
        if self.state.is_idle(frame.stream_id):
            return 'DATA: stream in idle'
        if stream is None:
            return ''
        if stream.is_shut(SHUT_READ):
            return 'DATA: stream in half-closed(remote)'
        if self.state.is_mine(stream.id):
            return '' if stream.state == CLOSING or stream.state == OPENED else 'DATA: stream not opened'
        return 'DATA: stream in reserved' if stream.state == RESERVED else ''

    def _finish_data(self, verdict: int) -> int:
        self._frame = None
        return verdict

    def _take_data(self, frame: Frame, octets: Bytes) -> int:
        if self._pad_length_due:
            self._pad_length_due = False
            try:
                self._padding = padding_of(frame, octets[0]) - 1
            except BadFrame as bad:
                return self._finish_data(self.state.refuse_connection(frame, bad.error, bad.reason))
            self._left -= 1
            if not self._receive_octets(frame.stream_id, 1):
                return 0
            self.consume_connection(1)
            self.consume_stream(frame.stream_id, 1)
            rest = view(octets, 1, len(octets))
            return 0 if len(rest) == 0 else self._take_data(frame, rest)
        self._left -= len(octets)
        if not self._receive_octets(frame.stream_id, len(octets)):
            return 0
        # padding follows the data
        padding = max(0, min(len(octets), self._padding - self._left))
        return self._deliver(frame, view(octets, 0, len(octets) - padding), padding)

    def _receive_octets(self, stream_id: int, length: int) -> bool:
        """Accounts for the bytes in both windows; False when that ends the connection."""
        if not self.state.window.on_data(length):
            self.state.terminate(FLOW_CONTROL_ERROR, '')
            return False
        stream = self.state.streams.get(stream_id)
        if stream is not None and not self._ignores_data and not stream.window.on_data(length):
            self.state.reset_stream(stream_id, FLOW_CONTROL_ERROR)
            self._ignores_data = True
        return True

    def _deliver(self, frame: Frame, data: Bytes, padding: int) -> int:
        stream = self.state.streams.get(frame.stream_id)
        if self._ignores_data or stream is None:
            self.consume_connection(len(data) + padding)
            return 0
        if padding > 0:
            self.consume_connection(padding)
            self.consume_stream(frame.stream_id, padding)
        if len(data) == 0:
            return 0
        if not stream.message.on_data(len(data)):
            self.consume_connection(len(data))
            self._ignores_data = True
            return self.state.refuse_stream(frame, ERR_PROTO)
        return self.state.handler.on_data(frame.stream_id, data)

    def _end_data(self, frame: Frame) -> int:
        self._frame = None
        stream = self.state.streams.get(frame.stream_id)
        if self._ignores_data or stream is None or stream.state == CLOSING:
            return 0
        if frame.has(FLAG_END_STREAM) and not stream.message.on_end():
            # not `end_reading`: the stream stays open until the reset is sent, which says why it ended
            stream.shut = stream.shut | SHUT_READ
            self.state.reset_stream(stream.id, PROTOCOL_ERROR)
            return 0
        if self.state.handler.on_frame(frame) != 0:
            return ERR_CALLBACK_FAILURE
        if frame.has(FLAG_END_STREAM):
            self.end_reading(stream)
        return 0

    def end_reading(self, stream: StreamState) -> None:
        """The peer's direction of a stream has ended; a separate step, since the stream may close."""

        def step() -> None:
            if self.state.streams.get(stream.id) is stream:
                self.state.shut(stream, SHUT_READ)

        self._then = step

    # windows

    def consume_connection(self, length: int) -> None:
        self.state.queue_window_update(0, self.state.window.consume(length))

    def consume_stream(self, stream_id: int, length: int) -> None:
        stream = self.state.streams.get(stream_id)
        if stream is not None and not stream.is_shut(SHUT_READ):
            self.state.queue_window_update(stream_id, stream.window.consume(length))
