"""Verifies signatures in X.509's form: an AlgorithmIdentifier, the bytes, a bit string. Must not know: what was
signed."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import sequence_items, to_identifier
from runtime_py.node.crypto.digests import find_digest, start_digest
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_structures import read_pss
from runtime_py.node.crypto.keys.rsa_key import PSS_OID, RsaKey
from runtime_py.node.crypto.keys.rsa_padding import verify_pss
from runtime_py.node.crypto.signing import SignatureOptions, is_message_signer, verify_digest, verify_message

# [name, digest]
ALGORITHMS = {
    '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'md5'],
    '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'sha1'],
    '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'sha256'],
    '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'sha384'],
    '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'sha512'],
    '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'sha224'],
    '1.2.840.113549.1.1.10': ['rsassaPss', ''],
    '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'sha1'],
    '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'sha224'],
    '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'sha256'],
    '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'sha384'],
    '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'sha512'],
    '1.2.840.10040.4.3': ['dsaWithSHA1', 'sha1'],
    '2.16.840.1.101.3.4.3.1': ['dsa_with_SHA224', 'sha224'],
    '2.16.840.1.101.3.4.3.2': ['dsa_with_SHA256', 'sha256'],
    '1.3.101.112': ['ED25519', ''],
    '1.3.101.113': ['ED448', ''],
    '2.16.840.1.101.3.4.3.17': ['ML-DSA-44', ''],
    '2.16.840.1.101.3.4.3.18': ['ML-DSA-65', ''],
    '2.16.840.1.101.3.4.3.19': ['ML-DSA-87', ''],
}


def algorithm_name(oid: str) -> str | None:
    return ALGORITHMS[oid][0] if Object.hasOwn(ALGORITHMS, oid) else js_undefined


def suits_key(oid: str, key: AsymmetricKey) -> bool:
    """Whether a key of this family can make such a signature."""
    if oid.startswith('1.2.840.113549.'):
        return isinstance(key, RsaKey)
    return isinstance(key, EcKey) if oid.startswith('1.2.840.10045.') else True


def hashed_with(name: str, data: Uint8Array) -> Uint8Array:
    digest = find_digest(name)
    hasher = start_digest(digest, digest.length)
    hasher.update(data)
    return hasher.digest()


def verify_signed(key: AsymmetricKey, algorithm: object, data: Uint8Array, signature: Uint8Array) -> bool:
    items = sequence_items(algorithm)
    oid = to_identifier(items[0])
    if is_message_signer(key):
        return verify_message(key, data, signature, None)
    if not Object.hasOwn(ALGORITHMS, oid):
        return False
    if oid == PSS_OID:
        pss = read_pss(items[1])
        return isinstance(key, RsaKey) and verify_pss(
            key,
            find_digest(pss.digest),
            find_digest(pss.mask_digest),
            pss.salt_length,
            hashed_with(pss.digest, data),
            signature,
        )
    is_rsa = oid.startswith('1.2.840.113549.')
    if is_rsa != isinstance(key, RsaKey):
        return False
    digest = ALGORITHMS[oid][1]
    return verify_digest(
        key, find_digest(digest), hashed_with(digest, data), signature, SignatureOptions(None, None, 0, None)
    )
