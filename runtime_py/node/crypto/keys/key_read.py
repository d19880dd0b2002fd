"""Reads keys as passed to Node's functions: DER with a type, PEM by its label, with or without a passphrase.

Knows: labels, and OpenSSL's errors for invalid keys. Must not know: Node's handles and arguments.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    DerError,
    decode_der,
    is_tag,
    sequence_items,
    to_integer,
)
from runtime_py.node.crypto.asn1.pem import PemBlock, read_pem
from runtime_py.node.crypto.failures import ASN1, line, openssl_error, unsupported_key
from runtime_py.node.crypto.keys.ec_key import read_private as read_ec_private
from runtime_py.node.crypto.keys.ffc_key import read_traditional_dsa
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_encryption import decrypt_block, decrypt_pkcs8, is_encrypted
from runtime_py.node.crypto.keys.key_structures import (
    certificate_key,
    is_encrypted_pkcs8,
    key_of_pkcs8,
    read_pkcs8,
    read_spki,
)
from runtime_py.node.crypto.keys.rsa_key import read_private as read_rsa_private
from runtime_py.node.crypto.keys.rsa_key import read_public as read_rsa_public
from runtime_py.node.realm.callbacks import coded_error

ENCODING_PKCS1 = 0
ENCODING_PKCS8 = 1
ENCODING_SPKI = 2
ENCODING_SEC1 = 3
SEQUENCE_BYTE = 0x30
PRIVATE_LABELS = ['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY']
PUBLIC_LABELS = ['PUBLIC KEY', 'RSA PUBLIC KEY', 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']


def first_block(data: Uint8Array, labels: list) -> PemBlock | None:
    for block in read_pem(data):
        if block.label in labels:
            return block
    return None


def bad_header() -> list:
    return [
        line('0688010A', ASN1, 'nested asn1 error'),
        line('06800066', ASN1, 'bad object header'),
        line('0680009B', ASN1, 'too long'),
    ]


def read_private_pem(data: Uint8Array, passphrase: Uint8Array | None) -> AsymmetricKey:
    block = first_block(data, PRIVATE_LABELS)
    if block is None:
        raise unsupported_key()
    try:
        return _read_private_block(block, passphrase)
    except DerError:
        raise unsupported_key()
    except TypeError:
        # a structure with too few members
        raise unsupported_key()


def _read_private_block(block: PemBlock, passphrase: Uint8Array | None) -> AsymmetricKey:
    if block.label == 'ENCRYPTED PRIVATE KEY':
        return read_pkcs8(decrypt_pkcs8(decode_der(block.octets), passphrase))
    octets = decrypt_block(block, passphrase) if is_encrypted(block) else block.octets
    return read_any_structure(decode_der(octets))


def read_public_pem(data: Uint8Array) -> AsymmetricKey | None:
    """None when the text has no public key or certificate: then it may be a private key."""
    block = first_block(data, PUBLIC_LABELS)
    if block is None:
        return None
    try:
        if block.label == 'PUBLIC KEY':
            return read_spki(block.octets)
        if block.label == 'RSA PUBLIC KEY':
            return read_rsa_public(decode_der(block.octets), None, False)
        return certificate_key(block.octets)
    except DerError:
        raise bad_public_pem()
    except TypeError:
        raise bad_public_pem()


def bad_public_pem() -> object:
    return openssl_error(
        '0680009B', ASN1, 'too long', [line('1E08010C', 'DECODER routines', 'unsupported'), *bad_header()]
    )


def not_enough_data() -> object:
    return openssl_error('0680008E', ASN1, 'not enough data', [line('0680008E', ASN1, 'not enough data')])


def is_cut(data: Uint8Array) -> bool:
    """Whether the outermost structure is longer than the data."""
    if data.length < 2:
        return True
    length = data[1]
    if length < 128:
        return data.length < 2 + length
    count = length & 127
    if count > 4 or data.length < 2 + count:
        return count > 0
    total = 0
    for i in range(count):
        total = total * 256 + data[2 + i]
    return data.length < 2 + count + total


def bad_private_der(data: Uint8Array, encoding: int) -> object:
    if is_cut(data):
        return not_enough_data()
    if encoding != ENCODING_PKCS8:
        return unsupported_key()
    if data[0] == SEQUENCE_BYTE and (data.length < 4 or data[1] == 0):
        return openssl_error('06800079', ASN1, 'field missing', [line('06800079', ASN1, 'field missing')])
    return openssl_error('068000A8', ASN1, 'wrong tag', wrong_tag())


def wrong_tag() -> list:
    return [line('0688010A', ASN1, 'nested asn1 error'), line('068000A8', ASN1, 'wrong tag')]


def read_private_der(data: Uint8Array, encoding: int, passphrase: Uint8Array | None) -> AsymmetricKey:
    try:
        item = decode_der(data)
        if encoding == ENCODING_PKCS8 and is_encrypted_pkcs8(item):
            if passphrase is None:
                raise missing_passphrase()
            return read_pkcs8(decrypt_pkcs8(item, passphrase))
        return key_of_pkcs8(item) if encoding == ENCODING_PKCS8 else read_any_structure(item)
    except DerError:
        raise bad_private_der(data, encoding)
    except TypeError as error:
        if error.code is not None:
            raise
        raise bad_private_der(data, encoding)


def read_any_structure(item: object) -> AsymmetricKey:
    """OpenSSL tries one after the other; here the second member decides."""
    items = sequence_items(item)
    if is_tag(items[1], SEQUENCE):
        return key_of_pkcs8(item)
    if is_tag(items[1], OCTET_STRING):
        return read_ec_private(None, item)
    return read_traditional_dsa(item) if len(items) == 6 else read_rsa_private(item, None, False)


def missing_passphrase() -> object:
    return coded_error(TypeError, 'ERR_MISSING_PASSPHRASE', 'Passphrase required for encrypted key')


def is_rsa_private(data: Uint8Array) -> bool:
    """A version of zero distinguishes a private key from a public one."""
    try:
        first = sequence_items(decode_der(data))[0]
        return is_tag(first, INTEGER) and to_integer(first) == BigInt(0)
    except DerError:
        return False


def unreadable_public(data: Uint8Array, encoding: int) -> object:
    error = Error('Failed to read asymmetric key')
    stack = bad_header() if is_cut(data) else wrong_tag()
    if data.length == 0:
        stack = [line('068000E0', ASN1, 'too small')]
    if encoding == ENCODING_PKCS1:
        stack.insert(0, line('0688000D', ASN1, 'ASN1 lib'))
    error.opensslErrorStack = stack
    return error


def read_public_der(data: Uint8Array, encoding: int) -> AsymmetricKey:
    try:
        if encoding == ENCODING_PKCS1:
            return read_rsa_public(decode_der(data), None, False)
        return read_spki(data)
    except DerError:
        raise unreadable_public(data, encoding)
    except TypeError:
        raise unreadable_public(data, encoding)


def read_any_der(data: Uint8Array, encoding: int, passphrase: Uint8Array | None) -> AsymmetricKey:
    """A public key, or a private one of which the public part is needed."""
    if encoding == ENCODING_SPKI or (encoding == ENCODING_PKCS1 and not is_rsa_private(data)):
        return read_public_der(data, encoding)
    return read_private_der(data, encoding, passphrase)


def read_any_pem(data: Uint8Array, passphrase: Uint8Array | None) -> AsymmetricKey:
    found = read_public_pem(data)
    return read_private_pem(data, passphrase) if found is None else found
