"""Floating-point numbers as C's printf writes them: the texts are those of glibc."""

from __future__ import annotations

from runtime_py.shell.support.float_format import format_float

CASES: list[list] = [
    [0.0, 'f', -1, '0.000000'],
    [1.5, 'f', 0, '2'],
    [2.5, 'f', 0, '2'],
    [0.125, 'f', 2, '0.12'],
    [0.375, 'f', 2, '0.38'],
    [-2.5, 'f', 0, '-2'],
    [1e21, 'f', 0, '1000000000000000000000'],
    [12345.678, 'e', -1, '1.234568e+04'],
    [2.5, 'e', 0, '2e+00'],
    [1e-100, 'e', 2, '1.00e-100'],
    [1e-7, 'E', 1, '1.0E-07'],
    [100000.0, 'g', -1, '100000'],
    [1000000.0, 'g', -1, '1e+06'],
    [0.0001, 'g', -1, '0.0001'],
    [0.00001, 'g', -1, '1e-05'],
    [0.5, 'g', 0, '0.5'],
    [2.5, 'g', 1, '2'],
    [123456789.0, 'G', 3, '1.23E+08'],
]


def test_as_in_c() -> None:
    for value, conversion, precision, expected in CASES:
        assert format_float(value, conversion, precision, False) == expected, expected


def test_the_alternative_form_keeps_zeros() -> None:
    assert [format_float(value, 'g', 4, True) for value in [1.5, 1e10]] == ['1.500', '1.000e+10']
