"""The formats of printf: %d %i %u %o %x %X %c %s %b %q %f %e %g, with flags, width and precision, `*` too. Pure.

The format is repeated as long as there are arguments. \\ooo and \\xhh are octets, as in platform/octets.py."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.integers import exact, minus, unsigned64_text
from runtime_py.platform.text import code_points, pad_left, pad_right
from runtime_py.shell.numerals import LEAST_INT64, MOST_INT, MOST_INT64, MOST_UINT64
from runtime_py.shell.quoting import quoted_if_needed
from runtime_py.shell.support.escapes import digits_end, escape_at, unescape
from runtime_py.shell.support.float_format import format_float
from runtime_py.shell.support.number_field import signed

_WHOLE = 'diuoxX'
_FLOATING = 'fFeEgG'


class _Spec:
    """One conversion, like `%-8.3f`."""

    def __init__(self) -> None:
        self.flags = ''
        self.width = 0
        self.precision = -1
        self.conversion = ''
        self.pattern = ''  # of %(pattern)T


class Formatter:
    """`problems` has errors in arguments; the output is produced anyway."""

    def __init__(self, pattern: str, args: list[str]) -> None:
        self.pattern = pattern
        self.args = args
        self.problems: list[str] = []
        self.quote: Callable[[str], str] = quoted_if_needed  # of %q
        # bash's %(pattern)T: the text of a pattern and a number of seconds
        self.moment: Callable[[str, str], str] | None = None
        self.ends_at_c = True  # whether \\c ends the output: not in bash
        self.plain = '"'  # what a backslash only quotes
        self._next = 0
        self._stop = False
        self._at = 0

    def run(self) -> str:
        text = ''
        while True:
            before = self._next
            text += self._once()
            if self._stop or self._next >= len(self.args) or self._next == before:
                return text

    def _argument(self) -> str | None:
        if self._next >= len(self.args):
            return None
        self._next += 1
        return self.args[self._next - 1]

    def _once(self) -> str:
        text = ''
        pattern = self.pattern
        self._at = 0
        while self._at < len(pattern) and not self._stop:
            char = pattern[self._at]
            if char == '\\':
                following = pattern[self._at + 1 : self._at + 2]
                if following == 'c' and self.ends_at_c:
                    self._stop = True
                    return text
                if following != '' and following in self.plain:
                    text += following
                    self._at += 2
                    continue
                escape = escape_at(pattern, self._at)
                text += escape.text
                self._at = escape.end
            elif char != '%':
                text += char
                self._at += 1
            elif pattern[self._at + 1 : self._at + 2] == '%':
                text += '%'
                self._at += 2
            else:
                text += self._convert(self._spec())
        return text

    def _spec(self) -> _Spec:
        pattern = self.pattern
        spec = _Spec()
        self._at += 1
        while self._at < len(pattern) and pattern[self._at] in '-+ #0':
            spec.flags += pattern[self._at]
            self._at += 1
        spec.width = self._count()
        if spec.width < 0:
            spec.flags += '-'
            spec.width = -spec.width
        if pattern[self._at : self._at + 1] == '.':
            self._at += 1
            spec.precision = self._count()
        if self.moment is not None and pattern[self._at : self._at + 1] == '(':
            end = pattern.find(')T', self._at)
            if end > 0:
                spec.conversion = 'T'
                spec.pattern = pattern[self._at + 1 : end]
                self._at = end + 2
                return spec
        while (
            pattern[self._at : self._at + 1] in ('h', 'l', 'L', 'j', 'z', 't')
            and self._at + 1 < len(pattern)
            and pattern[self._at + 1].isalpha()
        ):
            self._at += 1
        spec.conversion = pattern[self._at : self._at + 1]
        self._at += 1
        return spec

    def _count(self) -> int:
        if self.pattern[self._at : self._at + 1] == '*':
            self._at += 1
            return self._size(self._whole_number(self._argument(), False))
        end = self._at
        while end < len(self.pattern) and self.pattern[end].isdigit():
            end += 1
        digits = self.pattern[self._at : end]
        self._at = end
        return 0 if digits == '' else self._size(exact(digits, 10))

    def _size(self, value: int) -> int:
        """The value of a width or precision."""
        if -MOST_INT <= value <= MOST_INT:
            return int(value)
        self.problems.append('width or precision out of range')
        self._stop = True
        return 0

    def _convert(self, spec: _Spec) -> str:
        kind = spec.conversion
        if kind != '' and kind in _WHOLE:
            return _whole(spec, self._whole_number(self._argument(), kind not in 'di'))
        if kind != '' and kind in _FLOATING:
            return _floating(spec, self._fraction(self._argument()))
        if kind == 's' or kind == 'c' or kind == 'b' or kind == 'q' or kind == 'Q':
            given = self._argument()
            text = '' if given is None else given
            if kind == 'c':
                text = text[:1]
            elif kind == 'q' or kind == 'Q':
                text = self.quote(text if kind == 'q' or spec.precision < 0 else text[: spec.precision])
            elif kind == 'b':
                found = unescape(text)
                text = found.text
                self._stop = found.stop
            if spec.precision >= 0 and kind != 'c' and kind != 'Q':
                text = text[: spec.precision]
            return _padded(spec, text)
        if kind == 'T' and self.moment is not None:
            given = self._argument()
            return _padded(spec, self.moment(spec.pattern, '' if given is None else given))
        self.problems.append(f'%{kind}: invalid directive')
        self._stop = True
        return ''

    def _fraction(self, text: str | None) -> float:
        if text is None or text == '':
            return 0
        if text[0] in '\'"':
            return code_points(text[1:])[0] if len(text) > 1 else 0
        body = text.lstrip()
        sign = -1 if body.startswith('-') else 1
        body = body[1:] if body[:1] in ('-', '+') else body
        end = float_end(body, 0)
        value = float(body[:end]) if end > 0 else 0.0
        if body.lower() in ('inf', 'infinity', 'nan'):
            value = float('nan') if body.lower() == 'nan' else float('inf')
            end = len(body)
        self._check_end(text, body, end)
        return sign * value

    def _check_end(self, text: str, body: str, end: int) -> None:
        if end < len(body):
            self.problems.append(
                f"'{text}': expected a numeric value" if end == 0 else f"'{text}': value not completely converted"
            )

    def _whole_number(self, text: str | None, unsigned: bool) -> int:
        """C's strtoimax or strtoumax: a number out of range is reported and clamped."""
        if text is None or text == '':
            return 0
        if text[0] in '\'"':
            return code_points(text[1:])[0] if len(text) > 1 else 0
        body = text.lstrip()
        negative = body.startswith('-')
        body = body[1:] if body[:1] in ('-', '+') else body
        base = 16 if body[:2].lower() == '0x' else (8 if body.startswith('0') and len(body) > 1 else 10)
        start = 2 if base == 16 else 0
        end = digits_end(body, start, base, len(body))
        value = exact(body[start:end].lower(), base) if end > start else 0
        self._check_end(text, body, 0 if end == start else end)
        least, most = (minus(0, MOST_UINT64), MOST_UINT64) if unsigned else (LEAST_INT64, MOST_INT64)
        value = minus(0, value) if negative else value
        if least <= value <= most:
            return value
        self.problems.append(f'{text}: Numerical result out of range')
        return least if value < least and not unsigned else most


def float_end(text: str, start: int) -> int:
    """The end of a number like `12.5e-3`; `start` when there is none."""
    k = start
    digits = 0
    while k < len(text) and (text[k].isdigit() or text[k] == '.') and not (text[k] == '.' and '.' in text[start:k]):
        digits += 1 if text[k] != '.' else 0
        k += 1
    if digits == 0:
        return start
    if text[k : k + 1].lower() == 'e':
        at = k + 2 if text[k + 1 : k + 2] in ('+', '-') else k + 1
        end = digits_end(text, at, 10, 5)
        k = end if end > at else k
    return k


def _padded(spec: _Spec, text: str) -> str:
    return pad_right(text, spec.width, ' ') if '-' in spec.flags else pad_left(text, spec.width, ' ')


def _whole(spec: _Spec, value: int) -> str:
    kind = spec.conversion
    negative = value < 0 and kind in 'di'
    if kind in 'di':
        digits = str(minus(0, value) if negative else value)
    else:
        digits = unsigned64_text(value, 16 if kind in 'xX' else (8 if kind == 'o' else 10))
    if spec.precision >= 0:
        digits = '' if spec.precision == 0 and value == 0 else pad_left(digits, spec.precision, '0')
    if '#' in spec.flags and value != 0:
        digits = '0x' + digits if kind in 'xX' else ('0' + digits if kind == 'o' else digits)
    if kind == 'X':
        digits = digits.upper()
    if kind not in 'di':
        spec.flags = spec.flags.replace('+', '').replace(' ', '')
    return signed(spec.flags, spec.width, negative, digits, spec.precision < 0)


def _floating(spec: _Spec, value: float) -> str:
    if value != value:
        return _padded(spec, 'nan')
    size = abs(value)
    if size == float('inf'):
        return signed(spec.flags, spec.width, value < 0, 'inf', False)
    return signed(
        spec.flags, spec.width, value < 0, format_float(size, spec.conversion, spec.precision, '#' in spec.flags), True
    )
