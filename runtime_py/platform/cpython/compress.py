"""Twin of platform/compress.py over zlib."""

from __future__ import annotations

import zlib
from typing import Any

_CHUNK = 262144


class TooLarge(ValueError):
    pass


def _inflate(data: Any, window_bits: int, out: bytearray, most: float) -> bytes:
    """What follows the compressed data."""
    inflate = zlib.decompressobj(window_bits)
    rest = bytes(data)
    try:
        while not inflate.eof:
            part = inflate.decompress(rest, _CHUNK)
            out += part
            if 0 <= most < len(out):
                raise TooLarge('the compressed data expands to more than is allowed')
            rest = inflate.unconsumed_tail
            if part == b'' and rest == b'' and not inflate.eof:
                raise ValueError('compressed data ends too early')
    except zlib.error as error:
        raise ValueError(f'corrupt compressed data: {error}') from None
    return inflate.unused_data


def gunzip(data: Any, most: float = -1) -> Any:
    out = bytearray()
    rest = bytes(data)
    while True:
        rest = _inflate(rest, 31, out, most)
        if rest[:1] in (b'', b'\0'):  # gzip members may be concatenated, and zeros may follow the last
            return out


def inflate_raw(data: Any, expected: int = 0, most: float = -1) -> Any:
    out = bytearray()
    _inflate(data, -15, out, most)
    return out


def gzip(data: Any, level: int = 6) -> Any:
    deflate = zlib.compressobj(level, zlib.DEFLATED, 31)
    return bytearray(deflate.compress(bytes(data)) + deflate.flush())


def deflate_raw(data: Any, level: int = 6) -> Any:
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    return bytearray(deflate.compress(bytes(data)) + deflate.flush())


class GzipStream:
    def __init__(self, level: int = 6) -> None:
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, 31)

    def push(self, data: Any, last: bool) -> Any:
        out = self._deflate.compress(bytes(data))
        return bytearray(out + self._deflate.flush() if last else out)
