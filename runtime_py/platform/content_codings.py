"""Streaming decoders for HTTP's content codings (RFC 9110, 8.4.1): brotli and Zstandard by the script compression.js,
which is loaded when one is first needed, gzip and deflate by pako."""

from npm_modules.pako import Inflate

from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.worker_scripts import load_runtime_script

CODINGS = ['gzip', 'x-gzip', 'deflate', 'br', 'zstd']
_ROOM = 65536
_GO_ON = 0
_FINISH = 2
_loaded = {'codecs': None}


class Decoder:
    """`feed` takes input; `take` returns one part of the output after the other, and None when more input is needed.
    After `finish`, `take` returns the rest. All three raise ValueError for corrupt or truncated data."""

    def __init__(self, coding: str) -> None:
        self._codec = _codec(coding)
        self._data = alloc(0)
        self._at = 0
        self._flush = _GO_ON

    def feed(self, data: Bytes) -> None:
        """Only call this when `take` has returned None."""
        self._data = data
        self._at = 0

    def finish(self) -> None:
        self._flush = _FINISH

    def take(self) -> Bytes | None:
        out = alloc(_ROOM)
        failure = self._codec.write(self._flush, self._data, self._at, len(self._data) - self._at, out, 0, _ROOM)
        if failure is not None:
            raise ValueError(failure[0])
        self._at = len(self._data) - self._codec.avail_in
        made = _ROOM - self._codec.avail_out
        return out[0:made] if made > 0 else None


class _Inflater:
    """pako with the interface of the other codecs; accepts deflate streams without zlib's header, as some servers send
    them."""

    def __init__(self, is_gzip: bool) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._is_gzip = is_gzip
        self._inflate = None
        self._parts = []

    def write(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> object:
        if length > 0:
            data = source.subarray(start, start + length)
            if self._inflate is None:
                self._inflate = Inflate(
                    {'windowBits': 31 if self._is_gzip else (15 if (data[0] & 15) == 8 else -15), 'chunkSize': _ROOM}
                )
                self._inflate.onData = lambda chunk: self._parts.append(chunk)
            self._inflate.push(data, 2)  # all available output was taken
            if self._inflate.err != 0 and self._inflate.err != -5:
                return [self._inflate.msg or 'corrupt compressed data']
        if flush == _FINISH and len(self._parts) == 0 and self._inflate is not None and self._inflate.ended is not True:
            return ['compressed data ends too early']
        self.avail_in = 0
        self.avail_out = out_length
        if len(self._parts) > 0:
            part = self._parts.pop(0)
            out.set(part, out_start)
            self.avail_out = out_length - len(part)
        return None


def _codec(coding: str) -> object:
    if coding != 'br' and coding != 'zstd':
        return _Inflater(coding != 'deflate')
    if _loaded.codecs is None:
        load_runtime_script('compression.js')
        _loaded.codecs = globalThis.terrarium_compression
        del globalThis['terrarium_compression']
    codec = _loaded.codecs.BrotliDecoderCodec(Map()) if coding == 'br' else _loaded.codecs.ZstdDecoderCodec()
    codec.init(None)
    return codec
