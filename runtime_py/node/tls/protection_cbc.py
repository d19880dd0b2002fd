"""Records of TLS 1.2 with CBC and a MAC: over the plaintext, then encrypted (RFC 5246, 6.2.3.2), or over the ciphertext
(RFC 7366).

The interface is that of protection.py. Wrong padding and a wrong MAC give the same error.
"""

from __future__ import annotations

from runtime_py.node.tls.protection import Opened, Sequence, bad_record, header_of
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, view

BLOCK = 16


class CbcProtection:
    """One direction."""

    def __init__(self, primitives: object, digest: str, mac_key: Bytes, key: Bytes, encrypt_first: bool) -> None:
        self.is_encrypted = True
        self._primitives = primitives
        self._digest = digest
        self._mac_key = mac_key
        self._cipher = primitives.cbc(key)
        self._encrypt_first = encrypt_first
        self._sequence = Sequence()

    def _mac(self, kind: int, content: Bytes) -> Bytes:
        return self._primitives.hmac(
            self._digest, self._mac_key, concat([self._sequence.octets, header_of(kind, len(content)), content])
        )

    def seal(self, kind: int, content: Bytes) -> Bytes:
        iv = self._primitives.random(BLOCK)
        text = content if self._encrypt_first else concat([content, self._mac(kind, content)])
        sealed = concat([iv, self._cipher.encrypt(iv, padded(text))])
        if self._encrypt_first:
            sealed = concat([sealed, self._mac(kind, sealed)])
        self._sequence.step()
        return concat([header_of(kind, len(sealed)), sealed])

    def open(self, header: Bytes, content: Bytes) -> Opened:
        kind = header[0]
        size = len(self._primitives.hmac(self._digest, self._mac_key, alloc(0)))
        sealed = content[0 : len(content)]
        if self._encrypt_first:
            end = len(sealed) - size
            if end < 0 or not same(self._mac(kind, view(sealed, 0, end)), view(sealed, end, len(sealed))):
                raise bad_record()
            sealed = sealed[0:end]
        if len(sealed) < 2 * BLOCK or len(sealed) % BLOCK != 0:
            raise bad_record()
        text = self._cipher.decrypt(sealed[0:BLOCK], sealed[BLOCK:])
        padding = text[len(text) - 1]
        end = len(text) - padding - 1 - (0 if self._encrypt_first else size)
        if end < 0 or not is_padding(text, padding):
            raise bad_record()
        plain = text[0:end]
        if not self._encrypt_first and not same(self._mac(kind, plain), view(text, end, end + size)):
            raise bad_record()
        self._sequence.step()
        return Opened(kind, plain)


def padded(text: Bytes) -> Bytes:
    count = BLOCK - len(text) % BLOCK
    out = alloc(len(text) + count)
    copy(text, 0, len(text), out, 0)
    for i in range(count):
        out[len(text) + i] = count - 1
    return out


def is_padding(text: Bytes, count: int) -> bool:
    wrong = 0
    for i in range(count + 1):
        wrong = wrong | (text[len(text) - 1 - i] ^ count)
    return wrong == 0


def same(a: Bytes, b: Bytes) -> bool:
    difference = len(a) ^ len(b)
    for i in range(min(len(a), len(b))):
        difference = difference | (a[i] ^ b[i])
    return difference == 0
