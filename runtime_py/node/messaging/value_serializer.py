"""Writes V8's serialization format, version 15 (v8/src/objects/value-serializer.cc), for v8.serialize and IPC's
`advanced` mode.

Knows: the format. Must not know: the reader. Tags are one character each; lengths are varints."""

from __future__ import annotations

from typing import Any

from runtime_py.node.bindings.types import shared_types, tag_of
from runtime_py.node.engine.proxies import is_proxy
from runtime_py.node.messaging.natives import is_native
from runtime_py.node.messaging.uncloneable import is_plain, shown
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.encodings import to_latin1, to_utf16
from runtime_py.node.realm.host import hidden
from runtime_py.platform.numbers import u32

VERSION = 15
MAX_INDEX = 4294967294
ERROR_TAGS = {
    'EvalError': 'E',
    'RangeError': 'R',
    'ReferenceError': 'F',
    'SyntaxError': 'S',
    'TypeError': 'T',
    'URIError': 'U',
}
VIEW_TAGS = {
    'Int8Array': 'b',
    'Uint8Array': 'B',
    'Uint8ClampedArray': 'C',
    'Int16Array': 'w',
    'Uint16Array': 'W',
    'Int32Array': 'd',
    'Uint32Array': 'D',
    'Float16Array': 'h',
    'Float32Array': 'f',
    'Float64Array': 'F',
    'BigInt64Array': 'q',
    'BigUint64Array': 'Q',
    'DataView': '?',
}
REGEXP_BITS = {'g': 1, 'i': 2, 'm': 4, 'y': 8, 'u': 16, 's': 32, 'd': 128, 'v': 256}
_BEYOND_LATIN1 = js_regexp('[^\\x00-\\xff]', '')
_INDEX = js_regexp('^(?:0|[1-9]\\d{0,9})$', '')
_typed_tag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get
_RESIZABLE = 2


def zigzag(value: int) -> int:
    return u32((value << 1) ^ (value >> 31))


class Serializer:
    """The base of v8.Serializer: subclasses may define `_writeHostObject`, `_getSharedArrayBufferId`,
    `_getDataCloneError`."""

    _transferred: Any
    _ids: Any
    _getSharedArrayBufferId: Any
    _writeHostObject: Any
    _getDataCloneError: Any

    def __init__(self) -> None:
        hidden(self, '_bytes', Uint8Array(64))
        hidden(self, '_length', 0)
        hidden(self, '_ids', js_new(globalThis.Map))
        hidden(self, '_transferred', js_new(globalThis.Map))
        hidden(self, '_views_are_host', False)

    # called by the library

    def writeHeader(self) -> None:
        self._byte(255)
        self._byte(VERSION)

    def writeValue(self, value: object) -> bool:
        self._value(value)
        return True

    def releaseBuffer(self) -> object:
        made = self._bytes.slice(0, self._length)
        self._bytes = Uint8Array(64)
        self._length = 0
        return make_buffer(made)

    def transferArrayBuffer(self, number: int, buffer: object) -> None:
        self._transferred.set(buffer, number)

    def writeUint32(self, value: int) -> None:
        self._varint(value)

    def writeUint64(self, high: int, low: int) -> None:
        self._big_varint((BigInt(high) << BigInt(32)) | BigInt(low))

    def writeDouble(self, value: float) -> None:
        self._raw(Uint8Array(Float64Array['of'](value).buffer))

    def writeRawBytes(self, data: object) -> None:
        if not ArrayBuffer.isView(data) and not js_instanceof(data, ArrayBuffer):
            raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'source must be a TypedArray or a DataView')
        self._raw(plain_bytes(data))

    def _setTreatArrayBufferViewsAsHostObjects(self, on: bool) -> None:
        self._views_are_host = Boolean(on)

    # bytes

    def _room(self, count: int) -> None:
        if self._length + count > self._bytes.length:
            larger = Uint8Array(Math.max(self._bytes.length * 2, self._length + count))
            larger.set(self._bytes)
            self._bytes = larger

    def _byte(self, value: int) -> None:
        self._room(1)
        self._bytes[self._length] = value
        self._length += 1

    def _tag(self, tag: str) -> None:
        self._byte(tag.charCodeAt(0))

    def _raw(self, data: Uint8Array) -> None:
        self._room(data.length)
        self._bytes.set(data, self._length)
        self._length += data.length

    def _varint(self, value: float) -> None:
        left = Number(value)
        while left >= 128:
            self._byte((left % 128) | 128)
            left = Math.floor(left / 128)
        self._byte(left)

    def _big_varint(self, value: object) -> None:
        left = value
        while left >= BigInt(128):
            self._byte(Number(left & BigInt(127)) | 128)
            left = left >> BigInt(7)
        self._byte(Number(left))

    # primitives

    def _value(self, value: object) -> None:
        kind = js_typeof(value)
        if kind == 'string':
            self._string(value)
        elif kind == 'number':
            self._number(value)
        elif kind == 'boolean':
            self._tag('T' if value else 'F')
        elif kind == 'undefined':
            self._tag('_')
        elif kind == 'bigint':
            self._tag('Z')
            self._bigint(value)
        elif kind == 'object' and value is None:
            self._tag('0')
        elif kind == 'object':
            self._object(value)
        else:
            raise self._clone_error(value)

    def _number(self, value: object) -> None:
        """`value` is a number: a small integer, or a double."""
        if value == (value | 0) and not Object['is'](value, -0):
            self._tag('I')
            self._varint(zigzag(value))
        else:
            self._tag('N')
            self.writeDouble(value)

    def _bigint(self, value: object) -> None:
        left = -value if value < 0 else value
        words = []
        while left > 0:
            words.push(BigInt.asUintN(64, left))
            left = left >> BigInt(64)
        self._varint((words.length * 8 << 1) | (1 if value < 0 else 0))
        self._raw(Uint8Array(BigUint64Array['from'](words).buffer))

    def _string(self, text: str) -> None:
        if not _BEYOND_LATIN1.test(text):
            self._tag('"')
            self._varint(text.length)
            self._raw(to_latin1(text))
            return
        length = text.length * 2
        size_of_length = (
            1
            if length < 128
            else (2 if length < 16384 else (3 if length < 2097152 else (4 if length < 268435456 else 5)))
        )
        if (self._length + 1 + size_of_length) % 2 == 1:
            # two-byte strings are aligned
            self._byte(0)
        self._tag('c')
        self._varint(length)
        self._raw(to_utf16(text))

    # objects

    def _object(self, value: object) -> None:
        is_view = ArrayBuffer.isView(value)
        if is_view and not self._ids.has(value) and not self._views_are_host:
            self._value(value.buffer)
        known = self._ids.get(value)
        if known is not None:
            self._tag('^')
            self._varint(known)
            return
        self._ids.set(value, self._ids.size)
        if Array.isArray(value) and not is_proxy(value):
            self._array(value)
        elif is_view:
            self._view(value)
        else:
            self._special(value, tag_of(value))

    def _special(self, value: object, tag: str) -> None:
        types = shared_types
        if is_proxy(value):
            raise self._clone_error(value)
        if types.isDate(value):
            self._tag('D')
            self.writeDouble(Date.prototype.getTime.call(value))
        elif types.isMap(value):
            self._entries(value, ';', ':')
        elif types.isSet(value):
            self._members(value)
        elif types.isRegExp(value):
            self._tag('R')
            self._string(value.source)
            self._varint(sum([REGEXP_BITS[flag] for flag in Array['from'](value.flags)]))
        elif types.isNativeError(value):
            self._error(value)
        elif types.isArrayBuffer(value):
            self._array_buffer(value)
        elif types.isSharedArrayBuffer(value):
            self._shared(value)
        elif types.isBoxedPrimitive(value):
            self._boxed(value)
        elif is_native(value):
            self._host_object(value)
        elif is_plain(value, tag):
            self._properties(value)
        else:
            raise self._clone_error(value)

    def _array(self, value: list) -> None:
        length = value.length
        keys = Object.keys(value)
        indices = 0
        while indices < keys.length and _INDEX.test(keys[indices]):
            indices += 1
        if indices < length:
            self._tag('a')
            self._varint(length)
            count = self._write_keys(value, keys)
            self._tag('@')
        else:
            self._tag('A')
            self._varint(length)
            for k in range(length):
                self._value(value[k])
            count = self._write_keys(value, keys.slice(indices))
            self._tag('$')
        self._varint(count)
        self._varint(length)

    def _properties(self, value: object) -> None:
        self._tag('o')
        count = self._write_keys(value, Object.keys(value))
        self._tag('{')
        self._varint(count)

    def _write_keys(self, value: object, keys: list) -> int:
        """Writes keys and values; a getter may have removed a later key."""
        count = 0
        for key in keys:
            if not Object.hasOwn(value, key):
                continue
            if _INDEX.test(key) and Number(key) <= MAX_INDEX:
                self._number(Number(key))
            else:
                self._string(key)
            self._value(value[key])
            count += 1
        return count

    def _entries(self, value: object, begin: str, end: str) -> None:
        self._tag(begin)
        pairs = Array['from'](globalThis.Map.prototype.entries.call(value))
        for pair in pairs:
            self._value(pair[0])
            self._value(pair[1])
        self._tag(end)
        self._varint(pairs.length * 2)

    def _members(self, value: object) -> None:
        self._tag("'")
        members = Array['from'](globalThis.Set.prototype.values.call(value))
        for member in members:
            self._value(member)
        self._tag(',')
        self._varint(members.length)

    def _boxed(self, value: object) -> None:
        inner = value.valueOf()
        kind = js_typeof(inner)
        if kind == 'boolean':
            self._tag('y' if inner else 'x')
        elif kind == 'number':
            self._tag('n')
            self.writeDouble(inner)
        elif kind == 'bigint':
            self._tag('z')
            self._bigint(inner)
        elif kind == 'string':
            self._tag('s')
            self._string(inner)
        else:
            raise self._clone_error(value)

    def _error(self, error: object) -> None:
        self._tag('r')
        kind = ERROR_TAGS[String(error.name)]
        if kind is not None:
            self._tag(kind)
        message = Object.getOwnPropertyDescriptor(error, 'message')
        if message is not None and js_in('value', message):
            self._tag('m')
            self._string(String(message.value))
        if js_typeof(error.stack) == 'string':
            self._tag('s')
            self._string(error.stack)
        cause = Object.getOwnPropertyDescriptor(error, 'cause')
        if cause is not None and js_in('value', cause):
            self._tag('c')
            self._value(cause.value)
        self._tag('.')

    # bytes of the value

    def _array_buffer(self, buffer: object) -> None:
        number = self._transferred.get(buffer)
        if number is not None:
            self._tag('t')
            self._varint(number)
            return
        if buffer.resizable:
            self._tag('~')
            self._varint(buffer.byteLength)
            self._varint(buffer.maxByteLength)
        else:
            self._tag('B')
            self._varint(buffer.byteLength)
        self._raw(Uint8Array(buffer))

    def _shared(self, buffer: object) -> None:
        if js_typeof(self._getSharedArrayBufferId) != 'function':
            raise self._clone_error(buffer)
        number = self._getSharedArrayBufferId(buffer)
        self._tag('u')
        self._varint(number)

    def _view(self, view: object) -> None:
        if self._views_are_host:
            self._host_object(view)
            return
        self._tag('V')
        self._tag(VIEW_TAGS[_typed_tag.call(view) or 'DataView'])
        self._varint(view.byteOffset)
        self._varint(view.byteLength)
        self._varint(_RESIZABLE if view.buffer.resizable else 0)

    def _host_object(self, value: object) -> None:
        """An object that isn't the engine's: only a subclass can write it."""
        if js_typeof(self._writeHostObject) != 'function':
            raise self._clone_error(value)
        self._tag('\\')
        self._writeHostObject(value)

    def _clone_error(self, value: object) -> object:
        return self._getDataCloneError(f'{shown(value)} could not be cloned.')
