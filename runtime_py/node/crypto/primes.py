"""Random primes as from OpenSSL's BN_generate_prime_ex: of an exact length, optionally safe, optionally with a given
residue.

Must not know: keys.
"""

from __future__ import annotations

from npm_modules.noble_modular import mod

from runtime_py.node.crypto.bignum import ONE, TWO, ZERO, find_prime, is_prime, random_bits, small_primes
from runtime_py.node.crypto.failures import bare_error

# below this many bits, candidates aren't sieved
TINY = 24
# DH_generate_parameters: the residue that makes the generator's order large
GENERATOR_RESIDUES = {'2': [24, 23], '5': [60, 59]}


def random_prime(bits: int, safe: bool, add: object, rem: object) -> object:
    """`add` and `rem` are numbers or None."""
    if bits < 2 or (safe and add is None and bits < 6 and bits != 3):
        raise bare_error('01800076', 'bignum routines', 'bits too small')
    if bits <= TINY:
        return _tiny_prime(bits, safe, add, rem)
    top = (ONE << BigInt(bits - 1)) | (ONE << BigInt(bits - 2)) if add is None else ONE << BigInt(bits - 1)
    limit = ONE << BigInt(bits)
    while True:
        found = _from(top | random_bits(bits - (2 if add is None else 1)), limit, safe, add, rem)
        if found is not None:
            return found


def _from(start: object, limit: object, safe: bool, add: object, rem: object) -> object:
    if add is None:
        step = BigInt(4 if safe else 2)
        return find_prime(start | (BigInt(3) if safe else ONE), step, limit, safe, lambda candidate: True)
    residue = (BigInt(3) if safe else ONE) if rem is None else rem
    first = start - mod(start, add) + residue
    if first << ONE < limit:
        first += add
    return find_prime(
        first,
        add,
        limit,
        safe,
        lambda candidate: (candidate & ONE) == ONE and (not safe or (candidate & BigInt(3)) == BigInt(3)),
    )


def _suits(candidate: int, safe: bool, add: object, rem: object) -> bool:
    big = BigInt(candidate)
    if add is not None:
        residue = (BigInt(3) if safe else ONE) if rem is None else rem
        if mod(big, add) != mod(residue, add):
            return False
    return is_prime(big) and (not safe or is_prime(big >> ONE))


def _tiny_prime(bits: int, safe: bool, add: object, rem: object) -> object:
    """Sets the two highest bits unless there are other conditions."""
    low = 2 ** (bits - 1) + (2 ** (bits - 2) if add is None and bits > 1 else 0)
    high = 2**bits
    begin = low + Number(random_bits(bits)) % (high - low)
    for candidate in [*range(begin, high), *range(low, begin)]:
        if _suits(candidate, safe, add, rem):
            return BigInt(candidate)
    raise bare_error('01800076', 'bignum routines', 'bits too small')


def safe_prime(bits: int, generator: int) -> object:
    """For Diffie-Hellman parameters."""
    pair = GENERATOR_RESIDUES[str(generator)]
    if pair is None:
        pair = [12, 11]
    return random_prime(bits, True, BigInt(pair[0]), BigInt(pair[1]))


def known_prime(number: object, rounds: int) -> bool:
    if number < TWO or (number != TWO and (number & ONE) == ZERO):
        return False
    for prime in small_primes():
        big = BigInt(prime)
        if number == big:
            return True
        if mod(number, big) == ZERO:
            return False
    return is_prime(number, rounds)
