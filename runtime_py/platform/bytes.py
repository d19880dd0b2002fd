"""Byte strings. `Bytes` is a Uint8Array; views of shared memory are accepted everywhere (TextDecoder refuses them, so
text is copied to a scratch buffer first)."""

from runtime_py.platform.host import HostTextDecoder, HostTextEncoder

Bytes = Uint8Array

_encoder = HostTextEncoder()
_decoder = HostTextDecoder('utf-8', {'ignoreBOM': True})
_scratch = Uint8Array(8192)
_shared = getattr(globalThis, 'SharedArrayBuffer')


def alloc(n: int) -> Bytes:
    """n zero bytes."""
    return Uint8Array(n)


def concat(parts: list[Bytes]) -> Bytes:
    total = 0
    for part in parts:
        total += len(part)
    out = Uint8Array(total)
    at = 0
    for part in parts:
        out.set(part, at)
        at += len(part)
    return out


def equal(a: Bytes, b: Bytes) -> bool:
    n = len(a)
    if n != len(b):
        return False
    for i in range(n):
        if a[i] != b[i]:
            return False
    return True


def compare(a: Bytes, b: Bytes) -> int:
    """-1, 0 or 1 by unsigned bytes, the shorter first."""
    n = min(len(a), len(b))
    for i in range(n):
        if a[i] != b[i]:
            return -1 if a[i] < b[i] else 1
    return 0 if len(a) == len(b) else (-1 if len(a) < len(b) else 1)


def copy(src: Bytes, start: int, end: int, dst: Bytes, at: int) -> None:
    """Copies src[start:end] to dst at `at`. Short runs use a loop, which is cheaper than `subarray`."""
    n = end - start
    if n < 48:
        for i in range(n):
            dst[at + i] = src[start + i]
        return
    dst.set(src.subarray(start, end), at)


def zero(b: Bytes, start: int, end: int) -> None:
    """Sets b[start:end] to zeros."""
    b.fill(0, start, end)


def view(b: Bytes, start: int, end: int) -> Bytes:
    """b[start:end] without a copy."""
    return b.subarray(start, end)


def encode(text: str) -> Bytes:
    """UTF-8; a lone surrogate becomes U+FFFD."""
    return _encoder.encode(text)


def decode(b: Bytes) -> str:
    """UTF-8; bad bytes become U+FFFD; a byte order mark stays."""
    n = len(b)
    if n == 0:
        return ''
    if _shared is not None and js_instanceof(b.buffer, _shared):
        return _decoder.decode(_unshared(b, n))
    return _decoder.decode(b)


def _unshared(b: Bytes, n: int) -> Bytes:
    """A private copy: TextDecoder refuses shared memory. Small texts reuse one buffer (4 KB: 1.6 us against 13 us for
    `slice`)."""
    if n > 8192:
        return Uint8Array(b)
    _scratch.set(b)
    return _scratch.subarray(0, n)


def encode_latin1(text: str) -> Bytes:
    out = Uint8Array(len(text))
    for i in range(len(text)):
        out[i] = ord(text[i])
    return out


def decode_latin1(b: Bytes) -> str:
    out = ''
    n = len(b)
    at = 0
    while at < n:
        end = min(at + 4096, n)
        out += String.fromCharCode(*b.subarray(at, end))
        at = end
    return out


def index_of(b: Bytes, byte: int, start: int = 0) -> int:
    """Index of the first byte of this value at or after `start`, or -1."""
    return b.indexOf(byte, start)


_HEX = '0123456789abcdef'


def to_hex(b: Bytes) -> str:
    out = ''
    for byte in b:
        out += _HEX[byte >> 4] + _HEX[byte & 15]
    return out


def to_base64(b: Bytes) -> str:
    return btoa(decode_latin1(b))


def from_base64(text: str) -> Bytes:
    """Raises ValueError for invalid base64."""
    try:
        return encode_latin1(atob(text))
    except Exception:
        raise ValueError('not base64')


btoa = globalThis.btoa.bind(globalThis)
atob = globalThis.atob.bind(globalThis)
