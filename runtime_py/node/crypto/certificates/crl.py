"""A certificate revocation list (RFC 5280, 5). Must not know: chains, PEM. Reading raises DerError."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import (
    DerError,
    decode_der,
    is_context,
    is_tag,
    raw_der,
    sequence_items,
    to_bits,
    to_integer,
)
from runtime_py.node.crypto.certificates.certificate import GENERALIZED_TIME, Certificate, read_time
from runtime_py.node.crypto.certificates.signatures import verify_signed
from runtime_py.node.crypto.keys.key_structures import key_of_spki

INTEGER = 2
UTC_TIME = 23
SEQUENCE = 16


def is_time(item: object) -> bool:
    return is_tag(item, UTC_TIME) or is_tag(item, GENERALIZED_TIME)


class RevocationList:
    def __init__(self, octets: Uint8Array) -> None:
        body, algorithm, signature = sequence_items(decode_der(octets))
        self._signed = raw_der(body)
        self._algorithm = algorithm
        self._signature = to_bits(signature)
        fields = sequence_items(body)
        at = 1 if is_tag(fields[0], INTEGER) else 0
        if len(fields) < at + 3:
            raise DerError('CertificateList')
        self.issuer_der = raw_der(fields[at + 1])
        self.this_update = read_time(fields[at + 2])
        at += 3
        self.next_update = None
        if at < len(fields) and is_time(fields[at]):
            self.next_update = read_time(fields[at])
            at += 1
        self._serials = []
        if at < len(fields) and is_tag(fields[at], SEQUENCE) and not is_context(fields[at], 0):
            self._serials = [to_integer(sequence_items(entry)[0]) for entry in sequence_items(fields[at])]

    def has_revoked(self, serial: object) -> bool:
        return len([one for one in self._serials if one == serial]) > 0

    def is_signed_by(self, issuer: Certificate) -> bool:
        try:
            return verify_signed(key_of_spki(issuer.key_item), self._algorithm, self._signed, self._signature)
        except Exception:
            return False
