"""The native side of X509Certificate. Knows: what Node's methods show. Must not know: how structures are decoded."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip_text import parse_address
from runtime_py.node.crypto.asn1.der import DerError, to_identifier
from runtime_py.node.crypto.asn1.pem import read_pem, write_pem
from runtime_py.node.crypto.bignum import bit_length
from runtime_py.node.crypto.certificates.certificate import (
    ALT_NAME,
    EXTENDED_KEY_USAGE,
    INFO_ACCESS,
    Certificate,
    read_string,
    relative_names,
)
from runtime_py.node.crypto.certificates.match import ALWAYS_SUBJECT, NEVER_SUBJECT, matches_email, matches_host
from runtime_py.node.crypto.certificates.signatures import algorithm_name, hashed_with, suits_key, verify_signed
from runtime_py.node.crypto.certificates.text import (
    GENERAL_DNS,
    GENERAL_EMAIL,
    GENERAL_IP,
    access_lines,
    general_name,
    short_name,
    show_name,
    show_time,
)
from runtime_py.node.crypto.failures import ASN1, EVP, PEM, openssl_error
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.key_handle import KeyObjectHandle, key_handle
from runtime_py.node.crypto.keys.key_structures import key_of_spki
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import decode_latin1, equal

LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']
COMMON_NAME = '2.5.4.3'
EMAIL_ADDRESS = '1.2.840.113549.1.9.1'


def invalid_name() -> object:
    return coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid name')


class X509Handle:
    """`issuer`: the handle of its issuer's certificate, known only for certificates of a TLS connection."""

    certificate: Any
    _issuer: Any

    def __init__(self, certificate: Certificate, issuer: X509Handle | None = None) -> None:
        hidden(self, 'certificate', certificate)
        hidden(self, '_issuer', issuer)

    def subject(self) -> object:
        return show_name(self.certificate.subject)

    def issuer(self) -> object:
        return show_name(self.certificate.issuer)

    def subjectAltName(self) -> object:
        names = self.certificate.names_of(ALT_NAME)
        return ', '.join([general_name(name) for name in names]) if len(names) > 0 else js_undefined

    def infoAccess(self) -> object:
        names = self.certificate.names_of(INFO_ACCESS)
        return access_lines(names) if len(names) > 0 else js_undefined

    def getIssuerCert(self) -> object:
        return js_undefined if self._issuer is None else self._issuer

    def validFrom(self) -> str:
        return show_time(self.certificate.not_before)

    def validTo(self) -> str:
        return show_time(self.certificate.not_after)

    def validFromDate(self) -> object:
        return js_new(Date, self.certificate.not_before)

    def validToDate(self) -> object:
        return js_new(Date, self.certificate.not_after)

    def _fingerprint(self, digest: str) -> str:
        octets = hashed_with(digest, self.certificate.der)
        return ':'.join([hexadecimal(octets[i]) for i in range(octets.length)])

    def fingerprint(self) -> str:
        return self._fingerprint('sha1')

    def fingerprint256(self) -> str:
        return self._fingerprint('sha256')

    def fingerprint512(self) -> str:
        return self._fingerprint('sha512')

    def keyUsage(self) -> object:
        names = self.certificate.names_of(EXTENDED_KEY_USAGE)
        return [to_identifier(name) for name in names] if len(names) > 0 else js_undefined

    def serialNumber(self) -> str:
        text = self.certificate.serial.toString(16).upper()
        return text if len(text) % 2 == 0 else '0' + text

    def signatureAlgorithm(self) -> object:
        return algorithm_name(self.certificate.algorithm_oid)

    def signatureAlgorithmOid(self) -> str:
        return self.certificate.algorithm_oid

    def raw(self) -> object:
        return make_buffer(self.certificate.der.slice())

    def pem(self) -> str:
        return write_pem('CERTIFICATE', self.certificate.der)

    def publicKey(self) -> KeyObjectHandle:
        try:
            return key_handle(key_of_spki(self.certificate.key_item))
        except DerError:
            raise openssl_error('03000072', EVP, 'decode error')

    def checkCA(self) -> bool:
        return self.certificate.is_authority()

    def checkIssued(self, other: X509Handle) -> bool:
        own = self.certificate
        return own.is_issued_by(other.certificate) and suits_key(
            own.algorithm_oid, key_of_spki(other.certificate.key_item)
        )

    def checkPrivateKey(self, handle: KeyObjectHandle) -> bool:
        return equal(handle.key.spki(), key_of_spki(self.certificate.key_item).spki())

    def verify(self, handle: KeyObjectHandle) -> bool:
        own = self.certificate
        return verify_signed(handle.key, own.algorithm, own.signed_der, own.signature)

    def _alternatives(self, kind: int) -> list:
        found = []
        for name in self.certificate.names_of(ALT_NAME):
            if name.idBlock.tagNumber == kind:
                found.append(name.valueBlock.valueHexView)
        return found

    def _common(self, oid: str) -> list:
        found = []
        for pairs in relative_names(self.certificate.subject):
            for pair in pairs:
                if pair[0] == oid:
                    found.append(read_string(pair[1]))
        return found

    def _check(self, kind: int, oid: str, flags: int, matches: object) -> object:
        """The subject's names are used only if there are no alternative names of this kind, unless the flags say
        otherwise."""
        names = [decode_latin1(octets) for octets in self._alternatives(kind)]
        for name in names:
            if matches(name):
                return name
        if (len(names) > 0 and (flags & ALWAYS_SUBJECT) == 0) or (flags & NEVER_SUBJECT) != 0:
            return js_undefined
        for name in self._common(oid):
            if matches(name):
                return name
        return js_undefined

    def checkHost(self, host: str, flags: int) -> object:
        if '\0' in host:
            raise invalid_name()
        return self._check(GENERAL_DNS, COMMON_NAME, flags, lambda name: matches_host(name, host, flags))

    def checkEmail(self, email: str, flags: int) -> object:
        if '\0' in email:
            raise invalid_name()
        found = self._check(GENERAL_EMAIL, EMAIL_ADDRESS, flags, lambda name: matches_email(name, email))
        return js_undefined if found is None else email

    def checkIP(self, ip: str, flags: int) -> object:
        wanted = parse_address(ip)
        if wanted is None:
            raise invalid_name()
        for octets in self._alternatives(GENERAL_IP):
            if equal(octets, Uint8Array(wanted)):
                return ip
        return js_undefined

    def toLegacy(self) -> object:
        key = key_of_spki(self.certificate.key_item)
        return {
            'subject': legacy_name(self.certificate.subject),
            'issuer': legacy_name(self.certificate.issuer),
            'subjectaltname': self.subjectAltName(),
            'infoAccess': self.infoAccess(),
            'ca': self.checkCA(),
            **legacy_key(key),
            'valid_from': self.validFrom(),
            'valid_to': self.validTo(),
            'fingerprint': self.fingerprint(),
            'fingerprint256': self.fingerprint256(),
            'fingerprint512': self.fingerprint512(),
            'ext_key_usage': self.keyUsage(),
            'serialNumber': self.serialNumber(),
            'raw': self.raw(),
            **legacy_curve(key),
        }


def hexadecimal(byte: int) -> str:
    text = byte.toString(16).upper()
    return text if len(text) == 2 else '0' + text


def legacy_name(name: object) -> object:
    """An object of the parts; a repeated part becomes a list."""
    made = Object.create(None)
    for pairs in relative_names(name):
        for pair in pairs:
            key = short_name(pair[0])
            value = read_string(pair[1])
            if made[key] is None:
                made[key] = value
            elif Array.isArray(made[key]):
                made[key].push(value)
            else:
                made[key] = [made[key], value]
    return made


def legacy_key(key: object) -> object:
    """Every kind of key has all of these members."""
    made = {'modulus': js_undefined, 'exponent': js_undefined, 'pubkey': js_undefined, 'bits': js_undefined}
    if isinstance(key, RsaKey):
        made['modulus'] = key.n.toString(16).upper()
        made['exponent'] = '0x' + key.e.toString(16)
        made['pubkey'] = make_buffer(key.spki())
        made['bits'] = bit_length(key.n)
    elif isinstance(key, EcKey):
        made['pubkey'] = make_buffer(key.public_bits())
        made['bits'] = key.curve.order_bits
    return made


def legacy_curve(key: object) -> object:
    made = {'asn1Curve': js_undefined, 'nistCurve': js_undefined}
    if isinstance(key, EcKey):
        made['asn1Curve'] = key.curve.name
        if key.curve.jwk_name is not None and key.curve.jwk_name.startswith('P-'):
            made['nistCurve'] = key.curve.jwk_name
    return made


def certificate_octets(data: Uint8Array) -> Uint8Array:
    """From PEM, or DER unchanged."""
    for block in read_pem(data):
        if block.label in LABELS:
            return block.octets
    if data.length > 0 and data[0] == 0x30:
        return data
    raise openssl_error('0480006C', PEM, 'no start line')


def parse_x509(data: object) -> X509Handle:
    octets = certificate_octets(plain_bytes(data).slice())
    try:
        return X509Handle(Certificate(octets))
    except DerError:
        raise openssl_error('0680009B', ASN1, 'too long')
    except TypeError:
        raise openssl_error('0680009B', ASN1, 'too long')


X509_FUNCTIONS = {'parseX509': parse_x509}


def register_carriers(carriers: object) -> None:
    carriers.cloneable(
        'X509Certificate',
        X509Handle,
        lambda handle: handle.certificate.der.slice(),
        lambda der: X509Handle(Certificate(der)),
    )
