"""Modes without authentication over any block cipher: ECB, CBC, CFB in its three widths, OFB, CTR and XTS.

Each has `update(bytes) -> bytes`, `final() -> bytes | None` (None: the input's length or padding is wrong), `padding`.
"""

from __future__ import annotations

from npm_modules.noble_aes import unsafe

from runtime_py.node.crypto.ciphers.block_ciphers import exclusive_or
from runtime_py.platform.bytes import concat


class BlockMode:
    """Whole blocks with PKCS#7 padding; chained (CBC) when there is an initial vector."""

    def __init__(self, block: object, iv: Uint8Array | None, encrypts: bool) -> None:
        self.padding = True
        self._block = block
        self._size = block.size
        self._encrypts = encrypts
        self._chain = None if iv is None else iv.slice()
        self._rest = Uint8Array(0)

    def update(self, data: Uint8Array) -> Uint8Array:
        whole = concat([self._rest, data]) if self._rest.length > 0 else data
        ready = whole.length - whole.length % self._size
        if not self._encrypts and self.padding and ready == whole.length and ready > 0:
            # the last block may contain the padding: it is held back until `final`
            ready -= self._size
        out = whole.slice(0, ready)
        self._rest = whole.slice(ready)
        for at in range(0, ready, self._size):
            self._transform(out.subarray(at, at + self._size))
        return out

    def _transform(self, block: Uint8Array) -> None:
        if self._encrypts:
            if self._chain is not None:
                exclusive_or(block, self._chain)
            self._block.encrypt(block)
            if self._chain is not None:
                self._chain.set(block)
            return
        before = block.slice()
        self._block.decrypt(block)
        if self._chain is not None:
            exclusive_or(block, self._chain)
            self._chain = before

    def final(self) -> Uint8Array | None:
        rest = self._rest
        if not self.padding:
            return Uint8Array(0) if rest.length == 0 else None
        if self._encrypts:
            left = self._size - rest.length
            block = Uint8Array(self._size).fill(left)
            block.set(rest)
            self._transform(block)
            return block
        return self._unpadded(rest)

    def _unpadded(self, block: Uint8Array) -> Uint8Array | None:
        if block.length != self._size:
            return None
        self._transform(block)
        left = block[self._size - 1]
        if left < 1 or left > self._size:
            return None
        for i in range(self._size - left, self._size):
            if block[i] != left:
                return None
        return block.slice(0, self._size - left)

    @property
    def ends_within_block(self) -> bool:
        return self._rest.length % self._size != 0 or (not self._encrypts and self.padding and self._rest.length == 0)


class KeyStream:
    """A stream of key bytes that may be interrupted inside a block."""

    def __init__(self, block_size: int, produce: object) -> None:
        # produce(data) -> bytes of the same length, advancing by whole blocks
        self._produce = produce
        self._block_size = block_size
        self._left = Uint8Array(0)

    def apply(self, data: Uint8Array) -> Uint8Array:
        out = Uint8Array(data.length)
        at = min(self._left.length, data.length)
        for i in range(at):
            out[i] = data[i] ^ self._left[i]
        self._left = self._left.subarray(at)
        whole = (data.length - at) - (data.length - at) % self._block_size
        if whole > 0:
            out.set(self._produce(data.slice(at, at + whole)), at)
            at += whole
        if at < data.length:
            block = self._produce(Uint8Array(self._block_size))
            taken = data.length - at
            for i in range(taken):
                out[at + i] = data[at + i] ^ block[i]
            self._left = block.subarray(taken)
        return out


class StreamMode:
    """Any cipher that is a stream of key bytes."""

    def __init__(self, stream: KeyStream) -> None:
        self.padding = True
        self._stream = stream

    def update(self, data: Uint8Array) -> Uint8Array:
        return self._stream.apply(data)

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


def counter_mode(aes: object, iv: Uint8Array) -> StreamMode:
    counter = iv.slice()
    return StreamMode(KeyStream(aes.size, lambda data: unsafe.ctrCounter(aes.schedule, counter, data)))


def output_feedback(block: object, iv: Uint8Array) -> StreamMode:
    register = iv.slice()

    def produce(data: Uint8Array) -> Uint8Array:
        for at in range(0, data.length, block.size):
            block.encrypt(register)
            exclusive_or(data.subarray(at, at + block.size), register)
        return data

    return StreamMode(KeyStream(block.size, produce))


class CipherFeedback:
    """CFB that feeds back whole blocks. It may be interrupted inside a block."""

    def __init__(self, block: object, iv: Uint8Array, encrypts: bool) -> None:
        self.padding = True
        self._block = block
        self._encrypts = encrypts
        self._register = iv.slice()
        self._used = block.size

    def update(self, data: Uint8Array) -> Uint8Array:
        out = Uint8Array(data.length)
        register = self._register
        for i in range(data.length):
            if self._used == self._block.size:
                self._block.encrypt(register)
                self._used = 0
            out[i] = data[i] ^ register[self._used]
            register[self._used] = out[i] if self._encrypts else data[i]
            self._used += 1
        return out

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


class NarrowFeedback:
    """CFB that feeds back 8 bits or 1 bit."""

    def __init__(self, block: object, iv: Uint8Array, encrypts: bool, width: int) -> None:
        self.padding = True
        self._block = block
        self._encrypts = encrypts
        self._register = iv.slice()
        self._width = width

    def update(self, data: Uint8Array) -> Uint8Array:
        out = Uint8Array(data.length)
        for i in range(data.length):
            if self._width == 8:
                out[i] = data[i] ^ self._key_byte()
                self._shift(out[i] if self._encrypts else data[i])
            else:
                out[i] = self._bits(data[i])
        return out

    def _key_byte(self) -> int:
        block = self._register.slice()
        self._block.encrypt(block)
        return block[0]

    def _shift(self, byte: int) -> None:
        self._register.copyWithin(0, 1)
        self._register[self._register.length - 1] = byte

    def _bits(self, byte: int) -> int:
        made = 0
        for place in range(7, -1, -1):
            given = (byte >> place) & 1
            bit = given ^ (self._key_byte() >> 7)
            made = made | (bit << place)
            self._shift_bit(bit if self._encrypts else given)
        return made

    def _shift_bit(self, bit: int) -> None:
        register = self._register
        for i in range(register.length):
            following = register[i + 1] >> 7 if i + 1 < register.length else bit
            register[i] = ((register[i] << 1) & 255) | following

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


class XtsMode:
    """XTS with ciphertext stealing: one call is one data unit, as in OpenSSL."""

    def __init__(self, data_block: object, tweak_block: object, iv: Uint8Array, encrypts: bool) -> None:
        self.padding = True
        self._block = data_block
        self._encrypts = encrypts
        self._first = iv.slice()
        tweak_block.encrypt(self._first)

    def update(self, data: Uint8Array) -> Uint8Array | None:
        if data.length < 16:
            return None
        out = data.slice()
        tweak = self._first.slice()
        left = data.length % 16
        whole = data.length - left
        last = whole if left == 0 or self._encrypts else whole - 16
        for at in range(0, last, 16):
            self._apply(out.subarray(at, at + 16), tweak)
            double_tweak(tweak)
        if left > 0:
            self._steal(out, whole, left, tweak)
        return out

    def _apply(self, block: Uint8Array, tweak: Uint8Array) -> None:
        exclusive_or(block, tweak)
        if self._encrypts:
            self._block.encrypt(block)
        else:
            self._block.decrypt(block)
        exclusive_or(block, tweak)

    def _steal(self, out: Uint8Array, whole: int, left: int, tweak: Uint8Array) -> None:
        before = out.subarray(whole - 16, whole)
        if not self._encrypts:
            following = tweak.slice()
            double_tweak(following)
            self._apply(before, following)
        tail = out.slice(whole, whole + left)
        out.set(before.slice(0, left), whole)
        before.set(tail)
        self._apply(before, tweak)

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


def double_tweak(tweak: Uint8Array) -> None:
    """Times x in GF(2**128), little-endian."""
    carry = 0
    for i in range(16):
        byte = tweak[i]
        tweak[i] = ((byte << 1) & 255) | carry
        carry = byte >> 7
    if carry == 1:
        tweak[0] = tweak[0] ^ 0x87
