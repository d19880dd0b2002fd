"""The record layer: bytes to complete records, and back. Detects data that isn't TLS at all.

Knows: lengths, the first bytes of protocols that are mistaken for TLS. Must not know: handshakes.
"""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.names import (
    ALERT,
    APPLICATION_DATA,
    CHANGE_CIPHER_SPEC,
    PROTOCOL_VERSION,
    RECORD_OVERFLOW,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.protection import HEADER, Opened, Plain
from runtime_py.platform.bytes import Bytes, concat, decode_latin1, view

LONGEST_PLAIN = 16384
LONGEST_1_2 = LONGEST_PLAIN + 2048
LONGEST_1_3 = LONGEST_PLAIN + 256
HTTP_STARTS = ['GET ', 'POST ', 'HEAD ', 'PUT ']
PROXY_STARTS = ['CONNE']


class Records:
    def __init__(self, is_server: bool) -> None:
        self._is_server = is_server
        self._parts: list[Bytes] = []
        self._buffered = 0
        self._seen_one = False
        self.reading = Plain()
        self.writing = Plain()
        self.is_1_3 = False
        self.fragment = LONGEST_PLAIN
        self._out: list[Bytes] = []

    # input

    def feed(self, data: Bytes) -> None:
        if len(data) > 0:
            self._parts.append(data)
            self._buffered += len(data)

    def _whole(self) -> Bytes:
        if len(self._parts) > 1:
            self._parts = [concat(self._parts)]
        return self._parts[0]

    def next(self) -> Opened | None:
        """The next complete record, decrypted; None until more bytes arrive."""
        while self._buffered >= HEADER:
            data = self._whole()
            header = data[0:HEADER]
            length = header[3] * 256 + header[4]
            self._check(header, length)
            if self._buffered < HEADER + length:
                return None
            content = view(data, HEADER, HEADER + length)
            rest = len(data) - HEADER - length
            self._parts = [view(data, HEADER + length, len(data))] if rest > 0 else []
            self._buffered = rest
            self._seen_one = True
            if self.is_1_3 and header[0] == CHANGE_CIPHER_SPEC:
                # RFC 8446, 5: dropped without decryption
                if length != 1 or content[0] != 1:
                    raise TlsFailure(UNEXPECTED_MESSAGE, 'invalid ccs message')
                continue
            return self._open(header, content)
        return None

    def _open(self, header: Bytes, content: Bytes) -> Opened:
        if self.is_1_3 and self.reading.is_encrypted and header[0] != APPLICATION_DATA:
            # an alert from a peer that has no keys yet
            if header[0] != ALERT:
                raise TlsFailure(UNEXPECTED_MESSAGE, 'bad record type')
            return Opened(ALERT, content[0 : len(content)])
        opened = self.reading.open(header, content)
        if len(opened.content) > LONGEST_PLAIN:
            raise TlsFailure(RECORD_OVERFLOW, 'data length too long')
        return opened

    def _check(self, header: Bytes, length: int) -> None:
        kind = header[0]
        if header[1] != 3 or kind < CHANGE_CIPHER_SPEC or kind > APPLICATION_DATA:
            raise self._not_tls(header, kind)
        if length > (LONGEST_1_3 if self.is_1_3 else LONGEST_1_2):
            raise TlsFailure(RECORD_OVERFLOW, 'packet length too long')

    def _not_tls(self, header: Bytes, kind: int) -> TlsFailure:
        if self._is_server and not self._seen_one:
            text = decode_latin1(header)
            for start in HTTP_STARTS:
                if text.startswith(start):
                    return TlsFailure(-1, 'http request')
            for start in PROXY_STARTS:
                if text.startswith(start):
                    return TlsFailure(-1, 'https proxy request')
        if header[1] == 3 and self._seen_one:
            return TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        return TlsFailure(PROTOCOL_VERSION if header[1] != 3 and self._seen_one else -1, 'wrong version number')

    @property
    def buffered(self) -> int:
        return self._buffered

    # output

    def write(self, kind: int, content: Bytes) -> None:
        n = len(content)
        if n <= self.fragment:
            self._out.append(self.writing.seal(kind, content))
            return
        at = 0
        while at < n:
            end = min(n, at + self.fragment)
            self._out.append(self.writing.seal(kind, view(content, at, end)))
            at = end

    def take_output(self) -> list[Bytes]:
        out = self._out
        self._out = []
        return out

    def has_output(self) -> bool:
        return len(self._out) > 0
