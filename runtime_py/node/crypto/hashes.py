"""Digests, MACs and random bytes: the only parts of internalBinding('crypto') that most programs use (hashes_main.py).

Must not know: keys except as bytes, ciphers, curves."""

from __future__ import annotations

from typing import Any

from npm_modules.noble_hmac import hmac

from runtime_py.node.crypto.digests import digest_names, find_digest, require_digest, start_digest
from runtime_py.node.crypto.failures import EVP, is_legacy, legacy_digest, openssl_error
from runtime_py.node.crypto.job import Job, fill_random
from runtime_py.node.realm.callbacks import coded_error, decode_text, make_buffer, plain_bytes, realm, text_or_bytes
from runtime_py.node.realm.host import hidden


def encode_output(octets: Uint8Array, encoding: object) -> object:
    """A Buffer, or text when an encoding is given; an unknown one means a Buffer, as in C++."""
    buffer_class = realm().require('buffer').Buffer
    return decode_text(octets, encoding) if buffer_class.isEncoding(encoding) else make_buffer(octets)


class Hash:
    _hasher: Any

    def __init__(self, algorithm: object, length: object, algorithm_id: int, cache: object) -> None:
        if isinstance(algorithm, Hash):
            source = algorithm._hasher
            wanted = source.length if js_typeof(length) != 'number' else length
            if wanted != source.length and not source.digest_kind.is_xof:
                raise openssl_error('030000B2', EVP, 'not XOF or invalid length')
            self._begin(source.copy(wanted))
            return
        digest = find_digest(algorithm)
        if digest is None:
            raise legacy_digest() if is_legacy(algorithm) else coded_error(Error, None, 'Digest method not supported')
        wanted = digest.length
        if js_typeof(length) == 'number' and length != digest.length:
            if not digest.is_xof:
                raise openssl_error('030000B2', EVP, 'not XOF or invalid length')
            wanted = length
        self._begin(start_digest(digest, wanted))

    def _begin(self, hasher: object) -> None:
        hidden(self, '_hasher', hasher)
        hidden(self, '_result', None)

    def update(self, data: object, encoding: object = None) -> bool:
        self._hasher.update(text_or_bytes(data, encoding))
        return True

    def digest(self, encoding: object = None) -> object:
        if self._result is None:
            self._result = self._hasher.digest()
        return encode_output(self._result.slice(), encoding)


def secret_bytes(key: object) -> Uint8Array:
    """The bytes of a key that is given as bytes, or as a handle, which comes from another script."""
    return key.octets if key.is_key_handle else plain_bytes(key)


class Hmac:
    def __init__(self) -> None:
        hidden(self, '_mac', None)

    def init(self, digest: str, key: object) -> None:
        if is_legacy(digest):
            raise legacy_digest()
        kind = require_digest(digest)
        if kind.is_xof:
            # OpenSSL refuses without giving a reason
            raise Error('error:00000000:lib(0)::reason(0)')
        self._mac = hmac.create(kind.make, secret_bytes(key).slice())

    def update(self, data: object, encoding: object = None) -> bool:
        self._mac.update(text_or_bytes(data, encoding))
        return True

    def digest(self, encoding: object = None) -> object:
        return encode_output(self._mac.digest(), encoding)


def one_shot_digest(
    algorithm: str, algorithm_id: int, cache: object, data: object, encoding: str, encoding_id: object, length: object
) -> object:
    digest = find_digest(algorithm)
    if digest is None:
        raise legacy_digest() if is_legacy(algorithm) else Error('Digest method ' + algorithm + ' is not supported')
    if js_typeof(length) == 'number' and length != digest.length and not digest.is_xof:
        raise Error('Output length ' + str(length) + ' is invalid for ' + algorithm + ', which does not support XOF')
    hasher = start_digest(digest, length if js_typeof(length) == 'number' else digest.length)
    hasher.update(text_or_bytes(data, 'utf8'))
    return encode_output(hasher.digest(), encoding)


def timing_safe_equal(a: object, b: object) -> bool:
    for entry in [['buf1', a], ['buf2', b]]:
        if not ArrayBuffer.isView(entry[1]) and not js_instanceof(entry[1], ArrayBuffer):
            raise coded_error(
                TypeError,
                'ERR_INVALID_ARG_TYPE',
                'The "' + entry[0] + '" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.',
            )
    left = plain_bytes(a)
    right = plain_bytes(b)
    if left.length != right.length:
        raise coded_error(
            RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length'
        )
    difference = 0
    for i in range(left.length):
        difference = difference | (left[i] ^ right[i])
    return difference == 0


class RandomBytesJob(Job):
    _target: Any

    def __init__(self, mode: int, target: object, offset: int, size: int) -> None:
        super().__init__(mode, 'RANDOMBYTESREQUEST')
        hidden(self, '_target', plain_bytes(target).subarray(offset, offset + size))

    def work(self) -> object:
        fill_random(self._target)
        return js_undefined


class HashJob(Job):
    _hasher: Any

    def __init__(self, mode: int, digest: str, data: object, bits: object = None) -> None:
        super().__init__(mode, 'HASHREQUEST')
        kind = require_digest(digest)
        hidden(self, '_hasher', start_digest(kind, kind.length if bits is None else bits // 8))
        self._hasher.update(plain_bytes(data))

    def work(self) -> object:
        return self._hasher.digest().slice().buffer


def members() -> object:
    return {
        'Hash': Hash,
        'Hmac': Hmac,
        'getHashes': digest_names,
        'oneShotDigest': one_shot_digest,
        'timingSafeEqual': timing_safe_equal,
        'RandomBytesJob': RandomBytesJob,
        'HashJob': HashJob,
        'secureBuffer': lambda size: Uint8Array(size),  # of randomUUID
        'secureHeapUsed': lambda: BigInt(0),
        'getFipsCrypto': lambda: 0,
    }
