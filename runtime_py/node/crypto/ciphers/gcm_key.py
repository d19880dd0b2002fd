"""AES-GCM for many messages with one key, such as TLS's records: the key schedule and GHASH's table are made once.

The tables are Shoup's, in typed arrays (noble makes a table of objects for each message): first of four bits, then of
eight, once a key has processed enough data."""

from __future__ import annotations

from npm_modules.noble_aes import unsafe

from runtime_py.node.crypto.ciphers.block_ciphers import exclusive_or, same_bytes

BLOCK = 16
TAG = 16
ENTRY = 4  # words
WIDE_FROM = 65536  # bytes processed with one key
TOP_BIT = -2147483648
HIGH_REDUCTION = 0x61000000 | TOP_BIT  # GHASH's polynomial, in its own bit order


def powers_of(key: Uint8Array) -> Int32Array:
    """The key times x**0 to x**127, four words each, in GHASH's bit order."""
    words = DataView(key.buffer, key.byteOffset)
    a, b, c, d = [words.getInt32(0), words.getInt32(4), words.getInt32(8), words.getInt32(12)]
    powers = Int32Array(128 * ENTRY)
    for bit in range(128):
        powers.set([a, b, c, d], bit * ENTRY)
        carry = d & 1
        d = ((d >> 1) & 0x7FFFFFFF) | (TOP_BIT if (c & 1) != 0 else 0)
        c = ((c >> 1) & 0x7FFFFFFF) | (TOP_BIT if (b & 1) != 0 else 0)
        b = ((b >> 1) & 0x7FFFFFFF) | (TOP_BIT if (a & 1) != 0 else 0)
        a = (a >> 1) & 0x7FFFFFFF
        if carry != 0:
            a = a ^ HIGH_REDUCTION
    return powers


def ghash_table(powers: Int32Array, width: int) -> Int32Array:
    """For each group of `width` bits of a block and each of its values: their product with the key."""
    values = 2**width
    groups = 128 // width
    table = Int32Array(groups * values * ENTRY)
    for group in range(groups):
        for value in range(1, values):
            # one more bit than a value that was computed before
            lowest = value & -value
            power = (group * width + width - 1 - (31 - Math.clz32(lowest))) * ENTRY
            known = (group * values + (value ^ lowest)) * ENTRY
            at = (group * values + value) * ENTRY
            for i in range(ENTRY):
                table[at + i] = table[known + i] ^ powers[power + i]
    return table


class GcmKey:
    def __init__(self, key: Uint8Array) -> None:
        self._schedule = unsafe.expandKeyLE(key.slice())
        auth_key = Uint8Array(BLOCK)
        unsafe.encryptBlock(self._schedule, auth_key)
        self._powers = powers_of(auth_key)
        self._table = ghash_table(self._powers, 4)
        self._hash = ghash_by_nibbles
        self._seen = 0
        self._state = Int32Array(ENTRY)

    def _absorb(self, data: Uint8Array, length: int) -> None:
        """Pads the last block with zeros."""
        whole = length - length % BLOCK
        self._hash(self._table, self._state, data, whole)
        if whole < length:
            last = Uint8Array(BLOCK)
            last.set(data.subarray(whole, length))
            self._hash(self._table, self._state, last, BLOCK)

    def _tag(self, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array, length: int) -> Uint8Array:
        self._seen += length
        if self._seen > WIDE_FROM and self._hash is not ghash_by_octets:
            self._table = ghash_table(self._powers, 8)
            self._hash = ghash_by_octets
        self._state.fill(0)
        self._absorb(aad, aad.length)
        self._absorb(text, length)
        lengths = Uint8Array(BLOCK)
        view = DataView(lengths.buffer)
        view.setUint32(4, aad.length * 8)
        view.setUint32(12, length * 8)
        self._hash(self._table, self._state, lengths, BLOCK)
        tag = Uint8Array(TAG)
        out = DataView(tag.buffer)
        for i in range(ENTRY):
            out.setInt32(i * 4, self._state[i])
        exclusive_or(tag, unsafe.ctr32(self._schedule, False, counter_block(nonce, 1), Uint8Array(BLOCK)))
        return tag

    def seal(self, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array) -> Uint8Array:
        n = plain.length
        out = Uint8Array(n + TAG)
        out.set(plain)
        text = out.subarray(0, n)
        unsafe.ctr32(self._schedule, False, counter_block(nonce, 2), text, text)
        out.set(self._tag(nonce, aad, out, n), n)
        return out

    def open(self, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) -> Uint8Array | None:
        n = sealed.length - TAG
        if n < 0 or not same_bytes(self._tag(nonce, aad, sealed, n), sealed.subarray(n)):
            return None
        # a copy, since noble reads it as words
        text = sealed.slice(0, n)
        return unsafe.ctr32(self._schedule, False, counter_block(nonce, 2), text, text)


def counter_block(nonce: Uint8Array, count: int) -> Uint8Array:
    """The counter block for a nonce of twelve bytes."""
    block = Uint8Array(BLOCK)
    block.set(nonce)
    block[15] = count
    return block


def ghash_by_nibbles(table: Int32Array, state: Int32Array, data: Uint8Array, length: int) -> None:
    """state = (state + block) * key, for each block."""
    a = state[0]
    b = state[1]
    c = state[2]
    d = state[3]
    view = DataView(data.buffer, data.byteOffset)
    words = Int32Array(ENTRY)
    start = 0
    while start < length:
        words[0] = a ^ view.getInt32(start)
        words[1] = b ^ view.getInt32(start + 4)
        words[2] = c ^ view.getInt32(start + 8)
        words[3] = d ^ view.getInt32(start + 12)
        a = 0
        b = 0
        c = 0
        d = 0
        row = 0
        for i in range(4):
            word = words[i]
            for shift in range(28, -1, -4):
                at = row + ((word >> shift) & 15) * ENTRY
                a = a ^ table[at]
                b = b ^ table[at + 1]
                c = c ^ table[at + 2]
                d = d ^ table[at + 3]
                row += 64
        start += BLOCK
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d


def ghash_by_octets(table: Int32Array, state: Int32Array, data: Uint8Array, length: int) -> None:
    """As `ghash_by_nibbles`, with the eight-bit table."""
    a = state[0]
    b = state[1]
    c = state[2]
    d = state[3]
    view = DataView(data.buffer, data.byteOffset)
    words = Int32Array(ENTRY)
    start = 0
    while start < length:
        words[0] = a ^ view.getInt32(start)
        words[1] = b ^ view.getInt32(start + 4)
        words[2] = c ^ view.getInt32(start + 8)
        words[3] = d ^ view.getInt32(start + 12)
        a = 0
        b = 0
        c = 0
        d = 0
        row = 0
        for i in range(4):
            word = words[i]
            for shift in range(24, -1, -8):
                at = row + ((word >> shift) & 255) * ENTRY
                a = a ^ table[at]
                b = b ^ table[at + 1]
                c = c ^ table[at + 2]
                d = d ^ table[at + 3]
                row += 1024
        start += BLOCK
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
