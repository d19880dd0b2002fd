"""Numbers: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, to_hex
from runtime_py.platform.numbers import (
    arc_tangent,
    cosine,
    exponential,
    float_bytes,
    float_of,
    float_remainder,
    imul,
    is_integer,
    logarithm,
    power,
    sine,
    square_root,
    to_exponential,
    to_fixed,
    trunc,
    u32,
)


def test_whole_numbers() -> None:
    assert u32(-1) == 4294967295 and u32(5) == 5 and imul(-5, 12) == -60 and imul(65536, 65536) == 0
    assert imul(2147483647, 2) == -2
    assert is_integer(3) and is_integer(3.0) and not is_integer(3.5) and not is_integer('3')
    assert trunc(3.9) == 3 and trunc(-3.9) == -3


def test_functions() -> None:
    assert exponential(0) == 1 and logarithm(1) == 0 and sine(0) == 0 and cosine(0) == 1 and square_root(9) == 3
    assert power(2, 10) == 1024 and power(2, -1) == 0.5 and arc_tangent(0, 1) == 0
    assert float_remainder(7.5, 2) == 1.5 and float_remainder(-7.5, 2) == -1.5


def test_texts() -> None:
    assert to_fixed(1.005, 2) == '1.00' and to_fixed(2.5, 0) in ['2', '3'] and to_fixed(-1.25, 1) in ['-1.2', '-1.3']
    assert to_fixed(1234.5678, 3) == '1234.568' and to_fixed(0, 2) == '0.00'
    assert to_exponential(12345.678, 2) == '1.23e+4' and to_exponential(0.00012, 1) == '1.2e-4'


def test_floats_as_octets() -> None:
    out = alloc(10)
    float_bytes(1.5, out, 1)
    assert to_hex(out) == '00000000000000f83f00' and float_of(out, 1) == 1.5
