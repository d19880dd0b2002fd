"""Generates key pairs of every family. Knows: how numbers are found, what OpenSSL refuses. Must not know: jobs,
encodings."""

from __future__ import annotations

from npm_modules.noble_curve_utils import randomBytes
from npm_modules.noble_modular import invert, mod
from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.bignum import (
    ONE,
    TWO,
    bit_length,
    find_prime,
    from_bytes,
    greatest_common_divisor,
    random_below,
    random_bits,
)
from runtime_py.node.crypto.curves import Curve
from runtime_py.node.crypto.dh_groups import find_group, private_bits_of_group
from runtime_py.node.crypto.failures import EVP, PROVIDER, RSA, bare_error
from runtime_py.node.crypto.keys.ec_key import UNCOMPRESSED, EcKey, public_point
from runtime_py.node.crypto.keys.ffc_key import DH_OID, DSA_OID, FfcKey
from runtime_py.node.crypto.keys.okp_key import OkpKey, OkpKind, from_seed
from runtime_py.node.crypto.keys.rsa_key import PssParameters, RsaKey, complete_private
from runtime_py.node.crypto.primes import random_prime, safe_prime

DH = 'Diffie-Hellman routines'
SMALLEST_RSA = 512
SMALLEST_DH = 512
LARGEST_DH = 10000
DIVISOR_SIZES = [160, 224, 256]
SMALLEST_FFC = 512
SMALLEST_DSA = 1024


def _rsa_prime(bits: int, e: object) -> object:
    """A prime with its two highest bits set, so that the product of two has the full length."""
    while True:
        top = (ONE << BigInt(bits - 1)) | (ONE << BigInt(bits - 2))
        start = top | random_bits(bits - 2) | ONE
        found = find_prime(start, TWO, ONE << BigInt(bits), False, lambda p: greatest_common_divisor(p - ONE, e) == ONE)
        if found is not None:
            return found


def generate_rsa(bits: int, exponent: int, pss: PssParameters | None, is_pss: bool) -> RsaKey:
    if bits < SMALLEST_RSA:
        raise bare_error('1C8000AB', PROVIDER, 'key size too small')
    if exponent == 0:
        raise Error('Key generation job failed')
    if exponent % 2 == 0 or exponent == 1:
        raise bare_error('020000B2', RSA, 'pub exponent out of range')
    e = BigInt(exponent)
    while True:
        p = _rsa_prime((bits + 1) >> 1, e)
        q = _rsa_prime(bits >> 1, e)
        if q > p:
            p, q = q, p
        n = p * q
        if p != q and bit_length(n) == bits:
            d = invert(e, (p - ONE) * (q - ONE) / greatest_common_divisor(p - ONE, q - ONE))
            return RsaKey(n, e, complete_private(n, e, d, p, q), pss, is_pss)


def generate_ec(curve: Curve, explicit: bool) -> EcKey:
    scalar = random_below(curve.n)
    return EcKey(curve, public_point(curve, scalar), scalar, explicit, UNCOMPRESSED)


def generate_okp(okp: OkpKind) -> OkpKey:
    return from_seed(okp, randomBytes(okp.size))


def _dsa_prime(bits: int, q: object) -> object:
    """p with q dividing p - 1."""
    step = q << ONE
    top = ONE << BigInt(bits - 1)
    while True:
        start = top | random_bits(bits - 1)
        first = start - mod(start, step) + ONE
        found = find_prime(first if first >= top else first + step, step, top << ONE, False, lambda p: True)
        if found is not None:
            return found


def _dsa_generator(p: object, q: object) -> object:
    exponent = (p - ONE) / q
    base = TWO
    while True:
        g = power(base, exponent, p)
        if g > ONE:
            return g
        base += ONE


def generate_dsa(bits: int, divisor_bits: int) -> FfcKey:
    wanted = divisor_bits
    if wanted < 0:
        wanted = 160 if bits < 2048 else 256
    if bits < SMALLEST_FFC or wanted not in DIVISOR_SIZES:
        raise bare_error('030000E9', EVP, 'provider keymgmt failure')
    if bits < SMALLEST_DSA:
        raise bare_error('05000072', 'dsa routines', 'bad ffc parameters')
    q = random_prime(wanted, False, None, None)
    p = _dsa_prime(bits, q)
    g = _dsa_generator(p, q)
    x = random_below(q)
    return FfcKey('dsa', DSA_OID, [p, q, g], power(g, x, p), x)


def dh_pair(p: object, g: object, private_bits: int) -> FfcKey:
    """`private_bits` 0: as long as the prime allows."""
    size = bit_length(p)
    if private_bits > 0:
        x = random_below(ONE << BigInt(private_bits))
    else:
        x = random_below((p - ONE) >> ONE) if size < 4 else random_bits(size - 2) | (ONE << BigInt(size - 2))
    return FfcKey('dh', DH_OID, [p, g], power(g, x, p), x)


def generate_dh_group(name: str) -> FfcKey:
    group = find_group(name)
    return dh_pair(group.p, group.g, private_bits_of_group(group))


def check_dh_size(bits: int) -> None:
    if bits < SMALLEST_DH:
        raise bare_error('0280007E', DH, 'modulus too small')
    if bits > LARGEST_DH:
        raise bare_error('0280007D', DH, 'modulus too large')


def generate_dh(prime: Uint8Array | None, bits: int, generator: int) -> FfcKey:
    if prime is not None:
        p = from_bytes(prime)
        check_dh_size(bit_length(p))
        return dh_pair(p, BigInt(generator), 0)
    check_dh_size(bits)
    if generator < 2:
        raise bare_error('02800065', DH, 'bad generator')
    return dh_pair(safe_prime(bits, generator), BigInt(generator), 0)
