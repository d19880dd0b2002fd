"""DiffieHellman, DiffieHellmanGroup, ECDH, and the job of crypto.diffieHellman. Knows: their errors. Must not know:
encodings of keys."""

from __future__ import annotations

from typing import Any

from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.bignum import (
    ONE,
    ZERO,
    bit_length,
    byte_length,
    from_bytes,
    random_below,
    to_bytes,
    to_short_bytes,
)
from runtime_py.node.crypto.curves import find_curve_by_own_name
from runtime_py.node.crypto.dh_groups import find_group, private_bits_of_prime
from runtime_py.node.crypto.failures import openssl_error
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.keys.agreement import ec_secret, shared_secret
from runtime_py.node.crypto.keys.ec_key import decode_point, encode_point, is_valid_scalar, public_point
from runtime_py.node.crypto.keys.generation import DH, dh_pair
from runtime_py.node.crypto.keys.key_input import invalid_curve, read_private_key, read_public_key
from runtime_py.node.crypto.primes import known_prime, safe_prime
from runtime_py.node.crypto.signature_classes import buffer_of
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.host import hidden

SMALLEST = 512
LARGEST = 10000
# DH_check's findings
NOT_PRIME = 1
NOT_SAFE = 2
BAD_GENERATOR = 8
TOO_SMALL = 128
TOO_LARGE = 256
PRIME_CHECKS = 5


def bad_generator() -> object:
    return openssl_error('02800065', DH, 'bad generator')


def check_parameters(p: object, g: object) -> int:
    if private_bits_of_prime(p, g) > 0:
        return 0
    found = 0
    bits = bit_length(p)
    if bits < SMALLEST:
        found = found | TOO_SMALL
    if bits > LARGEST:
        found = found | TOO_LARGE
    if g <= ONE or g >= p - ONE:
        found = found | BAD_GENERATOR
    if (p & ONE) == ZERO:
        found = found | NOT_PRIME
    if not known_prime(p, PRIME_CHECKS):
        found = found | NOT_PRIME
    elif not known_prime(p >> ONE, PRIME_CHECKS):
        found = found | NOT_SAFE
    return found


class DhBase:
    _p: Any
    _g: Any

    def __init__(self, p: object, g: object) -> None:
        hidden(self, '_p', p)
        hidden(self, '_g', g)
        hidden(self, '_public', None)
        hidden(self, '_private', None)
        # needs several primality tests: computed when it is read
        hidden(self, '_verify_error', None)
        Object.defineProperty(self, 'verifyError', {'get': lambda: self._verified(), 'enumerable': True})

    def _verified(self) -> int:
        if self._verify_error is None:
            self._verify_error = check_parameters(self._p, self._g)
        return self._verify_error

    def generateKeys(self) -> object:
        if bit_length(self._p) < SMALLEST:
            raise operation_failed('Key generation failed')
        if self._private is None:
            self._private = dh_pair(self._p, self._g, private_bits_of_prime(self._p, self._g)).x
        self._public = power(self._g, self._private, self._p)
        return make_buffer(to_short_bytes(self._public))

    def computeSecret(self, key: object) -> object:
        theirs = from_bytes(plain_bytes(key))
        if theirs <= ONE:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too small')
        if theirs >= self._p - ONE:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too large')
        if self._private is None:
            return make_buffer(Uint8Array(0))  # as Node does, which ignores OpenSSL's error
        return make_buffer(to_bytes(power(theirs, self._private, self._p), byte_length(self._p)))

    def getPrime(self) -> object:
        if self._p == ZERO:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'p is null')
        return make_buffer(to_short_bytes(self._p))

    def getGenerator(self) -> object:
        return make_buffer(to_short_bytes(self._g))

    def getPublicKey(self) -> object:
        if self._public is None:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'No public key - did you forget to generate one?')
        return make_buffer(to_short_bytes(self._public))

    def getPrivateKey(self) -> object:
        if self._private is None:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'No private key - did you forget to generate one?')
        return make_buffer(to_short_bytes(self._private))

    def setPublicKey(self, key: object) -> None:
        self._public = from_bytes(plain_bytes(key))

    def setPrivateKey(self, key: object) -> None:
        self._private = from_bytes(plain_bytes(key))


def operation_failed(message: str) -> object:
    return coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', message)


def prime_of(size_or_key: object, generator: object) -> object:
    if js_typeof(size_or_key) != 'number':
        return from_bytes(plain_bytes(size_or_key))
    if js_typeof(generator) != 'number':
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Second argument must be an int32')
    if size_or_key < 2:
        raise openssl_error('0280007E', DH, 'modulus too small')
    if generator < 2:
        raise bad_generator()
    if size_or_key < SMALLEST:
        raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid DH parameters')
    return safe_prime(size_or_key, generator)


def generator_of(generator: object) -> object:
    if js_typeof(generator) == 'number':
        if generator < 2:
            raise bad_generator()
        return BigInt(generator)
    found = from_bytes(plain_bytes(generator))
    if found <= ONE:
        raise bad_generator()
    return found


class DiffieHellman(DhBase):
    def __init__(self, size_or_key: object, generator: object) -> None:
        super().__init__(prime_of(size_or_key, generator), generator_of(generator))


def require_group(name: object) -> object:
    if js_typeof(name) != 'string':
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Group name must be a string')
    group = find_group(name)
    if group is None:
        raise coded_error(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group')
    return group


class DiffieHellmanGroup(DhBase):
    def __init__(self, name: str) -> None:
        super().__init__(require_group(name).p, require_group(name).g)
        self._verify_error = 0


class ECDH:
    _curve: Any

    def __init__(self, name: str) -> None:
        curve = find_curve_by_own_name(name)
        if curve is None:
            raise invalid_curve()
        hidden(self, '_curve', curve)
        hidden(self, '_scalar', None)
        hidden(self, '_point', None)

    def generateKeys(self) -> None:
        self._scalar = random_below(self._curve.n)
        self._point = public_point(self._curve, self._scalar)

    def _is_pair(self) -> bool:
        if self._scalar is None or self._point is None:
            return False
        return public_point(self._curve, self._scalar).equals(self._point)

    def computeSecret(self, key: object) -> object:
        if not self._is_pair():
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair')
        octets = plain_bytes(key).slice()
        if octets.length == 1 and octets[0] == 0:
            # the point at infinity is a valid point, but gives no secret
            raise operation_failed('Failed to compute ECDH key')
        point = decode_point(self._curve, octets)
        if point is None:
            # the library interprets any text as this failure
            return 'invalid public key'
        return make_buffer(ec_secret(self._curve, point, self._scalar))

    def getPublicKey(self, form: int) -> object:
        if self._point is None:
            raise operation_failed('Failed to get ECDH public key')
        return make_buffer(encode_point(self._curve, self._point, form))

    def getPrivateKey(self) -> object:
        if self._scalar is None:
            raise operation_failed('Failed to get ECDH private key')
        return make_buffer(to_short_bytes(self._scalar))

    def setPrivateKey(self, key: object) -> None:
        scalar = from_bytes(plain_bytes(key).slice())
        if not is_valid_scalar(self._curve, scalar):
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.')
        self._scalar = scalar
        self._point = public_point(self._curve, scalar)

    def setPublicKey(self, key: object) -> None:
        self._point = require_point(self._curve, key)


def require_point(curve: object, key: object) -> object:
    point = decode_point(curve, plain_bytes(key).slice())
    if point is None:
        raise operation_failed('Failed to convert Buffer to EC_POINT')
    return point


def convert_key(key: object, name: str, form: int) -> object:
    octets = plain_bytes(key)
    if octets.length == 0:
        return ''
    curve = find_curve_by_own_name(name)
    if curve is None:
        raise invalid_curve()
    return make_buffer(encode_point(curve, require_point(curve, key), form))


class DHBitsJob(Job):
    """Five arguments for the public key, five for the private one."""

    _private: Any
    _public: Any

    def __init__(self, mode: int, *keys) -> None:
        super().__init__(mode, 'DERIVEBITSREQUEST')
        hidden(self, '_public', read_public_key(keys[0], keys[1], keys[2], keys[3], keys[4]))
        hidden(self, '_private', read_private_key(keys[5], keys[6], keys[7], keys[8], keys[9]))

    def work(self) -> object:
        return buffer_of(shared_secret(self._private, self._public))


AGREEMENT_CLASSES = {
    'DiffieHellman': DiffieHellman,
    'DiffieHellmanGroup': DiffieHellmanGroup,
    'ECDH': ECDH,
    'ECDHConvertKey': convert_key,
    'DHBitsJob': DHBitsJob,
}
