"""Keys of the post-quantum standards: ML-KEM (FIPS 203), ML-DSA (FIPS 204), SLH-DSA (FIPS 205).

A private key of ML-KEM or ML-DSA is the seed from which it is generated, or the expanded bytes if only those were
given. Must not know: how a key is used."""

from __future__ import annotations

from npm_modules.noble_ml_dsa import ml_dsa44, ml_dsa65, ml_dsa87
from npm_modules.noble_ml_kem import ml_kem512, ml_kem768, ml_kem1024
from npm_modules.noble_slh_dsa import (
    slh_dsa_sha2_128f,
    slh_dsa_sha2_128s,
    slh_dsa_sha2_192f,
    slh_dsa_sha2_192s,
    slh_dsa_sha2_256f,
    slh_dsa_sha2_256s,
    slh_dsa_shake_128f,
    slh_dsa_shake_128s,
    slh_dsa_shake_192f,
    slh_dsa_shake_192s,
    slh_dsa_shake_256f,
    slh_dsa_shake_256s,
)

from runtime_py.node.crypto.asn1.der import (
    OCTET_STRING,
    DerError,
    context_octets,
    decode_der,
    encode_der,
    identifier,
    is_context,
    is_tag,
    octet_string,
    sequence,
    sequence_items,
    to_octets,
)
from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.key import AsymmetricKey, from_base64url, to_base64url
from runtime_py.platform.bytes import equal

SIGNATURES = '2.16.840.1.101.3.4.3.'
KEMS = '2.16.840.1.101.3.4.4.'


class PqKind:
    """`algorithm` is noble's; `seed_length` is 0 where the private key has no seed."""

    def __init__(self, name: str, jwk_name: str, oid: str, nid: int, algorithm: object, seed_length: int) -> None:
        self.name = name
        self.jwk_name = jwk_name
        self.oid = oid
        self.nid = nid
        self.algorithm = algorithm
        self.seed_length = seed_length

    @property
    def is_kem(self) -> bool:
        return self.name.startswith('ml-kem')


def _slh(name: str, number: int, nid: int, algorithm: object) -> PqKind:
    return PqKind(
        'slh-dsa-' + name,
        'SLH-DSA-' + name[0 : len(name) - 1].upper() + name[len(name) - 1 :],
        SIGNATURES + str(number),
        nid,
        algorithm,
        0,
    )


PQ_KINDS = [
    PqKind('ml-kem-512', 'ML-KEM-512', KEMS + '1', 1454, ml_kem512, 64),
    PqKind('ml-kem-768', 'ML-KEM-768', KEMS + '2', 1455, ml_kem768, 64),
    PqKind('ml-kem-1024', 'ML-KEM-1024', KEMS + '3', 1456, ml_kem1024, 64),
    PqKind('ml-dsa-44', 'ML-DSA-44', SIGNATURES + '17', 1457, ml_dsa44, 32),
    PqKind('ml-dsa-65', 'ML-DSA-65', SIGNATURES + '18', 1458, ml_dsa65, 32),
    PqKind('ml-dsa-87', 'ML-DSA-87', SIGNATURES + '19', 1459, ml_dsa87, 32),
    _slh('sha2-128s', 20, 1460, slh_dsa_sha2_128s),
    _slh('sha2-128f', 21, 1461, slh_dsa_sha2_128f),
    _slh('sha2-192s', 22, 1462, slh_dsa_sha2_192s),
    _slh('sha2-192f', 23, 1463, slh_dsa_sha2_192f),
    _slh('sha2-256s', 24, 1464, slh_dsa_sha2_256s),
    _slh('sha2-256f', 25, 1465, slh_dsa_sha2_256f),
    _slh('shake-128s', 26, 1466, slh_dsa_shake_128s),
    _slh('shake-128f', 27, 1467, slh_dsa_shake_128f),
    _slh('shake-192s', 28, 1468, slh_dsa_shake_192s),
    _slh('shake-192f', 29, 1469, slh_dsa_shake_192f),
    _slh('shake-256s', 30, 1470, slh_dsa_shake_256s),
    _slh('shake-256f', 31, 1471, slh_dsa_shake_256f),
]


class PqKey(AsymmetricKey):
    def __init__(
        self, pq: PqKind, public_octets: Uint8Array, secret: Uint8Array | None, seed: Uint8Array | None
    ) -> None:
        super().__init__(pq.name, secret is not None)
        self.pq = pq
        self.public = public_octets
        self.secret = secret
        self.seed = seed

    def to_public(self) -> PqKey:
        return PqKey(self.pq, self.public, None, None)

    def algorithm(self) -> object:
        return sequence([identifier(self.pq.oid)])

    def public_bits(self) -> Uint8Array:
        return self.public

    def private_octets(self) -> Uint8Array:
        if self.pq.seed_length == 0:
            return self.secret
        if self.seed is None:
            return encode_der(octet_string(self.secret))
        return encode_der(sequence([octet_string(self.seed), octet_string(self.secret)]))

    def write_jwk(self, target: object) -> object:
        private_octets = self.seed if self.pq.seed_length > 0 else self.secret
        if private_octets is not None:
            target.priv = to_base64url(private_octets)
        target.kty = 'AKP'
        target.alg = self.pq.jwk_name
        target.pub = to_base64url(self.public)
        return target


def find_pq(test: object) -> PqKind | None:
    for kind in PQ_KINDS:
        if test(kind):
            return kind
    return None


def pq_by_oid(oid: str) -> PqKind | None:
    return find_pq(lambda kind: kind.oid == oid)


def pq_by_name(name: str) -> PqKind | None:
    return find_pq(lambda kind: kind.name == name)


def pq_by_nid(nid: int) -> PqKind | None:
    return find_pq(lambda kind: kind.nid == nid)


def pq_from_seed(pq: PqKind, seed: Uint8Array) -> PqKey:
    if seed.length != pq.seed_length:
        raise DerError('length of the seed')
    pair = pq.algorithm.keygen(seed.slice())
    return PqKey(pq, pair.publicKey, pair.secretKey, seed)


def pq_from_secret(pq: PqKind, secret: Uint8Array) -> PqKey:
    if secret.length != pq.algorithm.lengths.secretKey:
        raise DerError('length of the private key')
    return PqKey(pq, pq.algorithm.getPublicKey(secret), secret, None)


def pq_from_public(pq: PqKind, public_octets: Uint8Array) -> PqKey:
    if public_octets.length != pq.algorithm.lengths.publicKey:
        raise DerError('length of the public key')
    return PqKey(pq, public_octets, None, None)


def generate_pq(pq: PqKind, random: object) -> PqKey:
    if pq.seed_length > 0:
        return pq_from_seed(pq, random(pq.seed_length))
    pair = pq.algorithm.keygen()
    return PqKey(pq, pair.publicKey, pair.secretKey, None)


def read_private(pq: PqKind, octets: Uint8Array) -> PqKey:
    """From PKCS#8's octet string: seed, expanded key, or both."""
    if pq.seed_length == 0:
        return pq_from_secret(pq, octets)
    item = decode_der(octets)
    if is_context(item, 0):
        return pq_from_seed(pq, context_octets(item))
    if is_tag(item, OCTET_STRING):
        return pq_from_secret(pq, to_octets(item))
    seed, secret = [to_octets(one) for one in sequence_items(item)]
    key = pq_from_seed(pq, seed)
    if not equal(key.secret, secret):
        raise DerError('seed and key differ')
    return key


def read_jwk(jwk: object) -> PqKey:
    """With `priv`, `pub` must be there, but isn't compared."""
    pq = find_pq(lambda kind: kind.jwk_name == jwk.alg)
    if pq is None:
        raise invalid_jwk('Unsupported JWK AKP "alg"')
    public_octets = from_base64url(jwk.pub)
    private_octets = from_base64url(jwk.priv)
    if public_octets is None or (private_octets is None and jwk.priv is not js_undefined):
        raise invalid_jwk('Invalid JWK AKP key')
    try:
        if private_octets is None:
            return pq_from_public(pq, public_octets)
        return pq_from_seed(pq, private_octets) if pq.seed_length > 0 else pq_from_secret(pq, private_octets)
    except DerError:
        raise invalid_jwk('Invalid JWK AKP key')
