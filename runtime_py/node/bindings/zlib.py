"""internalBinding('zlib'): Node's handles over zlib streams, and brotli's decoder.

A handle lives through: init -> write or writeSync ... -> close. The result of a write is in the state array that `init` was
given: what is left of the output, then of the input. Zstandard and brotli's encoder are not available.
"""
from __future__ import annotations

from runtime_py.node.host import AsyncWrap, hidden
from runtime_py.node.wiring import call_back, complete_later, plain_bytes, unsupported
from runtime_py.node.zlib_codec import ZlibCodec
from runtime_py.platform.bytes import concat, encode
from runtime_py.platform.digest import crc32

BROTLI_FINISH = 2


def load_brotli() -> object:
    """The package unpacks its dictionary when it is loaded, 25 ms: the bundler turns `require` into a late load."""
    return require('npm:brotli_decompress')



class CompressionHandle(AsyncWrap):
    """The write protocol; a subclass sets `_codec`, which has `write`, `avail_in`, `avail_out` and `close`."""

    def __init__(self) -> None:
        super().__init__('ZLIB')
        hidden(self, '_codec', None)
        hidden(self, '_state', None)
        hidden(self, '_callback', None)
        hidden(self, '_writing', False)
        hidden(self, '_close_pending', False)

    def start(self, state: Uint32Array, callback: object) -> None:
        self._state = state
        self._callback = callback

    def _process(self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int) -> object:
        octets = Uint8Array(0) if source is None else plain_bytes(source)
        failure = self._codec.write(flush, octets, start, length, plain_bytes(out), out_start, out_length)
        if failure is None:
            self._state[0] = self._codec.avail_out
            self._state[1] = self._codec.avail_in
        return failure

    def _report(self, failure: list) -> None:
        call_back(self, self.onerror, failure)

    def writeSync(self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int) -> None:
        failure = self._process(flush, source, start, length, out, out_start, out_length)
        if failure is not None:
            self._report(failure)

    def write(self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int) -> None:
        self._writing = True
        failure = self._process(flush, source, start, length, out, out_start, out_length)
        complete_later(lambda: self._finish_write(failure))

    def _finish_write(self, failure: list | None) -> None:
        self._writing = False
        if self._close_pending:
            self.close()
        if failure is not None:
            self._report(failure)
        else:
            call_back(self, self._callback, [])

    def close(self) -> None:
        if self._writing:
            self._close_pending = True
            return
        self._close_pending = False
        if self._codec is not None:
            self._codec.close()


class Zlib(CompressionHandle):
    def __init__(self, mode: int) -> None:
        super().__init__()
        self._codec = ZlibCodec(mode)

    def init(self, window_bits: int, level: int, mem_level: int, strategy: int, state: Uint32Array, callback: object, dictionary: object = None,
             reject_garbage: bool = False) -> None:
        self.start(state, callback)
        octets = None if dictionary is None else plain_bytes(dictionary).slice()
        self._codec.init(window_bits, level, mem_level, strategy, octets, reject_garbage)

    def params(self, level: int, strategy: int) -> None:
        failure = self._codec.params(level, strategy)
        if failure is not None:
            self._report(failure)

    def reset(self) -> None:
        failure = self._codec.reset()
        if failure is not None:
            self._report(failure)


class BrotliDecoderCodec:
    """Gathers the input; the library decodes it in one go when it is complete."""

    def __init__(self) -> None:
        self.avail_in = 0
        self.avail_out = 0
        self._parts: list[Uint8Array] = []
        self._decoded = None
        self._given = 0

    def write(self, flush: int, source: Uint8Array, start: int, length: int, out: Uint8Array, out_start: int, out_length: int) -> list | None:
        if length > 0:
            self._parts.append(source.slice(start, start + length))
        self.avail_in = 0
        self.avail_out = out_length
        if flush != BROTLI_FINISH and self._decoded is None:
            return None
        if self._decoded is None:
            try:
                brotli_decompress = load_brotli()
                self._decoded = brotli_decompress(concat(self._parts))
            except Exception as error:
                if error.message.find('Unexpected end of input') >= 0 or error.message.find('not enough bytes') >= 0:
                    return ['unexpected end of file', -5, 'Z_BUF_ERROR']
                return ['Decompression failed', -1, 'ERR_BROTLI_DECODER_ERROR']
        count = min(out_length, self._decoded.length - self._given)
        out.set(self._decoded.subarray(self._given, self._given + count), out_start)
        self._given += count
        self.avail_out = out_length - count
        return None

    def close(self) -> None:
        self._parts = []
        self._decoded = None


class BrotliDecoder(CompressionHandle):
    def __init__(self, mode: int) -> None:
        super().__init__()
        self._codec = BrotliDecoderCodec()

    def init(self, params: Uint32Array, state: Uint32Array, callback: object, dictionary: object = None) -> bool:
        self.start(state, callback)
        return True

    def params(self) -> None:
        return

    def reset(self) -> None:
        self._codec = BrotliDecoderCodec()


class BrotliEncoder:
    def __init__(self, mode: int) -> None:
        raise unsupported('brotli compression')


class ZstdCompress:
    def __init__(self, mode: int) -> None:
        raise unsupported('zstd')


class ZstdDecompress:
    def __init__(self, mode: int) -> None:
        raise unsupported('zstd')


def checksum(data: object, seed: int = 0) -> int:
    return crc32(encode(data) if js_typeof(data) == 'string' else plain_bytes(data), seed)


def create(realm: object, seed: object) -> object:
    return {
        'Zlib': Zlib, 'BrotliEncoder': BrotliEncoder, 'BrotliDecoder': BrotliDecoder, 'ZstdCompress': ZstdCompress, 'ZstdDecompress': ZstdDecompress,
        'crc32': checksum,
    }
