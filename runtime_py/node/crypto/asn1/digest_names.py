"""The object identifiers of digests and their other names in structures.

Knows: names and identifiers. Must not know: how a digest works.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import identifier, null_value, sequence

DIGEST_IDENTIFIERS = {
    'md5': '1.2.840.113549.2.5',
    'sha1': '1.3.14.3.2.26',
    'ripemd160': '1.3.36.3.2.1',
    'sha224': '2.16.840.1.101.3.4.2.4',
    'sha256': '2.16.840.1.101.3.4.2.1',
    'sha384': '2.16.840.1.101.3.4.2.2',
    'sha512': '2.16.840.1.101.3.4.2.3',
    'sha512-224': '2.16.840.1.101.3.4.2.5',
    'sha512-256': '2.16.840.1.101.3.4.2.6',
    'sha3-224': '2.16.840.1.101.3.4.2.7',
    'sha3-256': '2.16.840.1.101.3.4.2.8',
    'sha3-384': '2.16.840.1.101.3.4.2.9',
    'sha3-512': '2.16.840.1.101.3.4.2.10',
}


def digest_identifier(name: str) -> object:
    """The AlgorithmIdentifier of a digest, with the NULL that PKCS#1 requires."""
    return sequence([identifier(DIGEST_IDENTIFIERS[name]), null_value()])


def digest_of_identifier(oid: str) -> str | None:
    for name in Object.keys(DIGEST_IDENTIFIERS):
        if DIGEST_IDENTIFIERS[name] == oid:
            return name
    return None
