"""A decoded certificate: RFC 5280's fields and the extensions that Node reads.

Knows: the places of fields in the structure. Must not know: how they are shown. Reading raises DerError.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import (
    DerError,
    children,
    context_octets,
    decode_der,
    is_context,
    is_tag,
    raw_der,
    sequence_items,
    to_bits,
    to_identifier,
    to_integer,
    to_octets,
)
from runtime_py.platform.bytes import decode, decode_latin1, equal

BOOLEAN = 1
UTF8_STRING = 12
UNIVERSAL_STRING = 28
BMP_STRING = 30
GENERALIZED_TIME = 24
SUBJECT_KEY_ID = '2.5.29.14'
KEY_USAGE = '2.5.29.15'
ALT_NAME = '2.5.29.17'
BASIC_CONSTRAINTS = '2.5.29.19'
AUTHORITY_KEY_ID = '2.5.29.35'
EXTENDED_KEY_USAGE = '2.5.29.37'
INFO_ACCESS = '1.3.6.1.5.5.7.1.1'
# the bit of KeyUsage for signing certificates
KEY_CERT_SIGN = 0x04


class Certificate:
    def __init__(self, octets: Uint8Array) -> None:
        whole = decode_der(octets)
        # bytes after the structure don't belong to it
        self.der = raw_der(whole)
        body, algorithm, signature = sequence_items(whole)
        self.signed_der = raw_der(body)
        self.algorithm = algorithm
        self.algorithm_oid = to_identifier(sequence_items(algorithm)[0])
        self.signature = to_bits(signature)
        fields = sequence_items(body)
        at = 1 if is_context(fields[0], 0) else 0
        self.serial = to_integer(fields[at])
        self.issuer = fields[at + 2]
        self.not_before, self.not_after = [read_time(one) for one in sequence_items(fields[at + 3])]
        self.subject = fields[at + 4]
        self.key_item = fields[at + 5]
        self._extensions = []
        for extra in fields[at + 6 :]:
            if is_context(extra, 3):
                self._extensions = sequence_items(children(extra)[0])

    def extension(self, oid: str) -> Uint8Array | None:
        for one in self._extensions:
            items = sequence_items(one)
            if to_identifier(items[0]) == oid:
                return to_octets(items[len(items) - 1])
        return None

    def extension_list(self) -> list:
        """[identifier, whether it is critical]..."""
        found = []
        for one in self._extensions:
            items = sequence_items(one)
            found.append([to_identifier(items[0]), is_tag(items[1], BOOLEAN) and bool(items[1].getValue())])
        return found

    def names_of(self, oid: str) -> list:
        """The items of an extension that is a sequence."""
        octets = self.extension(oid)
        return [] if octets is None else sequence_items(decode_der(octets))

    def is_authority(self) -> bool:
        for one in self.names_of(BASIC_CONSTRAINTS):
            if is_tag(one, BOOLEAN):
                return bool(one.getValue()) and self.may_sign()
        return False

    def may_sign(self) -> bool:
        usage = self.extension(KEY_USAGE)
        return usage is None or (to_bits(decode_der(usage))[0] & KEY_CERT_SIGN) != 0

    def is_issued_by(self, other: Certificate) -> bool:
        if not equal(raw_der(self.issuer), raw_der(other.subject)):
            return False
        for one in self.names_of(AUTHORITY_KEY_ID):
            own = other.extension(SUBJECT_KEY_ID)
            if is_context(one, 0) and own is not None and not equal(context_octets(one), to_octets(decode_der(own))):
                return False
            if is_context(one, 2) and other.serial != serial_of(context_octets(one)):
                return False
        return other.may_sign()


def serial_of(octets: Uint8Array) -> object:
    value = BigInt(0)
    for i in range(octets.length):
        value = (value << BigInt(8)) | BigInt(octets[i])
    return value


def string_octets(item: object) -> Uint8Array:
    return item.valueBlock.valueHexView


def read_string(item: object) -> str:
    """The text of a string of any ASN.1 type."""
    octets = string_octets(item)
    kind = item.idBlock.tagNumber
    if kind == UTF8_STRING:
        return decode(octets)
    width = 2 if kind == BMP_STRING else (4 if kind == UNIVERSAL_STRING else 1)
    if width == 1:
        return decode_latin1(octets)
    made = ''
    for at in range(0, octets.length - width + 1, width):
        code = 0
        for i in range(width):
            code = code * 256 + octets[at + i]
        made += String.fromCodePoint(code)
    return made


def read_time(item: object) -> int:
    """Milliseconds since 1970 of a UTCTime or GeneralizedTime."""
    text = decode_latin1(string_octets(item))
    full = item.idBlock.tagNumber == GENERALIZED_TIME
    digits = text if full else (('19' if int(text[0:2]) >= 50 else '20') + text)
    if js_regexp('^\\d{14}Z$', '').test(digits) is False:
        raise DerError('time')
    utc = getattr(Date, 'UTC')
    return utc(
        int(digits[0:4]),
        int(digits[4:6]) - 1,
        int(digits[6:8]),
        int(digits[8:10]),
        int(digits[10:12]),
        int(digits[12:14]),
    )


def relative_names(name: object) -> list:
    """[[oid, string item]...] for each relative distinguished name."""
    parts = []
    for relative in sequence_items(name):
        pairs = []
        for one in children(relative):
            oid, value = sequence_items(one)
            pairs.append([to_identifier(oid), value])
        parts.append(pairs)
    return parts
