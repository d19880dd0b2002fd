"""Verifies a chain of certificates as OpenSSL's X509_verify_cert does when its callback ignores errors: every step is
done and the last error found counts, which programs see as `authorizationError`.

Steps: build the chain (trusted issuers first), extensions and purposes, strength, revocation, signatures and dates from
the root down, constraints of names. Knows: OpenSSL's names of errors. Must not know: TLS."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import decode_der, is_tag, raw_der, to_bits, to_identifier, to_integer
from runtime_py.node.crypto.bignum import bit_length
from runtime_py.node.crypto.certificates.certificate import (
    ALT_NAME,
    AUTHORITY_KEY_ID,
    BASIC_CONSTRAINTS,
    EXTENDED_KEY_USAGE,
    KEY_USAGE,
    SUBJECT_KEY_ID,
    Certificate,
)
from runtime_py.node.crypto.certificates.names import NAME_CONSTRAINTS, names_error
from runtime_py.node.crypto.certificates.signatures import ALGORITHMS, suits_key, verify_signed
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.key_structures import key_of_spki
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.platform.bytes import equal

SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
ANY_PURPOSE = '2.5.29.37.0'
DIGITAL_SIGNATURE = 0x80
KEY_ENCIPHERMENT = 0x20
KEY_AGREEMENT = 0x08
LONGEST_CHAIN = 100
INTEGER = 2
# bits of RSA keys and of curves by OpenSSL's security level; Node's default is 2
SMALLEST_RSA = [0, 1024, 2048, 3072, 7680, 15360]
SMALLEST_EC = [0, 160, 224, 256, 384, 512]
WEAK_DIGESTS = ['md5', 'sha1']
# extensions that are understood here, or don't affect trust
KNOWN = [
    SUBJECT_KEY_ID,
    KEY_USAGE,
    ALT_NAME,
    '2.5.29.18',
    BASIC_CONSTRAINTS,
    NAME_CONSTRAINTS,
    '2.5.29.31',
    '2.5.29.32',
    AUTHORITY_KEY_ID,
    EXTENDED_KEY_USAGE,
    '2.5.29.36',
    '2.5.29.54',
    '1.3.6.1.5.5.7.1.1',
    '1.3.6.1.5.5.7.1.24',
]


def critical_unknown(certificate: Certificate) -> bool:
    for oid, critical in certificate.extension_list():
        if critical and oid not in KNOWN:
            return True
    return False


def key_usage(certificate: Certificate) -> int:
    """The first byte of KeyUsage; -1: unrestricted."""
    octets = certificate.extension(KEY_USAGE)
    if octets is None:
        return -1
    bits = to_bits(decode_der(octets))
    return bits[0] if bits.length > 0 else 0


def is_self_signed(certificate: Certificate) -> bool:
    return certificate.is_issued_by(certificate) or (
        equal(raw_der(certificate.issuer), raw_der(certificate.subject))
        and key_usage(certificate) >= 0
        and not certificate.may_sign()
        and certificate.extension(AUTHORITY_KEY_ID) is None
    )


def issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        return certificate.is_issued_by(issuer) and suits_key(certificate.algorithm_oid, key_of_spki(issuer.key_item))
    except Exception:
        return False


def path_length(certificate: Certificate) -> int:
    """-1: no limit."""
    for one in certificate.names_of(BASIC_CONSTRAINTS):
        if is_tag(one, INTEGER):
            return Number(to_integer(one))
    return -1


def has_constraints(certificate: Certificate) -> bool:
    return certificate.extension(BASIC_CONSTRAINTS) is not None


class ChainCheck:
    """One verification. `found` are the errors in OpenSSL's order."""

    def __init__(
        self, given: list, trusted: list, is_client_certificate: bool, partial: bool, level: int, now: float
    ) -> None:
        self._given = given
        self._trusted = trusted
        self._purpose = CLIENT_AUTH if is_client_certificate else SERVER_AUTH
        self._partial = partial
        self._level = level
        self._now = now
        self.chain: list = [given[0]]
        self.found: list[str] = []
        self._untrusted = 1  # how many certificates of the chain came from the peer
        self._top_is_trusted = False

    def run(self, crls: list) -> str:
        """'' for a valid chain, or OpenSSL's name of the last error."""
        self._build()
        self._check_extensions()
        self._check_strength()
        if len(crls) > 0:
            self._check_revocation(crls)
        self._check_signatures()
        self._check_names()
        return self.found[len(self.found) - 1] if len(self.found) > 0 else ''

    def _issuer_among(self, certificate: Certificate, candidates: list) -> Certificate | None:
        """Prefers an issuer that is valid now."""
        best = None
        for candidate in candidates:
            if issued_by(certificate, candidate):
                if candidate.not_before <= self._now <= candidate.not_after:
                    return candidate
                if best is None:
                    best = candidate
        return best

    def _is_trusted(self, certificate: Certificate) -> bool:
        return len([one for one in self._trusted if equal(one.der, certificate.der)]) > 0

    def _build(self) -> None:
        top = self.chain[0]
        if self._partial and self._is_trusted(top):
            self._top_is_trusted = True
            return
        while len(self.chain) <= LONGEST_CHAIN:
            if is_self_signed(top):
                self._end_self_signed(top)
                return
            issuer = self._issuer_among(top, self._trusted)
            if issuer is not None:
                self._top_is_trusted = True
                if self._partial:
                    self.chain.append(issuer)
                    return
            elif not self._top_is_trusted:
                # above a trusted certificate, the peer's certificates are ignored
                issuer = self._issuer_among(top, [one for one in self._given if one not in self.chain])
                if issuer is not None:
                    self._untrusted += 1
            if issuer is None:
                self.found.append(
                    'UNABLE_TO_GET_ISSUER_CERT'
                    if self._untrusted < len(self.chain)
                    else 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
                )
                return
            self.chain.append(issuer)
            top = issuer
        self.found.append('CERT_CHAIN_TOO_LONG')

    def _end_self_signed(self, top: Certificate) -> None:
        if self._is_trusted(top):
            self._top_is_trusted = True
        else:
            self.found.append('DEPTH_ZERO_SELF_SIGNED_CERT' if len(self.chain) == 1 else 'SELF_SIGNED_CERT_IN_CHAIN')

    # extensions

    def _check_extensions(self) -> None:
        above = 0  # authorities below this one that count towards the path length
        for i in range(len(self.chain)):
            one = self.chain[i]
            if critical_unknown(one):
                self.found.append('UNHANDLED_CRITICAL_EXTENSION')
            if i > 0 and not self._may_be_authority(one):
                self.found.append('INVALID_CA')
            if not self._suits_purpose(one, i > 0):
                self.found.append('INVALID_PURPOSE')
            limit = path_length(one)
            if i > 1 and limit >= 0 and above > limit:
                self.found.append('PATH_LENGTH_EXCEEDED')
            if i > 0 and not equal(raw_der(one.issuer), raw_der(one.subject)):
                above += 1

    def _may_be_authority(self, certificate: Certificate) -> bool:
        if has_constraints(certificate):
            return certificate.is_authority()
        # without the extension, a self-signed certificate counts as an old-style authority
        return certificate.may_sign() and is_self_signed(certificate)

    def _suits_purpose(self, certificate: Certificate, as_authority: bool) -> bool:
        purposes = [to_identifier(one) for one in certificate.names_of(EXTENDED_KEY_USAGE)]
        if len(purposes) > 0 and self._purpose not in purposes and (ANY_PURPOSE not in purposes or not as_authority):
            return False
        if as_authority:
            return self._may_be_authority(certificate)
        usage = key_usage(certificate)
        if usage < 0:
            return True
        wanted = DIGITAL_SIGNATURE | KEY_AGREEMENT
        if self._purpose == SERVER_AUTH:
            wanted = wanted | KEY_ENCIPHERMENT
        return (usage & wanted) != 0

    # strength

    def _check_strength(self) -> None:
        for i in range(len(self.chain)):
            if not is_strong_key(self.chain[i], self._level):
                self.found.append('EE_KEY_TOO_SMALL' if i == 0 else 'CA_KEY_TOO_SMALL')
            # the root's own signature isn't checked
            if self._level > 0 and i < len(self.chain) - 1 and has_weak_digest(self.chain[i]):
                self.found.append('CA_MD_TOO_WEAK')

    # revocation

    def _check_revocation(self, crls: list) -> None:
        for i in range(len(self.chain)):
            one = self.chain[i]
            fitting = [crl for crl in crls if equal(crl.issuer_der, raw_der(one.issuer))]
            if len(fitting) == 0:
                self.found.append('UNABLE_TO_GET_CRL')
                continue
            issuer = self.chain[min(i + 1, len(self.chain) - 1)]
            crl = fitting[0]
            if not crl.is_signed_by(issuer):
                self.found.append('CRL_SIGNATURE_FAILURE')
            if crl.this_update > self._now:
                self.found.append('CRL_NOT_YET_VALID')
            elif crl.next_update is not None and crl.next_update < self._now:
                self.found.append('CRL_HAS_EXPIRED')
            if crl.has_revoked(one.serial):
                self.found.append('CERT_REVOKED')

    # signatures and dates

    def _check_signatures(self) -> None:
        at = len(self.chain) - 1
        issuer = self.chain[at]
        if not is_self_signed(issuer) and not (self._partial and self._top_is_trusted):
            if at == 0:
                self.found.append('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
                self._check_dates(issuer)
                return
            at -= 1
        while at >= 0:
            subject = self.chain[at]
            if subject is not issuer and not is_signed_by(subject, issuer):
                self.found.append('CERT_SIGNATURE_FAILURE')
            self._check_dates(subject)
            issuer = subject
            at -= 1

    def _check_dates(self, certificate: Certificate) -> None:
        if certificate.not_before > self._now:
            self.found.append('CERT_NOT_YET_VALID')
        if certificate.not_after < self._now:
            self.found.append('CERT_HAS_EXPIRED')

    def _check_names(self) -> None:
        for i in range(len(self.chain)):
            for authority in self.chain[i + 1 :]:
                error = names_error(self.chain[i], authority, i == 0)
                if error != '':
                    self.found.append(error)


def is_strong_key(certificate: Certificate, level: int) -> bool:
    try:
        key = key_of_spki(certificate.key_item)
    except Exception:
        return True
    if isinstance(key, RsaKey):
        return bit_length(key.n) >= SMALLEST_RSA[level]
    return key.curve.order_bits >= SMALLEST_EC[level] if isinstance(key, EcKey) else True


def has_weak_digest(certificate: Certificate) -> bool:
    oid = certificate.algorithm_oid
    return Object.hasOwn(ALGORITHMS, oid) and ALGORITHMS[oid][1] in WEAK_DIGESTS


def is_signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        return verify_signed(
            key_of_spki(issuer.key_item), certificate.algorithm, certificate.signed_der, certificate.signature
        )
    except Exception:
        return False
