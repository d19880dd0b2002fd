"""internalBinding('string_decoder'): decoding in pieces; an incomplete character waits in the decoder's own buffer, as
in C++."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.encodings import decode_as

MISSING = 4  # kMissingBytes
BUFFERED = 5  # kBufferedBytes
ENCODING = 6  # kEncodingField
CHARACTER = 4  # longest incomplete character
_WHOLE = ['ascii', 'latin1', 'hex']


def missing_of_utf8(data: Uint8Array) -> list:
    """[number of bytes of an incomplete character at the end, number of bytes that it still needs]. Invalid bytes are
    left to the decoder."""
    at = data.length - 1
    if data[at] < 0x80:
        return [0, 0]
    count = 1
    while (data[at] & 0xC0) == 0x80:
        if count >= CHARACTER or at == 0:
            return [0, 0]
        at -= 1
        count += 1
    first = data[at]
    need = 0
    if (first & 0xE0) == 0xC0:
        need = 2
    elif (first & 0xF0) == 0xE0:
        need = 3
    elif (first & 0xF8) == 0xF0:
        need = 4
    return [0, 0] if count >= need else [count, need - count]


def unfinished(data: Uint8Array, encoding: str) -> list:
    length = data.length
    if encoding == 'utf8':
        return missing_of_utf8(data)
    if encoding == 'utf16le':
        if length % 2 == 1:
            return [1, 1]
        return [2, 2] if (data[length - 1] & 0xFC) == 0xD8 else [0, 0]
    left = length % 3
    return [left, 3 - left if left > 0 else 0]


def complete(state: object, data: Uint8Array, is_utf8: bool) -> int:
    """Moves the bytes that the waiting character needs from `data` into the state; returns their number."""
    taken = Math.min(state[MISSING], data.length)
    if is_utf8:
        for k in range(taken):
            if (data[k] & 0xC0) != 0x80:
                # the waiting character is broken off here, and a new one begins
                state[MISSING] = k
                taken = k
                break
    for k in range(taken):
        state[state[BUFFERED] + k] = data[k]
    state[MISSING] -= taken
    state[BUFFERED] += taken
    return taken


def create(realm: object, binding_data: object) -> object:
    encodings = binding_data.encodings

    def decode(state, chunk):
        if js_typeof(chunk) == 'string':
            return chunk
        if not ArrayBuffer.isView(chunk):
            kind = realm.require('internal/errors').codes.ERR_INVALID_ARG_TYPE
            raise js_new(kind, 'buf', ['Buffer', 'TypedArray', 'DataView'], chunk)
        encoding = encodings[state[ENCODING]]
        data = plain_bytes(chunk)
        if encoding in _WHOLE:
            return decode_as(data, encoding)
        if data.length == 0:
            return ''
        text = ''
        if state[MISSING] > 0:
            taken = complete(state, data, encoding == 'utf8')
            if state[MISSING] == 0:
                text = waiting_text(state, encoding)
            data = data.subarray(taken)
            if data.length == 0:
                return text
        kept = unfinished(data, encoding)
        whole = data.length - kept[0]
        for k in range(kept[0]):
            state[k] = data[whole + k]
        state[BUFFERED] = kept[0]
        state[MISSING] = kept[1]
        return text + decode_as(data.subarray(0, whole), encoding) if whole > 0 else text

    def waiting_text(state, encoding):
        count = state[BUFFERED]
        state[BUFFERED] = 0
        state[MISSING] = 0
        return decode_as(plain_bytes(state).slice(0, count), encoding) if count > 0 else ''

    def flush(state):
        encoding = encodings[state[ENCODING]]
        if encoding == 'utf16le' and state[BUFFERED] % 2 == 1:
            state[BUFFERED] -= 1
        return waiting_text(state, encoding)

    return {'decode': decode, 'flush': flush}
