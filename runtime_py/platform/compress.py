"""gzip and raw deflate of whole byte strings, by pako. Streams for Node's zlib are in
node/compression/zlib_codec.py."""

from npm_modules.pako import Deflate, Inflate, deflateRaw
from npm_modules.pako import gzip as pako_gzip

from runtime_py.platform.bytes import Bytes, concat

_CHUNK = 262144


class TooLarge(ValueError):
    """The output is larger than allowed."""


def gunzip(data: Bytes, most: float = -1) -> Bytes:
    """Raises ValueError for corrupt or truncated data, TooLarge as soon as the output exceeds `most` bytes (-1: no
    limit)."""
    return _inflate(data, 31, _CHUNK, most)


def inflate_raw(data: Bytes, expected: int = _CHUNK, most: float = -1) -> Bytes:
    """`expected`: the size of the output, if known. Errors as for gunzip."""
    return _inflate(data, -15, expected, most)


def _inflate(data: Bytes, window_bits: int, expected: int, most: float) -> Bytes:
    inflate = Inflate({'windowBits': window_bits, 'chunkSize': min(expected + 64, _CHUNK)})
    parts = []
    total = 0

    def take(chunk: Bytes) -> None:
        nonlocal total
        total += len(chunk)
        if most >= 0 and total > most:
            raise TooLarge('the compressed data expands to more than is allowed')
        parts.append(chunk)

    inflate.onData = take
    inflate.push(data, True)
    if inflate.err != 0:
        raise ValueError('corrupt compressed data: ' + (inflate.msg or f'error {inflate.err}'))
    if inflate.ended is not True:
        raise ValueError('compressed data ends too early')
    return concat(parts)


def gzip(data: Bytes, level: int = 6) -> Bytes:
    return pako_gzip(data, {'level': level})


def deflate_raw(data: Bytes, level: int = 6) -> Bytes:
    return deflateRaw(data, _sized(len(data), level))


def _sized(size: int, level: int) -> object:
    """Chooses tables and a window that suit the size: setting up those for long data (pako's own hash has 64 KB and
    more) costs more than packing a small file."""
    bits = 9
    while bits < 15 and (1 << bits) < size:
        bits += 1
    return {
        'level': level,
        'windowBits': bits,
        'memLevel': min(bits - 6, 8),
        'legacyHash': bits < 15,
        'chunkSize': min(size + 64, _CHUNK),
    }


class GzipStream:
    """gzip for data too large to be in memory twice: returns packed parts as data is pushed."""

    def __init__(self, level: int = 6) -> None:
        self._deflate = Deflate({'gzip': True, 'level': level, 'chunkSize': _CHUNK})
        self._parts = []
        self._deflate.onData = lambda chunk: self._parts.append(chunk)

    def push(self, data: Bytes, last: bool) -> Bytes:
        """The packed bytes that are ready; with `last`, all of them."""
        self._deflate.push(data, last)
        out = concat(self._parts)
        self._parts = []
        return out
