"""Crypto jobs: work that Node does on its thread pool, or at once.

Knows: the three modes of a job, random bytes, key derivation, digests for WebCrypto. Must not know: streams of hashes
and ciphers.

A job: constructed with its mode and arguments -> `run()`. Synchronous: returns [error, result]. Asynchronous: returns
nothing, and calls `ondone(error, result)` in a later turn. For WebCrypto: returns a promise."""

from __future__ import annotations

from typing import Any

from npm_modules.noble_hkdf import hkdf
from npm_modules.noble_hmac import hmac
from npm_modules.noble_pbkdf2 import pbkdf2
from npm_modules.noble_scrypt import scrypt

from runtime_py.node.crypto.digests import require_digest
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.keys.key_handle import key_bytes
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import equal

SIGN = 0


class PBKDF2Job(Job):
    _inputs: Any
    _digest: Any

    def __init__(self, mode: int, password: object, salt: object, iterations: int, length: int, digest: str) -> None:
        super().__init__(mode, 'PBKDF2REQUEST')
        hidden(self, '_digest', require_digest(digest))
        hidden(self, '_inputs', [key_bytes(password).slice(), plain_bytes(salt).slice(), iterations, length])

    def work(self) -> object:
        password, salt, iterations, length = self._inputs
        if length == 0 or self._digest.is_xof:
            raise Error('Deriving bits failed')
        return pbkdf2(self._digest.make, password, salt, {'c': iterations, 'dkLen': length}).buffer


class ScryptJob(Job):
    _inputs: Any

    def __init__(
        self, mode: int, password: object, salt: object, n: int, r: int, p: int, max_memory: int, length: int
    ) -> None:
        super().__init__(mode, 'SCRYPTREQUEST')
        if n < 2 or (n & (n - 1)) != 0 or r < 1 or p < 1:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params')
        # OpenSSL's accounting: the blocks, the table and the work area; and RFC 7914's limits
        if 128 * r * (n + p + 2) > max_memory or p > (2**30 - 1) / r or (r < 4 and n >= 2 ** (16 * r)):
            raise coded_error(
                RangeError,
                'ERR_CRYPTO_INVALID_SCRYPT_PARAMS',
                'Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded',
            )
        hidden(
            self,
            '_inputs',
            [
                key_bytes(password).slice(),
                plain_bytes(salt).slice(),
                {'N': n, 'r': r, 'p': p, 'dkLen': length, 'maxmem': max_memory + 1024},
            ],
        )

    def work(self) -> object:
        password, salt, options = self._inputs
        if options['dkLen'] == 0:
            return ArrayBuffer(0)
        return scrypt(password, salt, options).buffer


class HkdfJob(Job):
    _digest: Any
    _inputs: Any

    def __init__(self, mode: int, digest: str, key: object, salt: object, info: object, length: int) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_digest', require_digest(digest))
        if length > 255 * self._digest.length:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length')
        hidden(self, '_inputs', [key_bytes(key).slice(), plain_bytes(salt).slice(), plain_bytes(info).slice(), length])

    def work(self) -> object:
        key, salt, info, length = self._inputs
        if length == 0 or self._digest.is_xof:
            raise Error('Deriving bits failed')
        return hkdf(self._digest.make, key, salt, info, length).buffer


class HmacJob(Job):
    _mac: Any
    _sign: Any
    _signature: Any

    def __init__(
        self, mode: int, sign_mode: int, digest: str, key: object, data: object, signature: object = None
    ) -> None:
        super().__init__(mode, 'SIGNREQUEST')
        hidden(self, '_sign', sign_mode == SIGN)
        hidden(self, '_signature', None if signature is None else plain_bytes(signature).slice())
        hidden(self, '_mac', hmac.create(require_digest(digest).make, key_bytes(key)))
        self._mac.update(plain_bytes(data))

    def work(self) -> object:
        tag = self._mac.digest()
        return tag.slice().buffer if self._sign else equal(tag, self._signature)


JOBS = {
    'PBKDF2Job': PBKDF2Job,
    'ScryptJob': ScryptJob,
    'HKDFJob': HkdfJob,
    'HmacJob': HmacJob,
}
