"""Twin of platform/compress.py over zlib."""
from __future__ import annotations

import zlib
from typing import Any


def _inflate(data: Any, window_bits: int) -> Any:
    inflate = zlib.decompressobj(window_bits)
    try:
        out = inflate.decompress(bytes(data)) + inflate.flush()
    except zlib.error as error:
        raise ValueError(f'corrupt compressed data: {error}') from None
    if not inflate.eof:
        raise ValueError('compressed data ends too early')
    return bytearray(out)


def gunzip(data: Any) -> Any:
    out = bytearray()
    rest = bytes(data)
    while True:
        inflate = zlib.decompressobj(31)
        try:
            out += inflate.decompress(rest) + inflate.flush()
        except zlib.error as error:
            raise ValueError(f'corrupt compressed data: {error}') from None
        if not inflate.eof:
            raise ValueError('compressed data ends too early')
        rest = inflate.unused_data
        if rest[:1] in (b'', b'\0'):       # members may follow each other, and zeros all
            return out


def inflate_raw(data: Any, expected: int = 0) -> Any:
    return _inflate(data, -15)


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
