"""Text to bytes and back in Node's encodings, fast: utf8, latin1, ascii, utf16le, base64, base64url, hex."""
from __future__ import annotations

from runtime_py.platform.host import HostSharedArrayBuffer, HostTextDecoder, HostTextEncoder

_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_URL_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
_PIECE = 8192           # String.fromCharCode takes its characters as arguments
_encoder = HostTextEncoder()
_utf8 = HostTextDecoder('utf-8', {'ignoreBOM': True})
_utf16 = HostTextDecoder('utf-16le', {'ignoreBOM': True, 'fatal': True})
_LONG = 512             # from here on the engine's own conversions are worth their call
_prototype = Uint8Array.prototype
# newer engines convert to and from hex and base64 themselves
_has_native = js_typeof(_prototype.toBase64) == 'function' and js_typeof(_prototype.toHex) == 'function' and js_typeof(Uint8Array.fromBase64) == 'function'
_native_hex = _prototype.toHex
_native_base64 = _prototype.toBase64
_PLAIN = {'alphabet': 'base64'}
_URL = {'alphabet': 'base64url', 'omitPadding': True}

# the numbers that the library uses for encodings (internalBinding('string_decoder').encodings)
ENCODING_NAMES = ['ascii', 'utf8', 'base64', 'utf16le', 'latin1', 'hex', 'buffer', 'base64url']


def _reverse_table() -> Int16Array:
    table = Int16Array(256).fill(-1)
    for k in range(64):
        table[_LETTERS.charCodeAt(k)] = k
        table[_URL_LETTERS.charCodeAt(k)] = k
    return table


_reverse = _reverse_table()
_hex = [String(k.toString(16)).padStart(2, '0') for k in range(256)]


def unshared(data: Uint8Array) -> Uint8Array:
    """TextDecoder refuses shared memory."""
    if HostSharedArrayBuffer is not None and js_instanceof(data.buffer, HostSharedArrayBuffer):
        return Uint8Array(data)
    return data


def from_utf8(data: Uint8Array) -> str:
    if data.length < 24:
        text = _short_ascii(data)
        if text is not None:
            return text
    return _utf8.decode(unshared(data))


def _short_ascii(data: Uint8Array) -> str | None:
    text = ''
    for k in range(data.length):
        if data[k] > 127:
            return None
        text += String.fromCharCode(data[k])
    return text


def from_latin1(data: Uint8Array) -> str:
    if data.length <= _PIECE:
        return String.fromCharCode.apply(None, data)
    text = ''
    at = 0
    while at < data.length:
        text += String.fromCharCode.apply(None, data.subarray(at, at + _PIECE))
        at += _PIECE
    return text


def from_ascii(data: Uint8Array) -> str:
    return from_latin1(data.map(lambda byte: byte & 127))


def from_utf16(data: Uint8Array) -> str:
    """Lone surrogates stay, which TextDecoder would replace."""
    count = data.length >> 1
    if count > _LONG:
        try:
            return _utf16.decode(unshared(data.subarray(0, count * 2)))
        except Exception:
            pass
    aligned = data if data.byteOffset % 2 == 0 else data.slice(0, count * 2)
    units = Uint16Array(aligned.buffer, aligned.byteOffset, count)
    text = ''
    at = 0
    while at < count:
        text += String.fromCharCode.apply(None, units.subarray(at, at + _PIECE))
        at += _PIECE
    return text


def from_hex_bytes(data: Uint8Array) -> str:
    if _has_native:
        return _native_hex.call(data)
    text = ''
    for byte in data:
        text += _hex[byte]
    return text


def from_base64_bytes(data: Uint8Array, letters: str, pad: bool) -> str:
    if _has_native:
        return _native_base64.call(data, _PLAIN if pad else _URL)
    text = ''
    whole = data.length - data.length % 3
    for k in range(0, whole, 3):
        n = (data[k] << 16) | (data[k + 1] << 8) | data[k + 2]
        text += letters[n >> 18] + letters[(n >> 12) & 63] + letters[(n >> 6) & 63] + letters[n & 63]
    left = data.length - whole
    if left > 0:
        n = (data[whole] << 16) | ((data[whole + 1] << 8) if left == 2 else 0)
        text += letters[n >> 18] + letters[(n >> 12) & 63]
        if left == 2:
            text += letters[(n >> 6) & 63]
        if pad:
            text += '=' if left == 2 else '=='
    return text


def to_utf8(text: str) -> Uint8Array:
    return _encoder.encode(text)


def to_latin1(text: str) -> Uint8Array:
    data = Uint8Array(text.length)
    for k in range(text.length):
        data[k] = text.charCodeAt(k)
    return data


def to_utf16(text: str) -> Uint8Array:
    units = Uint16Array(text.length)
    for k in range(text.length):
        units[k] = text.charCodeAt(k)
    return Uint8Array(units.buffer)


def to_base64(text: str) -> Uint8Array:
    if _has_native and text.length > 16:
        try:
            return Uint8Array.fromBase64(text)
        except Exception:
            pass
    return to_base64_leniently(text)


def to_base64_leniently(text: str) -> Uint8Array:
    """Node's decoding: both alphabets, anything else is skipped, = ends it, and only the low byte of a character counts."""
    data = Uint8Array((text.length * 3 >> 2) + 3)
    count = 0
    bits = 0
    collected = 0
    for k in range(text.length):
        code = text.charCodeAt(k) & 255
        if code == 61:
            break
        value = _reverse[code]
        if value < 0:
            continue
        collected = (collected << 6) | value
        bits += 6
        if bits >= 8:
            bits -= 8
            data[count] = (collected >> bits) & 255
            count += 1
            collected = collected & 0xffff
    return data.subarray(0, count)


def _hex_digit(code: int) -> int:
    if 48 <= code <= 57:
        return code - 48
    lower = code | 32
    return lower - 87 if 97 <= lower <= 102 else -1


def to_hex(text: str) -> Uint8Array:
    """Up to the first pair that isn't one."""
    if _has_native and text.length > 16 and text.length % 2 == 0:
        try:
            return Uint8Array.fromHex(text)
        except Exception:
            pass
    data = Uint8Array(text.length >> 1)
    for k in range(data.length):
        high = _hex_digit(text.charCodeAt(k * 2))
        low = _hex_digit(text.charCodeAt(k * 2 + 1))
        if high < 0 or low < 0:
            return data.subarray(0, k)
        data[k] = high * 16 + low
    return data


def encode_as(text: str, encoding: str) -> Uint8Array:
    """By the library's normalised name of an encoding."""
    if encoding == 'latin1' or encoding == 'ascii' or encoding == 'binary':
        return to_latin1(text)
    if encoding in ['utf16le', 'ucs2', 'ucs-2', 'utf-16le']:
        return to_utf16(text)
    if encoding == 'base64' or encoding == 'base64url':
        return to_base64(text)
    return to_hex(text) if encoding == 'hex' else to_utf8(text)


def decode_as(data: Uint8Array, encoding: str) -> str:
    if encoding == 'latin1' or encoding == 'binary':
        return from_latin1(data)
    if encoding == 'ascii':
        return from_ascii(data)
    if encoding in ['utf16le', 'ucs2', 'ucs-2', 'utf-16le']:
        return from_utf16(data)
    if encoding == 'base64':
        return from_base64_bytes(data, _LETTERS, True)
    if encoding == 'base64url':
        return from_base64_bytes(data, _URL_LETTERS, False)
    return from_hex_bytes(data) if encoding == 'hex' else from_utf8(data)


def encoding_name(encoding: object) -> str:
    """Of a number or a name, as bindings get them; utf8 for none."""
    if js_typeof(encoding) == 'number':
        return ENCODING_NAMES[encoding]
    return 'utf8' if encoding is None else String(encoding).toLowerCase()
