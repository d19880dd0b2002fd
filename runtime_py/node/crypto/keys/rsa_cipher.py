"""publicEncrypt, privateDecrypt, privateEncrypt, publicDecrypt, and WebCrypto's RSA-OAEP. Must not know: how padding is
computed."""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.bignum import from_bytes, to_bytes
from runtime_py.node.crypto.digests import Digest, find_digest, require_digest
from runtime_py.node.crypto.failures import (
    EVP,
    PROVIDER,
    invalid_x931_digest,
    line,
    openssl_error,
    rsa_error,
    wrong_key_type,
)
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.ffc_key import FfcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_input import read_private_key, read_public_key
from runtime_py.node.crypto.keys.okp_key import OkpKey
from runtime_py.node.crypto.keys.pq_key import PqKey
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.node.crypto.keys.rsa_padding import (
    SHORTEST_PADDING,
    decrypt_oaep,
    decrypt_pkcs1,
    encrypt_oaep,
    encrypt_pkcs1,
    in_range,
    recover_pkcs1,
    sign_block,
    type_one,
    without_padding,
)
from runtime_py.node.crypto.signature_classes import buffer_of
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.host import hidden

PADDING_PKCS1 = 1
PADDING_NONE = 3
PADDING_OAEP = 4
PADDING_X931 = 5
PADDING_PSS = 6
ENCRYPT = 0
DEFAULT_OAEP = 'sha1'


def require_rsa(key: AsymmetricKey, encrypts: bool) -> RsaKey:
    if not isinstance(key, RsaKey):
        raise wrong_key_type()
    if key.kind == 'rsa-pss':
        if encrypts:
            raise openssl_error('1C8000B2', PROVIDER, 'operation not supported for this keytype')
        raise openssl_error('1C8000A5', PROVIDER, 'illegal or unsupported padding mode')
    return key


def oaep_digest(name: object) -> Digest:
    digest = find_digest(DEFAULT_OAEP if name is None else name)
    if digest is None:
        raise coded_error(Error, 'ERR_OSSL_EVP_INVALID_DIGEST', 'Invalid digest used')
    return digest


def label_of(label: object) -> Uint8Array:
    return Uint8Array(0) if label is None else plain_bytes(label).slice()


def unknown_padding(padding: int) -> object:
    # OpenSSL leaves no error in its queue for PSS
    return (
        Error('error:00000000:lib(0)::reason(0)')
        if padding == PADDING_PSS
        else rsa_error('02000076', 'unknown padding type')
    )


def public_encrypt(
    data: object,
    format: object,
    type: object,
    passphrase: object,
    curve: object,
    buffer: object,
    padding: int,
    digest_name: object,
    label: object,
) -> object:
    key = require_rsa(read_public_key(data, format, type, passphrase, curve), True)
    digest = oaep_digest(digest_name)
    octets = plain_bytes(buffer).slice()
    if padding == PADDING_PKCS1:
        return make_buffer(encrypt_pkcs1(key, octets))
    if padding == PADDING_NONE:
        return make_buffer(to_bytes(key.public_power(without_padding(key, octets)), key.size))
    if padding == PADDING_OAEP:
        return make_buffer(encrypt_oaep(key, digest, label_of(label), octets))
    raise unknown_padding(padding)


def private_decrypt(
    data: object,
    format: object,
    type: object,
    passphrase: object,
    curve: object,
    buffer: object,
    padding: int,
    digest_name: object,
    label: object,
) -> object:
    key = require_rsa(read_private_key(data, format, type, passphrase, curve), True)
    digest = oaep_digest(digest_name)
    octets = plain_bytes(buffer).slice()
    if octets.length > key.size:
        stack = [line('1C8000A2', PROVIDER, 'failed to decrypt')] if padding == PADDING_OAEP else None
        raise rsa_error('0200006C', 'data greater than mod len', stack)
    if padding == PADDING_PKCS1:
        return make_buffer(decrypt_pkcs1(key, octets))
    if padding == PADDING_NONE:
        return make_buffer(to_bytes(key.private_power(in_range(key, octets)), key.size))
    if padding == PADDING_OAEP:
        return make_buffer(decrypt_oaep(key, digest, label_of(label), octets))
    raise unknown_padding(padding)


def refuse_signer(key: AsymmetricKey, is_private: bool) -> None:
    """A key that signs, but without recovering the message: its provider has no such operation."""
    if isinstance(key, PqKey) and not key.pq.is_kem:
        raise unsupported_signature()
    signs = isinstance(key, EcKey) or (isinstance(key, FfcKey) and key.kind == 'dsa')
    if signs or (isinstance(key, OkpKey) and key.kind.startswith('ed')):
        # OpenSSL refuses to sign without giving a reason
        raise Error('error:00000000:lib(0)::reason(0)') if is_private else unsupported_signature()


def unsupported_signature() -> object:
    return openssl_error('030000ED', EVP, 'provider signature not supported')


def signature_key(key: AsymmetricKey, padding: int, is_private: bool) -> RsaKey:
    """The key, if it may be used with this padding."""
    refuse_signer(key, is_private)
    rsa = require_rsa(key, False)
    if is_private and padding == PADDING_X931:
        raise invalid_x931_digest()
    if padding != PADDING_PKCS1 and padding != PADDING_NONE:
        raise openssl_error('1C8000A5', PROVIDER, 'illegal or unsupported padding mode')
    return rsa


def private_encrypt(
    data: object,
    format: object,
    type: object,
    passphrase: object,
    curve: object,
    buffer: object,
    padding: int,
    digest_name: object,
    label: object,
) -> object:
    key = signature_key(read_private_key(data, format, type, passphrase, curve), padding, True)
    octets = plain_bytes(buffer).slice()
    if padding == PADDING_NONE:
        return make_buffer(to_bytes(key.private_power(without_padding(key, octets)), key.size))
    if octets.length + SHORTEST_PADDING > key.size:
        raise rsa_error(
            '0200006E',
            'data too large for key size',
            [
                line('030000EA', 'digital envelope routines', 'provider signature failure'),
                line('1C880004', PROVIDER, 'RSA lib'),
            ],
        )
    return make_buffer(sign_block(key, type_one(key, octets)))


def public_decrypt(
    data: object,
    format: object,
    type: object,
    passphrase: object,
    curve: object,
    buffer: object,
    padding: int,
    digest_name: object,
    label: object,
) -> object:
    key = signature_key(read_public_key(data, format, type, passphrase, curve), padding, False)
    octets = plain_bytes(buffer).slice()
    if padding == PADDING_NONE:
        return make_buffer(to_bytes(key.public_power(from_bytes(octets)), key.size))
    return make_buffer(recover_pkcs1(key, octets))


class RSACipherJob(Job):
    _inputs: Any
    _key: Any
    _encrypts: Any

    def __init__(
        self, mode: int, what: int, handle: object, data: object, variant: int, digest_name: str, label: object
    ) -> None:
        super().__init__(mode, 'CIPHERREQUEST')
        hidden(self, '_encrypts', what == ENCRYPT)
        hidden(self, '_key', handle.key)
        hidden(self, '_inputs', [require_digest(digest_name), label_of(label), plain_bytes(data).slice()])

    def work(self) -> object:
        digest, label, data = self._inputs
        return buffer_of(
            encrypt_oaep(self._key, digest, label, data)
            if self._encrypts
            else decrypt_oaep(self._key, digest, label, data)
        )


RSA_CIPHERS = {
    'publicEncrypt': public_encrypt,
    'privateDecrypt': private_decrypt,
    'privateEncrypt': private_encrypt,
    'publicDecrypt': public_decrypt,
    'RSACipherJob': RSACipherJob,
}
