"""HTTP/2's frames (RFC 9113, 4 and 6): constants, the record of a frame, and its encoding."""

from __future__ import annotations

from runtime_py.node.http2.hpack import Field
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, encode_latin1, view

DATA = 0
HEADERS = 1
PRIORITY = 2
RST_STREAM = 3
SETTINGS = 4
PUSH_PROMISE = 5
PING = 6
GOAWAY = 7
WINDOW_UPDATE = 8
CONTINUATION = 9
ALTSVC = 10
ORIGIN = 12

FLAG_END_STREAM = 1
FLAG_ACK = 1
FLAG_END_HEADERS = 4
FLAG_PADDED = 8
FLAG_PRIORITY = 32

# the role of a HEADERS frame in its stream
REQUEST = 0
RESPONSE = 1
PUSH_RESPONSE = 2
TRAILERS = 3

SETTING_HEADER_TABLE_SIZE = 1
SETTING_ENABLE_PUSH = 2
SETTING_MAX_CONCURRENT_STREAMS = 3
SETTING_INITIAL_WINDOW_SIZE = 4
SETTING_MAX_FRAME_SIZE = 5
SETTING_MAX_HEADER_LIST_SIZE = 6
SETTING_ENABLE_CONNECT_PROTOCOL = 8

HEADER_BYTES = 9
CHUNK = 16384  # our frames are never larger, whatever the peer accepts
CLIENT_MAGIC = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
DEFAULT_WEIGHT = 16


class Frame:
    """One frame, in or out. The fields in use depend on the type."""

    def __init__(self, kind: int, flags: int, stream_id: int) -> None:
        self.kind = kind
        self.flags = flags
        self.stream_id = stream_id
        self.length = 0  # of the payload
        self.category = REQUEST  # HEADERS
        self.fields: list[Field] = []  # HEADERS, PUSH_PROMISE, outgoing
        self.block: Bytes = alloc(0)  # the same, incoming
        self.parent = 0  # PRIORITY and HEADERS with FLAG_PRIORITY
        self.weight = DEFAULT_WEIGHT
        self.exclusive = False
        self.promised_id = 0  # PUSH_PROMISE
        self.error_code = 0  # RST_STREAM, GOAWAY
        self.last_stream_id = 0  # GOAWAY
        self.data: Bytes = alloc(0)  # PING, GOAWAY
        self.settings: list[list[int]] = []  # [id, value]
        self.increment = 0  # WINDOW_UPDATE
        self.origins: list[str] = []  # ORIGIN; ALTSVC has only one
        self.value = ''  # ALTSVC

    def has(self, flag: int) -> bool:
        return (self.flags & flag) != 0

    def target(self) -> int:
        """The stream to which its header fields belong."""
        return self.promised_id if self.kind == PUSH_PROMISE else self.stream_id


def put_u32(out: Bytes, at: int, value: int) -> None:
    out[at] = (value >> 24) & 255
    out[at + 1] = (value >> 16) & 255
    out[at + 2] = (value >> 8) & 255
    out[at + 3] = value & 255


def header_octets(length: int, kind: int, flags: int, stream_id: int) -> Bytes:
    out = alloc(HEADER_BYTES)
    out[0] = (length >> 16) & 255
    out[1] = (length >> 8) & 255
    out[2] = length & 255
    out[3] = kind
    out[4] = flags
    put_u32(out, 5, stream_id)
    return out


def frame_octets(kind: int, flags: int, stream_id: int, payload: Bytes) -> Bytes:
    return concat([header_octets(len(payload), kind, flags, stream_id), payload])


def padded_octets(kind: int, flags: int, stream_id: int, payload: Bytes, padding: int) -> Bytes:
    """`padding` includes the length byte; 0 means no padding."""
    if padding == 0:
        return frame_octets(kind, flags, stream_id, payload)
    head = alloc(1)
    head[0] = padding - 1
    return frame_octets(kind, flags | FLAG_PADDED, stream_id, concat([head, payload, alloc(padding - 1)]))


def data_octets(frame: Frame, data: list[Bytes], padding: int) -> list[Bytes]:
    """DATA in parts, so that its payload isn't copied."""
    parts = [
        header_octets(frame.length + padding, DATA, frame.flags | (FLAG_PADDED if padding > 0 else 0), frame.stream_id)
    ]
    if padding > 0:
        head = alloc(1)
        head[0] = padding - 1
        parts.append(head)
    parts.extend(data)
    if padding > 1:
        parts.append(alloc(padding - 1))
    return parts


def block_octets(frame: Frame, lead: Bytes, block: Bytes, padding: int) -> Bytes:
    """HEADERS or PUSH_PROMISE, with continuations as needed. `lead` precedes the block."""
    room = CHUNK - len(lead) - padding
    if len(block) <= room:
        return padded_octets(
            frame.kind, frame.flags | FLAG_END_HEADERS, frame.stream_id, concat([lead, block]), padding
        )
    parts = [padded_octets(frame.kind, frame.flags, frame.stream_id, concat([lead, view(block, 0, room)]), padding)]
    at = room
    while at < len(block):
        end = min(at + CHUNK, len(block))
        parts.append(
            frame_octets(
                CONTINUATION, FLAG_END_HEADERS if end == len(block) else 0, frame.stream_id, view(block, at, end)
            )
        )
        at = end
    return concat(parts)


def u32_octets(value: int) -> Bytes:
    out = alloc(4)
    put_u32(out, 0, value)
    return out


def settings_octets(entries: list[list[int]]) -> Bytes:
    """The payload of SETTINGS."""
    out = alloc(len(entries) * 6)
    for k in range(len(entries)):
        setting, value = entries[k]
        out[k * 6] = (setting >> 8) & 255
        out[k * 6 + 1] = setting & 255
        put_u32(out, k * 6 + 2, value)
    return out


def text_with_length(text: str) -> Bytes:
    out = alloc(2 + len(text))
    out[0] = (len(text) >> 8) & 255
    out[1] = len(text) & 255
    octets = encode_latin1(text)
    copy(octets, 0, len(octets), out, 2)
    return out


def control_octets(frame: Frame) -> Bytes:
    """A frame without a header block and without data."""
    return frame_octets(frame.kind, frame.flags, frame.stream_id, _control_payload(frame))


def _control_payload(frame: Frame) -> Bytes:
    if frame.kind == RST_STREAM:
        return u32_octets(frame.error_code)
    if frame.kind == SETTINGS:
        return settings_octets(frame.settings)
    if frame.kind == GOAWAY:
        return concat([u32_octets(frame.last_stream_id), u32_octets(frame.error_code), frame.data])
    if frame.kind == WINDOW_UPDATE:
        return u32_octets(frame.increment)
    if frame.kind == ALTSVC:
        return concat([text_with_length(frame.origins[0]), encode_latin1(frame.value)])
    if frame.kind == ORIGIN:
        return concat([text_with_length(origin) for origin in frame.origins])
    if frame.kind == PRIORITY:
        return priority_octets(frame)
    return frame.data


def priority_octets(frame: Frame) -> Bytes:
    out = alloc(5)
    put_u32(out, 0, frame.parent)
    if frame.exclusive:
        out[0] = out[0] | 128
    out[4] = frame.weight - 1
    return out
