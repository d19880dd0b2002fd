"""Zstandard compression and decompression: fzstd decompresses as a stream; zstd-wasm compresses a frame at a time, so a
compressor collects its input until the end, or until it is flushed. With a dictionary zstd-wasm decompresses too, a frame at a time.

The interface is that of brotli_codec.py."""

from __future__ import annotations

from npm_modules.fzstd import Decompress
from npm_modules.zstd_compress import compress
from npm_modules.zstd_compress_dict import compressUsingDict, createCCtx, freeCCtx
from npm_modules.zstd_decompress_dict import createDCtx, decompressUsingDict, freeDCtx
from npm_modules.zstd_module import Module
from npm_modules.zstd_wasm_file import default as zstd_file

from runtime_py.node.compression.output_queue import OutputQueue
from runtime_py.node.compression.xxhash import xxh64
from runtime_py.node.compression.zstd_ends import FrameWalk
from runtime_py.node.compression.zstd_frame import raw_blocks, streamed

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


def checksum_of(content: Uint8Array) -> Uint8Array:
    checksum = Uint8Array(4)
    DataView(checksum.buffer).setUint32(0, Number(BigInt.asUintN(32, xxh64(content))), True)
    return checksum


class ZstdEncoderCodec:
    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._level = _DEFAULT_LEVEL
        self._has_checksum = False
        self._dictionary = None
        self._pledged = None
        self.reset()

    def knows(self, params: Uint32Array) -> bool:
        return knows_all(_RANGES, params)

    def init(self, params: Uint32Array, dictionary: Uint8Array | None, pledged: int | None) -> None:
        """All parameters except the level and the checksum are hints. `pledged`: how long the input will be."""
        self._pledged = pledged
        self._has_checksum = params[_CHECKSUM] != _UNSET and params[_CHECKSUM] != 0
        self._dictionary = dictionary
        if params[_LEVEL] != _UNSET:
            self._level = params[_LEVEL] | 0

    def reset(self) -> None:
        self._input = []
        self._output = OutputQueue()
        self._begin_frame()

    def _begin_frame(self) -> None:
        self._ended = False
        self._in_pieces = False
        self._open = False  # whether a part of the frame was given out
        self._length = 0  # of what was given out
        self._summed = []  # all of it, if the frame gets a checksum

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        if length > 0:
            if self._ended:
                self._begin_frame()
            self._input.push(source.slice(start, start + length))
        if flush == FLUSH:
            self._give_part(False)
        elif flush != END:
            self._in_pieces = True
        elif not self._ended:
            self._ended = True
            whole = self._length + self._input.reduce(lambda sum, part: sum + part.length, 0)
            # what comes in one piece, with its end, tells its size itself
            if (self._in_pieces or self._open) and self._pledged is not None and self._pledged != whole:
                return ['Src size is incorrect', 72, 'ZSTD_error_srcSize_wrong']
            self._give_part(True)
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def _give_part(self, is_last: bool) -> None:
        """The first part of a frame is compressed. After a flush the rest is stored, since zstd-wasm can't continue."""
        content = joined(self._input)
        self._input = []
        if self._has_checksum:
            self._summed.push(content)
        if self._open:
            part = raw_blocks(content, is_last)
        else:
            load()
            part = self._compressed(content)
            if self._has_checksum:
                part[_DESCRIPTOR] |= _CHECKSUM_FLAG
            if not is_last or (self._in_pieces and self._pledged is None):
                part = streamed(part, content.length, is_last)
        self._open = True
        self._length += content.length
        if part.length > 0:
            self._output.parts.push(part)
        if is_last and self._has_checksum:
            self._output.parts.push(checksum_of(joined(self._summed)))

    def _compressed(self, content: Uint8Array) -> Uint8Array:
        if self._dictionary is None:
            return compress(content, self._level)
        context = createCCtx()
        try:
            return compressUsingDict(context, content, self._dictionary, self._level)
        finally:
            freeCCtx(context)

    def close(self) -> None:
        self._input = []
        self._output = OutputQueue()


class ZstdDecoderCodec:
    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._dictionary = None
        self.reset()

    def knows(self, params: Uint32Array) -> bool:
        return knows_all(_WINDOW_RANGES, params)

    def init(self, params: Uint32Array, dictionary: Uint8Array | None, pledged: int | None) -> None:
        self._dictionary = dictionary

    def reset(self) -> None:
        self._input = []  # with a dictionary: until the end
        self._output = OutputQueue()
        self._head = []  # the first bytes, which identify the format
        self._frames = FrameWalk()
        self._complete = False
        self._blocks = 0  # of the decompressed data
        self._begin()

    def _begin(self) -> None:
        """A decoder for the next frame."""

        def receive(part, is_last):
            self._blocks += 1
            if part.length > 0:
                self._output.parts.push(part)

        self._stream = js_new(Decompress, receive)

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        if self._dictionary is not None:
            return self._write_whole(flush, source.slice(start, start + length), out, out_start, out_length)
        taken = length
        try:
            if length > 0 and not self._complete:
                for k in range(Math.min(length, _MAGIC.length - self._head.length)):
                    self._head.push(source[start + k])
                taken = self._take(source.subarray(start, start + length))
            if flush == END and not self._complete and self._output.parts.length == 0:
                self._complete = True
                if not self._head.every(lambda octet, k: _may_be_magic(octet, k)):
                    return failure_of(_NO_FRAME)
                if self._head.length == 0 or not self._frames.is_between():
                    self._stream.push(Uint8Array(0), True)
        except Exception as error:
            # Node doesn't report a truncated frame, or trailing data that isn't a frame.
            if error.message != 'unexpected EOF' and not (error.message == _NO_FRAME and self._blocks > 0):
                return failure_of(error.message)
            self._complete = True
        self.avail_in = length - taken
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def _take(self, piece: Uint8Array) -> int:
        """As zstd does, takes nothing behind the end of a frame in the same call, and nothing before its content was
        fetched."""
        if self._output.parts.length > 0:
            return 0
        taken = self._frames.feed(piece)
        is_whole = self._frames.is_between()
        self._stream.push(piece.slice(0, taken), is_whole)
        if is_whole:  # the decoder gives the last of it, and is of no further use
            self._begin()
        return taken

    def _write_whole(
        self, flush: int, piece: Uint8Array, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        self._input.push(piece)
        if flush == END and not self._complete:
            self._complete = True
            content = decompressed(joined(self._input), self._dictionary)
            if Array.isArray(content):
                return content
            self._output.parts.push(content)
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)
        return None

    def close(self) -> None:
        self._input = []
        self._output = OutputQueue()


def decompressed(frame: Uint8Array, dictionary: Uint8Array) -> Uint8Array | list:
    """The content, or a failure. A frame need not tell its size: then larger and larger buffers are tried."""
    load()
    context = createDCtx()
    size = _FIRST_SIZE
    try:
        while True:
            try:
                return decompressUsingDict(context, frame, dictionary, {'defaultHeapSize': size})
            except Exception as error:
                code = -(Number(error.message.split(' ').at(-1)) | 0)
                if code != _TOO_SMALL or size >= _LAST_SIZE:
                    return _CODES[code] or failure_of('')
                size *= 4
    finally:
        freeDCtx(context)


_DESCRIPTOR = 4  # the position of a frame's descriptor
_CHECKSUM_FLAG = 4
_FIRST_SIZE = 1 << 20
_LAST_SIZE = 1 << 28
_TOO_SMALL = 70
_CODES = {
    10: ['Unknown frame descriptor', 10, 'ZSTD_error_prefix_unknown'],
    30: ['Dictionary is corrupted', 30, 'ZSTD_error_dictionary_corrupted'],
    32: ['Dictionary mismatch', 32, 'ZSTD_error_dictionary_wrong'],
}
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
