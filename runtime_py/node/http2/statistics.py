"""Counters of sessions and streams, and the performance entries made from them when one ends."""

from __future__ import annotations

from runtime_py.node.engine.performance_entries import add_entry, is_observed, now_ms
from runtime_py.node.realm.callbacks import complete_later

ENTRY_TYPE_HTTP2 = 2


class SessionStatistics:
    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.start = now_ms()
        self.bytes_read = 0
        self.bytes_written = 0
        self.frames_received = 0
        self.frames_sent = 0
        self.most_streams = 0
        self.streams = 0
        self.ping_ms = 0
        self.average_ms: float = 0

    def on_stream(self, open_streams: int) -> None:
        self.streams += 1
        self.most_streams = max(self.most_streams, open_streams)

    def on_stream_end(self, start: float) -> None:
        self.average_ms = (now_ms() - start) / self.streams

    def emit(self) -> None:
        if is_observed(ENTRY_TYPE_HTTP2):
            details = {
                'bytesWritten': self.bytes_written,
                'bytesRead': self.bytes_read,
                'framesReceived': self.frames_received,
                'framesSent': self.frames_sent,
                'maxConcurrentStreams': self.most_streams,
                'pingRTT': self.ping_ms * 1000000,
                'streamAverageDuration': self.average_ms,
                'streamCount': self.streams,
                'type': self.kind,
            }
            emit_later('Http2Session', self.start, details)


class StreamStatistics:
    def __init__(self, stream_id: int) -> None:
        self.id = stream_id
        self.start = now_ms()
        self.bytes_read = 0
        self.bytes_written = 0
        self.first_field: float = 0
        self.first_byte: float = 0
        self.first_byte_sent: float = 0

    def emit(self) -> None:
        if is_observed(ENTRY_TYPE_HTTP2):
            details = {
                'bytesRead': self.bytes_read,
                'bytesWritten': self.bytes_written,
                'id': self.id,
                'timeToFirstByte': self.first_byte - self.start,
                'timeToFirstByteSent': self.first_byte_sent - self.start,
                'timeToFirstHeader': self.first_field - self.start,
            }
            emit_later('Http2Stream', self.start, details)


def emit_later(name: str, start: float, details: object) -> None:
    complete_later(lambda: add_entry(name, 'http2', start, details) if is_observed(ENTRY_TYPE_HTTP2) else None)
