"""Brotli compression and decompression as streams (src/node_zlib.cc, BrotliEncoderContext and BrotliDecoderContext),
over the package brotli-wasm.

A codec: `write` consumes input and produces output as far as possible, then `avail_in` and `avail_out` have what is
left; it returns None or [message, number, code]. That package's encoder can't flush in the middle of a stream: when a
stream is flushed before that encoder gave anything out, BrotliBlocks compresses it."""

from __future__ import annotations

from npm_modules.brotli_wasm import BrotliStreamResultCode, CompressStream, DecompressStream

from runtime_py.node.compression.brotli_blocks import BrotliBlocks
from runtime_py.node.compression.output_queue import OutputQueue

PROCESS = 0
FLUSH = 1
FINISH = 2
EMIT_METADATA = 3
_QUALITY = 1
_BEST_QUALITY = 11
_UNSET = 0xFFFFFFFF
_MOST_KEPT = 4194304  # bytes
_NO_LITERAL_MODELLING = 4  # a boolean; other values are clamped
_DECODER_PARAMETERS = 2  # how many parameters a decoder has
_ERROR_NUMBER = js_regexp('Error code (-\\d+)', '')


class BrotliEncoderCodec:
    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._quality = _BEST_QUALITY
        self._stream = None
        self._finished = False

    def init(self, params: Uint32Array) -> bool:
        """False for a parameter that brotli doesn't know. Mode and window are hints, which this encoder ignores: any
        decoder can read its output."""
        if params[_NO_LITERAL_MODELLING] != _UNSET and params[_NO_LITERAL_MODELLING] > 1:
            return False
        if params[_QUALITY] != _UNSET:
            self._quality = Math.min(params[_QUALITY], _BEST_QUALITY)
        self.reset()
        return True

    def reset(self) -> None:
        self.close()
        self._stream = js_new(CompressStream, self._quality)
        self._kept = []  # all input, as long as no output depends on it and it isn't long; None afterwards
        self._kept_bytes = 0
        self._blocks = None  # compresses instead of `_stream` once the stream was flushed
        self._output = OutputQueue()
        self._finished = False

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        if flush == EMIT_METADATA:
            return ["brotli compression can't emit metadata in Terrarium", -1, 'ERR_TERRARIUM_UNSUPPORTED']
        if self._finished and length > 0:
            return ['Compression failed', -1, 'ERR_BROTLI_COMPRESSION_FAILED']
        if flush == FLUSH and self._blocks is None:
            if self._kept is None:
                return [
                    "brotli compression can't flush for the first time after much input in Terrarium",
                    -1,
                    'ERR_TERRARIUM_UNSUPPORTED',
                ]
            self._begin_blocks()
        if self._blocks is not None:
            self._write_blocks(flush, source.subarray(start, start + length), out, out_start, out_length)
            return None
        at = start
        room = out_length
        while at < start + length and room > 0:
            result = self._stream.compress(source.subarray(at, start + length), room)
            self._keep(source.slice(at, at + result.input_offset), result)
            room -= take(result, out, out_start + out_length - room)
            at += result.input_offset
        while flush == FINISH and at == start + length and room > 0 and not self._finished:
            result = self._stream.compress(js_undefined, room)
            self._kept = None
            room -= take(result, out, out_start + out_length - room)
            self._finished = result.code == BrotliStreamResultCode.ResultSuccess
        self.avail_in = start + length - at
        self.avail_out = room
        return None

    def _keep(self, octets: Uint8Array, result: object) -> None:
        if self._kept is None:
            return
        self._kept.push(octets)
        self._kept_bytes += octets.length
        if result.buf.length > 0 or self._kept_bytes > _MOST_KEPT:
            self._kept = None

    def _begin_blocks(self) -> None:
        self._blocks = BrotliBlocks()
        for octets in self._kept:
            self._blocks.add(octets)
        self._kept = None
        self.close()

    def _write_blocks(self, flush: int, octets: Uint8Array, out: Uint8Array, out_start: int, out_length: int) -> None:
        self._blocks.add(octets)
        if flush == FLUSH:
            self._blocks.flush()
        elif flush == FINISH and not self._finished:
            self._finished = True
            self._blocks.finish()
        self._output.put(self._blocks.take())
        self.avail_in = 0
        self.avail_out = self._output.give(out, out_start, out_length)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.free()
            self._stream = None


class BrotliDecoderCodec:
    def __init__(self, decoder_errors: object) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._errors = decoder_errors  # number -> name
        self._stream = None
        self._ended = False

    def init(self, params: Uint32Array | None) -> bool:
        """False for a parameter that decoders don't have, as the encoder's. None: all are unset."""
        if params is not None and params.subarray(_DECODER_PARAMETERS).some(lambda value: value != _UNSET):
            return False
        self.reset()
        return True

    def reset(self) -> None:
        self.close()
        self._stream = js_new(DecompressStream)
        self._ended = False

    def write(
        self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int
    ) -> list | None:
        at = start
        room = out_length
        code = BrotliStreamResultCode.NeedsMoreInput
        while room > 0 and not self._ended:
            try:
                result = self._stream.decompress(source.subarray(at, start + length), room)
            except Exception as error:
                return self._failure(error)
            code = result.code
            room -= take(result, out, out_start + out_length - room)
            at += result.input_offset
            if code == BrotliStreamResultCode.ResultSuccess:
                self._ended = True
            elif code == BrotliStreamResultCode.NeedsMoreInput:
                break
        self.avail_in = start + length - at
        self.avail_out = room
        if flush == FINISH and room > 0 and not self._ended:
            return ['unexpected end of file', -5, 'Z_BUF_ERROR']
        return None

    def _failure(self, error: object) -> list:
        found = _ERROR_NUMBER.exec(error.message)
        number = -1 if found is None else Number(found[1])
        name = self._errors.get(number)
        return ['Decompression failed', number, 'ERR_BROTLI_DECODER_ERROR' if name is None else 'ERR_' + name]

    def close(self) -> None:
        if self._stream is not None:
            self._stream.free()
            self._stream = None


def take(result: object, out: Uint8Array, at: int) -> int:
    """Moves pending output into `out`."""
    octets = result.buf
    out.set(octets, at)
    return octets.length
