"""TLS 1.3's secrets (RFC 8446, 7): from shared secrets and the transcript to keys.

Knows: HKDF over the primitives' HMAC, labels. Must not know: messages.
"""

from __future__ import annotations

from runtime_py.node.tls.protection import Protection13
from runtime_py.node.tls.suites import AES_CCM_8, Suite
from runtime_py.node.tls.wire import Writer
from runtime_py.platform.bytes import Bytes, alloc, concat, encode_latin1


def expand(primitives: object, digest: str, secret: Bytes, info: Bytes, length: int) -> Bytes:
    """HKDF-Expand."""
    out: list[Bytes] = []
    made = 0
    previous = alloc(0)
    count = 1
    while made < length:
        block = alloc(1)
        block[0] = count
        previous = primitives.hmac(digest, secret, concat([previous, info, block]))
        out.append(previous)
        made += len(previous)
        count += 1
    return concat(out)[0:length]


def expand_label(primitives: object, digest: str, secret: Bytes, label: str, context: Bytes, length: int) -> Bytes:
    info = Writer().u16(length).vector8(encode_latin1('tls13 ' + label)).vector8(context).result()
    return expand(primitives, digest, secret, info, length)


class KeySchedule:
    """Early secret -> handshake secret -> master secret; each step adds a new input."""

    def __init__(self, primitives: object, digest: str, psk: Bytes | None) -> None:
        self._primitives = primitives
        self.digest = digest
        self.length = 48 if digest == 'sha384' else 32
        zeros = alloc(self.length)
        self._secret: Bytes = primitives.hmac(digest, zeros, zeros if psk is None else psk)

    def derive(self, label: str, transcript: Bytes) -> Bytes:
        return expand_label(self._primitives, self.digest, self._secret, label, transcript, self.length)

    def binder_key(self, is_external: bool) -> Bytes:
        return self.derive(
            'ext binder' if is_external else 'res binder', self._primitives.digest(self.digest, alloc(0))
        )

    def mix(self, shared: Bytes | None) -> None:
        salt = self.derive('derived', self._primitives.digest(self.digest, alloc(0)))
        self._secret = self._primitives.hmac(self.digest, salt, alloc(self.length) if shared is None else shared)


def finished_mac(primitives: object, digest: str, base: Bytes, transcript: Bytes) -> Bytes:
    key = expand_label(primitives, digest, base, 'finished', alloc(0), len(base))
    return primitives.hmac(digest, key, transcript)


def traffic_protection(primitives: object, suite: Suite, secret: Bytes) -> Protection13:
    key = expand_label(primitives, suite.digest, secret, 'key', alloc(0), suite.key_length)
    iv = expand_label(primitives, suite.digest, secret, 'iv', alloc(0), 12)
    return Protection13(primitives.aead(suite.aead, key), iv, 8 if suite.aead == AES_CCM_8 else 16)


def next_traffic_secret(primitives: object, digest: str, secret: Bytes) -> Bytes:
    return expand_label(primitives, digest, secret, 'traffic upd', alloc(0), len(secret))


def export_1_3(primitives: object, digest: str, exporter: Bytes, label: str, context: Bytes, length: int) -> Bytes:
    """RFC 8446, 7.5."""
    derived = expand_label(primitives, digest, exporter, label, primitives.digest(digest, alloc(0)), len(exporter))
    return expand_label(primitives, digest, derived, 'exporter', primitives.digest(digest, context), length)


def prf(primitives: object, digest: str, secret: Bytes, label: str, seed: Bytes, length: int) -> Bytes:
    """TLS 1.2's pseudorandom function (RFC 5246, 5)."""
    whole = concat([encode_latin1(label), seed])
    out: list[Bytes] = []
    made = 0
    a = whole
    while made < length:
        a = primitives.hmac(digest, secret, a)
        block = primitives.hmac(digest, secret, concat([a, whole]))
        out.append(block)
        made += len(block)
    return concat(out)[0:length]
