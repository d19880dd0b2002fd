"""An asymmetric key of any kind, and the two structures that can contain any kind: SubjectPublicKeyInfo and PKCS#8.

Knows: how these structures are nested. Must not know: algorithms, PEM, Node's handles.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import bit_string, encode_der, integer, octet_string, sequence
from runtime_py.node.crypto.failures import unavailable
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import equal, from_base64, to_base64


class AsymmetricKey:
    """One subclass per family. `kind` is Node's asymmetricKeyType."""

    def __init__(self, kind: str, is_private: bool) -> None:
        self.kind = kind
        self.is_private = is_private

    def to_public(self) -> AsymmetricKey:
        raise unavailable('The public part of a key of type ' + self.kind)

    def algorithm(self) -> object:
        """The AlgorithmIdentifier."""
        raise unavailable('The encoding of a key of type ' + self.kind)

    def public_bits(self) -> Uint8Array:
        raise unavailable('The encoding of a key of type ' + self.kind)

    def private_octets(self) -> Uint8Array:
        raise unavailable('The encoding of a key of type ' + self.kind)

    def write_jwk(self, target: object) -> object:
        raise unsupported_jwk()

    def details(self, target: object) -> object:
        return target

    def spki(self) -> Uint8Array:
        return encode_der(sequence([self.algorithm(), bit_string(self.public_bits())]))

    def pkcs8(self) -> Uint8Array:
        return encode_der(sequence([integer(0), self.algorithm(), octet_string(self.private_octets())]))

    def equals(self, other: AsymmetricKey) -> bool:
        return self.kind == other.kind and self.is_private == other.is_private and equal(self.spki(), other.spki())


def unsupported_jwk() -> object:
    return coded_error(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.')


def to_base64url(octets: Uint8Array) -> str:
    return to_base64(octets).replace('+', '-').replace('/', '_').rstrip('=')


def from_base64url(text: object) -> Uint8Array | None:
    """None if it isn't a string; characters outside both alphabets are skipped, as in Node's decoder."""
    if js_typeof(text) != 'string':
        return None
    clean = text.replace('-', '+').replace('_', '/').split('=')[0].replace(js_regexp('[^A-Za-z0-9+/]', 'g'), '')
    if len(clean) % 4 == 1:
        clean = clean[0 : len(clean) - 1]
    return from_base64(clean + '==='[0 : (4 - len(clean) % 4) % 4])
