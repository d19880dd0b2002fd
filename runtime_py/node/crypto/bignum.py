"""Big integers: to and from bytes, random ones, and the sieve that finds candidates for primes. JavaScript's BigInt:
`/` divides whole numbers.

Knows: numbers. Must not know: keys, algorithms, errors of Node. micro-rsa-dsa-dh tests candidates for primality, by
FIPS 186-5."""

from __future__ import annotations

from npm_modules.micro_primality import isProbablePrime
from npm_modules.noble_curve_utils import bitLen, bytesToNumberBE, numberToBytesBE, numberToVarBytesBE, randomBytes
from npm_modules.noble_modular import mod

from runtime_py.platform.maps import Map

ZERO = BigInt(0)
ONE = BigInt(1)
TWO = BigInt(2)
SMALL_LIMIT = 16384
WINDOW = 4096  # candidates per sieve
# a safe prime is so rare that more sieving pays off
SAFE_LIMIT = 1048576
SAFE_WINDOW = 65536
PRIME_ROUNDS = 5


def from_bytes(octets: Uint8Array) -> object:
    return bytesToNumberBE(octets) if octets.length > 0 else ZERO


def to_bytes(number: object, length: int) -> Uint8Array:
    """Big-endian, exactly `length` bytes."""
    return numberToBytesBE(number, length) if length > 0 else Uint8Array(0)


def to_short_bytes(number: object) -> Uint8Array:
    """Big-endian without leading zeros; zero has no bytes."""
    return Uint8Array(0) if number == ZERO else numberToVarBytesBE(number)


def bit_length(number: object) -> int:
    return 0 if number == ZERO else bitLen(number)


def byte_length(number: object) -> int:
    return (bit_length(number) + 7) >> 3


def greatest_common_divisor(a: object, b: object) -> object:
    while b != ZERO:
        rest = mod(a, b)
        a = b
        b = rest
    return a


def random_bits(bits: int) -> object:
    """Below two to the power of `bits`."""
    length = (bits + 7) >> 3
    if length == 0:
        return ZERO
    return BigInt.asUintN(bits, from_bytes(randomBytes(length)))


def random_below(limit: object) -> object:
    """A uniformly random number from 1 to `limit` - 1."""
    bits = bit_length(limit)
    found = random_bits(bits)
    while found == ZERO or found >= limit:
        found = random_bits(bits)
    return found


def _primes_below(limit: int) -> list:
    marks = Uint8Array(limit)
    primes = []
    for n in range(2, limit):
        if marks[n] == 0:
            primes.append(n)
            for multiple in range(n * n, limit, n):
                marks[multiple] = 1
    return primes


_tables: Map = Map()


def primes_below(limit: int) -> list:
    found = _tables.get(limit)
    if found is None:
        found = _primes_below(limit)
        _tables.set(limit, found)
    return found


def small_primes() -> list:
    return primes_below(SMALL_LIMIT)


def passes_fermat(number: object) -> bool:
    """Whether 2**(n-1) is 1 modulo n: the cheap test that nearly every composite fails. Processes the exponent from its
    highest bit, so that a doubling is a shift."""
    bits = (number - ONE).toString(2)
    power = ONE
    for i in range(len(bits)):
        power = mod(power * power, number)
        if bits[i] == '1':
            power = power << ONE
            if power >= number:
                power -= number
    return power == ONE


def is_prime(number: object, rounds: int = PRIME_ROUNDS) -> bool:
    """False for composites; true for primes and, with probability below 2**-100, for a composite."""
    if number < TWO:
        return False
    if number == TWO:
        return True
    if (number & ONE) == ZERO or (number > BigInt(SMALL_LIMIT) and not passes_fermat(number)):
        return False
    return isProbablePrime(number, max(rounds, PRIME_ROUNDS))


def _inverse_small(a: int, prime: int) -> int:
    """a**-1 modulo a small prime, for a not divisible by it."""
    old_rest, rest, old_factor, factor = a % prime, prime, 1, 0
    while rest != 0:
        quotient = old_rest // rest
        old_rest, rest = rest, old_rest - quotient * rest
        old_factor, factor = factor, old_factor - quotient * factor
    return old_factor % prime


def sieve(start: object, step: object, safe: bool, use_primes: list, window: int) -> Uint8Array:
    """Marks each k for which start + k * step (or half of it, rounded down, when `safe`) has a small factor."""
    marks = Uint8Array(window)
    for prime in use_primes:
        # a number that is itself this prime must not be marked: callers only search above the small primes
        if prime == 2:
            # the caller's step keeps candidates odd
            continue
        big = BigInt(prime)
        per_step = Number(mod(step, big))
        rest = Number(mod(start, big))
        if per_step == 0:
            if rest == 0 or (safe and rest == 1):
                marks.fill(1)
            continue
        inverse = _inverse_small(per_step, prime)
        for target in [0, 1] if safe else [0]:
            # start + k*step = target (mod prime); for a safe prime p, (p-1)/2 is divisible when p = 1 (mod prime)
            first = ((target - rest + prime) * inverse) % prime
            for k in range(first, window, prime):
                marks[k] = 1
    return marks


def find_prime(start: object, step: object, limit: object, safe: bool, suits: object) -> object:
    """The first prime start + k * step below `limit` that `suits`; None when there is none in the window of
    candidates."""
    wide = safe and bit_length(limit) > 256
    window = SAFE_WINDOW if wide else WINDOW
    use_primes = primes_below(SAFE_LIMIT) if wide else small_primes()
    marks = sieve(start, step, safe, use_primes, window)
    candidate = start
    for k in range(window):
        if candidate >= limit:
            return None
        if marks[k] == 0 and suits(candidate) and passes(candidate, safe):
            return candidate
        candidate += step
    return None


def passes(candidate: object, safe: bool) -> bool:
    if not safe:
        return is_prime(candidate)
    # first the cheap test on both
    half = candidate >> ONE
    return passes_fermat(half) and is_prime(candidate) and is_prime(half)
