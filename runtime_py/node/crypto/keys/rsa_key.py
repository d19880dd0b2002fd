"""RSA keys: their numbers, encodings and the two exponentiations on which everything else is built.

Knows: PKCS#1's structures, the parameters of RSASSA-PSS keys. Must not know: paddings, digests' functions.
"""

from __future__ import annotations

from npm_modules.noble_modular import invert, mod
from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.asn1.der import (
    DerError,
    encode_der,
    identifier,
    integer,
    null_value,
    sequence,
    sequence_items,
    tagged,
    to_integer,
)
from runtime_py.node.crypto.asn1.digest_names import digest_identifier
from runtime_py.node.crypto.bignum import ONE, ZERO, bit_length, byte_length, from_bytes, to_bytes, to_short_bytes
from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.key import AsymmetricKey, from_base64url, to_base64url, unsupported_jwk

RSA_OID = '1.2.840.113549.1.1.1'
PSS_OID = '1.2.840.113549.1.1.10'
MGF1_OID = '1.2.840.113549.1.1.8'
JWK_PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi']
PSS_DEFAULT_SALT = 20


class PssParameters:
    """The restrictions of an RSASSA-PSS key: digests by their OpenSSL names, the smallest salt."""

    def __init__(self, digest: str, mask_digest: str, salt_length: int) -> None:
        self.digest = digest
        self.mask_digest = mask_digest
        self.salt_length = salt_length


class RsaKey(AsymmetricKey):
    """`private` is None or [d, p, q, dp, dq, qi]."""

    def __init__(self, n: object, e: object, secrets: list | None, pss: PssParameters | None, is_pss: bool) -> None:
        super().__init__('rsa-pss' if is_pss else 'rsa', secrets is not None)
        self.n = n
        self.e = e
        self.private = secrets
        self.pss = pss

    @property
    def size(self) -> int:
        """The size of the modulus in bytes."""
        return byte_length(self.n)

    def to_public(self) -> RsaKey:
        return RsaKey(self.n, self.e, None, self.pss, self.kind == 'rsa-pss')

    def public_power(self, number: object) -> object:
        return power(number, self.e, self.n)

    def private_power(self, number: object) -> object:
        """Uses the Chinese remainder theorem, which is four times as fast as the plain exponent."""
        d, p, q, dp, dq, qi = self.private
        if p == ZERO:
            return power(number, d, self.n)
        first = power(mod(number, p), dp, p)
        second = power(mod(number, q), dq, q)
        return second + mod((first - second) * qi, p) * q

    def algorithm(self) -> object:
        if self.kind == 'rsa':
            return sequence([identifier(RSA_OID), null_value()])
        if self.pss is None:
            return sequence([identifier(PSS_OID)])
        return sequence([identifier(PSS_OID), pss_parameters(self.pss)])

    def public_bits(self) -> Uint8Array:
        return encode_der(sequence([integer(self.n), integer(self.e)]))

    def private_octets(self) -> Uint8Array:
        d, p, q, dp, dq, qi = self.private
        return encode_der(sequence([integer(x) for x in [ZERO, self.n, self.e, d, p, q, dp, dq, qi]]))

    def details(self, target: object) -> object:
        target.modulusLength = bit_length(self.n)
        target.publicExponent = to_bytes(self.e, byte_length(self.e)).buffer
        if self.pss is not None:
            target.hashAlgorithm = self.pss.digest
            target.mgf1HashAlgorithm = self.pss.mask_digest
            target.saltLength = self.pss.salt_length
        return target

    def write_jwk(self, target: object) -> object:
        if self.kind == 'rsa-pss':
            raise unsupported_jwk()
        target.kty = 'RSA'
        target.n = to_base64url(to_short_bytes(self.n))
        target.e = to_base64url(to_short_bytes(self.e))
        if self.private is not None:
            for i in range(len(JWK_PRIVATE)):
                target[JWK_PRIVATE[i]] = to_base64url(to_short_bytes(self.private[i]))
        return target


def pss_parameters(pss: PssParameters) -> object:
    """RSASSA-PSS-params: default values are left out."""
    items = []
    if pss.digest != 'sha1':
        items.append(tagged(0, [digest_identifier(pss.digest)]))
    if pss.mask_digest != 'sha1':
        items.append(tagged(1, [sequence([identifier(MGF1_OID), digest_identifier(pss.mask_digest)])]))
    if pss.salt_length != PSS_DEFAULT_SALT:
        items.append(tagged(2, [integer(pss.salt_length)]))
    return sequence(items)


def complete_private(n: object, e: object, d: object, p: object, q: object) -> list:
    return [d, p, q, mod(d, p - ONE), mod(d, q - ONE), invert(mod(q, p), p)]


def read_public(octets_item: object, pss: PssParameters | None, is_pss: bool) -> RsaKey:
    """From a decoded RSAPublicKey."""
    items = sequence_items(octets_item)
    if len(items) < 2:
        raise DerError('RSAPublicKey')
    return RsaKey(to_integer(items[0]), to_integer(items[1]), None, pss, is_pss)


def read_private(item: object, pss: PssParameters | None, is_pss: bool) -> RsaKey:
    """From a decoded RSAPrivateKey."""
    items = sequence_items(item)
    if len(items) < 9:
        raise DerError('RSAPrivateKey')
    numbers = [to_integer(one) for one in items[0:9]]
    return RsaKey(numbers[1], numbers[2], numbers[3:9], pss, is_pss)


def read_jwk(jwk: object, want_private: bool) -> RsaKey:
    n = from_base64url(jwk.n)
    e = from_base64url(jwk.e)
    if n is None or e is None:
        raise invalid_jwk('Invalid JWK RSA key')
    secrets = None
    if js_typeof(jwk.d) == 'string':
        parts = [from_base64url(jwk[name]) for name in JWK_PRIVATE]
        if None in parts:
            raise invalid_jwk('Invalid JWK RSA key')
        secrets = [from_bytes(part) for part in parts]
    elif jwk.d is not js_undefined:
        raise invalid_jwk('Invalid JWK RSA key')
    return RsaKey(from_bytes(n), from_bytes(e), secrets, None, False)
