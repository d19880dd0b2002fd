"""internalBinding('zlib'): Node's handles over zlib streams, brotli and Zstandard.

A handle's life: init -> write or writeSync ... -> close. The result of a write is stored in the state array that `init`
was given: the remaining output space, then the remaining input."""

from __future__ import annotations

from typing import Any

from runtime_py.node.compression.zlib_codec import ZlibCodec
from runtime_py.node.realm.callbacks import call_back, coded_error, complete_later, plain_bytes, unsupported
from runtime_py.node.realm.host import AsyncWrap, current_realm, hidden
from runtime_py.platform.bytes import encode
from runtime_py.platform.digest import crc32
from runtime_py.platform.worker_scripts import load_runtime_script

HostMap = globalThis.Map

_DECODER_ERROR = 'BROTLI_DECODER_ERROR_'
_loaded = {'codecs': None, 'errors': None}


def codecs() -> object:
    """The exports of compression.js, which is loaded now."""
    if _loaded.codecs is None:
        load_runtime_script('compression.js')
        _loaded.codecs = globalThis.terrarium_compression
        del globalThis['terrarium_compression']
    return _loaded.codecs


def decoder_errors() -> object:
    """Error number -> the name after ERR_, from Node's constants."""
    if _loaded.errors is None:
        _loaded.errors = js_new(HostMap)
        for name, number in Object.entries(current_realm().require('zlib').constants):
            if name.startswith(_DECODER_ERROR):
                _loaded.errors.set(number, '_ERROR_' + name[len(_DECODER_ERROR) :])
    return _loaded.errors


class CompressionHandle(AsyncWrap):
    """The write protocol; a subclass sets `_codec`, which has `write`, `avail_in`, `avail_out` and `close`."""

    _codec: Any
    onerror: Any

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

    def _process(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> object:
        octets = Uint8Array(0) if source is None else plain_bytes(source)
        failure = self._codec.write(Math.trunc(flush), octets, start, length, plain_bytes(out), out_start, out_length)
        if failure is None:
            self._state[0] = self._codec.avail_out
            self._state[1] = self._codec.avail_in
        return failure

    def _report(self, failure: list) -> None:
        call_back(self, self.onerror, failure)

    def writeSync(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> None:
        failure = self._process(flush, source, start, length, out, out_start, out_length)
        if failure is not None:
            self._report(failure)

    def write(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> None:
        """Works in a later turn, as Node's thread pool does: a change of parameters that was asked for before it comes
        first."""
        self._writing = True
        complete_later(lambda: self._finish_write(flush, source, start, length, out, out_start, out_length))

    def _finish_write(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> None:
        failure = self._process(flush, source, start, length, out, out_start, out_length)
        self._writing = False
        if self._close_pending:
            self.close()
        if failure is not None:
            self._report(failure)
        else:
            call_back(self, self._callback, [])

    def reset(self) -> None:
        if self._writing:
            raise Error('Cannot reset zlib stream while a write is in progress')
        failure = self._codec.reset()
        if failure is not None:
            self._report(failure)

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

    def init(
        self,
        window_bits: int,
        level: int,
        mem_level: int,
        strategy: int,
        state: Uint32Array,
        callback: object,
        dictionary: object = None,
        reject_garbage: bool = False,
    ) -> None:
        self.start(state, callback)
        octets = None if dictionary is None else plain_bytes(dictionary).slice()
        # the library checks ranges, not that numbers are whole
        whole = [Math.trunc(each) for each in [window_bits, level, mem_level, strategy]]
        self._codec.init(*whole, octets, reject_garbage)

    def params(self, level: int, strategy: int) -> None:
        failure = self._codec.params(Math.trunc(level), Math.trunc(strategy))
        if failure is not None:
            self._report(failure)


def initialization_failed(message: str) -> object:
    error = Error(message)
    error.code = 'ERR_ZLIB_INITIALIZATION_FAILED'
    return error


class Brotli(CompressionHandle):
    """A subclass makes the codec."""

    _codec: Any

    def init(self, params: Uint32Array, state: Uint32Array, callback: object, dictionary: object = None) -> None:
        if dictionary is not None:
            raise unsupported('a dictionary for brotli')
        self.start(state, callback)
        if not self._codec.init(params):
            raise initialization_failed('Initialization failed')

    def params(self) -> None:
        return


class BrotliEncoder(Brotli):
    def __init__(self, mode: int) -> None:
        super().__init__()
        self._codec = js_new(codecs().BrotliEncoderCodec)


class BrotliDecoder(Brotli):
    def __init__(self, mode: int) -> None:
        super().__init__()
        self._codec = js_new(codecs().BrotliDecoderCodec, decoder_errors())


def whole_number(value: object) -> int | None:
    """V8's IntegerValue; None for anything that isn't a number."""
    return (Math.trunc(value) or 0) if js_typeof(value) == 'number' else None


class Zstd(CompressionHandle):
    _codec: Any

    def init(
        self, params: Uint32Array, pledged_size: object, state: Uint32Array, callback: object, dictionary: object = None
    ) -> None:
        size = whole_number(pledged_size)
        if size is not None and size < 0:
            raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'pledgedSrcSize may not be negative')
        if not self._codec.knows(params):
            raise initialization_failed('Setting parameter failed')
        self._codec.init(params, None if dictionary is None else plain_bytes(dictionary).slice(), size)
        self.start(state, callback)

    def params(self) -> None:
        return


class ZstdCompress(Zstd):
    def __init__(self) -> None:
        super().__init__()
        self._codec = js_new(codecs().ZstdEncoderCodec)


class ZstdDecompress(Zstd):
    def __init__(self) -> None:
        super().__init__()
        self._codec = js_new(codecs().ZstdDecoderCodec)


def checksum(data: object, seed: int = 0) -> int:
    return crc32(encode(data) if js_typeof(data) == 'string' else plain_bytes(data), seed)


def create(realm: object, binding_data: object) -> object:
    return {
        'Zlib': Zlib,
        'BrotliEncoder': BrotliEncoder,
        'BrotliDecoder': BrotliDecoder,
        'ZstdCompress': ZstdCompress,
        'ZstdDecompress': ZstdDecompress,
        'crc32': checksum,
    }
