"""Key encapsulation: ML-KEM, DHKEM of RFC 9180 over X25519, X448 and NIST's curves, and RSASVE of SP 800-56B. Also the
two jobs.

Must not know: encodings of keys.
"""

from __future__ import annotations

from typing import Any

from npm_modules.noble_hkdf import expand, extract
from npm_modules.noble_sha2 import sha256, sha384, sha512

from runtime_py.node.crypto.bignum import ONE, from_bytes, random_below, to_bytes
from runtime_py.node.crypto.job import MODE_SYNC, MODE_WEB, Job
from runtime_py.node.crypto.keys.agreement import ec_secret, okp_secret
from runtime_py.node.crypto.keys.ec_key import EcKey, decode_point
from runtime_py.node.crypto.keys.generation import generate_ec, generate_okp
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_input import read_private_key, read_public_key
from runtime_py.node.crypto.keys.okp_key import OkpKey
from runtime_py.node.crypto.keys.pq_key import PqKey
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.node.crypto.signature_classes import buffer_of
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import concat, encode

VERSION = 'HPKE-v1'


class DhKem:
    def __init__(self, number: int, hash: object, length: int) -> None:
        self.suite = Uint8Array([75, 69, 77, number >> 8, number & 255])
        self.hash = hash
        self.length = length

    def derive(self, secret: Uint8Array, context: Uint8Array) -> Uint8Array:
        extracted = extract(self.hash, concat([encode(VERSION), self.suite, encode('eae_prk'), secret]), Uint8Array(0))
        info = concat([Uint8Array([0, self.length]), encode(VERSION), self.suite, encode('shared_secret'), context])
        return expand(self.hash, extracted, info, self.length)


def kem_of(key: AsymmetricKey) -> DhKem | None:
    name = key.curve.name if isinstance(key, EcKey) else key.kind
    if name == 'prime256v1':
        return DhKem(0x10, sha256, 32)
    if name == 'secp384r1':
        return DhKem(0x11, sha384, 48)
    if name == 'secp521r1':
        return DhKem(0x12, sha512, 64)
    if name == 'x25519':
        return DhKem(0x20, sha256, 32)
    return DhKem(0x21, sha512, 64) if name == 'x448' else None


def _encapsulate_dh(key: AsymmetricKey, kem: DhKem) -> list:
    if isinstance(key, EcKey):
        own = generate_ec(key.curve, False)
        sent = own.point.toBytes(False)
        return [kem.derive(ec_secret(key.curve, key.point, own.scalar), concat([sent, key.point.toBytes(False)])), sent]
    if not isinstance(key, OkpKey):
        raise failed('encapsulation')
    pair = generate_okp(key.okp)
    return [kem.derive(okp_secret(pair, key.public), concat([pair.public, key.public])), pair.public]


def _decapsulate_dh(key: AsymmetricKey, kem: DhKem, sent: Uint8Array) -> Uint8Array:
    if isinstance(key, EcKey):
        point = decode_point(key.curve, sent)
        if point is None:
            raise failed()
        return kem.derive(ec_secret(key.curve, point, key.scalar), concat([sent, key.point.toBytes(False)]))
    if not isinstance(key, OkpKey):
        raise failed()
    return kem.derive(okp_secret(key, sent), concat([sent, key.public]))


def failed(what: str = 'decapsulation') -> object:
    return coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to perform ' + what)


def encapsulate(key: AsymmetricKey) -> list:
    """[shared key, ciphertext]"""
    if isinstance(key, PqKey) and key.pq.is_kem:
        made = key.pq.algorithm.encapsulate(key.public)
        return [made.sharedSecret, made.cipherText]
    if isinstance(key, RsaKey) and key.kind == 'rsa':
        number = random_below(key.n - ONE)
        return [to_bytes(number, key.size), to_bytes(key.public_power(number), key.size)]
    kem = kem_of(key)
    if kem is None:
        raise failed('encapsulation')
    return _encapsulate_dh(key, kem)


def decapsulate(key: AsymmetricKey, sent: Uint8Array) -> Uint8Array:
    if isinstance(key, PqKey) and key.pq.is_kem:
        if sent.length != key.pq.algorithm.lengths.cipherText:
            raise failed()
        return key.pq.algorithm.decapsulate(sent, key.secret)
    if isinstance(key, RsaKey) and key.kind == 'rsa':
        if sent.length != key.size:
            raise failed()
        return to_bytes(key.private_power(from_bytes(sent)), key.size)
    kem = kem_of(key)
    if kem is None:
        raise failed()
    if isinstance(key, OkpKey) and sent.length != key.okp.size:
        raise failed()
    return _decapsulate_dh(key, kem, sent)


class KemJob(Job):
    def _try(self, call: object) -> object:
        """A job on the thread pool has the error of other derivations."""
        try:
            return call()
        except Exception:
            if self._mode == MODE_SYNC:
                raise
            raise Error('Deriving bits failed')


class KEMEncapsulateJob(KemJob):
    _key: Any

    def __init__(
        self, mode: int, data: object, format: object, type: object, passphrase: object, curve: object
    ) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_key', read_public_key(data, format, type, passphrase, curve))

    def work(self) -> object:
        shared, sent = self._try(lambda: encapsulate(self._key))
        if self._mode == MODE_WEB:
            return {'sharedKey': buffer_of(shared), 'ciphertext': buffer_of(sent)}
        return [make_buffer(shared), make_buffer(sent)]


class KEMDecapsulateJob(KemJob):
    _key: Any
    _sent: Any

    def __init__(
        self, mode: int, data: object, format: object, type: object, passphrase: object, curve: object, sent: object
    ) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_key', read_private_key(data, format, type, passphrase, curve))
        hidden(self, '_sent', plain_bytes(sent).slice())

    def work(self) -> object:
        shared = self._try(lambda: decapsulate(self._key, self._sent))
        return buffer_of(shared) if self._mode == MODE_WEB else make_buffer(shared)


KEM_JOBS = {'KEMEncapsulateJob': KEMEncapsulateJob, 'KEMDecapsulateJob': KEMDecapsulateJob}
