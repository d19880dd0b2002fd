"""X.509 and keys for TLS contexts: reading the program's data, trust, chains. Passed to runtime_py/node/tls_binding/
with the primitives.

Knows: PEM, OpenSSL's errors for invalid data. Must not know: TLS's messages.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import DerError, raw_der
from runtime_py.node.crypto.asn1.pem import BAD_BASE64, BAD_END, problem_of_pem, read_pem
from runtime_py.node.crypto.certificates.certificate import Certificate
from runtime_py.node.crypto.certificates.chain import (
    ChainCheck,
    has_weak_digest,
    is_self_signed,
    is_strong_key,
    issued_by,
)
from runtime_py.node.crypto.certificates.crl import RevocationList
from runtime_py.node.crypto.certificates.handle import LABELS, X509Handle
from runtime_py.node.crypto.certificates.pkcs12 import read_pkcs12
from runtime_py.node.crypto.failures import ASN1, PEM, openssl_error
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_read import read_private_pem
from runtime_py.node.crypto.keys.key_structures import key_of_spki
from runtime_py.node.crypto.tls_dh import automatic_dh, read_dh_parameters
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import encode_latin1, equal


class TlsCertificates:
    """Functions on opaque certificates, keys and lists."""

    def __init__(self) -> None:
        self._decoded = None
        self._octets: list = []

    def read_all(self, data: Uint8Array) -> list:
        """All certificates in a PEM text."""
        found = []
        for block in read_pem(data):
            if block.label in LABELS:
                found.append(read_certificate(block.octets))
        return found

    def read_all_readable(self, data: Uint8Array) -> list:
        """The same, up to the first that isn't a certificate."""
        found = []
        for block in read_pem(data):
            if block.label in LABELS:
                try:
                    found.append(read_certificate(block.octets))
                except Exception:
                    return found
        return found

    def read_all_strictly(self, data: Uint8Array) -> list:
        """The same; raises for a block that isn't whole, or isn't a certificate."""
        wrong = problem_of_pem(data, LABELS)
        if wrong == BAD_END:
            raise openssl_error('04800066', PEM, 'bad end line')
        if wrong == BAD_BASE64:
            raise openssl_error('04800064', PEM, 'bad base64 decode')
        try:
            return self.read_all(data)
        except Exception:
            raise openssl_error('0488000D', PEM, 'ASN1 lib')

    def read_chain(self, data: Uint8Array) -> list:
        found = self.read_all(data)
        if len(found) == 0:
            raise openssl_error('0480006C', PEM, 'no start line')
        return found

    def of_der(self, octets: Uint8Array) -> Certificate | None:
        try:
            return Certificate(octets)
        except Exception:
            return None

    def der(self, certificate: Certificate) -> Uint8Array:
        return certificate.der

    def read_key(self, data: Uint8Array, passphrase: Uint8Array | None) -> AsymmetricKey:
        # TLS's contexts treat an empty passphrase as none
        return read_private_pem(data, Uint8Array(0) if passphrase is None else passphrase)

    def key_kind(self, key: AsymmetricKey) -> str:
        return key.kind

    def key_curve(self, key: AsymmetricKey) -> str:
        return key.curve.name if isinstance(key, EcKey) else ''

    def certificate_kind(self, certificate: Certificate) -> str:
        return key_of_spki(certificate.key_item).kind

    def belongs(self, certificate: Certificate, key: AsymmetricKey) -> bool:
        return equal(key_of_spki(certificate.key_item).spki(), key.spki())

    def is_weak_key(self, certificate: Certificate, level: int) -> bool:
        return not is_strong_key(certificate, level)

    def is_weakly_signed(self, certificate: Certificate) -> bool:
        return has_weak_digest(certificate) and not is_self_signed(certificate)

    def subject_der(self, certificate: Certificate) -> Uint8Array:
        return raw_der(certificate.subject)

    def completed(self, chain: list, trusted: list) -> list:
        """Completes a chain of one certificate with known issuers, as OpenSSL sends it."""
        if len(chain) != 1:
            return chain
        made = [chain[0]]
        while len(made) < 100:
            top = made[len(made) - 1]
            above = [] if is_self_signed(top) else [one for one in trusted if issued_by(top, one)]
            if len(above) == 0:
                return made
            made.append(above[0])
        return made

    def issuer_of(self, certificate: Certificate, candidates: list) -> Certificate | None:
        found = [one for one in candidates if issued_by(certificate, one)]
        return found[0] if len(found) > 0 else None

    def verify(self, given: list, trusted: list, is_client: bool, partial: bool, level: int, crls: list) -> list:
        """[the name of OpenSSL's error or '', the chain that was built]"""
        check = ChainCheck(given, trusted, is_client, partial, level, Date.now())
        result = check.run(crls)
        return [result, check.chain]

    def handle(self, certificate: Certificate) -> X509Handle:
        return X509Handle(certificate)

    def handle_in_chain(self, chain: list) -> X509Handle:
        """The handle of the first certificate, linked to its issuers among the others."""
        above = None
        for at in range(len(chain) - 1, -1, -1):
            known = above if above is not None and issued_by(chain[at], chain[at + 1]) else None
            above = X509Handle(chain[at], known)
        return above

    def is_self_signed(self, certificate: Certificate) -> bool:
        return is_self_signed(certificate)

    def read_crls(self, data: Uint8Array) -> list:
        found = []
        try:
            for block in read_pem(data):
                if block.label == 'X509 CRL':
                    found.append(RevocationList(block.octets))
        except DerError:
            found = []
        if len(found) == 0:
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to parse CRL')
        return found

    def read_pfx(self, data: Uint8Array, passphrase: Uint8Array | None) -> object:
        return read_pkcs12(data, passphrase)

    def read_dh(self, data: Uint8Array) -> list | None:
        """[p, g] as bytes; None if there are no parameters."""
        return read_dh_parameters(data)

    def automatic_dh(self) -> list:
        return automatic_dh()

    def key_values_mismatch(self) -> object:
        return openssl_error('05800074', 'x509 certificate routines', 'key values mismatch')

    def issuers_among(self, chain: list, texts: list[str]) -> list:
        """The possible issuers of a chain among many PEM certificates: compares only their subjects; the others stay
        text."""
        wanted = [raw_der(one.issuer) for one in chain]
        found = []
        for octets in self._octets_of(texts):
            subject = quick_subject(octets)
            if len([one for one in wanted if equal(one, subject)]) > 0:
                found.append(Certificate(octets))
        # an issuer's own issuer may be among them, too
        return found

    def _octets_of(self, texts: list[str]) -> list:
        if self._decoded is not texts:
            self._decoded = texts
            self._octets = [read_pem(encode_latin1(text))[0].octets for text in texts]
        return self._octets


def read_certificate(octets: Uint8Array) -> Certificate:
    try:
        return Certificate(octets)
    except DerError:
        raise openssl_error('0688010A', ASN1, 'nested asn1 error')
    except TypeError:
        raise openssl_error('0688010A', ASN1, 'nested asn1 error')


def _end_of(octets: Uint8Array, at: int) -> int:
    """The end of the value that begins here."""
    start = _content_of(octets, at)
    first = octets[at + 1]
    if first < 128:
        return start + first
    length = 0
    for i in range(first & 127):
        length = length * 256 + octets[at + 2 + i]
    return start + length


def _content_of(octets: Uint8Array, at: int) -> int:
    first = octets[at + 1]
    return at + 2 if first < 128 else at + 2 + (first & 127)


def quick_subject(octets: Uint8Array) -> Uint8Array:
    """The subject's bytes in a certificate, without decoding the rest."""
    at = _content_of(octets, _content_of(octets, 0))
    # version (optional), serial number, algorithm, issuer, validity
    for _ in range(5 if octets[at] == 0xA0 else 4):
        at = _end_of(octets, at)
    return octets.slice(at, _end_of(octets, at))
