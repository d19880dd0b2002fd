"""The floating-point numbers of IEEE 754 in memory, and their shortest texts (od -f). Pure."""

from __future__ import annotations

from runtime_py.shell.support.float_format import format_float

_INFINITY = float('inf')
_NOT_A_NUMBER = float('nan')


def decoded(octets: list[int]) -> float:
    """The number in 4 or 8 octets, the highest first."""
    bits = 8 if len(octets) == 4 else 11
    places = len(octets) * 8 - 1 - bits
    exponent = 0
    mantissa = 0.0
    taken = 0
    for k, octet in enumerate(octets):
        for bit in range(7, -1, -1):
            if k == 0 and bit == 7:
                continue
            value = (octet >> bit) & 1
            if taken < bits:
                exponent = exponent * 2 + value
            else:
                mantissa = mantissa * 2 + value
            taken += 1
    sign = -1.0 if octets[0] >= 128 else 1.0
    bias = 2 ** (bits - 1) - 1
    if exponent == 2 * bias + 1:
        return sign * _INFINITY if mantissa == 0 else _NOT_A_NUMBER
    if exponent == 0:
        return sign * (mantissa * 2.0**-places) * 2.0 ** (1 - bias)
    return sign * (1 + mantissa * 2.0**-places) * 2.0 ** (exponent - bias)


def shortest(value: float, size: int) -> str:
    """The shortest decimal form that is nearer to this number of `size` octets than to any other."""
    if value != value:
        return 'nan'
    if value in (_INFINITY, -_INFINITY):
        return 'inf' if value > 0 else '-inf'
    normal = abs(value) >= 2.0 ** (-126 if size == 4 else -1022)
    first = (6 if size == 4 else 15) if normal else 1
    last = 9 if size == 4 else 17
    for precision in range(first, last):
        text = format_float(value, 'g', precision, False)
        if _single(float(text)) == value if size == 4 else float(text) == value:
            return text
    return format_float(value, 'g', last, False)


def _single(value: float) -> float:
    """Rounded to the nearest number of four octets, ties to even."""
    if value == 0:
        return value
    size = abs(value)
    exponent = -126
    while exponent < 127 and 2.0 ** (exponent + 1) <= size:
        exponent += 1
    unit = 2.0 ** (exponent - 23)
    steps = size / unit
    whole = steps // 1
    rest = steps - whole
    if rest > 0.5 or (rest == 0.5 and whole % 2 == 1):
        whole += 1
    return (1 if value > 0 else -1) * whole * unit
