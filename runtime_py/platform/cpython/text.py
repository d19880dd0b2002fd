"""Twin of platform/text.py."""

from __future__ import annotations

_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'


def pad_left(text: str, width: int, fill: str = ' ') -> str:
    return text.rjust(width, fill)


def pad_right(text: str, width: int, fill: str = ' ') -> str:
    return text.ljust(width, fill)


def repeat(text: str, times: int) -> str:
    return text * times


def is_well_formed(text: str) -> bool:
    try:
        text.encode('utf-8')
    except UnicodeEncodeError:
        return False
    return True


def unit_count(text: str, at: int) -> int:
    return 1


def error_text(error: object) -> str:
    return str(error)


def to_base(n: int, base: int) -> str:
    if n < 0:
        return '-' + to_base(-n, base)
    return (to_base(n // base, base) if n >= base else '') + _DIGITS[n % base]


def parse_int(text: str, base: int) -> int | None:
    digits = text[1:] if text[:1] in ('-', '+') else text
    if digits == '':
        return None
    value = 0
    for c in digits.lower():
        d = _DIGITS.find(c)
        if d < 0 or d >= base:
            return None
        value = value * base + d
    return -value if text.startswith('-') else value


def code_points(text: str) -> list[int]:
    return [ord(c) for c in text]


def from_code_points(points: list[int]) -> str:
    return ''.join(chr(p) for p in points)


def compare(a: str, b: str) -> int:
    return -1 if a < b else 1 if a > b else 0
