"""Keys over finite fields: DSA (FIPS 186) and Diffie-Hellman (PKCS#3 and X9.42), their numbers and encodings.

Must not know: signatures, agreement, how parameters are generated.
"""

from __future__ import annotations

from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.asn1.der import (
    decode_der,
    encode_der,
    identifier,
    integer,
    sequence,
    sequence_items,
    to_integer,
)
from runtime_py.node.crypto.bignum import bit_length
from runtime_py.node.crypto.keys.key import AsymmetricKey

DSA_OID = '1.2.840.10040.4.1'
DH_OID = '1.2.840.113549.1.3.1'
DHX_OID = '1.2.840.10046.2.1'


class FfcKey(AsymmetricKey):
    """`numbers` are the parameters in the order of their structure; `y` is the public number, `x` the private one or
    None."""

    def __init__(self, kind: str, oid: str, numbers: list, y: object, x: object) -> None:
        super().__init__(kind, x is not None)
        self.oid = oid
        self.numbers = numbers
        self.y = y
        self.x = x

    def to_public(self) -> FfcKey:
        return FfcKey(self.kind, self.oid, self.numbers, self.y, None)

    @property
    def p(self) -> object:
        return self.numbers[0]

    @property
    def q(self) -> object:
        """DSA: p, q, g. X9.42: p, g, q. PKCS#3: p, g and perhaps the length of the private number."""
        return self.numbers[1] if self.oid == DSA_OID else self.numbers[2]

    @property
    def g(self) -> object:
        return self.numbers[2] if self.oid == DSA_OID else self.numbers[1]

    def algorithm(self) -> object:
        return sequence([identifier(self.oid), sequence([integer(number) for number in self.numbers])])

    def public_bits(self) -> Uint8Array:
        return encode_der(integer(self.y))

    def private_octets(self) -> Uint8Array:
        return encode_der(integer(self.x))

    def traditional(self) -> Uint8Array:
        """OpenSSL's own structure for DSA private keys."""
        return encode_der(sequence([integer(number) for number in [BigInt(0), self.p, self.q, self.g, self.y, self.x]]))

    def details(self, target: object) -> object:
        if self.kind == 'dsa':
            target.modulusLength = bit_length(self.p)
            target.divisorLength = bit_length(self.q)
        return target


def read_numbers(item: object) -> list:
    return [to_integer(one) for one in sequence_items(item) if one.idBlock.tagNumber == 2]


def read_public(kind: str, oid: str, parameters: object, octets: Uint8Array) -> FfcKey:
    return FfcKey(kind, oid, read_numbers(parameters), to_integer(decode_der(octets)), None)


def read_private(kind: str, oid: str, parameters: object, octets: Uint8Array) -> FfcKey:
    numbers = read_numbers(parameters)
    x = to_integer(decode_der(octets))
    made = FfcKey(kind, oid, numbers, BigInt(0), x)
    made.y = power(made.g, x, made.p)
    return made


def read_traditional_dsa(item: object) -> FfcKey:
    numbers = read_numbers(item)
    return FfcKey('dsa', DSA_OID, numbers[1:4], numbers[4], numbers[5])
