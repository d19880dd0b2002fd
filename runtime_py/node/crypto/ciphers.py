"""The ciphers this machine offers: AES in CBC, ECB, CTR and GCM, and ChaCha20-Poly1305, each fed piece by piece.

Knows: the modes over noble's AES and ChaCha. Must not know: Node's classes, encodings, error codes.

Every cipher: `update(bytes) -> bytes`, `final() -> bytes | None` (None: the input's length or padding is wrong).
The authenticated ones also: `add_aad(bytes)`, `tag()` once finished, and `verify(tag)` before the plaintext may be believed.
"""
from __future__ import annotations

from npm_modules.noble_aes import unsafe
from npm_modules.noble_chacha import chacha20
from npm_modules.noble_poly1305 import poly1305
from npm_modules.noble_polyval import ghash

from runtime_py.platform.bytes import concat
from runtime_py.platform.maps import Map

AES_BLOCK = 16
CHACHA_BLOCK = 64
MODES = ['cbc', 'ctr', 'ecb', 'gcm']
# OpenSSL's numbers, by key length 16, 24, 32
NIDS = {'cbc': [419, 423, 427], 'ctr': [904, 905, 906], 'ecb': [418, 422, 426], 'gcm': [895, 898, 901]}
BITS = ['128', '192', '256']


class CipherInfo:
    def __init__(self, name: str, mode: str, nid: int, key_length: int, iv_length: int, block_size: int) -> None:
        self.name = name
        self.mode = mode
        self.nid = nid
        self.key_length = key_length
        self.iv_length = iv_length
        self.block_size = block_size

    @property
    def authenticated(self) -> bool:
        return self.mode == 'gcm' or self.mode == 'stream'

    def accepts_iv(self, length: int) -> bool:
        if self.mode == 'gcm':
            return length > 0
        return length == self.iv_length


def _table() -> Map:
    table = Map()
    for i in range(3):
        bits = BITS[i]
        for mode in MODES:
            block = AES_BLOCK if mode == 'cbc' or mode == 'ecb' else 1
            iv = 0 if mode == 'ecb' else (12 if mode == 'gcm' else 16)
            name = 'id-aes' + bits + '-GCM' if mode == 'gcm' else 'aes-' + bits + '-' + mode
            info = CipherInfo(name, mode, NIDS[mode][i], 16 + 8 * i, iv, block)
            table.set('aes-' + bits + '-' + mode, info)
            if mode == 'gcm':
                table.set('id-aes' + bits + '-gcm', info)
            if mode == 'cbc':
                table.set('aes' + bits, info)
    table.set('chacha20-poly1305', CipherInfo('ChaCha20-Poly1305', 'stream', 1018, 32, 12, 1))
    return table


_ciphers = _table()


def find_cipher(name: str) -> CipherInfo | None:
    return _ciphers.get(name.lower())


def find_cipher_by_nid(nid: int) -> CipherInfo | None:
    for info in _ciphers.values():
        if info.nid == nid:
            return info
    return None


def cipher_names() -> list[str]:
    names = [name.replace('-gcm', '-GCM') if name.startswith('id-') else name for name in _ciphers.keys()]
    names.sort()
    return names


def start_cipher(info: CipherInfo, key: Uint8Array, iv: Uint8Array, encrypts: bool) -> object:
    if info.mode == 'gcm':
        return GcmCipher(key, iv, encrypts)
    if info.mode == 'ctr':
        return CtrCipher(key, iv)
    if info.mode == 'stream':
        return ChachaCipher(key, iv, encrypts)
    return BlockCipher(key, None if info.mode == 'ecb' else iv, encrypts)


def _exclusive_or(target: Uint8Array, mask: Uint8Array) -> None:
    for i in range(target.length):
        target[i] = target[i] ^ mask[i]


class BlockCipher:
    """AES over whole blocks with PKCS#7 padding; chained (CBC) when there is an initial vector."""

    def __init__(self, key: Uint8Array, iv: Uint8Array | None, encrypts: bool) -> None:
        self.padding = True
        self._encrypts = encrypts
        self._schedule = unsafe.expandKeyLE(key.slice()) if encrypts else unsafe.expandKeyDecLE(key.slice())
        self._chain = None if iv is None else iv.slice()
        self._rest = Uint8Array(0)

    def update(self, data: Uint8Array) -> Uint8Array:
        whole = concat([self._rest, data]) if self._rest.length > 0 else data
        ready = whole.length - whole.length % AES_BLOCK
        if not self._encrypts and self.padding and ready == whole.length and ready > 0:
            # the last block may hold the padding: it is not given out before `final`
            ready -= AES_BLOCK
        out = whole.slice(0, ready)
        self._rest = whole.slice(ready)
        for at in range(0, ready, AES_BLOCK):
            self._transform(out.subarray(at, at + AES_BLOCK))
        return out

    def _transform(self, block: Uint8Array) -> None:
        if self._encrypts:
            if self._chain is not None:
                _exclusive_or(block, self._chain)
            unsafe.encryptBlock(self._schedule, block)
            if self._chain is not None:
                self._chain.set(block)
            return
        before = block.slice()
        unsafe.decryptBlock(self._schedule, block)
        if self._chain is not None:
            _exclusive_or(block, self._chain)
            self._chain = before

    def final(self) -> Uint8Array | None:
        rest = self._rest
        if not self.padding:
            return Uint8Array(0) if rest.length == 0 else None
        if self._encrypts:
            left = AES_BLOCK - rest.length
            block = Uint8Array(AES_BLOCK).fill(left)
            block.set(rest)
            self._transform(block)
            return block
        return self._unpadded(rest)

    def _unpadded(self, block: Uint8Array) -> Uint8Array | None:
        if block.length != AES_BLOCK:
            return None
        self._transform(block)
        left = block[AES_BLOCK - 1]
        if left < 1 or left > AES_BLOCK:
            return None
        for i in range(AES_BLOCK - left, AES_BLOCK):
            if block[i] != left:
                return None
        return block.slice(0, AES_BLOCK - left)

    @property
    def ends_within_block(self) -> bool:
        return self._rest.length % AES_BLOCK != 0 or (not self._encrypts and self.padding and self._rest.length == 0)


class KeyStream:
    """A stream of key bytes that may stop anywhere inside a block."""

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


class CtrCipher:
    def __init__(self, key: Uint8Array, iv: Uint8Array) -> None:
        self.padding = True
        schedule = unsafe.expandKeyLE(key.slice())
        counter = iv.slice()
        self._stream = KeyStream(AES_BLOCK, lambda data: unsafe.ctrCounter(schedule, counter, data))

    def update(self, data: Uint8Array) -> Uint8Array:
        return self._stream.apply(data)

    def final(self) -> Uint8Array | None:
        return Uint8Array(0)


def _tag_matches(expected: Uint8Array, given: Uint8Array) -> bool:
    difference = 0
    for i in range(given.length):
        difference = difference | (expected[i] ^ given[i])
    return difference == 0


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
        # noble's GHASH pads every call to a block: only whole blocks may be given
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
        _exclusive_or(tag, self._mask)
        self._tag = tag
        return Uint8Array(0)

    def tag(self) -> Uint8Array:
        return self._tag

    def verify(self, tag: Uint8Array) -> bool:
        return _tag_matches(self._tag, tag)


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
        return _tag_matches(self._tag, tag)
