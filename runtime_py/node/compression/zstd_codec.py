"""Zstandard compression and decompression: fzstd decompresses as a stream; zstd-wasm compresses a frame at a time, so a
compressor collects its input until the end.

The interface is that of brotli_codec.py."""

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
_UNSET = 0xFFFFFFFF
# zstd's own ranges (ZSTD_cParam_getBounds): [first and last parameter, least and greatest value]; 0 means the default,
# other parameters accept any value
_RANGES = [
    [10, 10, 0, 1],
    [100, 100, 0, 0xFFFFFFFF],
    [101, 101, 10, 31],
    [102, 103, 6, 30],
    [104, 104, 1, 30],
    [105, 105, 3, 7],
    [106, 106, 0, 131072],
    [107, 107, 1, 9],
    [130, 130, 0, 131072],
    [160, 160, 0, 2],
    [161, 161, 6, 30],
    [162, 162, 4, 4096],
    [163, 163, 1, 8],
    [164, 164, 0, 25],
    [200, 202, 0, 0xFFFFFFFF],
    [400, 402, 0, 0xFFFFFFFF],
]
_WINDOW_RANGES = [[100, 100, 10, 31]]
_state = {'loaded': False}


def knows_all(ranges: list, params: Uint32Array) -> bool:
    """Whether zstd accepts each of these parameters with its value."""
    for key in range(params.length):
        if params[key] != _UNSET and not is_in(ranges, key, params[key]):
            return False
    return True


def is_in(ranges: list, key: int, value: int) -> bool:
    return ranges.some(
        lambda row: row[0] <= key and key <= row[1] and (value == 0 or (row[2] <= value and value <= row[3]))
    )


def load() -> None:
    """Loads synchronously: the module's own loader waits for a download."""
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
    """Output that wasn't taken yet."""

    def __init__(self) -> None:
        self.parts = []
        self._at = 0  # position within the first part

    def give(self, out: Uint8Array, start: int, length: int) -> int:
        """Moves output into `out`; returns how much of it stays free."""
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

    def knows(self, params: Uint32Array) -> bool:
        return knows_all(_RANGES, params)

    def init(self, params: Uint32Array) -> str:
        """'' or an error message. All parameters except the level and the checksum are hints."""
        if params[_CHECKSUM] != _UNSET and params[_CHECKSUM] != 0:
            return 'zstd frames with a checksum'
        if params[_LEVEL] != _UNSET:
            self._level = params[_LEVEL] | 0
        return ''

    def reset(self) -> None:
        self._input = []
        self._output = Output()
        self._ended = False

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        if flush == FLUSH:
            return [
                "zstd compression can't flush in the middle of a stream in Terrarium",
                -1,
                'ERR_TERRARIUM_UNSUPPORTED',
            ]
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

    def knows(self, params: Uint32Array) -> bool:
        return knows_all(_WINDOW_RANGES, params)

    def init(self, params: Uint32Array) -> str:
        return ''

    def reset(self) -> None:
        self._output = Output()
        self._head = []  # the first bytes, which identify the format
        self._complete = False
        self._blocks = 0  # of the decompressed data
        output = self._output

        def receive(part, is_last):
            self._blocks += 1
            if part.length > 0:
                output.parts.push(part)

        self._stream = js_new(Decompress, receive)

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        try:
            if length > 0 and not self._complete:
                for k in range(Math.min(length, _MAGIC.length - self._head.length)):
                    self._head.push(source[start + k])
                self._stream.push(source.slice(start, start + length), False)
            if flush == END and not self._complete and self._output.parts.length == 0:
                self._complete = True
                if not self._head.every(lambda octet, k: _may_be_magic(octet, k)):
                    return failure_of(_NO_FRAME)
                self._stream.push(Uint8Array(0), True)
        except Exception as error:
            # Node doesn't report a truncated frame, or trailing data that is no frame.
            if error.message != 'unexpected EOF' and not (error.message == _NO_FRAME and self._blocks > 0):
                return failure_of(error.message)
            self._complete = True
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def close(self) -> None:
        self._output = Output()


_NO_FRAME = 'invalid zstd data'
_MAGIC = [0x28, 0xB5, 0x2F, 0xFD]
_SKIPPABLE = [0x50, 0x2A, 0x4D, 0x18]  # the low four bits of its first byte may be anything


def _may_be_magic(octet: int, at: int) -> bool:
    return octet == _MAGIC[at] or octet == _SKIPPABLE[at] or at == 0 and (octet & 0xF0) == _SKIPPABLE[0]


_FAILURES = {
    _NO_FRAME: ['Unknown frame descriptor', 10, 'ZSTD_error_prefix_unknown'],
    'window size too large (>2046MB)': [
        'Frame requires too much memory for decoding',
        16,
        'ZSTD_error_frameParameter_windowTooLarge',
    ],
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
