"""Reads V8's serialization format, versions 13 to 15.

Knows: the format (value_serializer.py). Must not know: the writer; the bytes may be anything, and invalid data is
refused."""

from __future__ import annotations

from typing import Any

from runtime_py.node.messaging.value_serializer import ERROR_TAGS, REGEXP_BITS, VERSION, VIEW_TAGS
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.encodings import from_latin1, from_utf8, from_utf16
from runtime_py.node.realm.host import define, hidden

OLDEST = 13
_FLAGS_SINCE = 14  # views have flags
_PADDING = 0
_views = js_new(globalThis.Map)
for _name in Object.keys(VIEW_TAGS):
    _views.set(VIEW_TAGS[_name], globalThis[_name])
_errors = js_new(globalThis.Map)
for _name in Object.keys(ERROR_TAGS):
    _errors.set(ERROR_TAGS[_name], globalThis[_name])


def bad_data() -> object:
    return Error('Unable to deserialize cloned data.')


def tried(name: str, read: object) -> object:
    """For data that a program reads itself."""
    try:
        return read()
    except Exception:
        raise Error(f'{name}() failed')


def is_buffer(value: object) -> bool:
    return js_instanceof(value, ArrayBuffer) or js_instanceof(value, SharedArrayBuffer)


class Deserializer:
    """The base of v8.Deserializer: subclasses may define `_readHostObject` and `_getSharedArrayBufferFromId`."""

    _bytes: Any
    _transferred: Any
    _objects: Any
    _readHostObject: Any
    _getSharedArrayBufferFromId: Any

    def __init__(self, buffer: object) -> None:
        if not ArrayBuffer.isView(buffer):
            raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'buffer must be a TypedArray or a DataView')
        self.buffer = buffer
        hidden(self, '_bytes', plain_bytes(buffer))
        hidden(self, '_at', 0)
        hidden(self, '_version', 0)
        hidden(self, '_objects', [])
        hidden(self, '_transferred', js_new(globalThis.Map))

    # what the library calls

    def readHeader(self) -> bool:
        data = self._bytes
        if data.length > 1 and data[0] == 255:
            self._at = 1
            self._version = self._varint()
        if self._version < OLDEST or self._version > VERSION:
            raise Error('Unable to deserialize cloned data due to invalid or unsupported version.')
        return True

    def readValue(self) -> object:
        value = self._value()
        view_follows = is_buffer(value) and self._peek() == 'V'
        return self._view(value) if view_follows else value

    def getWireFormatVersion(self) -> int:
        return self._version

    def transferArrayBuffer(self, number: int, buffer: object) -> None:
        self._transferred.set(number, buffer)

    def readUint32(self) -> int:
        return tried('ReadUint32', lambda: self._varint())

    def readUint64(self) -> list:
        return tried('ReadUint64', lambda: self._long())

    def readDouble(self) -> float:
        return tried('ReadDouble', lambda: self._double())

    def _long(self) -> list:
        value = BigInt(0)
        shift = BigInt(0)
        while True:
            byte = self._byte()
            value = value | (BigInt(byte & 127) << shift)
            shift += BigInt(7)
            if byte < 128:
                break
        return [Number(value >> BigInt(32)), Number(BigInt.asUintN(32, value))]

    def _double(self) -> float:
        return Float64Array(self._raw(8).slice().buffer)[0]

    def _readRawBytes(self, length: int) -> int:
        """Returns their position."""
        start = self._at
        tried('ReadRawBytes', lambda: self._raw(length))
        return start

    # bytes

    def _byte(self) -> int:
        if self._at >= self._bytes.length:
            raise bad_data()
        self._at += 1
        return self._bytes[self._at - 1]

    def _raw(self, length: int) -> Uint8Array:
        if self._at + length > self._bytes.length:
            raise bad_data()
        self._at += length
        return self._bytes.subarray(self._at - length, self._at)

    def _varint(self) -> int:
        value = 0
        factor = 1
        while True:
            byte = self._byte()
            value += (byte & 127) * factor
            if byte < 128:
                return value % 4294967296
            factor *= 128

    def _peek(self) -> str:
        at = self._at
        while at < self._bytes.length and self._bytes[at] == _PADDING:
            at += 1
        return String.fromCharCode(self._bytes[at]) if at < self._bytes.length else ''

    def _tag(self) -> str:
        byte = self._byte()
        while byte == _PADDING:
            byte = self._byte()
        return String.fromCharCode(byte)

    # values

    def _value(self) -> object:
        tag = self._tag()
        if tag == '?':
            self._varint()  # number of objects, for validation
            tag = self._tag()
        if tag == 'I':
            n = self._varint()
            return (
                (n >> 1) ^ -(n & 1) if n < 2147483648 else (Math.floor(n / 2) if n % 2 == 0 else -Math.floor(n / 2) - 1)
            )
        if tag == '"':
            return from_latin1(self._raw(self._varint()))
        if tag == 'c':
            return from_utf16(self._raw(self._varint()))
        if tag == 'o':
            return self._properties(self._keep({}), '{')
        if tag == 'N':
            return self._double()
        return self._rarer_value(tag)

    def _rarer_value(self, tag: str) -> object:
        if tag == 'T' or tag == 'F':
            return tag == 'T'
        if tag == '_':
            return js_undefined
        if tag == '0':
            return None
        if tag == 'U':
            return self._varint()
        if tag == 'Z':
            return self._bigint()
        if tag == 'S':
            return from_utf8(self._raw(self._varint()))
        if tag == '^':
            number = self._varint()
            if number >= self._objects.length:
                raise bad_data()
            return self._view_of(self._objects[number])
        return self._object(tag)

    def _object(self, tag: str) -> object:
        if tag == 'A':
            return self._dense()
        if tag == 'a':
            return self._sparse()
        if tag == 'D':
            return self._keep(Date(self._double()))
        if tag == ';':
            return self._map()
        if tag == "'":
            return self._set()
        if tag == 'R':
            return self._regexp()
        if tag == 'r':
            return self._error()
        if tag == '\\':
            return self._host_object()
        if tag in 'yxnzs':
            return self._keep(Object(self._boxed(tag)))
        return self._buffer(tag)

    def _keep(self, value: object) -> object:
        self._objects.push(value)
        return value

    def _properties(self, target: object, end: str) -> object:
        """Reads keys and values up to the end; returns their number."""
        count = 0
        while self._peek() != end:
            key = self._value()
            if js_typeof(key) != 'string' and js_typeof(key) != 'number':
                raise bad_data()
            define(target, key, {'value': self.readValue(), 'writable': True, 'enumerable': True, 'configurable': True})
            count += 1
        self._tag()
        if self._varint() != count:
            raise bad_data()
        return target

    def _dense(self) -> list:
        length = self._varint()
        if length > self._bytes.length - self._at:
            raise bad_data()
        made = self._keep(Array(length))
        for k in range(length):
            if self._peek() == '-':
                self._tag()
            else:
                made[k] = self.readValue()
        self._properties(made, '$')
        if self._varint() != length:
            raise bad_data()
        return made

    def _sparse(self) -> list:
        length = self._varint()
        made = self._keep([])
        made.length = length
        self._properties(made, '@')
        if self._varint() != length:
            raise bad_data()
        return made

    def _map(self) -> object:
        made = self._keep(js_new(globalThis.Map))
        count = 0
        while self._peek() != ':':
            key = self.readValue()
            made.set(key, self.readValue())
            count += 2
        self._tag()
        if self._varint() != count:
            raise bad_data()
        return made

    def _set(self) -> object:
        made = self._keep(js_new(globalThis.Set))
        count = 0
        while self._peek() != ',':
            made.add(self.readValue())
            count += 1
        self._tag()
        if self._varint() != count:
            raise bad_data()
        return made

    def _bigint(self) -> object:
        bits = self._varint()
        data = self._raw(bits >> 1)
        value = BigInt(0)
        for k in range(data.length - 1, -1, -1):
            value = (value << BigInt(8)) | BigInt(data[k])
        return -value if (bits & 1) == 1 else value

    def _boxed(self, tag: str) -> object:
        if tag == 'y' or tag == 'x':
            return tag == 'y'
        if tag == 'n':
            return self._double()
        return self._bigint() if tag == 'z' else self._value()

    def _regexp(self) -> object:
        number = self._objects.length
        self._keep(None)
        source = self._value()
        bits = self._varint()
        flags = ''
        for flag in Object.keys(REGEXP_BITS):
            if (bits & REGEXP_BITS[flag]) != 0:
                flags += flag
        self._objects[number] = RegExp(source, flags)
        return self._objects[number]

    def _error(self) -> object:
        number = self._objects.length
        self._keep(None)
        tag = self._tag()
        kind = _errors.get(tag)
        if kind is None:
            kind = Error
        else:
            tag = self._tag()
        made = js_new(kind)
        self._objects[number] = made
        while tag != '.':
            if tag == 'm':
                hidden(made, 'message', self._value())
            elif tag == 's':
                hidden(made, 'stack', self._value())
            elif tag == 'c':
                hidden(made, 'cause', self.readValue())
            else:
                raise bad_data()
            tag = self._tag()
        return made

    def _host_object(self) -> object:
        number = self._objects.length
        self._keep(None)
        if js_typeof(self._readHostObject) != 'function':
            raise bad_data()
        self._objects[number] = self._readHostObject()
        return self._objects[number]

    # memory

    def _buffer(self, tag: str) -> object:
        if tag == 'B':
            return self._keep(self._raw(self._varint()).slice().buffer)
        if tag == '~':
            length = self._varint()
            most = self._varint()
            if length > most:
                raise bad_data()
            made = js_new(ArrayBuffer, length, {'maxByteLength': most})
            Uint8Array(made).set(self._raw(length))
            return self._keep(made)
        if tag == 't':
            number = self._varint()
            if not self._transferred.has(number):
                raise bad_data()
            return self._keep(self._transferred.get(number))
        if tag == 'u' and js_typeof(self._getSharedArrayBufferFromId) == 'function':
            return self._keep(self._getSharedArrayBufferFromId(self._varint()))
        raise bad_data()

    def _view_of(self, value: object) -> object:
        """A reference to an array buffer may be followed by a view of it."""
        return self._view(value) if is_buffer(value) and self._peek() == 'V' else value

    def _view(self, buffer: object) -> object:
        self._tag()
        kind = _views.get(String.fromCharCode(self._byte()))
        offset = self._varint()
        length = self._varint()
        if self._version >= _FLAGS_SINCE:
            self._varint()
        unit = 1 if kind is None else (kind.BYTES_PER_ELEMENT or 1)
        if kind is None or offset + length > buffer.byteLength or offset % unit != 0 or length % unit != 0:
            raise bad_data()
        return self._keep(js_new(kind, buffer, offset, length / unit))
