"""generatePrime and checkPrime. Must not know: how primes are found."""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.bignum import ZERO, bit_length, from_bytes, to_bytes
from runtime_py.node.crypto.failures import bare_error
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.primes import known_prime, random_prime
from runtime_py.node.realm.callbacks import coded_error, plain_bytes
from runtime_py.node.realm.host import hidden


def number_of(octets: object) -> object:
    return None if octets is None else from_bytes(plain_bytes(octets).slice())


class RandomPrimeJob(Job):
    _inputs: list

    def __init__(self, mode: int, bits: int, safe: bool, add: object, rem: object) -> None:
        super().__init__(mode, 'RANDOMPRIMEREQUEST')
        step = number_of(add)
        rest = number_of(rem)
        if step is not None:
            if bit_length(step) > bits:
                raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.add')
            if rest is not None and step <= rest:
                raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.rem')
        hidden(self, '_inputs', [bits, safe, step, rest])

    def work(self) -> object:
        bits, safe, add, rem = self._inputs
        if add is not None and add == ZERO:
            raise bare_error('01800067', 'bignum routines', 'div by zero')
        return to_bytes(random_prime(bits, safe, add, rem), (bits + 7) >> 3).buffer


class CheckPrimeJob(Job):
    _candidate: Any
    _checks: int

    def __init__(self, mode: int, candidate: object, checks: int) -> None:
        super().__init__(mode, 'CHECKPRIMEREQUEST')
        hidden(self, '_candidate', number_of(candidate))
        hidden(self, '_checks', checks)

    def work(self) -> object:
        return known_prime(self._candidate, self._checks)


PRIME_JOBS = {'RandomPrimeJob': RandomPrimeJob, 'CheckPrimeJob': CheckPrimeJob}
