"""CCM (RFC 3610) and OCB (RFC 7253) over AES. Both need to know the tag's length at the start; CCM also the text's, so
it takes one update.

The interface is that of aead_modes.py. If a CCM tag is wrong, `update` returns nothing, and `verify` is false.
"""

from __future__ import annotations

from npm_modules.noble_aes import unsafe

from runtime_py.node.crypto.ciphers.block_ciphers import AesBlock, exclusive_or, same_bytes
from runtime_py.platform.bytes import concat

BLOCK = 16


class CcmCipher:
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool, tag_length: int) -> None:
        self.padding = True
        self._encrypts = encrypts
        self._aes = AesBlock(key)
        self._iv = iv
        self._tag_length = tag_length
        self._aad = Uint8Array(0)
        self._computed = None

    def add_aad(self, data: Uint8Array) -> None:
        self._aad = concat([self._aad, data])

    def _header(self, length: int) -> Uint8Array:
        """The first block of the MAC: flags, nonce, length of the text."""
        block = Uint8Array(BLOCK)
        width = 15 - self._iv.length
        block[0] = (64 if self._aad.length > 0 else 0) | (((self._tag_length - 2) >> 1) << 3) | (width - 1)
        block.set(self._iv, 1)
        left = length
        for i in range(min(width, 6)):
            block[BLOCK - 1 - i] = left % 256
            left = left // 256
        return block

    def _aad_blocks(self) -> Uint8Array:
        size = self._aad.length
        if size == 0:
            return Uint8Array(0)
        head = (
            Uint8Array([size >> 8, size & 255])
            if size < 0xFF00
            else Uint8Array([0xFF, 0xFE, (size >> 24) & 255, (size >> 16) & 255, (size >> 8) & 255, size & 255])
        )
        return padded(concat([head, self._aad]))

    def _authenticate(self, text: Uint8Array) -> Uint8Array:
        state = Uint8Array(BLOCK)
        whole = concat([self._header(text.length), self._aad_blocks(), padded(text)])
        for at in range(0, whole.length, BLOCK):
            exclusive_or(state, whole.subarray(at, at + BLOCK))
            self._aes.encrypt(state)
        return state

    def _counter(self) -> Uint8Array:
        block = Uint8Array(BLOCK)
        block[0] = 14 - self._iv.length
        block.set(self._iv, 1)
        return block

    def update(self, data: Uint8Array) -> Uint8Array:
        counter = self._counter()
        mask = unsafe.ctrCounter(self._aes.schedule, counter, Uint8Array(BLOCK))
        out = unsafe.ctrCounter(self._aes.schedule, counter, data)
        tag = self._authenticate(data if self._encrypts else out)
        exclusive_or(tag, mask)
        self._computed = tag
        return out

    def final(self) -> Uint8Array | None:
        if self._computed is None:
            self.update(Uint8Array(0))
        return Uint8Array(0)

    def tag(self) -> Uint8Array:
        return self._computed

    def verify(self, tag: Uint8Array) -> bool:
        return same_bytes(self._computed, tag)


def padded(data: Uint8Array) -> Uint8Array:
    left = data.length % BLOCK
    return data if left == 0 else concat([data, Uint8Array(BLOCK - left)])


def doubled(block: Uint8Array) -> Uint8Array:
    """Times x in GF(2**128), big-endian."""
    out = Uint8Array(BLOCK)
    for i in range(BLOCK):
        out[i] = ((block[i] << 1) & 255) | (block[i + 1] >> 7 if i < BLOCK - 1 else 0)
    if block[0] > 127:
        out[BLOCK - 1] = out[BLOCK - 1] ^ 0x87
    return out


class OcbOffsets:
    """The block masks: L*, L$, L0, L1..."""

    def __init__(self, aes: AesBlock) -> None:
        self.star = Uint8Array(BLOCK)
        aes.encrypt(self.star)
        self.dollar = doubled(self.star)
        self._zeros = [doubled(self.dollar)]

    def at(self, index: int) -> Uint8Array:
        """The mask for the block with this number, from 1: by its trailing zero bits."""
        zeros = 0
        while (index >> zeros) & 1 == 0:
            zeros += 1
        while len(self._zeros) <= zeros:
            self._zeros.append(doubled(self._zeros[len(self._zeros) - 1]))
        return self._zeros[zeros]


class OcbHash:
    """OCB's sum over the additional data, added in pieces."""

    def __init__(self, aes: AesBlock, offsets: OcbOffsets) -> None:
        self._aes = aes
        self._offsets = offsets
        self._offset = Uint8Array(BLOCK)
        self._sum = Uint8Array(BLOCK)
        self._rest = Uint8Array(0)
        self._count = 0

    def add(self, data: Uint8Array) -> None:
        whole = concat([self._rest, data])
        ready = whole.length - whole.length % BLOCK
        for at in range(0, ready, BLOCK):
            self._count += 1
            exclusive_or(self._offset, self._offsets.at(self._count))
            self._mix(whole.slice(at, at + BLOCK))
        self._rest = whole.slice(ready)

    def _mix(self, block: Uint8Array) -> None:
        exclusive_or(block, self._offset)
        self._aes.encrypt(block)
        exclusive_or(self._sum, block)

    def result(self) -> Uint8Array:
        if self._rest.length > 0:
            exclusive_or(self._offset, self._offsets.star)
            block = Uint8Array(BLOCK)
            block.set(self._rest)
            block[self._rest.length] = 128
            self._mix(block)
            self._rest = Uint8Array(0)
        return self._sum


class OcbCipher:
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool, tag_length: int) -> None:
        self.padding = True
        self._encrypts = encrypts
        self._aes = AesBlock(key)
        self._offsets = OcbOffsets(self._aes)
        self._aad = OcbHash(self._aes, self._offsets)
        self._offset = self._first_offset(iv, tag_length)
        self._checksum = Uint8Array(BLOCK)
        self._rest = Uint8Array(0)
        self._count = 0
        self._computed = None

    def _first_offset(self, iv: Uint8Array, tag_length: int) -> Uint8Array:
        nonce = Uint8Array(BLOCK)
        nonce.set(iv, BLOCK - iv.length)
        nonce[0] = nonce[0] | ((tag_length * 8 % 128) << 1)
        nonce[15 - iv.length] = nonce[15 - iv.length] | 1
        bottom = nonce[15] & 63
        nonce[15] = nonce[15] & 192
        self._aes.encrypt(nonce)
        stretch = Uint8Array(24)
        stretch.set(nonce)
        for i in range(8):
            stretch[BLOCK + i] = nonce[i] ^ nonce[i + 1]
        offset = Uint8Array(BLOCK)
        start = bottom >> 3
        shift = bottom & 7
        for i in range(BLOCK):
            offset[i] = ((stretch[start + i] << shift) & 255) | (
                stretch[start + i + 1] >> (8 - shift) if shift > 0 else 0
            )
        return offset

    def add_aad(self, data: Uint8Array) -> None:
        self._aad.add(data)

    def update(self, data: Uint8Array) -> Uint8Array:
        whole = concat([self._rest, data])
        ready = whole.length - whole.length % BLOCK
        out = whole.slice(0, ready)
        for at in range(0, ready, BLOCK):
            self._count += 1
            exclusive_or(self._offset, self._offsets.at(self._count))
            block = out.subarray(at, at + BLOCK)
            if self._encrypts:
                exclusive_or(self._checksum, block)
            exclusive_or(block, self._offset)
            if self._encrypts:
                self._aes.encrypt(block)
            else:
                self._aes.decrypt(block)
            exclusive_or(block, self._offset)
            if not self._encrypts:
                exclusive_or(self._checksum, block)
        self._rest = whole.slice(ready)
        return out

    def final(self) -> Uint8Array | None:
        out = self._rest.slice()
        if out.length > 0:
            exclusive_or(self._offset, self._offsets.star)
            pad = self._offset.slice()
            self._aes.encrypt(pad)
            exclusive_or(out, pad)
            plain = self._rest if self._encrypts else out
            last = Uint8Array(BLOCK)
            last.set(plain)
            last[plain.length] = 128
            exclusive_or(self._checksum, last)
        exclusive_or(self._checksum, self._offset)
        exclusive_or(self._checksum, self._offsets.dollar)
        self._aes.encrypt(self._checksum)
        exclusive_or(self._checksum, self._aad.result())
        self._computed = self._checksum
        return out

    def tag(self) -> Uint8Array:
        return self._computed

    def verify(self, tag: Uint8Array) -> bool:
        return same_bytes(self._computed, tag)
