"""Numbers in the shell: decimal arguments of builtins, and C constants in arithmetic. 64 bits, never rounded."""

from __future__ import annotations

from runtime_py.platform.integers import exact, minus, plus, times

MOST_INT64 = exact('9223372036854775807', 10)
LEAST_INT64 = minus(minus(0, MOST_INT64), 1)
MOST_UINT64 = exact('18446744073709551615', 10)
MOST_INT = 0x7FFFFFFF
_DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
_LARGE_DIGITS = _DIGITS + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ@_'
_SHORT = 15  # this many digits always fit
_BLANKS = ' \t\n\r\v\f'


def are_digits(text: str, base: int = 10) -> bool:
    """Whether the text consists of digits of the base, at least one."""
    if base == 10:
        return text != '' and is_plain(text)
    for char in text:
        value = _DIGITS.find(char)
        if value < 0 or value >= base:
            return False
    return text != ''


def is_plain(text: str) -> bool:
    """Whether the text has only decimal digits."""
    for char in text:
        if char < '0' or char > '9':
            return False
    return True


def decimal(text: str) -> int | None:
    """A signed decimal number between blanks; None when it isn't one or needs more than 64 bits."""
    if 0 < len(text) < _SHORT and is_plain(text):
        return int(text)
    body = text.strip(_BLANKS)
    digits = body[1:] if body[:1] in ('-', '+') else body
    if not are_digits(digits):
        return None
    value = exact(digits, 10)
    if body.startswith('-'):
        value = minus(0, value)
    return value if LEAST_INT64 <= value <= MOST_INT64 else None


def integer(text: str) -> int | None:
    """A signed decimal number of any size, without blanks."""
    digits = text[1:] if text[:1] in ('-', '+') else text
    if not are_digits(digits):
        return None
    return minus(0, exact(digits, 10)) if text.startswith('-') else exact(digits, 10)


def count(text: str) -> int | None:
    """Digits up to 2**31 - 1: the arguments of `shift`, `exit` and `break`."""
    if not are_digits(text) or len(text.lstrip('0')) > 10:
        return None
    value = int(text)
    return value if value <= MOST_INT else None


def constant(text: str) -> int | None:
    """An unsigned C constant: decimal, 0x hexadecimal, 0 octal, and base#digits, up to base 64. It may exceed 64 bits.
    None when it isn't one."""
    if 0 < len(text) < _SHORT and is_plain(text) and (text[0] != '0' or len(text) == 1):
        return int(text)
    digits = text.lower()
    base = 10
    if digits.startswith('0x'):
        base = 16
        digits = digits[2:]
    elif '#' in digits:
        given = digits[: digits.find('#')]
        digits = digits[digits.find('#') + 1 :]
        base = int(given) if are_digits(given) and len(given) < 3 else 0
        if base > 36:
            return _in_large_base(text[text.find('#') + 1 :], base) if base <= 64 else None
        if base < 2:
            return None
    elif digits.startswith('0') and len(digits) > 1:
        base = 8
    return exact(digits, base) if are_digits(digits, base) else None


def _in_large_base(text: str, base: int) -> int | None:
    """Digits, small letters, capitals, @ and _."""
    value = 0
    for char in text:
        digit = _LARGE_DIGITS.find(char)
        if digit < 0 or digit >= base:
            return None
        value = plus(times(value, base), digit)
    return value if text != '' else None
