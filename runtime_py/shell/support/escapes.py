"""Backslash escapes of echo -e, of printf's formats and its %b (POSIX XCU printf, with bash's \\x \\u \\U \\e)."""

from __future__ import annotations

from runtime_py.platform.octets import octet_text
from runtime_py.platform.text import from_code_points

_LETTERS = 'abefnrtv\\'
_VALUES = '\a\b\x1b\f\n\r\t\v\\'
_DIGITS = '0123456789abcdef'


class Unescaped:
    """`stop`: \\c was seen, which ends the output."""

    def __init__(self, text: str, stop: bool) -> None:
        self.text = text
        self.stop = stop


class Escape:
    """One escape: its text, and its end."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.end = end


def unescape(text: str) -> Unescaped:
    found = ''
    k = 0
    while k < len(text):
        if text[k] != '\\' or k + 1 >= len(text):
            found += text[k]
            k += 1
        elif text[k + 1] == 'c':
            return Unescaped(found, True)
        else:
            # in this syntax an octal number is \0 and up to three digits
            escape = _numeric(text, k, k + 2, 8, 3) if text[k + 1] == '0' else escape_at(text, k)
            found += escape.text
            k = escape.end
    return Unescaped(found, False)


def escape_at(text: str, k: int) -> Escape:
    """The escape at a backslash; an unknown one is literal."""
    letter = text[k + 1 : k + 2]
    at = _LETTERS.find(letter)
    if letter != '' and at >= 0:
        return Escape(_VALUES[at], k + 2)
    if letter == 'x':
        return _numeric(text, k, k + 2, 16, 2)
    if letter == 'u' or letter == 'U':
        end = digits_end(text, k + 2, 16, 4 if letter == 'u' else 8)
        if end > k + 2:
            return Escape(from_code_points([number(text[k + 2 : end], 16)]), end)
    if letter != '' and letter in '01234567':
        return _numeric(text, k, k + 1, 8, 3)
    return Escape('\\' + letter, k + 1 + len(letter))


def _numeric(text: str, k: int, start: int, base: int, most: int) -> Escape:
    end = digits_end(text, start, base, most)
    if end == start and base == 16:
        return Escape(text[k:start], start)
    return Escape(octet_text(number(text[start:end], base) & 0xFF), end)


def _is_digit(char: str, base: int) -> bool:
    value = _DIGITS.find(char.lower())
    return 0 <= value < base


def digits_end(text: str, start: int, base: int, most: int) -> int:
    end = start
    while end < len(text) and end - start < most and _is_digit(text[end], base):
        end += 1
    return end


def number(digits: str, base: int) -> int:
    value = 0
    for digit in digits:
        value = value * base + _DIGITS.find(digit.lower())
    return value
