"""Crypto jobs: work that Node does on its thread pool, or at once.

Knows: the three modes of a job, random bytes, key derivation, digests for WebCrypto. Must not know: streams of hashes and ciphers.

A job: constructed with its mode and arguments -> `run()`. Synchronous: [error, result]. Asynchronous: nothing, and `ondone(error, result)`
in a later turn. For WebCrypto: a promise.
"""
from __future__ import annotations

from npm_modules.noble_hkdf import hkdf
from npm_modules.noble_hmac import hmac
from npm_modules.noble_pbkdf2 import pbkdf2
from npm_modules.noble_scrypt import scrypt

from runtime_py.node.crypto.digests import find_digest, start_digest
from runtime_py.node.crypto.failures import invalid_digest
from runtime_py.node.crypto.keys.key_handle import key_bytes
from runtime_py.node.realm.callbacks import call_back, coded_error, complete_later, plain_bytes, realm
from runtime_py.node.realm.host import AsyncWrap, hidden
from runtime_py.platform.bytes import equal
from runtime_py.platform.host import host_crypto

MODE_ASYNC = 0
MODE_SYNC = 1
MODE_WEB = 2

# the host gives no more at a time
RANDOM_PIECE = 65536
SIGN = 0


def require_digest(name: str) -> object:
    digest = find_digest(name)
    if digest is None:
        raise invalid_digest(name)
    return digest


def fill_random(octets: Uint8Array) -> None:
    for at in range(0, octets.length, RANDOM_PIECE):
        # the host refuses shared memory: through a private piece
        piece = Uint8Array(min(RANDOM_PIECE, octets.length - at))
        host_crypto.getRandomValues(piece)
        octets.set(piece, at)


class Job(AsyncWrap):
    """Subclasses give `work() -> result`, which may raise."""

    def __init__(self, mode: int, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_mode', mode)

    def run(self) -> object:
        if self._mode == MODE_WEB:
            return Promise(lambda resolve, reject: self._settle(resolve, reject))
        if self._mode == MODE_SYNC:
            return self._outcome()
        complete_later(lambda: call_back(self, self.ondone, self._outcome()))
        return js_undefined

    def _outcome(self) -> list:
        try:
            return [js_undefined, self.work()]
        except Exception as error:
            return [error, js_undefined]

    def _settle(self, resolve: object, reject: object) -> None:
        outcome = self._outcome()
        if outcome[0] is None:
            resolve(outcome[1])
        else:
            reject(operation_error(outcome[0]))


def operation_error(cause: object) -> object:
    """What WebCrypto tells of a job that failed."""
    return js_new(realm().per_context.DOMException, 'The operation failed for an operation-specific reason', {'name': 'OperationError', 'cause': cause})


class RandomBytesJob(Job):
    def __init__(self, mode: int, target: object, offset: int, size: int) -> None:
        super().__init__(mode, 'RANDOMBYTESREQUEST')
        hidden(self, '_target', plain_bytes(target).subarray(offset, offset + size))

    def work(self) -> object:
        fill_random(self._target)
        return js_undefined


class Pbkdf2Job(Job):
    def __init__(self, mode: int, password: object, salt: object, iterations: int, length: int, digest: str) -> None:
        super().__init__(mode, 'PBKDF2REQUEST')
        hidden(self, '_digest', require_digest(digest))
        hidden(self, '_inputs', [key_bytes(password).slice(), plain_bytes(salt).slice(), iterations, length])

    def work(self) -> object:
        password, salt, iterations, length = self._inputs
        if length == 0:
            raise Error('Deriving bits failed')
        return pbkdf2(self._digest.make, password, salt, {'c': iterations, 'dkLen': length}).buffer


class ScryptJob(Job):
    def __init__(self, mode: int, password: object, salt: object, n: int, r: int, p: int, max_memory: int, length: int) -> None:
        super().__init__(mode, 'SCRYPTREQUEST')
        if n < 2 or (n & (n - 1)) != 0 or r < 1 or p < 1:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params')
        # OpenSSL's account: the blocks, the table and the work area; and RFC 7914's limits
        if 128 * r * (n + p + 2) > max_memory or p > (2 ** 30 - 1) / r or (r < 4 and n >= 2 ** (16 * r)):
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS',
                              'Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded')
        hidden(self, '_inputs', [key_bytes(password).slice(), plain_bytes(salt).slice(), {'N': n, 'r': r, 'p': p, 'dkLen': length, 'maxmem': max_memory + 1024}])

    def work(self) -> object:
        password, salt, options = self._inputs
        if options['dkLen'] == 0:
            return ArrayBuffer(0)
        return scrypt(password, salt, options).buffer


class HkdfJob(Job):
    def __init__(self, mode: int, digest: str, key: object, salt: object, info: object, length: int) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_digest', require_digest(digest))
        if length > 255 * self._digest.length:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length')
        hidden(self, '_inputs', [key_bytes(key).slice(), plain_bytes(salt).slice(), plain_bytes(info).slice(), length])

    def work(self) -> object:
        key, salt, info, length = self._inputs
        return ArrayBuffer(0) if length == 0 else hkdf(self._digest.make, key, salt, info, length).buffer


class HashJob(Job):
    def __init__(self, mode: int, digest: str, data: object, bits: object = None) -> None:
        super().__init__(mode, 'HASHREQUEST')
        kind = require_digest(digest)
        hidden(self, '_hasher', start_digest(kind, kind.length if bits is None else bits // 8))
        self._hasher.update(plain_bytes(data))

    def work(self) -> object:
        return self._hasher.digest().slice().buffer


class HmacJob(Job):
    def __init__(self, mode: int, sign_mode: int, digest: str, key: object, data: object, signature: object = None) -> None:
        super().__init__(mode, 'SIGNREQUEST')
        hidden(self, '_sign', sign_mode == SIGN)
        hidden(self, '_signature', None if signature is None else plain_bytes(signature).slice())
        hidden(self, '_mac', hmac.create(require_digest(digest).make, key_bytes(key)))
        self._mac.update(plain_bytes(data))

    def work(self) -> object:
        tag = self._mac.digest()
        return tag.slice().buffer if self._sign else equal(tag, self._signature)


JOBS = {
    'RandomBytesJob': RandomBytesJob, 'PBKDF2Job': Pbkdf2Job, 'ScryptJob': ScryptJob, 'HKDFJob': HkdfJob, 'HashJob': HashJob, 'HmacJob': HmacJob,
}
