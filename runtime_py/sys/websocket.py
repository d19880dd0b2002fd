"""WebSocket (RFC 6455) without I/O: the handshake's headers, and conversion between frames and messages, for clients
and servers.

Must not know sockets, or what is done with the messages.
"""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat, copy, decode, encode, encode_latin1, to_base64, view
from runtime_py.platform.digest import sha1

CONTINUATION = 0
TEXT = 1
BINARY = 2
CLOSE = 8
PING = 9
PONG = 10

MAX_MESSAGE = 256 * 1024 * 1024
GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'


class WebSocketError(Exception):
    """A broken frame; `close_code` is the code to send in the close frame."""

    def __init__(self, close_code: int, message: str) -> None:
        super().__init__(message)
        self.close_code = close_code
        self.message = message


class Message:
    """A complete message or control frame. `opcode` is TEXT, BINARY, PING, PONG or CLOSE."""

    def __init__(self, opcode: int, payload: Bytes) -> None:
        self.opcode = opcode
        self.payload = payload

    def text(self) -> str:
        return decode(self.payload)


def handshake_headers(host: str, origin: str, key: str, protocols: list) -> list:
    headers = [
        ['Host', host],
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', key],
        ['Origin', origin],
    ]
    if len(protocols) > 0:
        headers.append(['Sec-WebSocket-Protocol', ', '.join(protocols)])
    return headers


def accept_for(key: str) -> str:
    """The `Sec-WebSocket-Accept` for a `Sec-WebSocket-Key`."""
    return to_base64(sha1(encode_latin1(key + GUID)))


def frame(opcode: int, payload: Bytes, is_client: bool = True) -> Bytes:
    """One final frame. A client's frames must be masked; the mask protects proxies on the way. The loopback has none,
    so the mask is zero and the payload needs no second pass."""
    length = len(payload)
    extra = 0 if length < 126 else 2 if length < 65536 else 8
    mask = 4 if is_client else 0
    masked = 0x80 if is_client else 0
    out = alloc(2 + extra + mask + length)
    out[0] = 0x80 | opcode
    if extra == 0:
        out[1] = masked | length
    elif extra == 2:
        out[1] = masked | 126
        out[2] = length >> 8
        out[3] = length & 255
    else:
        out[1] = masked | 127
        rest = length
        for i in range(8):
            out[9 - i] = rest % 256
            rest = rest // 256
    copy(payload, 0, length, out, 2 + extra + mask)
    return out


def close_payload(code: int, reason: str) -> Bytes:
    text = encode(reason)
    out = alloc(2 + len(text))
    out[0] = code >> 8
    out[1] = code & 255
    copy(text, 0, len(text), out, 2)
    return out


class FrameReader:
    """Collects bytes into whole messages; control frames may come between the frames of a message. `from_client`:
    frames are masked."""

    def __init__(self, from_client: bool = False) -> None:
        self._from_client = from_client
        self._pending = alloc(0)
        self._parts: list = []
        self._parts_length = 0
        self._opcode = -1

    def receive(self, data: Bytes) -> None:
        self._pending = concat([self._pending, data])

    def next_message(self) -> Message | None:
        while True:
            pending = self._pending
            if len(pending) < 2:
                return None
            length = pending[1] & 127
            at = 2
            if length == 126:
                if len(pending) < 4:
                    return None
                length = pending[2] * 256 + pending[3]
                at = 4
            elif length == 127:
                if len(pending) < 10:
                    return None
                length = 0
                for i in range(8):
                    length = length * 256 + pending[2 + i]
                at = 10
            self._check(pending[0], pending[1], length)
            if self._from_client:
                at += 4
            if len(pending) < at + length:
                return None
            payload = pending[at : at + length]
            if self._from_client:
                for i in range(length):
                    payload[i] = payload[i] ^ pending[at - 4 + i % 4]
            self._pending = view(pending, at + length, len(pending))
            message = self._frame(pending[0], payload)
            if message is not None:
                return message

    def _check(self, first: int, second: int, length: int) -> None:
        opcode = first & 15
        if first & 0x70 != 0:
            raise WebSocketError(1002, 'A frame uses an extension that was not agreed')
        if (second & 0x80 != 0) != self._from_client:
            raise WebSocketError(
                1002, 'A client must mask its frames' if self._from_client else 'A server must not mask its frames'
            )
        if opcode >= CLOSE and (length > 125 or first & 0x80 == 0):
            raise WebSocketError(1002, 'A control frame is too long or in parts')
        if opcode not in [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG]:
            raise WebSocketError(1002, 'Unknown opcode')
        if length + self._parts_length > MAX_MESSAGE:
            raise WebSocketError(1009, 'The message is too big')

    def _frame(self, first: int, payload: Bytes) -> Message | None:
        opcode = first & 15
        if opcode >= CLOSE:
            return Message(opcode, payload)
        if (opcode == CONTINUATION) == (self._opcode < 0):
            raise WebSocketError(1002, 'A continuation is out of order')
        if opcode != CONTINUATION:
            self._opcode = opcode
        self._parts.append(payload)
        self._parts_length += len(payload)
        if first & 0x80 == 0:
            return None
        whole = Message(self._opcode, self._parts[0] if len(self._parts) == 1 else concat(self._parts))
        self._parts = []
        self._parts_length = 0
        self._opcode = -1
        return whole
