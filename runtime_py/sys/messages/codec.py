"""Values as octets: None, booleans, numbers, texts, octets and lists of these. What a confined program and the kernel
say to each other is made of them (rooms/confined.md).

Reading trusts nothing: a length is compared with what is there, and lists are nested at most DEPTH deep. Must not know
system calls."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, copy, view
from runtime_py.platform.numbers import float_bytes, float_of, is_integer
from runtime_py.platform.octets import to_bytes, to_text

DEPTH = 5
_FIRST_ROOM = 512
_NONE = 0
_FALSE = 1
_TRUE = 2
_INTEGER = 3  # 32 bits
_FLOAT = 4
_TEXT = 5
_OCTETS = 6
_LIST = 7
_LEAST = -0x80000000
_MOST = 0x7FFFFFFF


class BadMessage(Exception):
    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class _Writer:
    def __init__(self) -> None:
        self.data = alloc(_FIRST_ROOM)
        self.length = 0

    def room(self, more: int) -> int:
        """Makes room; the position of the first new octet."""
        at = self.length
        self.length += more
        if self.length > len(self.data):
            grown = alloc(self.length * 2)
            copy(self.data, 0, at, grown, 0)
            self.data = grown
        return at

    def integer(self, tag: int, value: int) -> None:
        at = self.room(5)
        self.data[at] = tag
        for k in range(4):
            self.data[at + 1 + k] = (value >> (8 * k)) & 0xFF

    def octets(self, tag: int, found: Bytes) -> None:
        self.integer(tag, len(found))
        at = self.room(len(found))
        copy(found, 0, len(found), self.data, at)

    def value(self, value: Any) -> None:
        if value is None:
            self.data[self.room(1)] = _NONE
        elif isinstance(value, bool):
            self.data[self.room(1)] = _TRUE if value else _FALSE
        elif isinstance(value, str):
            self.octets(_TEXT, to_bytes(value))
        elif isinstance(value, (int, float)):
            self.number(value)
        elif isinstance(value, list):
            self.integer(_LIST, len(value))
            for item in value:
                self.value(item)
        else:
            self.octets(_OCTETS, value)

    def number(self, value: float) -> None:
        if is_integer(value) and _LEAST <= value <= _MOST:
            self.integer(_INTEGER, int(value))
        else:
            at = self.room(9)
            self.data[at] = _FLOAT
            float_bytes(value, self.data, at + 1)


class _Reader:
    def __init__(self, data: Bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, length: int) -> int:
        """The position of the next octets, which are there."""
        at = self.at
        if length < 0 or length > len(self.data) - at:
            raise BadMessage('it ends too early')
        self.at = at + length
        return at

    def integer(self) -> int:
        at = self.take(4)
        data = self.data
        return int(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (_signed(data[at + 3]) << 24))

    def octets(self) -> Bytes:
        length = self.integer()
        at = self.take(length)
        found = alloc(length)
        copy(self.data, at, at + length, found, 0)
        return found

    def value(self, depth: int) -> Any:
        tag = self.data[self.take(1)]
        if tag == _NONE:
            return None
        if tag == _FALSE or tag == _TRUE:
            return tag == _TRUE
        if tag == _INTEGER:
            return self.integer()
        if tag == _FLOAT:
            return float_of(self.data, self.take(8))
        if tag == _TEXT:
            return to_text(self.octets())
        if tag == _OCTETS:
            return self.octets()
        if tag == _LIST and depth > 0:
            return self.items(depth)
        raise BadMessage('a value of no known type')

    def items(self, depth: int) -> list[Any]:
        count = self.integer()
        if count < 0 or count > len(self.data) - self.at:
            raise BadMessage('a list that is longer than its message')
        found: list[Any] = []
        for _ in range(count):
            found.append(self.value(depth - 1))
        return found


def _signed(octet: int) -> int:
    """The highest octet of a number of 32 bits."""
    return octet - 0x100 if octet >= 0x80 else octet


def encode_value(value: Any) -> Bytes:
    writer = _Writer()
    writer.value(value)
    return view(writer.data, 0, writer.length)


def decode_value(data: Bytes) -> Any:
    """Raises BadMessage."""
    reader = _Reader(data)
    value = reader.value(DEPTH)
    if reader.at != len(data):
        raise BadMessage('octets after its end')
    return value
