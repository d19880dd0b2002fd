"""Access to the memory of a WebAssembly program. It may grow, and may be shared, so every call makes new views.

Must not know: files."""

from __future__ import annotations

from runtime_py.node.wasi.abi import IOVEC_BYTES
from runtime_py.platform.bytes import decode, encode


class GuestFault(Exception):
    """An address outside the memory."""


class GuestMemory:
    def __init__(self) -> None:
        self.memory = None  # a WebAssembly.Memory

    def bytes(self, address: int, length: int) -> Uint8Array:
        """A view of the program's memory."""
        start = address >> 0
        start = start + 4294967296 if start < 0 else start
        count = length + 4294967296 if length < 0 else length
        buffer = self.memory.buffer
        if start + count > buffer.byteLength:
            raise GuestFault
        return Uint8Array(buffer, start, count)

    def view(self, address: int, length: int) -> DataView:
        octets = self.bytes(address, length)
        return DataView(octets.buffer, octets.byteOffset, length)

    def text(self, address: int, length: int) -> str:
        # a copy, since shared memory can't be decoded
        return decode(self.bytes(address, length).slice())

    def put_u32(self, address: int, value: int) -> None:
        self.view(address, 4).setUint32(0, value, True)

    def put_u64(self, address: int, value: float) -> None:
        self.view(address, 8).setBigUint64(0, BigInt(value), True)

    def put_bytes(self, address: int, octets: Uint8Array) -> None:
        self.bytes(address, octets.length).set(octets)

    def vectors(self, address: int, count: int) -> list[Uint8Array]:
        """The buffers of an array of iovec."""
        table = self.view(address, count * IOVEC_BYTES)
        found = []
        for k in range(count):
            found.push(self.bytes(table.getUint32(k * IOVEC_BYTES, True), table.getUint32(k * IOVEC_BYTES + 4, True)))
        return found

    def put_strings(self, pointers: int, buffer: int, strings: list[str]) -> None:
        """Writes an array of pointers, and the zero-terminated strings that they point to."""
        at = buffer
        for k in range(strings.length):
            self.put_u32(pointers + 4 * k, at)
            octets = encode(strings[k] + '\0')
            self.put_bytes(at, octets)
            at += octets.length


def size_of_strings(strings: list[str]) -> int:
    size = 0
    for text in strings:
        size += encode(text).length + 1
    return size
