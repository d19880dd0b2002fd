"""Jobs of SHA-3's relatives (cSHAKE, KMAC, TurboSHAKE, KangarooTwelve) and of Argon2, all of them noble's."""

from __future__ import annotations

from typing import Any

from npm_modules.noble_argon2 import argon2d, argon2i, argon2id
from npm_modules.noble_sha3_addons import (
    cshake128,
    cshake256,
    kmac128,
    kmac256,
    kt128,
    kt256,
    turboshake128,
    turboshake256,
)

from runtime_py.node.crypto.ciphers.block_ciphers import same_bytes
from runtime_py.node.crypto.ciphers.web_ciphers import optional_bytes
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.jobs import SIGN
from runtime_py.node.crypto.keys.key_handle import key_bytes
from runtime_py.node.crypto.signature_classes import buffer_of
from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import concat

ARGON2 = [argon2d, argon2i, argon2id]


LONGEST_KMAC_INPUT = 512  # OpenSSL's limit, in bytes, of a key and of a customization
KMAC_NAME = [75, 77, 65, 67]


def number_octets(number: int) -> list[int]:
    """Big endian, at least one byte."""
    found = [number % 256]
    left = number // 256
    while left > 0:
        found.insert(0, left % 256)
        left = left // 256
    return found


def right_encoded(number: int) -> Uint8Array:
    octets = number_octets(number)
    return Uint8Array([*octets, len(octets)])


def left_encoded(number: int) -> Uint8Array:
    octets = number_octets(number)
    return Uint8Array([len(octets), *octets])


def padded_key(key: Uint8Array, rate: int) -> Uint8Array:
    """bytepad(encode_string(key), rate)"""
    start = concat([left_encoded(rate), left_encoded(key.length * 8), key])
    return concat([start, Uint8Array((rate - start.length % rate) % rate)])


def cut_to_bits(octets: Uint8Array, bits: int) -> Uint8Array:
    """Web Crypto counts in bits: clears the rest of the last byte."""
    if bits % 8 != 0:
        octets[octets.length - 1] = octets[octets.length - 1] & (0xFF00 >> (bits % 8))
    return octets


class CShakeJob(Job):
    _inputs: Any
    _hash: Any

    def __init__(
        self, mode: int, name: str, data: object, function_name: object, customization: object, bits: int
    ) -> None:
        super().__init__(mode, 'HASHREQUEST')
        hidden(self, '_hash', cshake128 if name == 'cSHAKE128' else cshake256)
        hidden(
            self,
            '_inputs',
            [plain_bytes(data).slice(), optional_bytes(function_name), optional_bytes(customization), bits],
        )

    def work(self) -> object:
        data, name, customization, bits = self._inputs
        if bits == 0:
            return ArrayBuffer(0)
        made = self._hash(data, {'dkLen': (bits + 7) >> 3, 'NISTfn': name, 'personalization': customization})
        return buffer_of(cut_to_bits(made, bits))


class KmacJob(Job):
    _inputs: Any
    _mac: Any
    _signs: Any
    _signature: Any

    def __init__(
        self,
        mode: int,
        sign_mode: int,
        key: object,
        name: str,
        customization: object,
        key_bits: object,
        bits: int,
        data: object,
        signature: object = None,
    ) -> None:
        super().__init__(mode, 'SIGNREQUEST')
        hidden(self, '_mac', kmac128 if name == 'KMAC128' else kmac256)
        hidden(self, '_signs', sign_mode == SIGN)
        hidden(
            self, '_inputs', [key_bytes(key).slice(), optional_bytes(customization), bits, plain_bytes(data).slice()]
        )
        hidden(self, '_signature', optional_bytes(signature))

    def work(self) -> object:
        key, customization, bits, data = self._inputs
        if key.length > LONGEST_KMAC_INPUT or customization.length > LONGEST_KMAC_INPUT:
            raise Error('Deriving bits failed')
        if bits == 0:
            return ArrayBuffer(0) if self._signs else False
        tag = self._tag(key, customization, bits, data)
        if self._signs:
            return buffer_of(tag)
        return tag.length == self._signature.length and same_bytes(tag, self._signature)

    def _tag(self, key: Uint8Array, customization: Uint8Array, bits: int, data: Uint8Array) -> Uint8Array:
        length = (bits + 7) >> 3
        if bits % 8 == 0:
            return self._mac(key, data, {'dkLen': length, 'personalization': customization})
        # noble's function takes whole bytes, but the length in bits is a part of what is hashed (SP 800-185, 4.3)
        hashing = cshake128 if self._mac is kmac128 else cshake256
        whole = concat([padded_key(key, 168 if self._mac is kmac128 else 136), data, right_encoded(bits)])
        options = {'dkLen': length, 'NISTfn': Uint8Array(KMAC_NAME), 'personalization': customization}
        return cut_to_bits(hashing(whole, options), bits)


class TurboShakeJob(Job):
    _inputs: Any
    _hash: Any

    def __init__(self, mode: int, name: str, domain: int, length: int, data: object) -> None:
        super().__init__(mode, 'HASHREQUEST')
        hidden(self, '_hash', turboshake128 if name == 'TurboSHAKE128' else turboshake256)
        hidden(self, '_inputs', [plain_bytes(data).slice(), domain, length])

    def work(self) -> object:
        data, domain, length = self._inputs
        return ArrayBuffer(0) if length == 0 else buffer_of(self._hash(data, {'dkLen': length, 'D': domain}))


class KangarooTwelveJob(Job):
    _inputs: Any
    _hash: Any

    def __init__(self, mode: int, name: str, customization: object, length: int, data: object) -> None:
        super().__init__(mode, 'HASHREQUEST')
        hidden(self, '_hash', kt128 if name == 'KT128' else kt256)
        hidden(self, '_inputs', [plain_bytes(data).slice(), optional_bytes(customization), length])

    def work(self) -> object:
        data, customization, length = self._inputs
        return (
            ArrayBuffer(0)
            if length == 0
            else buffer_of(self._hash(data, {'dkLen': length, 'personalization': customization}))
        )


class Argon2Job(Job):
    _hash: Any
    _inputs: Any
    _options: Any

    def __init__(
        self,
        mode: int,
        message: object,
        nonce: object,
        parallelism: int,
        length: int,
        memory: int,
        passes: int,
        secret: object,
        associated: object,
        kind: int,
    ) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_hash', ARGON2[kind])
        hidden(self, '_inputs', [key_bytes(message).slice(), plain_bytes(nonce).slice()])
        options = {'t': passes, 'm': memory, 'p': parallelism, 'dkLen': length, 'maxmem': 4294967295}
        key = optional_bytes(secret)
        data = optional_bytes(associated)
        if key.length > 0:
            options['key'] = key
        if data.length > 0:
            options['personalization'] = data
        hidden(self, '_options', options)

    def work(self) -> object:
        return buffer_of(self._hash(self._inputs[0], self._inputs[1], self._options))


KECCAK_JOBS = {
    'CShakeJob': CShakeJob,
    'KmacJob': KmacJob,
    'TurboShakeJob': TurboShakeJob,
    'KangarooTwelveJob': KangarooTwelveJob,
    'Argon2Job': Argon2Job,
}
