"""HPACK's Huffman code (RFC 7541, 5.2). Octets in, octets out; knows nothing of header fields."""

from __future__ import annotations

from runtime_py.node.http2.hpack_tables import CODE_LENGTHS, END_OF_STRING
from runtime_py.platform.bytes import Bytes, alloc

LONGEST = 30


class HpackError(Exception):
    """The peer sent an invalid header block: a connection error, COMPRESSION_ERROR."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _canonical_codes() -> list[int]:
    """Codes in the order of length, then of symbol."""
    codes = [0 for _ in CODE_LENGTHS]
    code = 0
    for length in range(1, LONGEST + 1):
        code = code << 1
        for symbol in range(len(CODE_LENGTHS)):
            if CODE_LENGTHS[symbol] == length:
                codes[symbol] = code
                code += 1
    return codes


def _make_tree(codes: list[int]) -> list[int]:
    """Two words per node, for bit 0 and bit 1: the index of the next node, or -1 - symbol."""
    tree = [0, 0]
    for symbol in range(len(codes)):
        at = 0
        for k in range(CODE_LENGTHS[symbol] - 1, -1, -1):
            branch = at + ((codes[symbol] >> k) & 1)
            if k == 0:
                tree[branch] = -1 - symbol
            elif tree[branch] == 0:
                tree[branch] = len(tree)
                at = len(tree)
                tree.append(0)
                tree.append(0)
            else:
                at = tree[branch]
    return tree


class _Tables:
    """Made on first use: every worker loads this module, and few need it."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.tree: list[int] = []

    def made(self) -> _Tables:
        if len(self.codes) == 0:
            self.codes = _canonical_codes()
            self.tree = _make_tree(self.codes)
        return self


_tables = _Tables()


def encoded_length(octets: Bytes) -> int:
    bits = 0
    for octet in octets:
        bits += CODE_LENGTHS[octet]
    return (bits + 7) // 8


def encode(octets: Bytes) -> Bytes:
    codes = _tables.made().codes
    out = alloc(encoded_length(octets))
    at = 0
    current = 0
    free = 8
    for octet in octets:
        left = CODE_LENGTHS[octet]
        while left > 0:
            count = min(free, left)
            left -= count
            current = (current << count) | ((codes[octet] >> left) & ((1 << count) - 1))
            free -= count
            if free == 0:
                out[at] = current
                at += 1
                current = 0
                free = 8
    if free < 8:
        # padding is a prefix of the end-of-string code, which is all ones
        out[at] = (current << free) | ((1 << free) - 1)
    return out


def decode(octets: Bytes) -> list[int]:
    """The decoded bytes."""
    tree = _tables.made().tree
    out: list[int] = []
    node = 0
    depth = 0
    only_ones = True
    for octet in octets:
        for k in range(7, -1, -1):
            bit = (octet >> k) & 1
            only_ones = only_ones and bit == 1
            depth += 1
            found = tree[node + bit]
            if found >= 0:
                node = found
                continue
            symbol = -1 - found
            if symbol == END_OF_STRING:
                raise HpackError('the end of the string is encoded')
            out.append(symbol)
            node = 0
            depth = 0
            only_ones = True
    if depth > 7 or not only_ones:
        raise HpackError('bad padding')
    return out
