"""Incoming control frames of an HTTP/2 connection: SETTINGS, PING, WINDOW_UPDATE, GOAWAY, RST_STREAM, PRIORITY, and
extensions; and which settings apply."""

from __future__ import annotations

from runtime_py.node.http2.connection_state import RECEIVED, TERMINATES, ConnectionState
from runtime_py.node.http2.errors import (
    ERR_FLOODED,
    ERR_FLOW_CONTROL,
    ERR_PROTO,
    ERR_TOO_MANY_SETTINGS,
    FLOW_CONTROL_ERROR,
    INTERNAL_ERROR,
)
from runtime_py.node.http2.flow_control import LARGEST_WINDOW
from runtime_py.node.http2.frame_parser import parse_extension
from runtime_py.node.http2.frames import (
    FLAG_ACK,
    ORIGIN,
    PING,
    SETTING_ENABLE_CONNECT_PROTOCOL,
    SETTING_ENABLE_PUSH,
    SETTING_HEADER_TABLE_SIZE,
    SETTING_INITIAL_WINDOW_SIZE,
    SETTING_MAX_CONCURRENT_STREAMS,
    SETTING_MAX_FRAME_SIZE,
    SETTING_MAX_HEADER_LIST_SIZE,
    SETTINGS,
    Frame,
)
from runtime_py.node.http2.rate_limit import RateLimit
from runtime_py.node.http2.stream_state import BY_WINDOW, CLOSING, RESERVED
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.clock import monotonic_ms

MOST_UNSENT_ACKS = 1000
LARGEST_FRAME = 16777215
LEAST_FRAME = 16384


class ControlFrames:
    """Each `receive_*` returns 0 or an error."""

    def __init__(self, state: ConnectionState) -> None:
        self.state = state
        self._resets = RateLimit(state.options.reset_burst, state.options.reset_rate)
        self._peer_settings_seen = False

    def receive_reset(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'RST_STREAM: stream_id == 0')
        if self.state.is_idle(frame.stream_id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'RST_STREAM: stream in idle')
        verdict = self.state.handler.on_frame(frame)
        if verdict != 0:
            return verdict
        self.state.close_stream(frame.stream_id, frame.error_code)
        if self.state.is_server and (self.state.goaway & TERMINATES) == 0 and not self._resets.take(monotonic_ms()):
            self.state.terminate(INTERNAL_ERROR, '')
        return 0

    def receive_priority(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'PRIORITY: stream_id == 0')
        if frame.parent == frame.stream_id:
            return self.state.refuse_connection(frame, ERR_PROTO, 'depend on itself')
        return self.state.handler.on_frame(frame)

    def receive_ping(self, frame: Frame) -> int:
        if frame.stream_id != 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'PING: stream_id != 0')
        if not frame.has(FLAG_ACK) and not self.state.is_closing():
            if self.state.unsent_acks >= MOST_UNSENT_ACKS:
                return ERR_FLOODED
            answer = Frame(PING, 0, 0)
            answer.data = frame.data
            self.state.queue_ack(answer)
        return self.state.handler.on_frame(frame)

    def receive_extension(self, frame: Frame, payload: Bytes) -> int:
        """Only clients process these."""
        if self.state.is_server or not parse_extension(frame, payload):
            return 0
        if frame.kind == ORIGIN:
            return self.state.handler.on_frame(frame) if frame.stream_id == 0 and (frame.flags & 0xF0) == 0 else 0
        if (frame.stream_id == 0) == (frame.origins[0] == '') or frame.value == '':
            return self.state.handler.on_invalid_frame(frame, ERR_PROTO)
        stream = self.state.streams.get(frame.stream_id)
        if frame.stream_id != 0 and (stream is None or stream.state == CLOSING):
            return 0
        return self.state.handler.on_frame(frame)

    # settings

    def receive_settings(self, frame: Frame) -> int:
        if frame.stream_id != 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'SETTINGS: stream_id != 0')
        if frame.has(FLAG_ACK):
            return self._acknowledged(frame)
        if len(frame.settings) > self.state.options.max_settings:
            self.state.terminate(11, 'SETTINGS: too many setting entries')
            return ERR_TOO_MANY_SETTINGS
        if self.state.unsent_acks >= MOST_UNSENT_ACKS:
            return ERR_FLOODED
        if not self._peer_settings_seen:
            self.state.remote.max_concurrent_streams = 4294967295
            self._peer_settings_seen = True
        for setting, value in frame.settings:
            reason = self._apply_remote(setting, value)
            if reason == 'window':
                return self.state.refuse_connection(
                    frame, ERR_FLOW_CONTROL, 'SETTINGS: too large SETTINGS_INITIAL_WINDOW_SIZE'
                )
            if reason != '':
                return self.state.refuse_connection(frame, ERR_PROTO, 'SETTINGS: ' + reason)
        if not self.state.is_closing():
            self.state.queue_ack(Frame(SETTINGS, 0, 0))
        return self.state.handler.on_frame(frame)

    def _apply_remote(self, setting: int, value: int) -> str:
        """Applies a setting: '' or an error message."""
        if setting == SETTING_HEADER_TABLE_SIZE:
            self.state.remote.header_table_size = value
            self.state.encoder.set_limit(value)
        elif setting == SETTING_ENABLE_PUSH:
            if value > 1 or (value == 1 and not self.state.is_server):
                return 'invalid SETTINGS_ENBLE_PUSH' if value > 1 else 'server attempted to enable push'
            self.state.remote.enable_push = value
        elif setting == SETTING_MAX_CONCURRENT_STREAMS:
            self.state.remote.max_concurrent_streams = value
        elif setting == SETTING_INITIAL_WINDOW_SIZE:
            if value > LARGEST_WINDOW or not self.state.grow_send_windows(
                value - self.state.remote.initial_window_size
            ):
                return 'window'
            self.state.remote.initial_window_size = value
        elif setting == SETTING_MAX_FRAME_SIZE:
            if value < LEAST_FRAME or value > LARGEST_FRAME:
                return 'invalid SETTINGS_MAX_FRAME_SIZE'
            self.state.remote.max_frame_size = value
        elif setting == SETTING_MAX_HEADER_LIST_SIZE:
            self.state.remote.max_header_list_size = value
        elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
            if value > 1 or (
                not self.state.is_server and value == 0 and self.state.remote.enable_connect_protocol == 1
            ):
                return 'invalid SETTINGS_ENABLE_CONNECT_PROTOCOL'
            self.state.remote.enable_connect_protocol = value
        return ''

    def _acknowledged(self, frame: Frame) -> int:
        if len(self.state.inflight) == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'SETTINGS: unexpected ACK')
        for setting, value in self.state.inflight.pop(0):
            if not self._apply_local(setting, value):
                self.state.terminate(FLOW_CONTROL_ERROR, '')
                return 0
        self.state.pending_max_streams = 4294967295
        for entries in self.state.inflight:
            self.expect(entries)
        return self.state.handler.on_frame(frame)

    def _apply_local(self, setting: int, value: int) -> bool:
        if setting == SETTING_HEADER_TABLE_SIZE:
            self.state.local.header_table_size = value
            self.state.decoder.set_limit(value)
        elif setting == SETTING_ENABLE_PUSH:
            self.state.local.enable_push = value
        elif setting == SETTING_MAX_CONCURRENT_STREAMS:
            self.state.local.max_concurrent_streams = value
        elif setting == SETTING_INITIAL_WINDOW_SIZE:
            for stream in self.state.streams.values():
                if not stream.window.shift(value - self.state.local.initial_window_size):
                    return False
            self.state.local.initial_window_size = value
        elif setting == SETTING_MAX_FRAME_SIZE:
            self.state.local.max_frame_size = value
        elif setting == SETTING_MAX_HEADER_LIST_SIZE:
            self.state.local.max_header_list_size = value
        elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
            self.state.local.enable_connect_protocol = value
        return True

    def expect(self, entries: list[list[int]]) -> None:
        """Settings that already apply to incoming frames, although the peer hasn't acknowledged them."""
        for setting, value in entries:
            if setting == SETTING_MAX_CONCURRENT_STREAMS:
                self.state.pending_max_streams = value
            elif setting == SETTING_ENABLE_CONNECT_PROTOCOL:
                self.state.rules.connect_protocol = value != 0

    # windows and the end

    def receive_window_update(self, frame: Frame) -> int:
        if frame.stream_id == 0:
            return self._grow_connection(frame)
        if self.state.is_idle(frame.stream_id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'WINDOW_UPDATE to idle stream')
        stream = self.state.streams.get(frame.stream_id)
        if stream is None:
            return 0
        if stream.state == RESERVED and not self.state.is_mine(stream.id):
            return self.state.refuse_connection(frame, ERR_PROTO, 'WINDOW_UPADATE to reserved stream')
        if frame.increment == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'WINDOW_UPDATE: window_size_increment == 0')
        if stream.send_window > LARGEST_WINDOW - frame.increment:
            return self.state.refuse_stream(frame, ERR_FLOW_CONTROL)
        stream.send_window += frame.increment
        if stream.send_window > 0:
            stream.deferred = stream.deferred & ~BY_WINDOW
            self.state.make_ready(stream)
        return self.state.handler.on_frame(frame)

    def _grow_connection(self, frame: Frame) -> int:
        if frame.increment == 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'WINDOW_UPDATE: window_size_increment == 0')
        if self.state.send_window > LARGEST_WINDOW - frame.increment:
            return self.state.refuse_connection(frame, ERR_FLOW_CONTROL, '')
        self.state.send_window += frame.increment
        return self.state.handler.on_frame(frame)

    def receive_goaway(self, frame: Frame) -> int:
        if frame.stream_id != 0:
            return self.state.refuse_connection(frame, ERR_PROTO, 'GOAWAY: stream_id != 0')
        last = frame.last_stream_id
        if (last > 0 and not self.state.is_mine(last)) or self.state.remote_last_id < last:
            return self.state.refuse_connection(frame, ERR_PROTO, 'GOAWAY: invalid last_stream_id')
        self.state.goaway = self.state.goaway | RECEIVED
        self.state.remote_last_id = last
        verdict = self.state.handler.on_frame(frame)
        if verdict == 0:
            self.state.close_after_goaway(last, False)
        return verdict
