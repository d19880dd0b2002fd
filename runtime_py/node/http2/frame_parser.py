"""Decodes the payloads of HTTP/2 frames. A payload that violates the rules for its type raises BadFrame; rules for
streams aren't checked here."""

from __future__ import annotations

from runtime_py.node.http2.errors import ERR_FRAME_SIZE_ERROR, ERR_PROTO
from runtime_py.node.http2.frames import (
    ALTSVC,
    CONTINUATION,
    FLAG_ACK,
    FLAG_PADDED,
    FLAG_PRIORITY,
    GOAWAY,
    HEADERS,
    ORIGIN,
    PING,
    PRIORITY,
    PUSH_PROMISE,
    RST_STREAM,
    SETTINGS,
    WINDOW_UPDATE,
    Frame,
)
from runtime_py.platform.bytes import Bytes, decode_latin1, view
from runtime_py.platform.numbers import u32


class BadFrame(Exception):
    """`error` is one of ERR_*; the connection can't continue."""

    def __init__(self, error: int, reason: str) -> None:
        super().__init__(reason)
        self.error = error
        self.reason = reason


def read_u32(octets: Bytes, at: int) -> int:
    return u32((octets[at] << 24) | (octets[at + 1] << 16) | (octets[at + 2] << 8) | octets[at + 3])


def read_u31(octets: Bytes, at: int) -> int:
    return ((octets[at] & 127) << 24) | (octets[at + 1] << 16) | (octets[at + 2] << 8) | octets[at + 3]


def parse_header(octets: Bytes, at: int) -> Frame:
    """Decodes the nine-byte header at `at`."""
    frame = Frame(octets[at + 3], octets[at + 4], read_u31(octets, at + 5))
    frame.length = (octets[at] << 16) | (octets[at + 1] << 8) | octets[at + 2]
    return frame


def parse_payload(frame: Frame, payload: Bytes) -> None:
    """Decodes the payload of a frame other than DATA and unknown types."""
    kind = frame.kind
    if kind == HEADERS or kind == PUSH_PROMISE:
        _parse_block(frame, payload)
    elif kind == PRIORITY:
        _expect_length(payload, 5)
        _parse_priority(frame, payload)
    elif kind == RST_STREAM:
        _expect_length(payload, 4)
        frame.error_code = read_u32(payload, 0)
    elif kind == SETTINGS:
        _parse_settings(frame, payload)
    elif kind == PING:
        _expect_length(payload, 8)
        frame.data = payload
    elif kind == GOAWAY:
        _expect_length(payload, max(8, len(payload)))
        frame.last_stream_id = read_u31(payload, 0)
        frame.error_code = read_u32(payload, 4)
        frame.data = view(payload, 8, len(payload))
    elif kind == WINDOW_UPDATE:
        _expect_length(payload, 4)
        frame.increment = read_u31(payload, 0)
    elif kind == CONTINUATION:
        frame.block = payload


def _expect_length(payload: Bytes, length: int) -> None:
    if len(payload) != length:
        raise BadFrame(ERR_FRAME_SIZE_ERROR, '')


def padding_of(frame: Frame, first: int) -> int:
    """The number of padding bytes, including the length byte."""
    padding = first + 1
    if padding > frame.length:
        raise BadFrame(ERR_PROTO, 'DATA: insufficient padding' if frame.kind == 0 else 'HEADERS: invalid padding')
    return padding


def _parse_block(frame: Frame, payload: Bytes) -> None:
    at = 0
    end = len(payload)
    if frame.has(FLAG_PADDED):
        if end == 0:
            raise BadFrame(ERR_FRAME_SIZE_ERROR, '')
        end -= padding_of(frame, payload[0]) - 1
        at = 1
    lead = 5 if frame.kind == HEADERS and frame.has(FLAG_PRIORITY) else (4 if frame.kind == PUSH_PROMISE else 0)
    if at + lead > end:
        raise BadFrame(ERR_FRAME_SIZE_ERROR if len(payload) < at + lead else ERR_PROTO, 'HEADERS: invalid padding')
    if frame.kind == PUSH_PROMISE:
        frame.promised_id = read_u31(payload, at)
    elif lead == 5:
        _parse_priority(frame, view(payload, at, at + 5))
    frame.block = view(payload, at + lead, end)


def _parse_priority(frame: Frame, octets: Bytes) -> None:
    frame.parent = read_u31(octets, 0)
    frame.exclusive = (octets[0] & 128) != 0
    frame.weight = octets[4] + 1


def _parse_settings(frame: Frame, payload: Bytes) -> None:
    if len(payload) % 6 != 0 or (frame.has(FLAG_ACK) and len(payload) > 0):
        raise BadFrame(ERR_FRAME_SIZE_ERROR, '')
    for at in range(0, len(payload), 6):
        frame.settings.append([(payload[at] << 8) | payload[at + 1], read_u32(payload, at + 2)])


def parse_extension(frame: Frame, payload: Bytes) -> bool:
    """ALTSVC or ORIGIN; False for one to ignore."""
    if frame.kind == ALTSVC:
        if len(payload) < 2:
            return False
        length = (payload[0] << 8) | payload[1]
        if 2 + length > len(payload):
            return False
        frame.origins = [decode_latin1(view(payload, 2, 2 + length))]
        frame.value = decode_latin1(view(payload, 2 + length, len(payload)))
        return True
    if frame.kind == ORIGIN:
        at = 0
        while at < len(payload):
            if at + 2 > len(payload):
                return False
            end = at + 2 + ((payload[at] << 8) | payload[at + 1])
            if end > len(payload):
                return False
            if end > at + 2:
                frame.origins.append(decode_latin1(view(payload, at + 2, end)))
            at = end
        return True
    return False
