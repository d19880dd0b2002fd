"""HPACK (RFC 7541): header fields to octets and back, each direction with its own dynamic table.

Fields are added to the table as in nghttp2, so that table sizes are the same. Names and values are Latin-1 text.
An invalid block raises HpackError; the connection can't continue after that, since the tables differ.
"""

from __future__ import annotations

from runtime_py.node.http2.hpack_tables import STATIC_FIELDS
from runtime_py.node.http2.huffman import HpackError, decode, encode, encoded_length
from runtime_py.platform.bytes import Bytes, alloc, decode_latin1, encode_latin1, view
from runtime_py.platform.maps import Map

DEFAULT_TABLE_SIZE = 4096
ENTRY_OVERHEAD = 32
LONGEST_TEXT = 65536  # nghttp2's limit for one name or value
LARGEST_INTEGER = 2147483647

# values that seldom repeat, or whose secrets the size of the output would reveal
NOT_INDEXED = [':path', 'age', 'content-length', 'etag', 'if-modified-since', 'if-none-match', 'location', 'set-cookie']
SHORT_COOKIE = 20


class Field:
    """`sensitive`: must not be stored in any table, here or at intermediaries."""

    def __init__(self, name: str, value: str, sensitive: bool) -> None:
        self.name = name
        self.value = value
        self.sensitive = sensitive


class Table:
    """The dynamic table: newest entry first; the oldest are evicted when it exceeds its limit."""

    def __init__(self) -> None:
        self.entries: list[Field] = []
        self.size = 0
        self.limit = DEFAULT_TABLE_SIZE

    def add(self, field: Field) -> None:
        self.entries.insert(0, field)
        self.size += entry_size(field.name, field.value)
        self._evict()

    def set_limit(self, limit: int) -> None:
        self.limit = limit
        self._evict()

    def _evict(self) -> None:
        while self.size > self.limit:
            last = self.entries.pop()
            self.size -= entry_size(last.name, last.value)


def entry_size(name: str, value: str) -> int:
    return len(name) + len(value) + ENTRY_OVERHEAD


def _static_index() -> Map[str, int]:
    """The lowest index by name, and by name and value separated by a zero byte."""
    found: Map[str, int] = Map()
    for k in range(len(STATIC_FIELDS)):
        name, value = STATIC_FIELDS[k]
        if not found.has(name):
            found.set(name, k + 1)
        found.set(name + '\0' + value, k + 1)
    return found


_static = _static_index()


class Encoder:
    def __init__(self, largest_table: int) -> None:
        self.table = Table()
        self._largest = largest_table
        self._out: list[int] = []
        self._smallest_change = -1  # the smallest size of the table since the last block; -1: it didn't change
        self.set_limit(DEFAULT_TABLE_SIZE)

    def set_limit(self, limit: int) -> None:
        """The peer's SETTINGS_HEADER_TABLE_SIZE."""
        limit = min(limit, self._largest)
        if limit != self.table.limit:
            self._smallest_change = limit if self._smallest_change < 0 else min(limit, self._smallest_change)
            self.table.set_limit(limit)

    def encode(self, fields: list[Field]) -> Bytes:
        self._out = []
        if self._smallest_change >= 0:
            if self._smallest_change < self.table.limit:
                self._integer(self._smallest_change, 5, 0x20)
            self._integer(self.table.limit, 5, 0x20)
            self._smallest_change = -1
        for field in fields:
            self._field(field)
        return to_bytes(self._out)

    def _field(self, field: Field) -> None:
        never = (
            field.sensitive
            or field.name == 'authorization'
            or (field.name == 'cookie' and len(field.value) < SHORT_COOKIE)
        )
        if not never:
            whole = self._find(field.name, field.value)
            if whole > 0:
                self._integer(whole, 7, 0x80)
                return
        indexed = (
            not never
            and field.name not in NOT_INDEXED
            and entry_size(field.name, field.value) <= self.table.limit * 3 // 4
        )
        name = self._find_name(field.name)
        if indexed:
            self._integer(name, 6, 0x40)
            self.table.add(field)
        else:
            self._integer(name, 4, 0x10 if never else 0)
        if name == 0:
            self._text(field.name)
        self._text(field.value)

    def _find(self, name: str, value: str) -> int:
        found = _static.get(name + '\0' + value)
        if found is not None:
            return found
        for k in range(len(self.table.entries)):
            if self.table.entries[k].name == name and self.table.entries[k].value == value:
                return len(STATIC_FIELDS) + 1 + k
        return 0

    def _find_name(self, name: str) -> int:
        found = _static.get(name)
        if found is not None:
            return found
        for k in range(len(self.table.entries)):
            if self.table.entries[k].name == name:
                return len(STATIC_FIELDS) + 1 + k
        return 0

    def _integer(self, value: int, prefix: int, first: int) -> None:
        most = (1 << prefix) - 1
        if value < most:
            self._out.append(first | value)
            return
        self._out.append(first | most)
        rest = value - most
        while rest >= 128:
            self._out.append((rest % 128) | 128)
            rest = rest // 128
        self._out.append(rest)

    def _text(self, text: str) -> None:
        octets = encode_latin1(text)
        shorter = encoded_length(octets)
        if shorter < len(octets):
            self._integer(shorter, 7, 0x80)
            octets = encode(octets)
        else:
            self._integer(len(octets), 7, 0)
        self._out.extend(list(octets))


class Decoder:
    def __init__(self) -> None:
        self.table = Table()
        self._largest = DEFAULT_TABLE_SIZE
        self._must_shrink = False  # our limit is now below the table's: the next block must begin with a new size
        self._block = alloc(0)
        self._at = 0

    def set_limit(self, limit: int) -> None:
        """Our SETTINGS_HEADER_TABLE_SIZE, once the peer knows it."""
        self._largest = limit
        if limit < self.table.limit:
            self._must_shrink = True

    def decode(self, block: Bytes) -> list[Field]:
        self._block = block
        self._at = 0
        fields: list[Field] = []
        while self._at < len(block):
            first = block[self._at]
            if (first & 0xE0) == 0x20:
                if len(fields) > 0:
                    raise HpackError('the size of the table changes behind a field')
                self._resize(self._integer(5))
                continue
            if self._must_shrink:
                raise HpackError('the size of the table did not change')
            if (first & 0x80) != 0:
                fields.append(self._indexed(self._integer(7)))
            elif (first & 0x40) != 0:
                field = self._literal(self._integer(6), False)
                self.table.add(field)
                fields.append(field)
            else:
                fields.append(self._literal(self._integer(4), (first & 0x10) != 0))
        return fields

    def _resize(self, size: int) -> None:
        if size > self._largest:
            raise HpackError('the table may not be that large')
        self.table.set_limit(size)
        self._must_shrink = False

    def _indexed(self, index: int) -> Field:
        if index == 0:
            raise HpackError('index 0')
        if index <= len(STATIC_FIELDS):
            name, value = STATIC_FIELDS[index - 1]
            return Field(name, value, False)
        index -= len(STATIC_FIELDS) + 1
        if index >= len(self.table.entries):
            raise HpackError('no such index')
        return Field(self.table.entries[index].name, self.table.entries[index].value, False)

    def _literal(self, index: int, sensitive: bool) -> Field:
        name = self._text() if index == 0 else self._indexed(index).name
        return Field(name, self._text(), sensitive)

    def _integer(self, prefix: int) -> int:
        most = (1 << prefix) - 1
        value = self._octet() & most
        if value < most:
            return value
        scale = 1
        while True:
            octet = self._octet()
            value += (octet & 127) * scale
            if value > LARGEST_INTEGER:
                raise HpackError('an integer is too large')
            if octet < 128:
                return value
            scale *= 128

    def _octet(self) -> int:
        if self._at >= len(self._block):
            raise HpackError('the block ends within a field')
        self._at += 1
        return self._block[self._at - 1]

    def _text(self) -> str:
        if self._at >= len(self._block):
            raise HpackError('the block ends within a field')
        packed = (self._block[self._at] & 0x80) != 0
        length = self._integer(7)
        if length > LONGEST_TEXT or self._at + length > len(self._block):
            raise HpackError('a text is longer than its block')
        octets = view(self._block, self._at, self._at + length)
        self._at += length
        return decode_latin1(to_bytes(decode(octets)) if packed else octets)


def to_bytes(octets: list[int]) -> Bytes:
    out = alloc(len(octets))
    for k in range(len(octets)):
        out[k] = octets[k]
    return out
