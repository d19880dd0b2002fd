"""Zstandard both ways: fzstd decompresses as a stream; zstd-wasm compresses, a frame at a time, so a compressor gathers its input until the end.

The protocol is that of brotli_codec.py."""
from __future__ import annotations

from npm_modules.fzstd import Decompress
from npm_modules.zstd_compress import compress
from npm_modules.zstd_module import Module
from npm_modules.zstd_wasm_file import default as zstd_file

FLUSH = 1
END = 2
_LEVEL = 100
_CHECKSUM = 201
_DEFAULT_LEVEL = 3
_UNSET = 0xffffffff
_state = {'loaded': False}


def load() -> None:
    """At once: the module's own way is to wait for a download."""
    if _state.loaded:
        return

    def instantiate(imports, receive):
        instance = js_new(WebAssembly.Instance, js_new(WebAssembly.Module, zstd_file), imports)
        receive(instance)
        return instance.exports
    Module.instantiateWasm = instantiate
    Module.init()
    _state.loaded = True


class Output:
    """What is made and not yet taken."""

    def __init__(self) -> None:
        self.parts = []
        self._at = 0        # within the first

    def give(self, out: Uint8Array, start: int, length: int) -> int:
        """How much of `out` stays free."""
        room = length
        while self.parts.length > 0 and room > 0:
            part = self.parts[0]
            count = Math.min(room, part.length - self._at)
            out.set(part.subarray(self._at, self._at + count), start + length - room)
            room -= count
            self._at += count
            if self._at == part.length:
                self.parts.shift()
                self._at = 0
        return room


class ZstdEncoderCodec:
    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._level = _DEFAULT_LEVEL
        self.reset()

    def init(self, params: Uint32Array) -> str:
        """'' or what can't be done. All parameters but the level and the checksum are hints."""
        if params[_CHECKSUM] != _UNSET and params[_CHECKSUM] != 0:
            return 'zstd frames with a checksum'
        if params[_LEVEL] != _UNSET:
            self._level = params[_LEVEL] | 0
        return ''

    def reset(self) -> None:
        self._input = []
        self._output = Output()
        self._ended = False

    def write(self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int) -> list | None:
        if flush == FLUSH:
            return ['zstd compression can not flush within a stream in Terrarium', -1, 'ERR_TERRARIUM_UNSUPPORTED']
        if length > 0:
            self._input.push(source.slice(start, start + length))
        if flush == END and not self._ended:
            load()
            self._ended = True
            self._output.parts.push(compress(joined(self._input), self._level))
            self._input = []
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def close(self) -> None:
        self._input = []
        self._output = Output()


class ZstdDecoderCodec:
    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self.reset()

    def init(self, params: Uint32Array) -> str:
        return ''

    def reset(self) -> None:
        self._output = Output()
        self._taken = 0
        self._complete = False
        output = self._output

        def receive(part, is_last):
            if part.length > 0:
                output.parts.push(part)
        self._stream = js_new(Decompress, receive)

    def write(self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int) -> list | None:
        try:
            if length > 0:
                self._taken += length
                self._stream.push(source.slice(start, start + length), False)
            if flush == END and not self._complete and self._output.parts.length == 0:
                self._complete = True
                if self._taken > 0:
                    self._stream.push(Uint8Array(0), True)
        except Exception as error:
            if error.message == 'unexpected EOF':
                return ['unexpected end of file', -5, 'Z_BUF_ERROR']
            return failure_of(error.message)
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def close(self) -> None:
        self._output = Output()


_FAILURES = {
    'invalid zstd data': ['Unknown frame descriptor', 10, 'ZSTD_error_prefix_unknown'],
    'window size too large (>2046MB)': ['Frame requires too much memory for decoding', 16, 'ZSTD_error_frameParameter_windowTooLarge'],
}


def failure_of(message: str) -> list:
    known = _FAILURES[message]
    return ['Data corruption detected', 20, 'ZSTD_error_corruption_detected'] if known is None else known


def joined(parts: list) -> Uint8Array:
    whole = Uint8Array(parts.reduce(lambda total, part: total + part.length, 0))
    at = 0
    for part in parts:
        whole.set(part, at)
        at += part.length
    return whole
