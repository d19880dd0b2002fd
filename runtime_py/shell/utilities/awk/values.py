"""awk's values (POSIX XCU awk, Expressions in awk): a number, a string (str), None for uninitialized values, and Input
for text from outside, which counts as a number when it looks like one. Arrays are maps from text to values. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.numbers import to_fixed

_BLANKS = ' \t\n\r\v\f'
_EXACT_DIGITS = 15  # numbers of this many digits are exact
_PLAIN = 1e16  # integers below this are written by their digits
_LARGEST_WHOLE = 9.2e18  # close to C's long: an integer above is written by CONVFMT


class AwkProblem(Exception):
    """Ends the program with status 2. `line` 0: unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Input:
    """Text from outside: a field, a line of getline, a part of split, an argument."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known = False
        self._numeric = False
        self._number = 0.0

    def is_numeric(self) -> bool:
        if not self._known:
            self._known = True
            text = self.text
            end = numeral_end(text)
            if end > 0:
                self._number = numeral_value(text, end)
                while end < len(text) and text[end] in _BLANKS:
                    end += 1
                self._numeric = end == len(text)
        return self._numeric

    def number(self) -> float:
        self.is_numeric()
        return self._number


def numeral_end(text: str) -> int:
    """The end of the number that a text begins with, including leading blanks; 0 when there is none."""
    size = len(text)
    k = 0
    while k < size and text[k] in _BLANKS:
        k += 1
    if k < size and text[k] in '+-':
        k += 1
    start = k
    while k < size and '0' <= text[k] <= '9':
        k += 1
    digits = k - start
    if k < size and text[k] == '.':
        k += 1
        fraction = k
        while k < size and '0' <= text[k] <= '9':
            k += 1
        digits += k - fraction
    if digits == 0:
        return 0
    if k < size and text[k] in 'eE':
        at = k + 2 if k + 1 < size and text[k + 1] in '+-' else k + 1
        end = at
        while end < size and '0' <= text[end] <= '9':
            end += 1
        if end > at:
            k = end
    return k


def numeral_value(text: str, end: int) -> float:
    if end <= _EXACT_DIGITS:
        value = 0
        for k in range(end):
            digit = ord(text[k]) - 48
            if digit < 0 or digit > 9:
                return float(text[:end].strip())
            value = value * 10 + digit
        return value
    return float(text[:end].strip())


def text_number(text: str) -> float:
    end = numeral_end(text)
    return numeral_value(text, end) if end > 0 else 0


def to_number(value: Any) -> float:
    if value is None:
        return 0
    if isinstance(value, str):
        return text_number(value)
    if isinstance(value, Input):
        return value.number()
    number: float = value
    return number


def whole_text(value: float) -> str:
    """An integer without an exponent."""
    if -_PLAIN < value < _PLAIN:
        return '0' if value == 0 else str(int(value))
    return to_fixed(value, 0)


def special_text(value: float) -> str:
    """nan or inf; '' for other numbers."""
    if value != value:
        return 'nan'
    if value == float('inf'):
        return 'inf'
    return '-inf' if value == float('-inf') else ''


def is_whole(value: float) -> bool:
    return -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE and value % 1 == 0


def is_true(value: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, str):
        return value != ''
    if isinstance(value, Input):
        return value.number() != 0 if value.is_numeric() else value.text != ''
    return bool(value != 0)


def is_number(value: Any) -> bool:
    """Whether it is compared as a number when the other operand is one."""
    if isinstance(value, str):
        return False
    return not isinstance(value, Input) or value.is_numeric()
