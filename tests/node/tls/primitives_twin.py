"""The CPython twin of runtime_py/node/crypto/tls_primitives.py: ChaCha20-Poly1305, X25519 and RSA in plain Python, slow
and short.

Only for tests against Python's own `ssl`. Tickets, which only the server reads, are always encrypted with ChaCha20."""

import base64
import hashlib
import hmac
import os
import struct
import time
from dataclasses import dataclass
from typing import Any

P25519 = 2**255 - 19
P1305 = 2**130 - 5
DIGEST_INFO = {
    'sha256': '3031300d060960864801650304020105000420',
    'sha384': '3041300d060960864801650304020205000430',
    'sha512': '3051300d060960864801650304020305000440',
}


def quarter(x: list[int], a: int, b: int, c: int, d: int) -> None:
    for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        x[first] = (x[first] + x[second]) & 0xFFFFFFFF
        mixed = x[third] ^ x[first]
        x[third] = ((mixed << turn) | (mixed >> (32 - turn))) & 0xFFFFFFFF


def chacha_block(key: bytes, count: int, nonce: bytes) -> bytes:
    start = [
        0x61707865,
        0x3320646E,
        0x79622D32,
        0x6B206574,
        *struct.unpack('<8L', key),
        count,
        *struct.unpack('<3L', nonce),
    ]
    x = list(start)
    for _ in range(10):
        for a, b, c, d in (
            (0, 4, 8, 12),
            (1, 5, 9, 13),
            (2, 6, 10, 14),
            (3, 7, 11, 15),
            (0, 5, 10, 15),
            (1, 6, 11, 12),
            (2, 7, 8, 13),
            (3, 4, 9, 14),
        ):
            quarter(x, a, b, c, d)
    return struct.pack('<16L', *((one + two) & 0xFFFFFFFF for one, two in zip(x, start, strict=True)))


def chacha(key: bytes, nonce: bytes, data: bytes) -> bytes:
    stream = b''.join(chacha_block(key, 1 + i, nonce) for i in range((len(data) + 63) // 64))
    return bytes(a ^ b for a, b in zip(data, stream, strict=False))


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 16)


class ChachaKey:
    def __init__(self, key: bytes) -> None:
        self._key = hashlib.sha256(key).digest() if len(key) != 32 else key

    def _tag(self, nonce: bytes, aad: bytes, text: bytes) -> bytes:
        one_time = chacha_block(self._key, 0, nonce)[:32]
        r = int.from_bytes(one_time[:16], 'little') & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
        total = 0
        whole = padded(aad) + padded(text) + struct.pack('<QQ', len(aad), len(text))
        for at in range(0, len(whole), 16):
            total = (total + int.from_bytes(whole[at : at + 16] + b'\1', 'little')) * r % P1305
        return ((total + int.from_bytes(one_time[16:], 'little')) % 2**128).to_bytes(16, 'little')

    def seal(self, nonce: Any, aad: Any, plain: Any) -> bytearray:
        text = chacha(self._key, bytes(nonce), bytes(plain))
        return bytearray(text + self._tag(bytes(nonce), bytes(aad), text))

    def open(self, nonce: Any, aad: Any, sealed: Any) -> bytearray | None:
        text, tag = bytes(sealed[:-16]), bytes(sealed[-16:])
        return (
            bytearray(chacha(self._key, bytes(nonce), text))
            if tag == self._tag(bytes(nonce), bytes(aad), text)
            else None
        )


def x25519(scalar: bytes, point: bytes) -> bytes:
    k = (int.from_bytes(scalar, 'little') & ~7 & ~(1 << 255)) | 1 << 254
    x1 = (int.from_bytes(point, 'little') & ((1 << 255) - 1)) % P25519
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in reversed(range(255)):
        bit = k >> t & 1
        if bit ^ swap:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb = d * a % P25519, c * b % P25519
        x3, z3 = (da + cb) ** 2 % P25519, x1 * (da - cb) ** 2 % P25519
        e = a * a - b * b
        x2, z2 = a * a * b * b % P25519, e * (a * a + 121665 * e) % P25519
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P25519 - 2, P25519) % P25519).to_bytes(32, 'little')


BASE = (9).to_bytes(32, 'little')


def der(data: bytes) -> tuple[int, bytes, bytes]:
    """Tag, content, rest."""
    length, at = data[1], 2
    if length > 127:
        at = 2 + (length & 127)
        length = int.from_bytes(data[2:at], 'big')
    return data[0], data[at : at + length], data[at + length :]


def items(data: bytes) -> list[tuple[int, bytes]]:
    found = []
    while data:
        tag, content, data = der(data)
        found.append((tag, content))
    return found


def from_pem(text: str) -> bytes:
    return base64.b64decode(''.join(line for line in text.split('\n') if not line.startswith('-')))


@dataclass
class RsaKey:
    n: int
    e: int
    d: int
    kind: str = 'rsa'
    curve: str = ''

    @property
    def size(self) -> int:
        return (self.n.bit_length() + 7) // 8


def private_key(pem: str) -> RsaKey:
    """From PKCS#8."""
    inner = items(der(from_pem(pem))[1])[2][1]
    numbers = [int.from_bytes(content, 'big') for _, content in items(der(inner)[1])]
    return RsaKey(numbers[1], numbers[2], numbers[3])


def mask(digest: str, seed: bytes, length: int) -> bytes:
    return b''.join(hashlib.new(digest, seed + struct.pack('>L', i)).digest() for i in range(length // 32 + 1))[:length]


def pss_block(digest: str, hashed: bytes, salt: bytes, size: int) -> bytes:
    made = hashlib.new(digest, bytes(8) + hashed + salt).digest()
    split = size - len(made) - 1
    plain = bytes(split - len(salt) - 1) + b'\1' + salt
    masked = bytes(a ^ b for a, b in zip(plain, mask(digest, made, split), strict=True))
    return bytes([masked[0] & 127]) + masked[1:] + made + b'\xbc'


class TranscriptHash:
    def __init__(self, name: str) -> None:
        self._state = hashlib.new(name)

    def update(self, data: Any) -> None:
        self._state.update(bytes(data))

    def current(self) -> bytearray:
        return bytearray(self._state.digest())


@dataclass
class Share:
    public: bytearray
    secret: bytes


class Primitives:
    def random(self, count: int) -> bytearray:
        return bytearray(os.urandom(count))

    def seconds(self) -> int:
        return int(time.time())

    def digest(self, name: str, data: Any) -> bytearray:
        return bytearray(hashlib.new(name, bytes(data)).digest())

    def start_digest(self, name: str) -> TranscriptHash:
        return TranscriptHash(name)

    def hmac(self, name: str, key: Any, data: Any) -> bytearray:
        return bytearray(hmac.new(bytes(key), bytes(data), name).digest())

    def aead(self, name: str, key: Any) -> ChachaKey:
        return ChachaKey(bytes(key))

    def generate_share(self, group: int) -> Share:
        secret = os.urandom(32)
        return Share(bytearray(x25519(secret, BASE)), secret)

    def agree(self, group: int, share: Share, value: Any) -> bytearray | None:
        return bytearray(x25519(share.secret, bytes(value)))

    def encapsulate(self, group: int, value: Any) -> list:
        share = self.generate_share(group)
        return [share.public, self.agree(group, share, value)]

    def certificate_key(self, certificate: Any) -> RsaKey:
        body = items(der(bytes(certificate))[1])[0][1]
        bits = items(items(body)[6][1])[1][1]
        numbers = [int.from_bytes(content, 'big') for _, content in items(der(bits[1:])[1])]
        return RsaKey(numbers[0], numbers[1], 0)

    def sign(self, key: RsaKey, scheme: Any, data: Any) -> bytearray:
        hashed = hashlib.new(scheme.digest, bytes(data)).digest()
        block = (
            pss_block(scheme.digest, hashed, os.urandom(len(hashed)), key.size)
            if scheme.padding == 'pss'
            else self._pkcs1(key, scheme, hashed)
        )
        return bytearray(pow(int.from_bytes(block, 'big'), key.d, key.n).to_bytes(key.size, 'big'))

    def _pkcs1(self, key: RsaKey, scheme: Any, hashed: bytes) -> bytes:
        content = bytes.fromhex(DIGEST_INFO[scheme.digest]) + hashed
        return b'\0\1' + b'\xff' * (key.size - len(content) - 3) + b'\0' + content

    def verify(self, key: RsaKey, scheme: Any, data: Any, signature: Any) -> bool:
        hashed = hashlib.new(scheme.digest, bytes(data)).digest()
        block = pow(int.from_bytes(bytes(signature), 'big'), key.e, key.n).to_bytes(key.size, 'big')
        if scheme.padding != 'pss':
            return block == self._pkcs1(key, scheme, hashed)
        split = key.size - len(hashed) - 1
        plain = bytes(a ^ b for a, b in zip(block[:split], mask(scheme.digest, block[split:-1], split), strict=True))
        return pss_block(scheme.digest, hashed, plain[-len(hashed) :], key.size) == block
