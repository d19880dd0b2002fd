"""Block ciphers: noble's AES and des.js's triple DES. Each transforms one block in place.

Must not know: modes, paddings.
"""

from __future__ import annotations

from npm_modules.des import EDE
from npm_modules.noble_aes import unsafe

AES_SIZE = 16
DES_SIZE = 8


class AesBlock:
    """The two key schedules are made on first use."""

    def __init__(self, key: Uint8Array) -> None:
        self.size = AES_SIZE
        self._key = key.slice()
        self._forward = None
        self._backward = None

    @property
    def schedule(self) -> object:
        if self._forward is None:
            self._forward = unsafe.expandKeyLE(self._key.slice())
        return self._forward

    def encrypt(self, block: Uint8Array) -> None:
        unsafe.encryptBlock(self.schedule, block)

    def decrypt(self, block: Uint8Array) -> None:
        if self._backward is None:
            self._backward = unsafe.expandKeyDecLE(self._key.slice())
        unsafe.decryptBlock(self._backward, block)


class TripleDesBlock:
    """A key of 16 bytes is two keys, the first of which is used twice."""

    def __init__(self, key: Uint8Array) -> None:
        self.size = DES_SIZE
        full = Uint8Array(24)
        full.set(key)
        if key.length == 16:
            full.set(key.subarray(0, 8), 16)
        self._encrypter = EDE.create({'type': 'encrypt', 'key': full, 'padding': False})
        self._decrypter = EDE.create({'type': 'decrypt', 'key': full, 'padding': False})

    def encrypt(self, block: Uint8Array) -> None:
        # the package's function for one block: its `update` would hold back the last one
        self._encrypter._update(block, 0, block, 0)

    def decrypt(self, block: Uint8Array) -> None:
        self._decrypter._update(block, 0, block, 0)


def exclusive_or(target: Uint8Array, mask: Uint8Array) -> None:
    for i in range(target.length):
        target[i] = target[i] ^ mask[i]


def same_bytes(expected: Uint8Array, given: Uint8Array) -> bool:
    """Compares in constant time; both have the same length."""
    difference = 0
    for i in range(given.length):
        difference = difference | (expected[i] ^ given[i])
    return difference == 0
