"""internalBinding('string_decoder'): decoding in pieces; what a piece leaves unfinished waits in the decoder's own buffer, as in C++."""
from __future__ import annotations

from runtime_py.node.encodings import decode_as
from runtime_py.node.wiring import plain_bytes

MISSING = 4             # kMissingBytes
BUFFERED = 5            # kBufferedBytes
ENCODING = 6            # kEncodingField
_WHOLE = ['ascii', 'latin1', 'hex']


def unfinished(data: Uint8Array, encoding: str) -> list:
    """[how many bytes at the end wait for more, how many more they need]."""
    length = data.length
    if encoding == 'utf8':
        for k in range(1, Math.min(3, length) + 1):
            code = data[length - k]
            if (code & 0xc0) == 0x80:
                continue
            need = 4 if code >= 0xf0 else (3 if code >= 0xe0 else (2 if code >= 0xc2 else 1))
            return [k, need - k] if need > k else [0, 0]
        return [0, 0]
    if encoding == 'utf16le':
        odd = length % 2
        high = data[length - odd - 1] if length - odd >= 2 else 0
        if 0xd8 <= high <= 0xdb:
            return [odd + 2, 2 - odd]
        return [odd, odd]
    left = length % 3
    return [left, 3 - left if left > 0 else 0]


def create(realm: object, seed: object) -> object:
    encodings = seed.encodings

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
        waiting = state[BUFFERED]
        if waiting > 0:
            joined = Uint8Array(waiting + data.length)
            joined.set(plain_bytes(state).subarray(0, waiting))
            joined.set(data, waiting)
            data = joined
        kept = unfinished(data, encoding)
        keep(state, data.subarray(data.length - kept[0]), kept[1])
        return decode_as(data.subarray(0, data.length - kept[0]), encoding)

    def keep(state, rest, need):
        state[BUFFERED] = rest.length
        state[MISSING] = need
        for k in range(rest.length):
            state[k] = rest[k]

    def flush(state):
        encoding = encodings[state[ENCODING]]
        rest = plain_bytes(state).slice(0, state[BUFFERED])
        keep(state, Uint8Array(0), 0)
        if encoding == 'utf16le' and rest.length % 2 == 1:
            rest = rest.subarray(0, rest.length - 1)
        return decode_as(rest, encoding) if rest.length > 0 else ''
    return {'decode': decode, 'flush': flush}
