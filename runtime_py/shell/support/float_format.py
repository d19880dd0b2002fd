"""Floating-point numbers as C's printf writes them: %f %e %g (C11 7.21.6.1). Pure."""

from __future__ import annotations

from runtime_py.platform.numbers import to_exponential, to_fixed
from runtime_py.platform.text import parse_int, repeat

_DEFAULT_PRECISION = 6
_BEHIND = 30  # extra digits that distinguish a tie from values near it
_TIE = '5' + repeat('0', _BEHIND - 1)
_EVEN = '02468'
_MOST_OF_TIE = 60  # digits; the host supports at most 100


def format_float(value: float, conversion: str, precision: int, alternative: bool) -> str:
    """The digits of a finite number, with a minus sign; a precision below 0 means the default."""
    digits = _DEFAULT_PRECISION if precision < 0 else precision
    kind = conversion.lower()
    if kind == 'f':
        text = _fixed(value, digits)
    elif kind == 'e':
        text = _exponential(value, digits)
    else:
        text = _general(value, max(1, digits), alternative)
    return text.upper() if conversion != kind else text


def _fixed(value: float, digits: int) -> str:
    """Rounds ties to even, as C does; the host rounds them away from zero."""
    text = to_fixed(value, digits)
    if digits > _MOST_OF_TIE or value * 2 ** (digits + 1) % 1 != 0:
        return text
    longer = to_fixed(value, digits + _BEHIND)
    cut = len(longer) - _BEHIND
    below = longer[:cut].rstrip('.')
    return below if longer[cut:] == _TIE and below[len(below) - 1] in _EVEN else text


def _rounded_exponential(value: float, digits: int) -> str:
    text = to_exponential(value, digits)
    if digits > _MOST_OF_TIE:
        return text
    longer = to_exponential(value, digits + _BEHIND)
    at = longer.find('e')
    cut = at - _BEHIND
    below = longer[:cut].rstrip('.')
    return below + longer[at:] if longer[cut:at] == _TIE and below[len(below) - 1] in _EVEN else text


def _exponential(value: float, digits: int) -> str:
    text = _rounded_exponential(value, digits)
    at = text.find('e')
    exponent = text[at + 2 :]
    return text[: at + 2] + ('0' + exponent if len(exponent) < 2 else exponent)


def _general(value: float, precision: int, alternative: bool) -> str:
    """Uses %e's style when the exponent is below -4 or at least the precision; no trailing zeros."""
    scientific = _exponential(value, precision - 1)
    at = scientific.find('e')
    exponent = parse_int(scientific[at + 1 :], 10)
    if exponent is not None and -4 <= exponent < precision:
        text = _fixed(value, precision - 1 - exponent)
        return text if alternative else _trimmed(text)
    return scientific if alternative else _trimmed(scientific[:at]) + scientific[at:]


def _trimmed(text: str) -> str:
    return text.rstrip('0').rstrip('.') if '.' in text else text
