"""Keys of the curves of RFC 7748 and RFC 8032: Ed25519, Ed448, X25519, X448. A private key is a seed, a public key
bytes.

Must not know: how a key is used.
"""

from __future__ import annotations

from npm_modules.noble_ed448 import ed448, x448
from npm_modules.noble_ed25519 import ed25519, x25519

from runtime_py.node.crypto.asn1.der import (
    DerError,
    decode_der,
    encode_der,
    identifier,
    octet_string,
    sequence,
    to_octets,
)
from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.key import AsymmetricKey, from_base64url, to_base64url


class OkpKind:
    """`algorithm` is noble's: getPublicKey, and sign and verify or getSharedSecret."""

    def __init__(self, name: str, jwk_name: str, oid: str, nid: int, size: int, algorithm: object) -> None:
        self.name = name
        self.jwk_name = jwk_name
        self.oid = oid
        self.nid = nid
        self.size = size
        self.algorithm = algorithm


KINDS = [
    OkpKind('ed25519', 'Ed25519', '1.3.101.112', 1087, 32, ed25519),
    OkpKind('ed448', 'Ed448', '1.3.101.113', 1088, 57, ed448),
    OkpKind('x25519', 'X25519', '1.3.101.110', 1034, 32, x25519),
    OkpKind('x448', 'X448', '1.3.101.111', 1035, 56, x448),
]


class OkpKey(AsymmetricKey):
    def __init__(self, okp: OkpKind, public_octets: Uint8Array, seed: Uint8Array | None) -> None:
        super().__init__(okp.name, seed is not None)
        self.okp = okp
        self.public = public_octets
        self.seed = seed

    def to_public(self) -> OkpKey:
        return OkpKey(self.okp, self.public, None)

    def algorithm(self) -> object:
        return sequence([identifier(self.okp.oid)])

    def public_bits(self) -> Uint8Array:
        return self.public

    def private_octets(self) -> Uint8Array:
        return encode_der(octet_string(self.seed))

    def write_jwk(self, target: object) -> object:
        target.crv = self.okp.jwk_name
        if self.seed is not None:
            target.d = to_base64url(self.seed)
        target.x = to_base64url(self.public)
        target.kty = 'OKP'
        return target


def find_okp(test: object) -> OkpKind | None:
    for kind in KINDS:
        if test(kind):
            return kind
    return None


def okp_by_oid(oid: str) -> OkpKind | None:
    return find_okp(lambda kind: kind.oid == oid)


def okp_by_name(name: str) -> OkpKind | None:
    return find_okp(lambda kind: kind.name == name)


def okp_by_nid(nid: int) -> OkpKind | None:
    return find_okp(lambda kind: kind.nid == nid)


def from_seed(okp: OkpKind, seed: Uint8Array) -> OkpKey:
    if seed.length != okp.size:
        raise DerError('length of the private key')
    return OkpKey(okp, okp.algorithm.getPublicKey(seed), seed)


def from_public(okp: OkpKind, public_octets: Uint8Array) -> OkpKey:
    if public_octets.length != okp.size:
        raise DerError('length of the public key')
    return OkpKey(okp, public_octets, None)


def read_private(okp: OkpKind, octets: Uint8Array) -> OkpKey:
    """From the content of PKCS#8's octet string, which is an octet string itself."""
    return from_seed(okp, to_octets(decode_der(octets)))


def read_jwk(jwk: object) -> OkpKey:
    okp = find_okp(lambda kind: kind.jwk_name == jwk.crv)
    x = from_base64url(jwk.x)
    d = from_base64url(jwk.d)
    if okp is None or x is None or (d is None and jwk.d is not js_undefined):
        raise invalid_jwk('Invalid JWK OKP key')
    try:
        return from_public(okp, x) if d is None else from_seed(okp, d)
    except DerError:
        raise invalid_jwk('Invalid JWK OKP key')
