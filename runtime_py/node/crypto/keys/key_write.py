"""Writes keys: the requested structure, as DER or PEM, optionally encrypted with a passphrase. Must not know: Node's
handles."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.pem import write_pem
from runtime_py.node.crypto.failures import wrong_key_type
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_encryption import encrypt_block, encrypt_pkcs8
from runtime_py.node.crypto.keys.key_read import ENCODING_PKCS1, ENCODING_PKCS8
from runtime_py.node.realm.callbacks import make_buffer, plain_bytes

FORMAT_DER = 0
FORMAT_JWK = 2


def export_public(key: AsymmetricKey, format: int, type: int) -> object:
    """A Buffer for DER, text for PEM."""
    if format == FORMAT_JWK:
        return key.write_jwk({})
    octets = key.public_bits() if type == ENCODING_PKCS1 else key.spki()
    if format == FORMAT_DER:
        return make_buffer(octets)
    return write_pem('RSA PUBLIC KEY' if type == ENCODING_PKCS1 else 'PUBLIC KEY', octets)


def export_private(key: AsymmetricKey, format: int, type: int, cipher: object, passphrase: object) -> object:
    if format == FORMAT_JWK:
        return key.write_jwk({})
    secret = None if cipher is None else plain_bytes(passphrase).slice()
    if type == ENCODING_PKCS8:
        octets = key.pkcs8()
        if cipher is not None:
            octets = encrypt_pkcs8(octets, cipher, secret)
        if format == FORMAT_DER:
            return make_buffer(octets)
        return write_pem('PRIVATE KEY' if cipher is None else 'ENCRYPTED PRIVATE KEY', octets)
    octets = key.private_octets() if type == ENCODING_PKCS1 else _sec1(key)
    if format == FORMAT_DER:
        return make_buffer(octets)
    label = 'RSA PRIVATE KEY' if type == ENCODING_PKCS1 else 'EC PRIVATE KEY'
    if cipher is None:
        return write_pem(label, octets)
    body, headers = encrypt_block(octets, cipher, secret)
    return write_pem(label, body, headers)


def _sec1(key: AsymmetricKey) -> Uint8Array:
    if not isinstance(key, EcKey):
        raise wrong_key_type()
    return key.sec1()
