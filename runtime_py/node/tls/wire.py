"""TLS's presentation language (RFC 8446, 3): reads and writes numbers and vectors. Must not know: any message."""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.names import DECODE_ERROR
from runtime_py.platform.bytes import Bytes, alloc, concat


class Reader:
    """Reads from the front; missing or left-over bytes are a decode_error."""

    def __init__(self, data: Bytes) -> None:
        self.data = data
        self.at = 0

    def left(self) -> int:
        return len(self.data) - self.at

    def _take(self, count: int) -> int:
        """The position of the next `count` bytes."""
        at = self.at
        if at + count > len(self.data):
            raise TlsFailure(DECODE_ERROR, 'length mismatch')
        self.at = at + count
        return at

    def u8(self) -> int:
        return self.data[self._take(1)]

    def u16(self) -> int:
        at = self._take(2)
        return self.data[at] * 256 + self.data[at + 1]

    def u24(self) -> int:
        at = self._take(3)
        return self.data[at] * 65536 + self.data[at + 1] * 256 + self.data[at + 2]

    def u32(self) -> int:
        high = self.u16()
        return high * 65536 + self.u16()

    def octets(self, count: int) -> Bytes:
        """A copy, which may be stored."""
        at = self._take(count)
        return self.data[at : at + count]

    def vector8(self) -> Bytes:
        return self.octets(self.u8())

    def vector16(self) -> Bytes:
        return self.octets(self.u16())

    def vector24(self) -> Bytes:
        return self.octets(self.u24())

    def numbers16(self) -> list[int]:
        """A vector of 16-bit numbers."""
        inner = Reader(self.vector16())
        found: list[int] = []
        while inner.left() > 0:
            found.append(inner.u16())
        return found

    def end(self) -> None:
        if self.at != len(self.data):
            raise TlsFailure(DECODE_ERROR, 'length mismatch')


class Writer:
    def __init__(self) -> None:
        self._parts: list[Bytes] = []

    def u8(self, value: int) -> Writer:
        return self._number(value, 1)

    def u16(self, value: int) -> Writer:
        return self._number(value, 2)

    def u24(self, value: int) -> Writer:
        return self._number(value, 3)

    def u32(self, value: int) -> Writer:
        return self._number(value, 4)

    def _number(self, value: int, size: int) -> Writer:
        out = alloc(size)
        left = value
        for i in range(size):
            out[size - 1 - i] = left % 256
            left = left // 256
        self._parts.append(out)
        return self

    def octets(self, data: Bytes) -> Writer:
        self._parts.append(data)
        return self

    def vector8(self, data: Bytes) -> Writer:
        return self.u8(len(data)).octets(data)

    def vector16(self, data: Bytes) -> Writer:
        return self.u16(len(data)).octets(data)

    def vector24(self, data: Bytes) -> Writer:
        return self.u24(len(data)).octets(data)

    def numbers16(self, values: list[int]) -> Writer:
        self.u16(len(values) * 2)
        for value in values:
            self.u16(value)
        return self

    def result(self) -> Bytes:
        return concat(self._parts)


def octets_of(values: list[int]) -> Bytes:
    out = alloc(len(values))
    for i in range(len(values)):
        out[i] = values[i]
    return out


def message(kind: int, body: Bytes) -> Bytes:
    """A handshake message."""
    return Writer().u8(kind).vector24(body).result()
