"""Floating-point numbers as C's printf writes them: %f %e %g (C11 7.21.6.1). Pure."""
from __future__ import annotations

from runtime_py.platform.numbers import to_exponential, to_fixed
from runtime_py.platform.text import parse_int

_DEFAULT_PRECISION = 6


def format_float(value: float, conversion: str, precision: int, alternative: bool) -> str:
    """The digits of a finite number, with a minus; a precision below 0 is the default."""
    digits = _DEFAULT_PRECISION if precision < 0 else precision
    kind = conversion.lower()
    if kind == 'f':
        text = to_fixed(value, digits)
    elif kind == 'e':
        text = _exponential(value, digits)
    else:
        text = _general(value, max(1, digits), alternative)
    return text.upper() if conversion != kind else text


def _exponential(value: float, digits: int) -> str:
    text = to_exponential(value, digits)
    at = text.find('e')
    exponent = text[at + 2:]
    return text[:at + 2] + ('0' + exponent if len(exponent) < 2 else exponent)


def _general(value: float, precision: int, alternative: bool) -> str:
    """%e's style when the exponent is below -4 or not below the precision; no zeros at the end."""
    scientific = _exponential(value, precision - 1)
    at = scientific.find('e')
    exponent = parse_int(scientific[at + 1:], 10)
    if exponent is not None and -4 <= exponent < precision:
        text = to_fixed(value, precision - 1 - exponent)
        return text if alternative else _trimmed(text)
    return scientific if alternative else _trimmed(scientific[:at]) + scientific[at:]


def _trimmed(text: str) -> str:
    return text.rstrip('0').rstrip('.') if '.' in text else text
