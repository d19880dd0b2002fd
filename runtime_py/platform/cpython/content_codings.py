"""Twin of platform/content_codings.py: gzip and deflate only, since CPython has neither brotli nor Zstandard."""

from __future__ import annotations

import zlib

CODINGS = ['gzip', 'x-gzip', 'deflate']


class Decoder:
    def __init__(self, coding: str) -> None:
        self._is_gzip = coding != 'deflate'
        self._inflate: zlib._Decompress | None = None
        self._parts: list[bytearray] = []
        self._is_finished = False

    def feed(self, data: bytearray) -> None:
        if self._inflate is None and len(data) > 0:
            self._inflate = zlib.decompressobj(31 if self._is_gzip else (15 if (data[0] & 15) == 8 else -15))
        if self._inflate is not None:
            try:
                self._parts.append(bytearray(self._inflate.decompress(bytes(data))))
            except zlib.error as error:
                raise ValueError(str(error)) from error

    def finish(self) -> None:
        self._is_finished = True

    def take(self) -> bytearray | None:
        if len(self._parts) == 0 and self._is_finished and self._inflate is not None and not self._inflate.eof:
            raise ValueError('compressed data ends too early')
        return self._parts.pop(0) if len(self._parts) > 0 else None
