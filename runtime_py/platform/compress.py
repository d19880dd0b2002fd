"""gzip and raw deflate of whole byte strings, by pako. Streams for Node's zlib are in node/zlib_codec.py."""
from npm_modules.pako import Deflate, Inflate, deflateRaw
from npm_modules.pako import gzip as pako_gzip

from runtime_py.platform.bytes import Bytes, concat

_CHUNK = 262144


def gunzip(data: Bytes) -> Bytes:
    """Raises ValueError for corrupt or cut data."""
    return _inflate(data, 31, _CHUNK)


def inflate_raw(data: Bytes, expected: int = _CHUNK) -> Bytes:
    """`expected`: how many bytes come out, as far as that is known."""
    return _inflate(data, -15, expected)


def _inflate(data: Bytes, window_bits: int, expected: int) -> Bytes:
    inflate = Inflate({'windowBits': window_bits, 'chunkSize': min(expected + 64, _CHUNK)})
    inflate.push(data, True)
    if inflate.err != 0:
        raise ValueError('corrupt compressed data: ' + (inflate.msg or f'error {inflate.err}'))
    if inflate.ended is not True:
        raise ValueError('compressed data ends too early')
    return inflate.result


def gzip(data: Bytes, level: int = 6) -> Bytes:
    return pako_gzip(data, {'level': level})


def deflate_raw(data: Bytes, level: int = 6) -> Bytes:
    return deflateRaw(data, _sized(len(data), level))


def _sized(size: int, level: int) -> object:
    """Tables and a window that suit what is packed: making those for long data (pako's own hash has 64 KB and more) costs more than packing a small file."""
    bits = 9
    while bits < 15 and (1 << bits) < size:
        bits += 1
    return {'level': level, 'windowBits': bits, 'memLevel': min(bits - 6, 8), 'legacyHash': bits < 15, 'chunkSize': min(size + 64, _CHUNK)}


class GzipStream:
    """gzip of more than fits into memory twice: what goes in, comes out packed in parts."""

    def __init__(self, level: int = 6) -> None:
        self._deflate = Deflate({'gzip': True, 'level': level, 'chunkSize': _CHUNK})
        self._parts = []
        self._deflate.onData = lambda chunk: self._parts.append(chunk)

    def push(self, data: Bytes, last: bool) -> Bytes:
        """What is ready of the packed bytes; with `last` all of it."""
        self._deflate.push(data, last)
        out = concat(self._parts)
        self._parts = []
        return out
