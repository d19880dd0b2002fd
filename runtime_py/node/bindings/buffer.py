"""internalBinding('buffer'): Buffer's operations on bytes."""

from __future__ import annotations

from runtime_py.node.engine.allocations import STEP, meter
from runtime_py.node.realm.byte_words import are_ascii, common_prefix
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.encodings import (
    can_encode_into,
    decode_as,
    encode_as,
    encoding_name,
    put_base64,
    put_hex,
    put_latin1,
    to_utf16,
    unshared,
)
from runtime_py.platform.bytes import compare
from runtime_py.platform.host import HostTextDecoder, HostTextEncoder

_encoder = HostTextEncoder()
_host_atob = globalThis.atob.bind(globalThis)
_host_btoa = globalThis.btoa.bind(globalThis)
OUT_OF_BOUNDS = -2
EMPTY_VALUE = -1
INVALID_CHARACTER = -2
LEFT_OVER = -1  # one character after groups of four
_NOT_BASE64 = js_regexp('[^A-Za-z0-9+/\\t\\n\\f\\r ]', '')
COUNTED = 128  # in characters: longer texts are measured by the encoder
MEASURED_IN_PIECES = 16384
_measure = Uint8Array(MEASURED_IN_PIECES * 3)
ALL_ASCII_AT_ONCE = 40  # shorter texts are written by a loop instead of TextEncoder


def byte_length_utf8(text: str) -> int:
    if text.length > COUNTED:
        return measured_by_encoding(text)
    count = 0
    k = 0
    length = text.length
    while k < length:
        code = text.charCodeAt(k)
        if code < 0x80:
            count += 1
        elif code < 0x800:
            count += 2
        elif 0xD800 <= code < 0xDC00 and k + 1 < length and (text.charCodeAt(k + 1) & 0xFC00) == 0xDC00:
            count += 4
            k += 1
        else:
            count += 3
        k += 1
    return count


def measured_by_encoding(text: str) -> int:
    """Measures with the encoder, which is faster than a loop over characters even if its output is discarded."""
    count = 0
    at = 0
    while at < text.length:
        end = Math.min(at + MEASURED_IN_PIECES, text.length)
        if end < text.length and (text.charCodeAt(end - 1) & 0xFC00) == 0xD800:
            end -= 1  # a surrogate pair stays together
        count += _encoder.encodeInto(text.substring(at, end), _measure).written
        at = end
    return count


def bytes_of(buffer: object) -> Uint8Array:
    """The bytes of a view; C++ refuses everything else."""
    if not ArrayBuffer.isView(buffer):
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a buffer')
    if buffer.byteLength == 0:
        return Uint8Array(0)
    return Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)


def index_at(value: object, otherwise: int) -> int:
    """C++'s ParseArrayIndex: whatever can be converted to a number, which isn't negative."""
    if js_typeof(value) == 'number' and value >= 0:
        return Math.trunc(value)
    if js_typeof(value) == 'undefined':
        return otherwise
    at = Math.trunc(Number(value)) or 0
    if at < 0:
        raise index_error()
    return at


def compare_whole(a: Uint8Array, b: Uint8Array) -> int:
    same = common_prefix(a, b)
    return compare(a.subarray(same), b.subarray(same)) if same > 0 else compare(a, b)


def find(haystack: Uint8Array, needle: Uint8Array, offset: int, forwards: bool, step: int) -> int:
    """Index of the first (or last) match at or beyond the offset, -1 when there is none; step 2 checks even positions
    only."""
    length = haystack.length
    at = length + offset if offset < 0 else offset
    at -= at % step
    if at < 0:
        if not forwards:
            return -1
        at = 0
    if needle.length == 0:
        return Math.min(at, length)
    if needle.length < step:
        return -1
    last = length - needle.length
    if forwards:
        first = needle[0]
        k = haystack.indexOf(first, at)
        while 0 <= k <= last:
            if (step == 1 or k % 2 == 0) and matches_at(haystack, needle, k):
                return k
            k = haystack.indexOf(first, k + 1)
        return -1
    k = Math.min(at, last)
    while k >= 0:
        if (step == 1 or k % 2 == 0) and matches_at(haystack, needle, k):
            return k
        k -= 1
    return -1


def matches_at(haystack: Uint8Array, needle: Uint8Array, at: int) -> bool:
    for j in range(needle.length):
        if haystack[at + j] != needle[j]:
            return False
    return True


def fill(target: object, value: object, start: int, end: int, encoding: object = None) -> object:
    data = bytes_of(target)
    if start < 0 or end < 0:
        raise index_error()
    if end > data.length:
        return OUT_OF_BOUNDS
    if start >= end:
        return js_undefined
    if js_typeof(value) != 'string' and not ArrayBuffer.isView(value):
        data.fill(value & 255, start, end)
        return js_undefined
    pattern = encode_as(value, encoding_name(encoding)) if js_typeof(value) == 'string' else plain_bytes(value)
    if pattern.length == 0:
        return EMPTY_VALUE
    filled = Math.min(pattern.length, end - start)
    data.set(pattern.subarray(0, filled), start)
    while filled < end - start:
        count = Math.min(filled, end - start - filled)
        data.copyWithin(start + filled, start, start + count)
        filled += count
    return js_undefined


def swap(width: int) -> object:
    """Reverses each group of `width` bytes."""

    def run(target):
        data = plain_bytes(target)
        if width == 2 and data.byteOffset % 2 == 0:
            swap_pairs(Uint16Array(data.buffer, data.byteOffset, data.length >> 1))
        else:
            swap_bytes(data, width)
        return target

    return run


def swap_pairs(units: Uint16Array) -> None:
    for k in range(units.length):
        unit = units[k]
        units[k] = unit << 8 | unit >> 8


def swap_bytes(data: Uint8Array, width: int) -> None:
    last = width - 1
    half = width >> 1
    for start in range(0, data.length - last, width):
        for k in range(half):
            byte = data[start + k]
            data[start + k] = data[start + last - k]
            data[start + last - k] = byte


def make_array_buffer(size: int) -> object:
    if size < STEP:
        return ArrayBuffer(size)
    meter.ask(size)
    return meter.made(ArrayBuffer(size), size)


def index_error() -> object:
    error = RangeError('Index out of range')
    error.code = 'ERR_OUT_OF_RANGE'
    return error


def slicer(encoding: str) -> object:
    """A function that decodes buffer[start:end]."""

    def cut(buffer, start=js_undefined, end=js_undefined):
        data = bytes_of(buffer)
        if data.length == 0:
            return ''  # before the bounds are looked at
        first = index_at(start, 0)
        last = index_at(end, data.length)
        if first >= last:
            return ''
        if last > data.length:
            raise index_error()
        return decode_as(data.subarray(first, last), encoding)

    return cut


def no_string() -> object:
    return coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string')


def place_for(buffer: object, text: object, offset: object, length: object) -> Uint8Array:
    """Where the text goes, at most."""
    data = bytes_of(buffer)
    if js_typeof(text) != 'string':
        raise no_string()
    at = index_at(offset, 0)
    if at > data.length:
        raise coded_error(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds')
    return data.subarray(at, at + Math.min(index_at(length, data.length - at), data.length - at))


def writer(encode: object, unit: int) -> object:
    """A function that writes text at an offset, at most length bytes; returns their number."""

    def write(buffer, text, offset=js_undefined, length=js_undefined):
        place = place_for(buffer, text, offset, length)
        source = encode(text)
        count = Math.min(source.length, place.length)
        count -= count % unit
        place.set(source.subarray(0, count))
        return count

    return write


def direct_writer(put: object) -> object:
    """As `writer`, for encodings that are decoded in place."""

    return lambda buffer, text, offset=js_undefined, length=js_undefined: put(
        text, place_for(buffer, text, offset, length)
    )


def write_utf8(target: object, text: str, offset: object = js_undefined, length: object = js_undefined) -> int:
    if js_typeof(text) == 'string' and text.length < ALL_ASCII_AT_ONCE and js_instanceof(target, Uint8Array):
        at = index_at(offset, 0)
        room = target.length - at
        if text.length <= Math.min(index_at(length, room), room) and put_ascii(target, at, text):
            return text.length
    return write_any_utf8(place_for(target, text, offset, length), text)


def put_ascii(data: Uint8Array, at: int, text: str) -> bool:
    """Makes no other view. False, with a part written, if the text isn't all ASCII."""
    for k in range(text.length):
        code = text.charCodeAt(k)
        if code > 127:
            return False
        data[at + k] = code
    return True


def write_any_utf8(place: Uint8Array, text: str) -> int:
    if can_encode_into(place.buffer):
        return _encoder.encodeInto(text, place).written
    copy = Uint8Array(place.length)
    count = _encoder.encodeInto(text, copy).written
    place.set(copy.subarray(0, count))
    return count


def validated(data: object) -> Uint8Array:
    buffer = data.buffer if ArrayBuffer.isView(data) else data
    if buffer.detached:
        raise coded_error(Error, 'ERR_INVALID_STATE', 'Cannot validate on a detached buffer')
    return plain_bytes(data)


def is_ascii(data: object) -> bool:
    return are_ascii(validated(data))


def is_utf8(data: object) -> bool:
    octets = validated(data)
    try:
        HostTextDecoder('utf-8', {'fatal': True}).decode(unshared(octets))
        return True
    except Exception:
        return False


def atob(text: str) -> object:
    try:
        return _host_atob(text)
    except Exception:
        return INVALID_CHARACTER if _NOT_BASE64.test(text) else LEFT_OVER


def btoa(text: str) -> object:
    try:
        return _host_btoa(text)
    except Exception:
        return -1


def copy_bytes(source: object, target: object, target_start: int, source_start: int, count: int) -> int:
    plain_bytes(target).set(plain_bytes(source).subarray(source_start, source_start + count), target_start)
    return count


def copy_buffer(target: object, target_offset: int, source: object, source_offset: int, count: int) -> None:
    Uint8Array(target, target_offset, count).set(Uint8Array(source, source_offset, count))


def create(realm: object, binding_data: object) -> object:
    def step_of(encoding):
        return 2 if encoding_name(encoding) == 'utf16le' else 1

    def compare_parts(source, target, target_start, source_start, target_end, source_end):
        if source_start > source.byteLength or target_start > target.byteLength:
            kind = realm.require('internal/errors').codes.ERR_OUT_OF_RANGE
            name = 'sourceStart' if source_start > source.byteLength else 'targetStart'
            raise js_new(kind, f'The value of "{name}" is out of range.')
        return compare(
            plain_bytes(source).subarray(source_start, source_end),
            plain_bytes(target).subarray(target_start, target_end),
        )

    return {
        'setBufferPrototype': lambda prototype: js_undefined,
        'byteLengthUtf8': byte_length_utf8,
        'atob': atob,
        'btoa': btoa,
        'copy': copy_bytes,
        'copyArrayBuffer': copy_buffer,
        'createUnsafeArrayBuffer': make_array_buffer,
        'compare': lambda a, b: compare_whole(bytes_of(a), bytes_of(b)),
        'compareOffset': compare_parts,
        'fill': fill,
        'indexOfBuffer': lambda hay, needle, offset, encoding, forwards: find(
            plain_bytes(hay), plain_bytes(needle), offset, forwards, step_of(encoding)
        ),
        'indexOfNumber': lambda hay, number, offset, forwards: find(
            plain_bytes(hay), Uint8Array['of'](number & 255), offset, forwards, 1
        ),
        'indexOfString': lambda hay, text, offset, encoding, forwards: find(
            plain_bytes(hay), encode_as(text, encoding_name(encoding)), offset, forwards, step_of(encoding)
        ),
        'swap16': swap(2),
        'swap32': swap(4),
        'swap64': swap(8),
        'isUtf8': is_utf8,
        'isAscii': is_ascii,
        'setDetachKey': lambda *args: js_undefined,
        'asciiSlice': slicer('ascii'),
        'base64Slice': slicer('base64'),
        'base64urlSlice': slicer('base64url'),
        'latin1Slice': slicer('latin1'),
        'hexSlice': slicer('hex'),
        'ucs2Slice': slicer('utf16le'),
        'utf8Slice': slicer('utf8'),
        'base64Write': direct_writer(put_base64),
        'base64urlWrite': direct_writer(put_base64),
        'hexWrite': direct_writer(put_hex),
        'ucs2Write': writer(to_utf16, 2),
        'asciiWriteStatic': direct_writer(put_latin1),
        'latin1WriteStatic': direct_writer(put_latin1),
        'utf8WriteStatic': write_utf8,
    }
