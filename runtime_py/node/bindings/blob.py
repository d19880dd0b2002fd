"""internalBinding('blob'): bytes of Blob objects, kept as a list of parts."""
from __future__ import annotations

from runtime_py.node.wiring import plain_bytes, unsupported
from runtime_py.platform.bytes import concat


class BlobHandle:
    def __init__(self, data: Uint8Array) -> None:
        self.data = data

    def slice(self, start: int, end: int) -> BlobHandle:
        return BlobHandle(self.data.subarray(start, end))

    def getReader(self) -> BlobReader:
        return BlobReader(self.data)


class BlobReader:
    """`pull(callback)`: callback(status, buffer); 1 is data, 0 the end."""

    def __init__(self, data: Uint8Array) -> None:
        self.data = data
        self.done = False

    def pull(self, callback: object) -> None:
        if self.done or self.data.length == 0:
            callback(0)
            return
        self.done = True
        callback(1, self.data.slice().buffer)


def bytes_of(part: object) -> Uint8Array:
    if js_instanceof(part, BlobHandle):
        return part.data
    return plain_bytes(part[1]) if Array.isArray(part) else plain_bytes(part)


def refuse(what: str) -> object:
    def call(*args):
        raise unsupported(what)
    return call


def create(realm: object, seed: object) -> object:
    return {'createBlob': lambda parts, length: BlobHandle(concat([bytes_of(part) for part in parts])),
            'concat': lambda parts: concat([bytes_of(part) for part in parts]).buffer,
            'storeDataObject': refuse('URL.createObjectURL'), 'getDataObject': lambda *args: js_undefined, 'revokeObjectURL': lambda *args: js_undefined}
