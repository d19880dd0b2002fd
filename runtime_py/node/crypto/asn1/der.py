"""Reading and writing DER, over asn1js: short names for the structures of keys and certificates.

Knows: tags and values. Must not know: what a structure means. Reading raises DerError for unexpected bytes.
"""

from __future__ import annotations

from npm_modules.asn1js import BitString, Constructed, Integer, Null, ObjectIdentifier, OctetString, Sequence, fromBER

UNIVERSAL = 1
CONTEXT = 3
INTEGER = 2
BIT_STRING = 3
OCTET_STRING = 4
NULL = 5
OBJECT_IDENTIFIER = 6
SEQUENCE = 16


class DerError(Exception):
    """The bytes are not as expected."""


def sequence(items: list) -> object:
    return Sequence({'value': items})


def integer(value: object) -> object:
    return Integer.fromBigInt(BigInt(value))


def octet_string(octets: Uint8Array) -> object:
    return OctetString({'valueHex': octets})


def bit_string(octets: Uint8Array) -> object:
    return BitString({'valueHex': octets, 'unusedBits': 0})


def identifier(name: str) -> object:
    return ObjectIdentifier({'value': name})


def null_value() -> object:
    return Null()


def tagged(number: int, items: list) -> object:
    """An explicit [number] around the items."""
    return Constructed({'idBlock': {'tagClass': CONTEXT, 'tagNumber': number}, 'value': items})


def encode_der(item: object) -> Uint8Array:
    return Uint8Array(item.toBER())


def decode_der(octets: Uint8Array) -> object:
    """The value that the bytes begin with; what follows it is ignored, as in OpenSSL."""
    parsed = fromBER(octets)
    if parsed.offset == -1 or parsed.result.error:
        raise DerError(parsed.result.error or 'truncated')
    return parsed.result


def is_tag(item: object, number: int) -> bool:
    return item is not None and item.idBlock.tagClass == UNIVERSAL and item.idBlock.tagNumber == number


def is_context(item: object, number: int) -> bool:
    return item is not None and item.idBlock.tagClass == CONTEXT and item.idBlock.tagNumber == number


def children(item: object) -> list:
    if item is None or not item.idBlock.isConstructed:
        raise DerError('a structure is expected')
    return item.valueBlock.value


def sequence_items(item: object) -> list:
    if not is_tag(item, SEQUENCE):
        raise DerError('a sequence is expected')
    return item.valueBlock.value


def to_integer(item: object) -> object:
    if not is_tag(item, INTEGER):
        raise DerError('an integer is expected')
    return item.toBigInt()


def to_identifier(item: object) -> str:
    if not is_tag(item, OBJECT_IDENTIFIER):
        raise DerError('an object identifier is expected')
    return item.getValue()


def to_octets(item: object) -> Uint8Array:
    if not is_tag(item, OCTET_STRING):
        raise DerError('an octet string is expected')
    return Uint8Array(item.getValue())


def to_bits(item: object) -> Uint8Array:
    if not is_tag(item, BIT_STRING):
        raise DerError('a bit string is expected')
    return item.valueBlock.valueHexView.slice()


def context_octets(item: object) -> Uint8Array:
    """The content of an implicitly tagged string."""
    return item.valueBlock.valueHexView.slice()


def raw_der(item: object) -> Uint8Array:
    """The bytes from which a value was decoded."""
    return item.valueBeforeDecodeView.slice()
