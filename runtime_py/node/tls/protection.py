"""Encrypting and opening single records: TLS 1.3 (RFC 8446, 5.2), TLS 1.2 with AEAD (RFC 5288, 7905).

Knows: nonces, additional data, sequence numbers. Must not know: the derivation of keys, the content of records.
"""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.names import APPLICATION_DATA, BAD_RECORD_MAC, TLS_1_2, UNEXPECTED_MESSAGE
from runtime_py.node.tls.suites import CHACHA
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, view

HEADER = 5
TAG = 16
NONCE = 12
EXPLICIT_NONCE = 8


def bad_record() -> TlsFailure:
    return TlsFailure(BAD_RECORD_MAC, 'decryption failed or bad record mac')


def header_of(kind: int, length: int) -> Bytes:
    out = alloc(HEADER)
    out[0] = kind
    out[1] = TLS_1_2 >> 8
    out[2] = TLS_1_2 & 255
    out[3] = length >> 8
    out[4] = length & 255
    return out


class Sequence:
    """A record's number, as the eight bytes used in the nonce."""

    def __init__(self) -> None:
        self.octets = alloc(8)

    def step(self) -> None:
        at = 7
        while at >= 0:
            if self.octets[at] < 255:
                self.octets[at] = self.octets[at] + 1
                return
            self.octets[at] = 0
            at -= 1


def mixed_nonce(iv: Bytes, sequence: Sequence) -> Bytes:
    out = iv[0:NONCE]
    for i in range(8):
        out[4 + i] = out[4 + i] ^ sequence.octets[i]
    return out


class Opened:
    """A record's true type and its content."""

    def __init__(self, kind: int, content: Bytes) -> None:
        self.kind = kind
        self.content = content


class Plain:
    """Used before there are keys."""

    def __init__(self) -> None:
        self.is_encrypted = False

    def seal(self, kind: int, content: Bytes) -> Bytes:
        return concat([header_of(kind, len(content)), content])

    def open(self, header: Bytes, content: Bytes) -> Opened:
        return Opened(header[0], content[0 : len(content)])


class Protection13:
    """One direction of TLS 1.3: the type is encrypted too, padding is allowed."""

    def __init__(self, aead: object, iv: Bytes, tag_length: int = TAG) -> None:
        self.is_encrypted = True
        self._aead = aead
        self._iv = iv
        self._tag_length = tag_length
        self._sequence = Sequence()

    def seal(self, kind: int, content: Bytes) -> Bytes:
        n = len(content)
        inner = alloc(n + 1)
        copy(content, 0, n, inner, 0)
        inner[n] = kind
        header = header_of(APPLICATION_DATA, n + 1 + self._tag_length)
        sealed = self._aead.seal(mixed_nonce(self._iv, self._sequence), header, inner)
        self._sequence.step()
        return concat([header, sealed])

    def open(self, header: Bytes, content: Bytes) -> Opened:
        inner = self._aead.open(mixed_nonce(self._iv, self._sequence), header, content)
        if inner is None:
            raise bad_record()
        self._sequence.step()
        end = len(inner) - 1
        while end >= 0 and inner[end] == 0:
            end -= 1
        if end < 0:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'bad record type')
        return Opened(inner[end], view(inner, 0, end))


class Protection12:
    """One direction of TLS 1.2: GCM sends part of its nonce, ChaCha20 mixes in the record's number."""

    def __init__(self, aead: object, iv: Bytes, kind: str) -> None:
        self.is_encrypted = True
        self._aead = aead
        self._iv = iv
        self._explicit = 0 if kind == CHACHA else EXPLICIT_NONCE
        self._sequence = Sequence()

    def _additional(self, kind: int, length: int) -> Bytes:
        return concat([self._sequence.octets, header_of(kind, length)])

    def _nonce(self, explicit: Bytes) -> Bytes:
        return mixed_nonce(self._iv, self._sequence) if self._explicit == 0 else concat([self._iv, explicit])

    def seal(self, kind: int, content: Bytes) -> Bytes:
        explicit = self._sequence.octets[0 : self._explicit]
        sealed = self._aead.seal(self._nonce(explicit), self._additional(kind, len(content)), content)
        self._sequence.step()
        return concat([header_of(kind, len(explicit) + len(sealed)), explicit, sealed])

    def open(self, header: Bytes, content: Bytes) -> Opened:
        length = len(content) - self._explicit - TAG
        if length < 0:
            raise bad_record()
        explicit = content[0 : self._explicit]
        plain = self._aead.open(self._nonce(explicit), self._additional(header[0], length), content[self._explicit :])
        if plain is None:
            raise bad_record()
        self._sequence.step()
        return Opened(header[0], plain)
