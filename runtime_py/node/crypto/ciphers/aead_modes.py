"""Modes that encrypt and authenticate: GCM over noble's GHASH, and ChaCha20-Poly1305; and ChaCha20 alone.

In addition to `update` and `final`: `add_aad(bytes)`, `tag()` once finished, and `verify(tag)`, before which the
plaintext must not be trusted."""

from __future__ import annotations

from npm_modules.noble_aes import unsafe
from npm_modules.noble_chacha import chacha20
from npm_modules.noble_poly1305 import poly1305
from npm_modules.noble_polyval import ghash

from runtime_py.node.crypto.ciphers.block_ciphers import exclusive_or, same_bytes
from runtime_py.node.crypto.ciphers.cipher_modes import KeyStream, StreamMode
from runtime_py.platform.bytes import concat

AES_BLOCK = 16
CHACHA_BLOCK = 64


def _lengths_block(first: int, second: int, big_endian_bits: bool) -> Uint8Array:
    block = Uint8Array(16)
    view = DataView(block.buffer)
    scale = 8 if big_endian_bits else 1
    view.setBigUint64(0, BigInt(first * scale), not big_endian_bits)
    view.setBigUint64(8, BigInt(second * scale), not big_endian_bits)
    return block


class GcmCipher:
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool) -> None:
        self.padding = True
        self._encrypts = encrypts
        schedule = unsafe.expandKeyLE(key.slice())
        auth_key = Uint8Array(AES_BLOCK)
        unsafe.encryptBlock(schedule, auth_key)
        counter = Uint8Array(AES_BLOCK)
        if iv.length == 12:
            counter.set(iv)
            counter[15] = 1
        else:
            counter = ghash.create(auth_key).update(iv.slice()).update(_lengths_block(0, iv.length, True)).digest()
        self._mask = unsafe.ctr32(schedule, False, counter, Uint8Array(AES_BLOCK))
        self._stream = KeyStream(AES_BLOCK, lambda data: unsafe.ctr32(schedule, False, counter, data))
        self._hash = ghash.create(auth_key)
        self._rest = Uint8Array(0)
        self._aad_length = 0
        self._length = 0
        self._tag = None

    def add_aad(self, data: Uint8Array) -> None:
        self._absorb(data)
        self._aad_length += data.length

    def _absorb(self, data: Uint8Array) -> None:
        # noble's GHASH pads every call to a block: pass only whole blocks
        whole = concat([self._rest, data])
        ready = whole.length - whole.length % AES_BLOCK
        if ready > 0:
            self._hash.update(whole.slice(0, ready))
        self._rest = whole.slice(ready)

    def _close_segment(self) -> None:
        if self._rest.length > 0:
            self._hash.update(self._rest)
            self._rest = Uint8Array(0)

    def update(self, data: Uint8Array) -> Uint8Array:
        if self._length == 0:
            self._close_segment()
        self._length += data.length
        if not self._encrypts:
            self._absorb(data)
        out = self._stream.apply(data)
        if self._encrypts:
            self._absorb(out)
        return out

    def final(self) -> Uint8Array | None:
        self._close_segment()
        self._hash.update(_lengths_block(self._aad_length, self._length, True))
        tag = self._hash.digest()
        exclusive_or(tag, self._mask)
        self._tag = tag
        return Uint8Array(0)

    def tag(self) -> Uint8Array:
        return self._tag

    def verify(self, tag: Uint8Array) -> bool:
        return same_bytes(self._tag, tag)


class ChachaCipher:
    def __init__(self, key: Uint8Array, iv: Uint8Array, encrypts: bool) -> None:
        self.padding = True
        self._encrypts = encrypts
        own_key = key.slice()
        nonce = iv.slice()
        self._counter = 1
        self._key = own_key
        self._nonce = nonce
        self._stream = KeyStream(CHACHA_BLOCK, lambda data: self._produce(data))
        self._mac = poly1305.create(chacha20(own_key, nonce, Uint8Array(32)))
        self._aad_length = 0
        self._aad_closed = False
        self._length = 0
        self._tag = None

    def _produce(self, data: Uint8Array) -> Uint8Array:
        out = chacha20(self._key, self._nonce, data, js_undefined, self._counter)
        self._counter += data.length // CHACHA_BLOCK
        return out

    def _pad(self, length: int) -> None:
        if length % 16 != 0:
            self._mac.update(Uint8Array(16 - length % 16))

    def add_aad(self, data: Uint8Array) -> None:
        self._mac.update(data.slice())
        self._aad_length += data.length

    def _close_aad(self) -> None:
        if not self._aad_closed:
            self._aad_closed = True
            self._pad(self._aad_length)

    def update(self, data: Uint8Array) -> Uint8Array:
        self._close_aad()
        self._length += data.length
        if not self._encrypts:
            self._mac.update(data.slice())
        out = self._stream.apply(data)
        if self._encrypts:
            self._mac.update(out)
        return out

    def final(self) -> Uint8Array | None:
        self._close_aad()
        self._pad(self._length)
        self._mac.update(_lengths_block(self._aad_length, self._length, False))
        self._tag = self._mac.digest()
        return Uint8Array(0)

    def tag(self) -> Uint8Array:
        return self._tag

    def verify(self, tag: Uint8Array) -> bool:
        return same_bytes(self._tag, tag)


def chacha_stream(key: Uint8Array, iv: Uint8Array) -> StreamMode:
    """OpenSSL's initial vector of 16 bytes: the counter of the first block (little-endian, 32 bits), then the nonce."""
    own_key = key.slice()
    nonce = iv.slice(4)
    counter = Uint32Array([DataView(iv.buffer, iv.byteOffset).getUint32(0, True)])

    def produce(data: Uint8Array) -> Uint8Array:
        out = chacha20(own_key, nonce, data, js_undefined, counter[0])
        counter[0] = counter[0] + data.length // CHACHA_BLOCK
        return out

    return StreamMode(KeyStream(CHACHA_BLOCK, produce))
