"""The three structures that can contain any kind of key: SubjectPublicKeyInfo, PrivateKeyInfo (PKCS#8), and a
certificate's own key.

Knows: the family of each algorithm identifier. Must not know: PEM, passphrases. Raises DerError for invalid data.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import (
    INTEGER,
    OCTET_STRING,
    DerError,
    children,
    decode_der,
    is_context,
    is_tag,
    sequence_items,
    to_bits,
    to_identifier,
    to_integer,
    to_octets,
)
from runtime_py.node.crypto.asn1.digest_names import digest_of_identifier
from runtime_py.node.crypto.keys.ec_key import EC_OID
from runtime_py.node.crypto.keys.ec_key import read_private as read_ec_private
from runtime_py.node.crypto.keys.ec_key import read_public as read_ec_public
from runtime_py.node.crypto.keys.ffc_key import DH_OID, DHX_OID, DSA_OID
from runtime_py.node.crypto.keys.ffc_key import read_private as read_ffc_private
from runtime_py.node.crypto.keys.ffc_key import read_public as read_ffc_public
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.okp_key import from_public as okp_from_public
from runtime_py.node.crypto.keys.okp_key import okp_by_oid
from runtime_py.node.crypto.keys.okp_key import read_private as read_okp_private
from runtime_py.node.crypto.keys.pq_key import pq_by_oid, pq_from_public
from runtime_py.node.crypto.keys.pq_key import read_private as read_pq_private
from runtime_py.node.crypto.keys.rsa_key import PSS_DEFAULT_SALT, PSS_OID, RSA_OID, PssParameters
from runtime_py.node.crypto.keys.rsa_key import read_private as read_rsa_private
from runtime_py.node.crypto.keys.rsa_key import read_public as read_rsa_public

FFC_KINDS = {DSA_OID: 'dsa', DH_OID: 'dh', DHX_OID: 'dh'}


def read_pss(parameters: object) -> PssParameters | None:
    """RSASSA-PSS-params: missing members have their default values."""
    if parameters is None:
        return None
    pss = PssParameters('sha1', 'sha1', PSS_DEFAULT_SALT)
    for one in sequence_items(parameters):
        inner = children(one)[0]
        if is_context(one, 0):
            pss.digest = _digest(inner)
        elif is_context(one, 1):
            pss.mask_digest = _digest(sequence_items(inner)[1])
        elif is_context(one, 2):
            pss.salt_length = Number(to_integer(inner))
    return pss


def _digest(item: object) -> str:
    name = digest_of_identifier(to_identifier(sequence_items(item)[0]))
    if name is None:
        raise DerError('unknown digest')
    return name


def read_spki(octets: Uint8Array) -> AsymmetricKey:
    return key_of_spki(decode_der(octets))


def key_of_spki(item: object) -> AsymmetricKey:
    items = sequence_items(item)
    if len(items) < 2:
        raise DerError('SubjectPublicKeyInfo')
    algorithm = sequence_items(items[0])
    oid = to_identifier(algorithm[0])
    parameters = algorithm[1]
    bits = to_bits(items[1])
    if oid == RSA_OID:
        return read_rsa_public(decode_der(bits), None, False)
    if oid == PSS_OID:
        return read_rsa_public(decode_der(bits), read_pss(parameters), True)
    if oid == EC_OID:
        return read_ec_public(parameters, bits)
    if Object.hasOwn(FFC_KINDS, oid):
        return read_ffc_public(FFC_KINDS[oid], oid, parameters, bits)
    okp = okp_by_oid(oid)
    if okp is not None:
        return okp_from_public(okp, bits)
    pq = pq_by_oid(oid)
    if pq is not None:
        return pq_from_public(pq, bits)
    raise DerError('unknown algorithm ' + oid)


def read_pkcs8(octets: Uint8Array) -> AsymmetricKey:
    return key_of_pkcs8(decode_der(octets))


def is_encrypted_pkcs8(item: object) -> bool:
    """EncryptedPrivateKeyInfo begins with an algorithm, PrivateKeyInfo with a version."""
    items = sequence_items(item)
    return len(items) == 2 and not is_tag(items[0], INTEGER) and is_tag(items[1], OCTET_STRING)


def key_of_pkcs8(item: object) -> AsymmetricKey:
    items = sequence_items(item)
    if len(items) < 3 or not is_tag(items[0], INTEGER):
        raise DerError('PrivateKeyInfo')
    algorithm = sequence_items(items[1])
    oid = to_identifier(algorithm[0])
    parameters = algorithm[1]
    octets = to_octets(items[2])
    if oid == RSA_OID:
        return read_rsa_private(decode_der(octets), None, False)
    if oid == PSS_OID:
        return read_rsa_private(decode_der(octets), read_pss(parameters), True)
    if oid == EC_OID:
        return read_ec_private(parameters, decode_der(octets))
    if Object.hasOwn(FFC_KINDS, oid):
        return read_ffc_private(FFC_KINDS[oid], oid, parameters, octets)
    okp = okp_by_oid(oid)
    if okp is not None:
        return read_okp_private(okp, octets)
    pq = pq_by_oid(oid)
    if pq is not None:
        return read_pq_private(pq, octets)
    raise DerError('unknown algorithm ' + oid)


def certificate_key(octets: Uint8Array) -> AsymmetricKey:
    """The subject's key of a certificate."""
    body = sequence_items(sequence_items(decode_der(octets))[0])
    at = 6 if is_context(body[0], 0) else 5
    return key_of_spki(body[at])
