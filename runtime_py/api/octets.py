"""Bytes as callers of the API give them: buffers and views of any realm (a frame's, a worker's, a test runner's). Must
not know what they mean."""

_BUFFERS = ['[object ArrayBuffer]', '[object SharedArrayBuffer]']


def is_buffer(value: object) -> bool:
    return Object.prototype.toString.call(value) in _BUFFERS


def octets_of(value: object) -> object:
    """A Uint8Array over the same memory; None when the value isn't binary."""
    if ArrayBuffer.isView(value):
        return Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    return Uint8Array(value) if is_buffer(value) else None
