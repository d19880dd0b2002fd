"""Wrapping of keys: AES of RFC 3394 and RFC 5649 (padded), triple DES of RFC 3217. One `update` takes all the data.

Each has `update(bytes) -> bytes | None`; None: the data can't be wrapped, or unwrapping failed its check.
"""

from __future__ import annotations

from npm_modules.noble_curve_utils import randomBytes
from npm_modules.noble_legacy import sha1

from runtime_py.node.crypto.ciphers.block_ciphers import AesBlock, TripleDesBlock, same_bytes
from runtime_py.node.crypto.ciphers.cipher_modes import BlockMode
from runtime_py.platform.bytes import concat

HALF = 8
DEFAULT_IV = [0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6]
PADDED_IV = [0xA6, 0x59, 0x59, 0xA6]
DES_IV = [0x4A, 0xDD, 0xA2, 0x2C, 0x79, 0xE8, 0x21, 0x05]
ROUNDS = 6


def _count_in(register: Uint8Array, step: int) -> None:
    """XORs the step number into the end of the register."""
    left = step
    for i in range(4):
        register[HALF - 1 - i] = register[HALF - 1 - i] ^ (left & 255)
        left = left >> 8


def wrap_blocks(aes: AesBlock, register: Uint8Array, data: Uint8Array) -> Uint8Array:
    """RFC 3394's loop: [register, data] in half blocks."""
    out = concat([register, data])
    count = data.length // HALF
    block = Uint8Array(2 * HALF)
    for j in range(ROUNDS):
        for i in range(1, count + 1):
            block.set(out.subarray(0, HALF))
            block.set(out.subarray(i * HALF, (i + 1) * HALF), HALF)
            aes.encrypt(block)
            out.set(block.subarray(0, HALF))
            _count_in(out, j * count + i)
            out.set(block.subarray(HALF), i * HALF)
    return out


def unwrap_blocks(aes: AesBlock, data: Uint8Array) -> Uint8Array:
    out = data.slice()
    count = data.length // HALF - 1
    block = Uint8Array(2 * HALF)
    for j in range(ROUNDS - 1, -1, -1):
        for i in range(count, 0, -1):
            _count_in(out, j * count + i)
            block.set(out.subarray(0, HALF))
            block.set(out.subarray(i * HALF, (i + 1) * HALF), HALF)
            aes.decrypt(block)
            out.set(block.subarray(0, HALF))
            out.set(block.subarray(HALF), i * HALF)
    return out


class WholeMode:
    """Base class: nothing is left for `final`."""

    def __init__(self) -> None:
        self.padding = True

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


class AesWrap(WholeMode):
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool) -> None:
        super().__init__()
        self._aes = AesBlock(key)
        self._iv = iv if iv.length == HALF else Uint8Array(DEFAULT_IV)
        self._encrypts = encrypts

    def update(self, data: Uint8Array) -> Uint8Array | None:
        if data.length % HALF != 0 or data.length < (2 if self._encrypts else 3) * HALF:
            return None
        if self._encrypts:
            return wrap_blocks(self._aes, self._iv, data)
        out = unwrap_blocks(self._aes, data)
        return out.slice(HALF) if same_bytes(out, self._iv) else None


class AesWrapPadded(WholeMode):
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool) -> None:
        super().__init__()
        self._aes = AesBlock(key)
        self._iv = iv if iv.length == 4 else Uint8Array(PADDED_IV)
        self._encrypts = encrypts

    def _register(self, length: int) -> Uint8Array:
        register = Uint8Array(HALF)
        register.set(self._iv)
        DataView(register.buffer).setUint32(4, length)
        return register

    def update(self, data: Uint8Array) -> Uint8Array | None:
        if not self._encrypts:
            return self._unwrap(data)
        if data.length == 0:
            return None
        full = Uint8Array((data.length + HALF - 1) // HALF * HALF)
        full.set(data)
        register = self._register(data.length)
        if full.length > HALF:
            return wrap_blocks(self._aes, register, full)
        block = concat([register, full])
        self._aes.encrypt(block)
        return block

    def _unwrap(self, data: Uint8Array) -> Uint8Array | None:
        if data.length % HALF != 0 or data.length < 2 * HALF:
            return None
        if data.length > 2 * HALF:
            out = unwrap_blocks(self._aes, data)
        else:
            out = data.slice()
            self._aes.decrypt(out)
        length = DataView(out.buffer, out.byteOffset).getUint32(4)
        room = out.length - HALF
        if not same_bytes(out, self._iv) or length > room or length <= room - HALF:
            return None
        for i in range(HALF + length, out.length):
            if out[i] != 0:
                return None
        return out.slice(HALF, HALF + length)


class TripleDesWrap(WholeMode):
    def __init__(self, key: Uint8Array, encrypts: bool) -> None:
        super().__init__()
        self._key = key
        self._encrypts = encrypts

    def _chain(self, iv: Uint8Array, data: Uint8Array) -> Uint8Array:
        mode = BlockMode(TripleDesBlock(self._key), iv, self._encrypts)
        mode.padding = False
        return mode.update(data)

    def update(self, data: Uint8Array) -> Uint8Array | None:
        if data.length % HALF != 0 or data.length == 0:
            return None
        if self._encrypts:
            iv = randomBytes(HALF)
            inner = self._chain(iv, concat([data, sha1(data).slice(0, HALF)]))
            return self._chain(Uint8Array(DES_IV), concat([iv, inner]).reverse())
        if data.length < 3 * HALF:
            return None
        outer = self._chain(Uint8Array(DES_IV), data).reverse()
        inner = self._chain(outer.slice(0, HALF), outer.slice(HALF))
        key = inner.slice(0, inner.length - HALF)
        return key if same_bytes(sha1(key), inner.slice(inner.length - HALF)) else None
