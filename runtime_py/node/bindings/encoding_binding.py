"""internalBinding('encoding_binding'): TextEncoder and UTF-8 decoding by the browser's."""

from __future__ import annotations

from runtime_py.node.bindings.url import idna_to_ascii
from runtime_py.node.engine.punycode import to_unicode
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.encodings import unshared
from runtime_py.platform.host import HostTextDecoder, HostTextEncoder

_encoder = HostTextEncoder()


def create(realm: object, binding_data: object) -> object:
    results = Uint32Array(2)

    def encode_into(text, target):
        done = _encoder.encodeInto(text, target)
        results[0] = done.read
        results[1] = done.written

    def decode_utf8(data, ignore_bom, fatal):
        if not (ArrayBuffer.isView(data) or js_instanceof(data, ArrayBuffer) or js_instanceof(data, SharedArrayBuffer)):
            raise coded_error(
                TypeError,
                'ERR_INVALID_ARG_TYPE',
                'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.',
            )
        decoder = HostTextDecoder('utf-8', {'ignoreBOM': Boolean(ignore_bom), 'fatal': Boolean(fatal)})
        try:
            return decoder.decode(unshared(plain_bytes(data)))
        except Exception:
            kind = realm.require('internal/errors').codes.ERR_ENCODING_INVALID_ENCODED_DATA
            raise js_new(kind, 'utf-8', js_undefined)

    return {
        'encodeIntoResults': results,
        'encodeInto': encode_into,
        'encodeUtf8String': lambda text: _encoder.encode(text),
        'decodeUTF8': decode_utf8,
        'toASCII': idna_to_ascii,
        'toUnicode': to_unicode,
    }
