"""How inodes stand in the journal: records of bytes, one per inode, small files with their content.

All numbers are little-endian; a float is eight bytes. Knows the record's form; must not know the heap or IndexedDB."""
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, copy, decode, encode, view
from runtime_py.platform.numbers import float_bytes, float_of


class Writer:
    """Grows as it is written to."""

    def __init__(self) -> None:
        self._data = alloc(4096)
        self.length = 0

    def _room(self, nbytes: int) -> None:
        if self.length + nbytes > len(self._data):
            larger = alloc(max(len(self._data) * 2, self.length + nbytes))
            copy(self._data, 0, self.length, larger, 0)
            self._data = larger

    def number(self, value: int) -> None:
        """A signed 32-bit number."""
        self._room(4)
        for k in range(4):
            self._data[self.length + k] = (value >> (k * 8)) & 255
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

    def text(self, text: str) -> None:
        self.bytes(encode(text))

    def finish(self) -> Bytes:
        return self._data[0:self.length]


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
            raise RecordError('the record is cut')
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
        return decode(self.bytes())
