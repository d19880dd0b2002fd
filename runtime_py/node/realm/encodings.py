"""Fast conversion of text to bytes and back in Node's encodings: utf8, latin1, ascii, utf16le, base64, base64url,
hex."""

from __future__ import annotations

from runtime_py.node.realm.byte_words import are_ascii, is_latin1_text
from runtime_py.platform.host import HostSharedArrayBuffer, HostTextDecoder, HostTextEncoder

_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_URL_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
_PIECE = 8192  # String.fromCharCode takes its characters as arguments
_encoder = HostTextEncoder()
_utf8 = HostTextDecoder('utf-8', {'ignoreBOM': True})
_windows_1252 = HostTextDecoder('windows-1252')
_utf16 = HostTextDecoder('utf-16le', {'ignoreBOM': True, 'fatal': True})
LONGEST_TEXT = 0x1FFFFFE8  # V8's
_LONG = 512  # code units; from this length on, the engine's own conversion is faster
_SHORT = 16384
_scratch = Uint8Array(3 * _SHORT)
_FEW = 40  # characters that a loop checks and converts in the time of one call of the encoder
_SOME = 128  # that a loop converts without a check
_prototype = Uint8Array.prototype
# newer engines convert to and from hex and base64 themselves
_has_native = (
    js_typeof(_prototype.toBase64) == 'function'
    and js_typeof(_prototype.toHex) == 'function'
    and js_typeof(Uint8Array.fromBase64) == 'function'
)
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
    """A private copy, since TextDecoder refuses shared memory."""
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
    if data.length < _SOME:
        return String.fromCharCode.apply(None, data)
    if is_latin1_text(data):
        return _windows_1252.decode(unshared(data))
    text = ''
    at = 0
    while at < data.length:
        text += String.fromCharCode.apply(None, data.subarray(at, at + _PIECE))
        at += _PIECE
    return text


def from_ascii(data: Uint8Array) -> str:
    if are_ascii(data):
        return from_utf8(data)
    low = Uint8Array(data.length)
    for k in range(data.length):
        low[k] = data[k] & 127
    return from_utf8(low)


def from_utf16(data: Uint8Array) -> str:
    """Keeps lone surrogates, which TextDecoder would replace."""
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
    if text.length < _FEW:
        data = Uint8Array(text.length)
        if put_ascii(text, data, 0):
            return data
    return _encoder.encode(text)


def put_ascii(text: str, target: Uint8Array, at: int) -> bool:
    """Writes the text at `at`; False if it isn't ASCII, and then only its beginning is there."""
    for k in range(text.length):
        code = text.charCodeAt(k)
        if code > 127:
            return False
        target[at + k] = code
    return True


def to_utf8_for_now(text: str) -> Uint8Array:
    """As `to_utf8`, but valid only until the next call: short texts share a buffer, since allocating costs more than
    encoding them."""
    count = text.length
    if count > _SHORT:
        return _encoder.encode(text)
    if count < _FEW and put_ascii(text, _scratch, 0):
        return _scratch.subarray(0, count)
    return _scratch.subarray(0, _encoder.encodeInto(text, _scratch).written)


def to_latin1(text: str) -> Uint8Array:
    data = Uint8Array(text.length)
    put_latin1(text, data)
    return data


def put_latin1(text: str, target: Uint8Array) -> int:
    """Writes into `target` as much as fits; returns the number of bytes."""
    count = Math.min(text.length, target.length)
    place = target.subarray(0, count)
    if count >= _SOME and can_encode_into(target.buffer):
        done = _encoder.encodeInto(text, place)
        if done.read == count and done.written == count:
            return count  # it was ASCII
    for k in range(count):
        place[k] = text.charCodeAt(k)
    return count


def can_encode_into(buffer: object) -> bool:
    """TextEncoder refuses shared and resizable memory."""
    return js_instanceof(buffer, ArrayBuffer) and not buffer.resizable


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
    """Node's decoding: accepts both alphabets, skips other characters, ends at =, and uses only the low byte of a
    character."""
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
            collected = collected & 0xFFFF
    return data.subarray(0, count)


def _digit_table() -> Int8Array:
    table = Int8Array(256).fill(-1)
    for k in range(16):
        table['0123456789abcdef'.charCodeAt(k)] = k
        table['0123456789ABCDEF'.charCodeAt(k)] = k
    return table


_digits = _digit_table()


def to_hex(text: str) -> Uint8Array:
    """Decodes up to the first invalid pair."""
    if _has_native and text.length > 16 and text.length % 2 == 0:
        try:
            return Uint8Array.fromHex(text)
        except Exception:
            pass
    octets = _encoder.encode(text)
    data = Uint8Array(text.length >> 1)
    # a character beyond ASCII becomes bytes that aren't digits; positions before it don't change
    for k in range(data.length):
        high = _digits[octets[k * 2]]
        low = _digits[octets[k * 2 + 1]]
        if (high | low) < 0:
            return data.subarray(0, k)
        data[k] = high << 4 | low
    return data


def put_hex(text: str, target: Uint8Array) -> int:
    """Decodes into `target` as much as fits; returns the number of bytes. Allocating memory would cost more than
    decoding."""
    if _has_native:
        try:
            return target.setFromHex(text if text.length % 2 == 0 else text.slice(0, -1)).written
        except Exception:
            pass
    return put(to_hex(text), target)


def put_base64(text: str, target: Uint8Array) -> int:
    if _has_native:
        try:
            done = target.setFromBase64(text)
            # the engine only writes whole groups
            if done.read == text.length:
                return done.written
        except Exception:
            pass
    return put(to_base64_leniently(text), target)


def put(source: Uint8Array, target: Uint8Array) -> int:
    count = Math.min(source.length, target.length)
    target.set(source.subarray(0, count))
    return count


def encode_as(text: str, encoding: str) -> Uint8Array:
    """Encodes by the library's normalized name of an encoding."""
    if encoding == 'latin1' or encoding == 'ascii' or encoding == 'binary':
        return to_latin1(text)
    if encoding in ['utf16le', 'ucs2', 'ucs-2', 'utf-16le']:
        return to_utf16(text)
    if encoding == 'base64' or encoding == 'base64url':
        return to_base64(text)
    return to_hex(text) if encoding == 'hex' else to_utf8(text)


def text_length(data: Uint8Array, encoding: str) -> int:
    """The number of characters after decoding; an upper bound for invalid UTF-8."""
    if encoding == 'hex':
        return data.length * 2
    if encoding in ['utf16le', 'ucs2', 'ucs-2', 'utf-16le']:
        return data.length >> 1
    if encoding == 'base64' or encoding == 'base64url':
        return Math.ceil(data.length / 3) * 4
    if encoding != 'utf8' or data.length <= LONGEST_TEXT:
        return data.length
    count = 0
    for byte in data:
        count += 0 if (byte & 0xC0) == 0x80 else (2 if byte >= 0xF0 else 1)
    return count


def decode_as(data: Uint8Array, encoding: str) -> str:
    """Raises ERR_STRING_TOO_LONG, where some engines would return an empty string."""
    if data.length > LONGEST_TEXT >> 1 and text_length(data, encoding) > LONGEST_TEXT:
        error = Error(f'Cannot create a string longer than 0x{LONGEST_TEXT.toString(16)} characters')
        error.code = 'ERR_STRING_TOO_LONG'
        raise error
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
    """The encoding for a number or a name, as passed to bindings; utf8 if missing."""
    if js_typeof(encoding) == 'number':
        return ENCODING_NAMES[encoding]
    return 'utf8' if encoding is None else String(encoding).toLowerCase()
