"""Elliptic curves over prime fields by OpenSSL's names, created on first use.

Knows: the table of parameters, aliases, noble's ready-made curves. Must not know: keys, encodings of points beyond
noble's."""

from __future__ import annotations

from npm_modules.noble_nist import p256, p384, p521
from npm_modules.noble_secp256k1 import secp256k1
from npm_modules.noble_sha2 import sha256
from npm_modules.noble_weierstrass import ecdsa, weierstrass

from runtime_py.node.crypto.bignum import bit_length
from runtime_py.node.crypto.curve_data import CURVE_ROWS
from runtime_py.platform.maps import Map

# NIST's names, which keys may have, but not `createECDH`
ALIASES = {
    'P-192': 'prime192v1',
    'P-224': 'secp224r1',
    'P-256': 'prime256v1',
    'P-384': 'secp384r1',
    'P-521': 'secp521r1',
}
JWK_NAMES = {'prime256v1': 'P-256', 'secp384r1': 'P-384', 'secp521r1': 'P-521', 'secp256k1': 'secp256k1'}
# noble's own curves have tables and endomorphisms, which make them faster
READY = {'prime256v1': p256, 'secp384r1': p384, 'secp521r1': p521, 'secp256k1': secp256k1}


class Curve:
    def __init__(self, row: list) -> None:
        self.name = row[0]
        self.oid = row[1]
        self.p = BigInt('0x' + row[2])
        self.a = BigInt('0x' + row[3])
        self.b = BigInt('0x' + row[4])
        self.x = BigInt('0x' + row[5])
        self.y = BigInt('0x' + row[6])
        self.n = BigInt('0x' + row[7])
        self.cofactor = BigInt(row[8])
        self.seed = row[9]
        self.field_bytes = (bit_length(self.p) + 7) >> 3
        self.order_bytes = (bit_length(self.n) + 7) >> 3
        self.order_bits = bit_length(self.n)
        self._signer = None

    @property
    def signer(self) -> object:
        """noble's ECDSA over this curve; takes digests, not messages."""
        if self._signer is None:
            ready = READY[self.name]
            self._signer = (
                ready
                if ready is not None
                else ecdsa(
                    weierstrass(
                        {
                            'p': self.p,
                            'n': self.n,
                            'h': self.cofactor,
                            'a': self.a,
                            'b': self.b,
                            'Gx': self.x,
                            'Gy': self.y,
                        }
                    ),
                    sha256,
                )
            )
        return self._signer

    @property
    def point_class(self) -> object:
        return self.signer.Point

    @property
    def jwk_name(self) -> str | None:
        return JWK_NAMES[self.name]


_by_name: Map = Map()
_by_oid: Map = Map()


def _load() -> None:
    for row in CURVE_ROWS:
        curve = Curve(row)
        _by_name.set(curve.name, curve)
        _by_oid.set(curve.oid, curve)


def find_curve(name: str) -> Curve | None:
    if _by_name.size == 0:
        _load()
    return _by_name.get(ALIASES[name] if Object.hasOwn(ALIASES, name) else name)


def find_curve_by_own_name(name: str) -> Curve | None:
    return None if Object.hasOwn(ALIASES, name) else find_curve(name)


def find_curve_by_oid(oid: str) -> Curve | None:
    if _by_oid.size == 0:
        _load()
    return _by_oid.get(oid)


def find_curve_by_parameters(p: object, a: object, b: object, n: object) -> Curve | None:
    if _by_name.size == 0:
        _load()
    for curve in _by_name.values():
        if curve.p == p and curve.a == a and curve.b == b and curve.n == n:
            return curve
    return None


def curve_names() -> list[str]:
    return [row[0] for row in CURVE_ROWS]
