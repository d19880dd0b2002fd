"""Keys on elliptic curves: SEC 1's structures, named and explicit parameters, points in their three forms.

Must not know: signatures, key agreement.
"""

from __future__ import annotations

from npm_modules.noble_curve_utils import hexToBytes
from npm_modules.noble_modular import mod

from runtime_py.node.crypto.asn1.der import (
    OBJECT_IDENTIFIER,
    DerError,
    bit_string,
    children,
    encode_der,
    identifier,
    integer,
    is_context,
    is_tag,
    octet_string,
    sequence,
    sequence_items,
    tagged,
    to_bits,
    to_identifier,
    to_integer,
    to_octets,
)
from runtime_py.node.crypto.bignum import ONE, ZERO, from_bytes, to_bytes
from runtime_py.node.crypto.curves import Curve, find_curve, find_curve_by_oid, find_curve_by_parameters
from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.key import AsymmetricKey, from_base64url, to_base64url
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import concat

EC_OID = '1.2.840.10045.2.1'
PRIME_FIELD_OID = '1.2.840.10045.1.1'
COMPRESSED = 2
UNCOMPRESSED = 4
HYBRID = 6


class EcKey(AsymmetricKey):
    """`point` is noble's point, `scalar` None in a public key, `form` the encoding of the point."""

    def __init__(self, curve: Curve, point: object, scalar: object, explicit: bool, form: int) -> None:
        super().__init__('ec', scalar is not None)
        self.curve = curve
        self.point = point
        self.scalar = scalar
        self.explicit = explicit
        self.form = form

    def to_public(self) -> EcKey:
        return EcKey(self.curve, self.point, None, self.explicit, self.form)

    def parameters(self) -> object:
        return explicit_parameters(self.curve, self.form) if self.explicit else identifier(self.curve.oid)

    def algorithm(self) -> object:
        return sequence([identifier(EC_OID), self.parameters()])

    def public_bits(self) -> Uint8Array:
        return encode_point(self.curve, self.point, self.form)

    def scalar_octets(self) -> Uint8Array:
        return to_bytes(self.scalar, self.curve.order_bytes)

    def private_octets(self) -> Uint8Array:
        return encode_der(
            sequence([integer(1), octet_string(self.scalar_octets()), tagged(1, [bit_string(self.public_bits())])])
        )

    def sec1(self) -> Uint8Array:
        return encode_der(
            sequence(
                [
                    integer(1),
                    octet_string(self.scalar_octets()),
                    tagged(0, [self.parameters()]),
                    tagged(1, [bit_string(self.public_bits())]),
                ]
            )
        )

    def details(self, target: object) -> object:
        target.namedCurve = self.curve.name
        return target

    def write_jwk(self, target: object) -> object:
        if self.curve.jwk_name is None:
            raise coded_error(
                Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', 'Unsupported JWK EC curve: ' + self.curve.name + '.'
            )
        target.kty = 'EC'
        target.x = to_base64url(to_bytes(self.point.x, self.curve.field_bytes))
        target.y = to_base64url(to_bytes(self.point.y, self.curve.field_bytes))
        target.crv = self.curve.jwk_name
        if self.scalar is not None:
            target.d = to_base64url(self.scalar_octets())
        return target


def encode_point(curve: Curve, point: object, form: int) -> Uint8Array:
    if form == COMPRESSED:
        return point.toBytes(True)
    octets = point.toBytes(False)
    if form == HYBRID:
        octets[0] = HYBRID | Number(point.y & ONE)
    return octets


def decode_point(curve: Curve, octets: Uint8Array) -> object:
    """None when the bytes are not a point on the curve."""
    if octets.length == 0:
        return None
    data = octets
    lead = octets[0]
    if lead == HYBRID or lead == HYBRID + 1:
        if octets.length != 1 + 2 * curve.field_bytes or (octets[octets.length - 1] & 1) != (lead & 1):
            return None
        data = octets.slice()
        data[0] = UNCOMPRESSED
    try:
        # assertValidity: noble's decoder doesn't check for the right subgroup
        point = curve.point_class.fromBytes(data)
        point.assertValidity()
        return point
    except Exception:
        return None


def form_of(octets: Uint8Array) -> int:
    return octets[0] & 254


def public_point(curve: Curve, scalar: object) -> object:
    return curve.point_class.BASE.multiply(scalar)


def is_valid_scalar(curve: Curve, scalar: object) -> bool:
    return scalar > ZERO and scalar < curve.n


def explicit_parameters(curve: Curve, form: int) -> object:
    size = curve.field_bytes
    equation = [octet_string(to_bytes(curve.a, size)), octet_string(to_bytes(curve.b, size))]
    if curve.seed != '':
        equation.append(bit_string(hexToBytes(curve.seed)))
    base = encode_point(curve, curve.point_class.BASE, form)
    items = [
        integer(1),
        sequence([identifier(PRIME_FIELD_OID), integer(curve.p)]),
        sequence(equation),
        octet_string(base),
        integer(curve.n),
    ]
    if curve.cofactor > ZERO:
        items.append(integer(curve.cofactor))
    return sequence(items)


def read_parameters(item: object) -> list:
    """[curve, explicit]. Explicit parameters are accepted only if they are those of a known curve."""
    if is_tag(item, OBJECT_IDENTIFIER):
        curve = find_curve_by_oid(to_identifier(item))
        if curve is None:
            raise DerError('unknown curve')
        return [curve, False]
    items = sequence_items(item)
    field = sequence_items(items[1])
    if to_identifier(field[0]) != PRIME_FIELD_OID:
        raise DerError('unsupported field')
    equation = sequence_items(items[2])
    curve = find_curve_by_parameters(
        to_integer(field[1]),
        from_bytes(to_octets(equation[0])),
        from_bytes(to_octets(equation[1])),
        to_integer(items[4]),
    )
    if curve is None:
        raise DerError('unknown curve')
    return [curve, True]


def read_public(parameters: object, octets: Uint8Array) -> EcKey:
    curve, explicit = read_parameters(parameters)
    point = decode_point(curve, octets)
    if point is None:
        raise DerError('no point of the curve')
    return EcKey(curve, point, None, explicit, form_of(octets))


def read_private(parameters: object, item: object) -> EcKey:
    """From a decoded ECPrivateKey; `parameters` are those of PKCS#8, or None when the structure has its own."""
    items = sequence_items(item)
    known = parameters
    written = None
    for extra in items[2:]:
        if is_context(extra, 0) and known is None:
            known = children(extra)[0]
        elif is_context(extra, 1):
            written = to_bits(children(extra)[0])
    if known is None:
        raise DerError('no parameters')
    curve, explicit = read_parameters(known)
    scalar = from_bytes(to_octets(items[1]))
    if not is_valid_scalar(curve, scalar):
        raise DerError('private key out of range')
    form = UNCOMPRESSED if written is None else form_of(written)
    point = public_point(curve, scalar) if written is None else decode_point(curve, written)
    if point is None:
        raise DerError('no point of the curve')
    return EcKey(curve, point, scalar, explicit, form)


def read_jwk(jwk: object) -> EcKey:
    if js_typeof(jwk.crv) != 'string':
        raise invalid_jwk('Invalid JWK EC key')
    curve = find_curve(jwk.crv)
    if curve is None:
        raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name')
    x = from_base64url(jwk.x)
    y = from_base64url(jwk.y)
    d = from_base64url(jwk.d)
    if x is None or y is None or (d is None and jwk.d is not js_undefined):
        raise invalid_jwk('Invalid JWK EC key')
    point = point_of(curve, from_bytes(x), from_bytes(y))
    if point is None:
        raise invalid_jwk('Invalid JWK EC key')
    # OpenSSL takes any number here; WebCrypto calls `check_key`
    return EcKey(curve, point, None if d is None else from_bytes(d), False, UNCOMPRESSED)


def point_of(curve: Curve, x: object, y: object) -> object:
    if x >= curve.p or y >= curve.p:
        return None
    size = curve.field_bytes
    return decode_point(curve, concat([Uint8Array([UNCOMPRESSED]), to_bytes(x, size), to_bytes(y, size)]))


def check_key(key: EcKey) -> bool:
    """EC_KEY_check_key: the point must belong to the scalar."""
    if key.scalar is None:
        return True
    return is_valid_scalar(key.curve, key.scalar) and public_point(key.curve, mod(key.scalar, key.curve.n)).equals(
        key.point
    )
