"""Twin of platform/integers.py."""

from __future__ import annotations


def exact(digits: str, base: int) -> int:
    return int(digits, base)


def plus(a: int, b: int) -> int:
    return a + b


def minus(a: int, b: int) -> int:
    return a - b


def times(a: int, b: int) -> int:
    return a * b


def quotient(a: int, b: int) -> int:
    whole = abs(a) // abs(b)
    return whole if (a < 0) == (b < 0) else -whole


def remainder(a: int, b: int) -> int:
    return a - quotient(a, b) * b


def to_int64(value: int) -> int:
    low = value & 0xFFFFFFFFFFFFFFFF
    return low - (1 << 64) if low >> 63 else low


def and64(a: int, b: int) -> int:
    return a & b


def or64(a: int, b: int) -> int:
    return a | b


def xor64(a: int, b: int) -> int:
    return a ^ b


def shift_left64(a: int, count: int) -> int:
    return to_int64(a << (count & 63))


def shift_right64(a: int, count: int) -> int:
    return a >> (count & 63)


def unsigned64_text(value: int, base: int) -> str:
    rest = value & 0xFFFFFFFFFFFFFFFF
    digits = ''
    while rest > 0:
        digits = '0123456789abcdefghijklmnopqrstuvwxyz'[rest % base] + digits
        rest //= base
    return digits or '0'
