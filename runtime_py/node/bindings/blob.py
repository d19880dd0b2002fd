"""internalBinding('blob'): Blob objects as lists of parts, which share memory with the blobs that they are slices of; a
part may be a range of a file.

Knows: files by their path, size and modification time. Must not know: streams; the library builds them on
`getReader`."""

from __future__ import annotations

from typing import Any

from runtime_py.node.fs.requests import path_text
from runtime_py.node.permission.model import FS_READ
from runtime_py.node.realm.callbacks import coded_error, plain_bytes, realm
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import concat
from runtime_py.vfs.flags import O_RDONLY as _O_RDONLY

_FILE_CHUNK = 65536
# status codes of a reader's pull
STATUS_END = 0
STATUS_CONTINUE = 1
STATUS_FAILED = -1


class FileRange:
    """Bytes [start, end) of a file, which must not have changed since the Blob was made."""

    def __init__(self, path: str, start: int, end: int, stamp: float) -> None:
        self.path = path
        self.start = start
        self.length = end - start
        self.stamp = stamp

    def subarray(self, start: int, end: int) -> FileRange:
        return FileRange(self.path, self.start + start, self.start + end, self.stamp)

    def read(self, at: int) -> Uint8Array | None:
        """The chunk at this offset; None when the file has changed."""
        system = realm().system
        stat = Float64Array(18)
        fd = system.open(self.path, _O_RDONLY, 0)
        if fd < 0:
            return None
        system.fstat(fd, stat)
        data = Uint8Array(Math.min(_FILE_CHUNK, self.length - at))
        count = system.read(fd, data, 0, data.length, self.start + at) if stamp_of(stat) == self.stamp else -1
        system.close(fd)
        return data if count == data.length else None


def stamp_of(stat: Float64Array) -> float:
    """A stamp that changes when the file does."""
    return stat[12] * 1000 + stat[13] / 1e6 + stat[8]


class BlobHandle:
    parts: Any

    def __init__(self, parts: list) -> None:
        hidden(self, 'parts', parts)

    def slice(self, start: int, end: int) -> BlobHandle:
        found = []
        at = 0
        for part in self.parts:
            first = Math.max(start - at, 0)
            last = Math.min(end - at, part.length)
            if first < last:
                found.push(part.subarray(first, last))
            at += part.length
        return BlobHandle(found)

    def getReader(self) -> BlobReader:
        return BlobReader(self.parts)


class BlobReader:
    """Delivers one part, or one chunk of a file, per `pull(callback)`: callback(status, ArrayBuffer)."""

    _next: Any
    parts: Any

    def __init__(self, parts: list) -> None:
        hidden(self, 'parts', parts)
        hidden(self, '_next', 0)
        hidden(self, '_offset', 0)

    def setWakeup(self, callback: object) -> None:
        """For sources that make a reader wait, of which there are none here."""

    def pull(self, callback: object) -> None:
        if self._next >= self.parts.length:
            callback(STATUS_END)
            return
        part = self.parts[self._next]
        if not js_instanceof(part, FileRange):
            self._next += 1
            callback(STATUS_CONTINUE, part.slice().buffer)
            return
        data = part.read(self._offset)
        if data is None:
            callback(STATUS_FAILED)
            return
        self._offset += data.length
        if self._offset >= part.length:
            self._offset = 0
            self._next += 1
        if data.length > 0:
            callback(STATUS_CONTINUE, data.buffer)
        else:
            self.pull(callback)  # an empty file that is still empty


def make_blob(sources: list, length: int) -> BlobHandle:
    parts = []
    for source in sources:
        for part in source.parts if js_instanceof(source, BlobHandle) else [plain_bytes(source)]:
            if part.length > 0:
                parts.push(part)
    return BlobHandle(parts)


def give_blob(handle: BlobHandle) -> list:
    """Bytes, or [path, start, end, stamp] for a file."""
    return [
        [part.path, part.start, part.start + part.length, part.stamp]
        if js_instanceof(part, FileRange)
        else part.slice()
        for part in handle.parts
    ]


def make_parts(parts: list) -> BlobHandle:
    return BlobHandle(
        [FileRange(part[0], part[1], part[2], part[3]) if Array.isArray(part) else part for part in parts]
    )


def create(realm: object, binding_data: object) -> object:
    # blob: URLs of this process
    stored = js_new(globalThis.Map)

    def from_file(path):
        text = path_text(path)
        realm.permission.check(FS_READ, text)
        stat = Float64Array(18)
        if realm.system.stat(text, stat) < 0:
            raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Unable to open file as blob')
        whole = FileRange(text, 0, stat[8], stamp_of(stat))
        return [BlobHandle([whole]), whole.length]

    def store(key, handle, length, kind):
        stored.set(key, [handle, length, kind])

    def revoke(url):
        stored.delete(String(url).split(':')[2])

    realm.carriers.cloneable('Blob', BlobHandle, give_blob, make_parts)
    return {
        'createBlob': make_blob,
        'concat': lambda buffers: concat([plain_bytes(each) for each in buffers]).buffer,
        'createBlobFromFilePath': from_file,
        'storeDataObject': store,
        'getDataObject': lambda key: stored.get(key),
        'revokeObjectURL': revoke,
    }
