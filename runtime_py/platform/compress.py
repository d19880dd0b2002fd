"""gzip and raw deflate of whole byte strings, by pako. Streams for Node's zlib are in node/zlib_codec.py."""
from npm_modules.pako import Deflate, Inflate, deflateRaw
from npm_modules.pako import gzip as pako_gzip

from runtime_py.platform.bytes import Bytes, concat


def gunzip(data: Bytes) -> Bytes:
    """Raises ValueError for corrupt or cut data."""
    return _inflate(data, 31)


def inflate_raw(data: Bytes) -> Bytes:
    return _inflate(data, -15)


def _inflate(data: Bytes, window_bits: int) -> Bytes:
    inflate = Inflate({'windowBits': window_bits, 'chunkSize': 262144})
    inflate.push(data, True)
    if inflate.err != 0:
        raise ValueError('corrupt compressed data: ' + (inflate.msg or f'error {inflate.err}'))
    if inflate.ended is not True:
        raise ValueError('compressed data ends too early')
    return inflate.result


def gzip(data: Bytes, level: int = 6) -> Bytes:
    return pako_gzip(data, {'level': level})


def deflate_raw(data: Bytes, level: int = 6) -> Bytes:
    return deflateRaw(data, {'level': level})


class GzipStream:
    """gzip of more than fits into memory twice: what goes in, comes out packed in parts."""

    def __init__(self, level: int = 6) -> None:
        self._deflate = Deflate({'gzip': True, 'level': level, 'chunkSize': 262144})
        self._parts = []
        self._deflate.onData = lambda chunk: self._parts.append(chunk)

    def push(self, data: Bytes, last: bool) -> Bytes:
        """What is ready of the packed bytes; with `last` all of it."""
        self._deflate.push(data, last)
        out = concat(self._parts)
        self._parts = []
        return out
