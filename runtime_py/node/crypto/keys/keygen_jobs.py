"""The jobs that generate keys. Knows: their arguments, the requested form of the pair. Must not know: how keys are
generated.

A job's last arguments are, for crypto.generateKeyPair, six: the public format and type, the private format, type,
cipher and passphrase (a KeyObjectHandle instead when there is no format); for WebCrypto four: the algorithm, the usages
of both keys, whether they are extractable."""

from __future__ import annotations

from typing import Any

from npm_modules.noble_curve_utils import randomBytes

from runtime_py.node.crypto.curves import find_curve
from runtime_py.node.crypto.dh_groups import find_group
from runtime_py.node.crypto.digests import find_digest
from runtime_py.node.crypto.failures import invalid_digest, unavailable
from runtime_py.node.crypto.job import MODE_WEB, Job, fill_random
from runtime_py.node.crypto.keys.generation import (
    generate_dh,
    generate_dh_group,
    generate_dsa,
    generate_ec,
    generate_okp,
    generate_rsa,
)
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_handle import KeyObjectHandle, key_handle, make_crypto_key, secret_handle
from runtime_py.node.crypto.keys.key_input import invalid_curve
from runtime_py.node.crypto.keys.key_write import export_private, export_public
from runtime_py.node.crypto.keys.okp_key import okp_by_nid
from runtime_py.node.crypto.keys.pq_key import generate_pq, pq_by_nid
from runtime_py.node.crypto.keys.rsa_key import PssParameters
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.host import hidden

VARIANT_PSS = 1
EXPLICIT_CURVE = 0


class KeyPairJob(Job):
    """Subclasses implement `make() -> AsymmetricKey`."""

    make: Any
    _encoding: Any

    def __init__(self, mode: int, encoding: tuple) -> None:
        super().__init__(mode, 'KEYPAIRGENREQUEST')
        hidden(self, '_encoding', encoding)

    def work(self) -> object:
        key = self.make()
        if self._mode == MODE_WEB:
            algorithm, public_mask, private_mask, extractable = self._encoding
            return {
                'publicKey': make_crypto_key(key_handle(key.to_public()), algorithm, public_mask, True),
                'privateKey': make_crypto_key(key_handle(key), algorithm, private_mask, extractable),
            }
        return [self._public_result(key.to_public()), self._private_result(key)]

    def _public_result(self, key: AsymmetricKey) -> object:
        format = self._encoding[0]
        return key_handle(key) if format is None else export_public(key, format, self._encoding[1])

    def _private_result(self, key: AsymmetricKey) -> object:
        format = self._encoding[2]
        return (
            key_handle(key)
            if format is None
            else export_private(key, format, self._encoding[3], self._encoding[4], self._encoding[5])
        )


class RsaKeyPairGenJob(KeyPairJob):
    _size: Any
    _pss: Any
    _is_pss: Any

    def __init__(self, mode: int, variant: int, bits: int, exponent: int, *rest) -> None:
        super().__init__(mode, rest[3:] if variant == VARIANT_PSS else rest)
        is_pss = variant == VARIANT_PSS
        hidden(self, '_size', [bits, exponent])
        hidden(self, '_pss', pss_of(rest[0], rest[1], rest[2]) if is_pss else None)
        hidden(self, '_is_pss', is_pss)

    def make(self) -> AsymmetricKey:
        return generate_rsa(self._size[0], self._size[1], self._pss, self._is_pss)


def pss_of(digest_name: object, mask_name: object, salt_length: object) -> PssParameters | None:
    """Missing parameters are derived from the digest; if all are missing, there is no restriction."""
    if digest_name is None and mask_name is None and salt_length is None:
        return None
    digest = find_digest('sha1' if digest_name is None else digest_name)
    if digest is None:
        raise invalid_digest(digest_name)
    mask = digest if mask_name is None else find_digest(mask_name)
    if mask is None:
        raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid MGF1 digest: ' + mask_name)
    return PssParameters(digest.name, mask.name, salt_length if js_typeof(salt_length) == 'number' else digest.length)


class DsaKeyPairGenJob(KeyPairJob):
    _sizes: Any

    def __init__(self, mode: int, bits: int, divisor_bits: int, *rest) -> None:
        super().__init__(mode, rest)
        hidden(self, '_sizes', [bits, divisor_bits])

    def make(self) -> AsymmetricKey:
        return generate_dsa(self._sizes[0], self._sizes[1])


class EcKeyPairGenJob(KeyPairJob):
    _curve: Any
    _explicit: Any

    def __init__(self, mode: int, name: str, encoding: object, *rest) -> None:
        super().__init__(mode, rest)
        curve = find_curve(name)
        if curve is None:
            raise invalid_curve()
        hidden(self, '_curve', curve)
        hidden(self, '_explicit', encoding == EXPLICIT_CURVE)

    def make(self) -> AsymmetricKey:
        return generate_ec(self._curve, self._explicit)


class DhKeyPairGenJob(KeyPairJob):
    """(mode, group, ...) or (mode, prime or its length, generator, ...)"""

    _group: Any
    _generator: Any

    def __init__(self, mode: int, group: object, *rest) -> None:
        super().__init__(mode, rest if js_typeof(group) == 'string' else rest[1:])
        is_group = js_typeof(group) == 'string'
        if is_group and find_group(group) is None:
            raise coded_error(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group')
        hidden(self, '_group', group)
        hidden(self, '_generator', None if is_group else rest[0])

    def make(self) -> AsymmetricKey:
        group = self._group
        if js_typeof(group) == 'string':
            return generate_dh_group(group)
        if js_typeof(group) == 'number':
            return generate_dh(None, group, self._generator)
        return generate_dh(plain_bytes(group).slice(), 0, self._generator)


class NidKeyPairGenJob(KeyPairJob):
    _nid: Any

    def __init__(self, mode: int, nid: int, *rest) -> None:
        super().__init__(mode, rest)
        hidden(self, '_nid', nid)

    def make(self) -> AsymmetricKey:
        okp = okp_by_nid(self._nid)
        if okp is not None:
            return generate_okp(okp)
        pq = pq_by_nid(self._nid)
        if pq is None:
            raise unavailable('A key of type ' + str(self._nid))
        return generate_pq(pq, randomBytes)


class SecretKeyGenJob(Job):
    _bits: Any
    _web: Any

    def __init__(self, mode: int, bits: int, *rest) -> None:
        super().__init__(mode, 'KEYGENREQUEST')
        hidden(self, '_bits', bits)
        hidden(self, '_web', rest)

    def work(self) -> object:
        octets = Uint8Array((self._bits + (7 if self._mode == MODE_WEB else 0)) >> 3)
        fill_random(octets)
        if self._mode == MODE_WEB and self._bits % 8 != 0:
            last = octets.length - 1
            octets[last] = octets[last] & (0xFF00 >> (self._bits % 8))
        handle: KeyObjectHandle = secret_handle(octets)
        if self._mode != MODE_WEB:
            return handle
        algorithm, mask, extractable = self._web
        return make_crypto_key(handle, algorithm, mask, extractable)


KEYGEN_JOBS = {
    'RsaKeyPairGenJob': RsaKeyPairGenJob,
    'DsaKeyPairGenJob': DsaKeyPairGenJob,
    'EcKeyPairGenJob': EcKeyPairGenJob,
    'DhKeyPairGenJob': DhKeyPairGenJob,
    'NidKeyPairGenJob': NidKeyPairGenJob,
    'SecretKeyGenJob': SecretKeyGenJob,
}
