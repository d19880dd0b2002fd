"""The interface from a connection to the program. Verdicts are 0 or one of ERR_*."""

from __future__ import annotations

from runtime_py.node.http2.frames import Frame
from runtime_py.node.http2.hpack import Field
from runtime_py.platform.bytes import Bytes


class Reading:
    """Data for a DATA frame. `deferred`: none now, `resume_data` will be called; `last`: no more data; `open_end`: but
    trailers follow."""

    def __init__(self, parts: list[Bytes], deferred: bool, last: bool, open_end: bool) -> None:
        self.parts = parts
        self.deferred = deferred
        self.last = last
        self.open_end = open_end


def deferred_reading() -> Reading:
    return Reading([], True, False, False)


class Handler:
    """A handler that does nothing; programs override methods as needed."""

    def on_begin_headers(self, frame: Frame) -> int:
        """A header block begins. ERR_TEMPORAL_CALLBACK_FAILURE: the stream is reset and the block ignored."""
        return 0

    def on_field(self, frame: Frame, field: Field) -> int:
        return 0

    def on_frame(self, frame: Frame) -> int:
        """A complete, valid frame was received. Any value but 0 stops reading."""
        return 0

    def on_data(self, stream_id: int, data: Bytes) -> int:
        return 0

    def on_stream_close(self, stream_id: int, code: int) -> None:
        pass

    def on_sent(self, frame: Frame) -> None:
        pass

    def on_not_sent(self, frame: Frame, error: int) -> None:
        pass

    def on_invalid_frame(self, frame: Frame, error: int) -> int:
        """The peer violated a rule. Any value but 0 stops reading."""
        return 0

    def on_error(self, error: int) -> None:
        pass

    def wants_pause(self) -> bool:
        """Called after each step of reading: whether the rest must wait for another call."""
        return False

    def pad(self, length: int, most: int) -> int:
        """The payload length including padding."""
        return length

    def read(self, stream_id: int, most: int) -> Reading:
        return deferred_reading()
