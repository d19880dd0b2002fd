"""awk's printf formats (POSIX XCU awk, Output Statements), and the text of numbers by CONVFMT and OFMT. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc
from runtime_py.platform.integers import exact, minus, to_int64, unsigned64_text
from runtime_py.platform.numbers import trunc
from runtime_py.platform.octets import to_text
from runtime_py.platform.text import pad_left, pad_right, repeat
from runtime_py.shell.support.float_format import format_float
from runtime_py.shell.support.number_field import signed
from runtime_py.shell.utilities.awk.text import head, length
from runtime_py.shell.utilities.awk.values import AwkProblem, Input, is_whole, special_text, to_number, whole_text

_WHOLE = 'diouxX'
_FLOATING = 'fFeEgG'
_MOST_DIGITS = 100  # longest precision that the host's numbers support
_WIDEST = 100000000


class _Spec:
    def __init__(self) -> None:
        self.flags = ''
        self.width = 0
        self.precision = -1
        self.kind = ''


def number_text(value: float, convfmt: str) -> str:
    """An integer by its digits, any other number by CONVFMT or OFMT."""
    if is_whole(value):
        return whole_text(value)
    special = special_text(value)
    if special != '':
        return special
    return format_float(value, 'g', 6, False) if convfmt == '%.6g' else format_values(convfmt, [value], convfmt)


def value_text(value: Any, convfmt: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ''
    if isinstance(value, Input):
        return value.text
    return number_text(value, convfmt)


def format_values(pattern: str, values: list[Any], convfmt: str) -> str:
    return _Formatter(pattern, values, convfmt).run()


class _Formatter:
    def __init__(self, pattern: str, values: list[Any], convfmt: str) -> None:
        self.pattern = pattern
        self.values = values
        self.convfmt = convfmt
        self._next = 0
        self._at = 0

    def run(self) -> str:
        pattern = self.pattern
        text = ''
        while True:
            at = pattern.find('%', self._at)
            if at < 0:
                return text + pattern[self._at :]
            text += pattern[self._at : at]
            self._at = at + 1
            if pattern.startswith('%', self._at):
                text += '%'
                self._at += 1
                continue
            spec = self._spec()
            if spec.kind == '':
                return text + pattern[at:]
            text += self._convert(spec, pattern[at : self._at])

    def _spec(self) -> _Spec:
        spec = _Spec()
        pattern = self.pattern
        while self._at < len(pattern) and pattern[self._at] in "-+ #0'":
            spec.flags += pattern[self._at]
            self._at += 1
        spec.width = max(0, self._size(spec))
        if pattern.startswith('.', self._at):
            self._at += 1
            negative = len(spec.flags)
            spec.precision = self._size(spec)
            if len(spec.flags) > negative:
                # a negative precision counts as none
                spec.flags = spec.flags[:negative]
                spec.precision = -1
        while self._at < len(pattern) and pattern[self._at] in 'hlLqjzt':
            self._at += 1
        spec.kind = pattern[self._at : self._at + 1]
        self._at += 1
        return spec

    def _size(self, spec: _Spec) -> int:
        if self.pattern.startswith('*', self._at):
            self._at += 1
            value = _whole_of(to_number(self._value()))
            if value < 0:
                spec.flags += '-'
            return min(abs(value), _WIDEST)
        start = self._at
        while self._at < len(self.pattern) and '0' <= self.pattern[self._at] <= '9':
            self._at += 1
        digits = self.pattern[start : self._at]
        return int(digits) if 0 < len(digits) < 9 else (_WIDEST if digits != '' else 0)

    def _value(self) -> Any:
        if self._next >= len(self.values):
            raise AwkProblem(f'not enough arguments for the format {self.pattern}')
        self._next += 1
        return self.values[self._next - 1]

    def _convert(self, spec: _Spec, written: str) -> str:
        kind = spec.kind
        if kind in _WHOLE:
            return _whole(spec, to_number(self._value()))
        if kind in _FLOATING:
            return _floating(spec, to_number(self._value()))
        if kind == 'c':
            return _padded(spec, _character(self._value()))
        if kind == 's':
            text = value_text(self._value(), self.convfmt)
            return _padded(spec, head(text, spec.precision) if spec.precision >= 0 else text)
        return written


def _character(value: Any) -> str:
    """The character with a number's code point, or a text's first character."""
    if isinstance(value, str) or value is None:
        return head(value, 1) if value is not None else ''
    if isinstance(value, Input) and not value.is_numeric():
        return head(value.text, 1)
    code = _whole_of(to_number(value))
    return utf8_char(code) if 0 <= code <= 0x10FFFF else '\ufffd'


def utf8_char(code: int) -> str:
    size = 1 if code < 0x80 else (2 if code < 0x800 else (3 if code < 0x10000 else 4))
    data = alloc(size)
    for k in range(size - 1, 0, -1):
        data[k] = 0x80 | (code & 0x3F)
        code = code >> 6
    data[0] = code if size == 1 else ((0xF00 >> size) & 0xFF) | code
    return to_text(data)


def _whole_of(value: float) -> int:
    """The integer part; nan is 0."""
    if value != value:
        return 0
    return trunc(max(-1e9, min(1e9, value)))


def _padded(spec: _Spec, text: str) -> str:
    lacking = spec.width - length(text)
    if lacking <= 0:
        return text
    width = len(text) + lacking
    return pad_right(text, width, ' ') if '-' in spec.flags else pad_left(text, width, ' ')


def _whole(spec: _Spec, value: float) -> str:
    kind = spec.kind
    special = special_text(abs(value))
    if special != '':
        return signed(spec.flags, spec.width, value < 0, special, False)
    negative = value < 0
    digits = whole_text(_truncated(abs(value)))
    if kind not in 'di':
        digits = _unsigned(digits, negative, 16 if kind in 'xX' else (8 if kind == 'o' else 10))
        negative = False
        spec.flags = spec.flags.replace('+', '').replace(' ', '')
    if digits == '0':
        negative = False
    nothing = digits == '0'
    if spec.precision >= 0:
        digits = '' if spec.precision == 0 and nothing else pad_left(digits, spec.precision, '0')
    if '#' in spec.flags and not nothing:
        digits = '0x' + digits if kind in 'xX' else ('0' + digits if kind == 'o' else digits)
    return signed(spec.flags, spec.width, negative, digits.upper() if kind == 'X' else digits, spec.precision < 0)


def _truncated(value: float) -> float:
    return value - value % 1


def _unsigned(digits: str, negative: bool, base: int) -> str:
    """As C's unsigned long: a negative number wraps around."""
    value = exact(digits, 10)
    if base == 10 and not negative:
        return digits
    return unsigned64_text(to_int64(minus(0, value) if negative else value), base)


def _floating(spec: _Spec, value: float) -> str:
    special = special_text(abs(value)) if value == value else 'nan'
    if special != '':
        text = special.upper() if spec.kind in 'FEG' else special
        return signed(spec.flags, spec.width, value < 0, text, False)
    digits = min(spec.precision, _MOST_DIGITS) if spec.precision >= 0 else 6
    text = format_float(abs(value), spec.kind, digits, '#' in spec.flags)
    if spec.precision > _MOST_DIGITS and spec.kind in 'fF':
        text += repeat('0', spec.precision - _MOST_DIGITS)
    return signed(spec.flags, spec.width, value < 0, text, True)
