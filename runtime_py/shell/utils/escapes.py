"""Backslash escapes of echo -e and printf's %b (POSIX XCU printf)."""
from __future__ import annotations

_LETTERS = 'abefnrtv\\'
_VALUES = '\a\b\x1b\f\n\r\t\v\\'


class Unescaped:
    """`stop`: a \\c was seen, nothing more is to be written."""

    def __init__(self, text: str, stop: bool) -> None:
        self.text = text
        self.stop = stop


def unescape(text: str) -> Unescaped:
    found = ''
    k = 0
    while k < len(text):
        if text[k] != '\\' or k + 1 >= len(text):
            found += text[k]
            k += 1
            continue
        letter = text[k + 1]
        at = _LETTERS.find(letter)
        if letter == 'c':
            return Unescaped(found, True)
        if at >= 0:
            found += _VALUES[at]
            k += 2
        elif letter == 'x' or letter in '01234567':
            start = k + 2 if letter in 'x0' else k + 1
            end = digits_end(text, start, 16 if letter == 'x' else 8, 2 if letter == 'x' else 3)
            found += chr(number(text[start:end], 16 if letter == 'x' else 8)) if end > start or letter == '0' else '\\' + letter
            k = max(end, k + 2)
        else:
            found += '\\' + letter
            k += 2
    return Unescaped(found, False)


def digits_end(text: str, start: int, base: int, most: int) -> int:
    end = start
    while end < len(text) and end - start < most and 0 <= '0123456789abcdef'.find(text[end].lower()) < base:
        end += 1
    return end


def number(digits: str, base: int) -> int:
    value = 0
    for digit in digits:
        value = value * base + '0123456789abcdef'.find(digit.lower())
    return value
