"""Integers beyond 2**53, and 64-bit ones."""

from __future__ import annotations

from runtime_py.platform.integers import (
    and64,
    exact,
    minus,
    or64,
    plus,
    quotient,
    remainder,
    shift_left64,
    shift_right64,
    times,
    to_int64,
    unsigned64_text,
    xor64,
)

LARGE = exact('9223372036854775807', 10)
LEAST = minus(minus(0, LARGE), 1)


def test_small_values_stay_numbers():
    assert (
        plus(2, 3) == 5
        and minus(2, 3) == -1
        and times(-4, 5) == -20
        and quotient(-7, 2) == -3
        and remainder(-7, 2) == -1
    )
    assert str(times(-1, 0)) == '0' and str(quotient(0, -3)) == '0' and str(remainder(-4, 2)) == '0'
    assert plus(exact('9007199254740992', 10), -1) == 9007199254740991


def test_large_values_are_exact():
    assert str(plus(exact('9007199254740991', 10), 2)) == '9007199254740993'
    assert str(times(94906267, 94906267)) == '9007199515875289'
    assert str(times(LARGE, LARGE)) == '85070591730234615847396907784232501249'
    assert str(quotient(LARGE, 3)) == '3074457345618258602' and remainder(minus(0, LARGE), 10) == -7
    assert str(quotient(exact('9007199254740991', 10), 2)) == '4503599627370495'
    assert str(exact('ffffffffffffffff', 16)) == '18446744073709551615'
    assert LARGE > 9007199254740991 and LEAST < -1 and exact('9007199254740993', 10) == exact('20000000000001', 16)


def test_64_bits_wrap():
    assert to_int64(plus(LARGE, 1)) == LEAST and to_int64(minus(LEAST, 1)) == LARGE and to_int64(times(LARGE, 2)) == -2
    assert to_int64(quotient(LEAST, -1)) == LEAST and remainder(LEAST, -1) == 0
    assert (
        shift_left64(1, 63) == LEAST
        and shift_left64(1, 64) == 1
        and shift_left64(1, -1) == LEAST
        and shift_left64(3, 20) == 3145728
    )
    assert (
        shift_right64(LEAST, 63) == -1
        and shift_right64(-8, 1) == -4
        and shift_right64(1, -1) == 0
        and shift_right64(4294967296, 4) == 268435456
    )


def test_bits():
    assert (
        and64(4294967295, 4278255360) == 4278255360
        and or64(4294967296, 1) == 4294967297
        and xor64(-1, 4294967296) == -4294967297
    )
    assert and64(-1, 255) == 255 and or64(-8, 1) == -7 and xor64(5, 3) == 6
    assert (
        unsigned64_text(-1, 16) == 'ffffffffffffffff'
        and unsigned64_text(LEAST, 10) == '9223372036854775808'
        and unsigned64_text(0, 8) == '0'
    )
