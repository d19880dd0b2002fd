"""Helpers shared by bindings: calling back into JavaScript, bytes in Node's types, errors with Node's codes.

Knows: the realm's services by their names. Must not know: any single binding.
"""

from __future__ import annotations

from runtime_py.node.realm.encodings import to_latin1, to_utf8
from runtime_py.node.realm.host import current_realm
from runtime_py.node.stacks.errors_made_here import made_here
from runtime_py.platform.bytes import decode, decode_latin1


def realm() -> object:
    return current_realm()


def call_back(receiver: object, callback: object, args: list) -> object:
    """As MakeCallback: calls, then runs the tick queue if no JavaScript is on the stack below. Undefined if it isn't a
    function."""
    if js_typeof(callback) != 'function':
        return js_undefined
    return current_realm().make_callback(receiver, callback, args)


def complete_later(finish: object) -> None:
    """Runs `finish` in a later turn of the loop, which stays alive until then."""
    current_realm().loop.enqueue_request(finish)


def complete_in_check(finish: object) -> None:
    """Runs `finish` as an immediate of C++ (SetImmediate of node::Environment)."""
    current_realm().loop.enqueue_native_immediate(finish)


def plain_bytes(data: object) -> Uint8Array:
    """A plain Uint8Array over the same bytes: a Buffer's `slice` is a view, and other views may count in other
    units."""
    if ArrayBuffer.isView(data):
        if data.byteLength == 0:
            return Uint8Array(0)  # also of a detached buffer, on which no view can be made
        return Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    return Uint8Array(data)


def encode_text(text: str, encoding: str) -> Uint8Array:
    name = encoding.lower()
    if name == 'utf8' or name == 'utf-8' or name == 'buffer':
        return to_utf8(text)
    if name == 'latin1' or name == 'binary' or name == 'ascii':
        return to_latin1(text)
    buffer_class = current_realm().require('buffer').Buffer
    # C++ takes a name that it doesn't know for UTF-8
    return plain_bytes(buffer_class['from'](text, encoding)) if buffer_class.isEncoding(name) else to_utf8(text)


def text_or_bytes(data: object, encoding: object) -> Uint8Array:
    """The types that C++ accepts as a string with an encoding, or bytes."""
    if js_typeof(data) == 'string':
        return encode_text(data, encoding if js_typeof(encoding) == 'string' else 'utf8')
    return plain_bytes(data)


def make_buffer(data: Uint8Array) -> object:
    """A Buffer over exactly these bytes."""
    return current_realm().require('buffer').Buffer['from'](data.buffer, data.byteOffset, data.byteLength)


def decode_text(data: Uint8Array, encoding: str) -> str:
    if encoding == 'latin1':
        return decode_latin1(data)
    if encoding == 'utf8':
        return decode(data)
    return make_buffer(data).toString(encoding)


def coded_error(kind: object, code: str | None, message: str) -> object:
    """An Error as C++ creates it: the code is an own property that isn't enumerable."""
    error = made_here(kind, message)
    if code is not None:
        error.code = code
    return error


def unsupported(what: str) -> object:
    return coded_error(Error, 'ERR_TERRARIUM_UNSUPPORTED', what + ' is not available in Terrarium')
