"""The form of inodes in the journal: records of bytes, one per inode, small files with their content.

All numbers are little-endian; a float is eight bytes. A sealed record begins with its version and the crc32 of the
rest. Knows the form of records; must not know the heap or IndexedDB."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, copy, view
from runtime_py.platform.digest import crc32
from runtime_py.platform.numbers import float_bytes, float_of, u32
from runtime_py.platform.octets import to_bytes, to_text

SEAL_BYTES = 8


class Writer:
    """A buffer that grows as it is written to."""

    def __init__(self, head: int = 0) -> None:
        """`head` bytes are left free at the start."""
        self._data = alloc(4096)
        self.length = head

    def _room(self, nbytes: int) -> None:
        if self.length + nbytes > len(self._data):
            larger = alloc(max(len(self._data) * 2, self.length + nbytes))
            copy(self._data, 0, self.length, larger, 0)
            self._data = larger

    def number(self, value: int) -> None:
        """A signed 32-bit number."""
        self._room(4)
        put_number(self._data, self.length, value)
        self.length += 4

    def real(self, value: float) -> None:
        self._room(8)
        float_bytes(value, self._data, self.length)
        self.length += 8

    def bytes(self, data: Bytes) -> None:
        self.number(len(data))
        self._room(len(data))
        copy(data, 0, len(data), self._data, self.length)
        self.length += len(data)

    def skip(self, nbytes: int) -> None:
        """Leaves room; its content is undefined."""
        self._room(nbytes)
        self.length += nbytes

    def reserve(self, nbytes: int) -> int:
        """As `bytes`, but the caller fills in `data` from the returned position on."""
        self.number(nbytes)
        self.skip(nbytes)
        return self.length - nbytes

    @property
    def data(self) -> Bytes:
        return self._data

    def text(self, text: str) -> None:
        self.bytes(to_bytes(text))

    def finish(self) -> Bytes:
        return self.cut(0, self.length)

    def cut(self, start: int, end: int) -> Bytes:
        """A record of what was written from `start` to `end`."""
        return self._data[start:end]

    def clear(self, kept: int) -> None:
        """Starts over, in the same memory unless that is now larger than `kept`."""
        self.length = 0
        if len(self._data) > kept:
            self._data = alloc(4096)


def put_number(data: Bytes, at: int, value: int) -> None:
    for k in range(4):
        data[at + k] = (value >> (k * 8)) & 255


def seal(record: Bytes, version: int) -> Bytes:
    """Fills in the first eight bytes, which were left free for this."""
    put_number(record, 0, version)
    put_number(record, 4, crc32(view(record, SEAL_BYTES, len(record))))
    return record


def version_of(record: Bytes) -> int:
    """The version of a sealed record. Raises RecordError when the record is damaged."""
    reader = Reader(record)
    version = reader.number()
    if u32(reader.number()) != u32(crc32(view(record, SEAL_BYTES, len(record)))):
        raise RecordError('its checksum is wrong')
    return version


class RecordError(Exception):
    """A record that ends too early."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Reader:
    def __init__(self, data: Bytes) -> None:
        self.data = data
        self.at = 0

    def at_end(self) -> bool:
        return self.at >= len(self.data)

    def _take(self, nbytes: int) -> int:
        start = self.at
        if nbytes < 0 or start + nbytes > len(self.data):
            raise RecordError('the record is truncated')
        self.at = start + nbytes
        return start

    def number(self) -> int:
        at = self._take(4)
        data = self.data
        return data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | ((data[at + 3] ^ 128) - 128) * 16777216

    def real(self) -> float:
        return float_of(self.data, self._take(8))

    def bytes(self) -> Bytes:
        length = self.number()
        start = self._take(length)
        return view(self.data, start, start + length)

    def text(self) -> str:
        return to_text(self.bytes())
