"""Twin of platform/numbers.py."""

from __future__ import annotations

import decimal
import math
import struct
from typing import Any


def u32(x: int) -> int:
    return int(x) & 0xFFFFFFFF


def imul(a: int, b: int) -> int:
    product = (int(a) * int(b)) & 0xFFFFFFFF
    return product - (1 << 32) if product & (1 << 31) else product


def is_integer(x: object) -> bool:
    return isinstance(x, int) and not isinstance(x, bool) or isinstance(x, float) and x.is_integer()


def exponential(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def trunc(x: float) -> int:
    return math.trunc(x)


def float_bytes(value: float, target: Any, at: int) -> None:
    target[at : at + 8] = struct.pack('<d', value)


def float_of(source: Any, at: int) -> float:
    return float(struct.unpack('<d', bytes(source[at : at + 8]))[0])


def to_fixed(x: float, digits: int) -> str:
    exact = decimal.Decimal(x).quantize(
        decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP, decimal.Context(prec=400)
    )
    return f'{exact:f}'


def to_exponential(x: float, digits: int) -> str:
    text = f'{x:.{digits}e}'
    mantissa, exponent = text.split('e')
    return f'{mantissa}e{exponent[0]}{exponent[1:].lstrip("0") or "0"}'


def sine(x: float) -> float:
    return math.sin(x) if math.isfinite(x) else math.nan


def cosine(x: float) -> float:
    return math.cos(x) if math.isfinite(x) else math.nan


def arc_tangent(y: float, x: float) -> float:
    return math.atan2(y, x)


def logarithm(x: float) -> float:
    if x == 0:
        return -math.inf
    return math.log(x) if x > 0 else math.nan


def square_root(x: float) -> float:
    return math.sqrt(x) if x >= 0 else math.nan


def power(x: float, y: float) -> float:
    try:
        return math.pow(x, y) if not (abs(x) == 1 and not math.isfinite(y)) else math.nan
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf
    except ValueError:
        return math.inf if x == 0 else math.nan


def float_remainder(x: float, y: float) -> float:
    return math.fmod(x, y) if math.isfinite(x) else math.nan
