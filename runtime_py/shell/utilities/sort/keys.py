"""Keys of sort: `-k 2,2n`, `-k 1.3,1.5` (POSIX XCU sort), and their comparison."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.text import compare
from runtime_py.shell.numerals import constant
from runtime_py.shell.support.datetime import MONTHS
from runtime_py.shell.support.sorting import compare_versions

_FLAGS = 'bdfginMhVrR'
_SCALES = 'KMGTPEZY'
_INFINITY = float('inf')
_EXACT = 15  # this many characters of a number are exact in a float


class KeyProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Key:
    """Fields and characters count from 1. An end field of 0 is the end of the line, an end character of 0 the end of
    its field."""

    def __init__(self) -> None:
        self.start_field = 1
        self.start_char = 1
        self.end_field = 0
        self.end_char = 0
        self.flags = ''
        self.whole = True


def parse_key(text: str) -> Key:
    key = Key()
    key.whole = False
    comma = text.find(',')
    start = text if comma < 0 else text[:comma]
    flags = _position(start, text, key, True)
    if comma >= 0:
        flags += _position(text[comma + 1 :], text, key, False)
    key.flags = flags
    return key


def _position(part: str, text: str, key: Key, is_start: bool) -> str:
    """F[.C][flags]; returns the flags."""
    k = _digits_end(part, 0)
    if k == 0:
        raise KeyProblem(f"invalid number at field start: invalid count at start of '{text}'")
    field = int(part[:k])
    char = 1 if is_start else 0
    if part[k : k + 1] == '.':
        end = _digits_end(part, k + 1)
        if end == k + 1:
            raise KeyProblem(f"invalid number after '.': invalid count at start of '{part[k + 1 :]}'")
        char = int(part[k + 1 : end])
        k = end
    if field == 0 or (is_start and char == 0):
        raise KeyProblem(
            f"{'field number' if field == 0 else 'character offset'} is zero: invalid field specification '{text}'"
        )
    for flag in part[k:]:
        if flag not in _FLAGS:
            raise KeyProblem(f"stray character in field spec: invalid field specification '{text}'")
    if is_start:
        key.start_field = field
        key.start_char = char
    else:
        key.end_field = field
        key.end_char = char
    return part[k:]


def _digits_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


class Value:
    """A key's value on one line, parsed once: a text, or a number (of any length: if a float would round it, it stays
    text)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.number = 0.0
        self.scale = 0
        self.is_exact = True
        self.rank = 2  # of -g: 0 for anything that isn't a number, 1 for NaN
        self.parts: _Parts | None = None


class Ordering:
    """What a key says about two values: found once, since it is asked for each pair of lines."""

    def __init__(self, key: Key) -> None:
        self.descending = 'r' in key.flags
        self.compare = _comparison(key.flags)


class Line:
    def __init__(self, text: str, keys: list[Key], separator: str) -> None:
        self.text = text
        self.values = [_value(key, text if key.whole else _extract(key, separator, text)) for key in keys]


def compare_lines(orderings: list[Ordering], a: Line, b: Line) -> int:
    for k in range(len(orderings)):
        ordering = orderings[k]
        found = ordering.compare(a.values[k], b.values[k])
        if found != 0:
            return -found if ordering.descending else found
    return 0


def _is_blank(char: str) -> bool:
    return char == ' ' or char == '\t'


def _field_start(line: str, separator: str, field: int) -> int:
    """The start of a field; without a separator, the blanks before a field are part of it."""
    at = 0
    for _ in range(field - 1):
        if separator != '':
            found = line.find(separator, at)
            if found < 0:
                return len(line)
            at = found + 1
        else:
            at = _field_end(line, separator, at)
    return at


def _field_end(line: str, separator: str, at: int) -> int:
    if separator != '':
        found = line.find(separator, at)
        return len(line) if found < 0 else found
    while at < len(line) and _is_blank(line[at]):
        at += 1
    while at < len(line) and not _is_blank(line[at]):
        at += 1
    return at


def _extract(key: Key, separator: str, line: str) -> str:
    start = _field_start(line, separator, key.start_field)
    if 'b' in key.flags:
        start = _skip_blanks(line, start)
    start = min(len(line), start + key.start_char - 1)
    if key.end_field == 0:
        return line[start:]
    end = _field_start(line, separator, key.end_field)
    if key.end_char == 0:
        end = _field_end(line, separator, end)
    else:
        if 'b' in key.flags:
            end = _skip_blanks(line, end)
        end = min(len(line), end + key.end_char)
    return line[start : max(start, end)]


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and _is_blank(text[at]):
        at += 1
    return at


def _value(key: Key, text: str) -> Value:
    flags = key.flags
    value = Value(text)
    if 'n' in flags:
        value.is_exact = len(text) <= _EXACT
        value.number = _number(text) if value.is_exact else 0.0
    elif 'g' in flags:
        value.rank, value.number = _general(text)
    elif 'h' in flags:
        plain = text.lstrip()
        value.number = _number(plain)
        value.scale = _scale(plain) * (-1 if value.number < 0 else 1)
    elif 'M' in flags:
        value.number = _month(text)
    elif 'V' not in flags:
        value.text = _plain(flags, text)
    return value


def _plain(flags: str, text: str) -> str:
    if 'b' in flags:
        text = text[_skip_blanks(text, 0) :]
    if 'd' in flags:
        text = ''.join([char for char in text if char.isalnum() or _is_blank(char)])
    return text.upper() if 'f' in flags else text


def _comparison(flags: str) -> Callable[[Value, Value], int]:
    if 'n' in flags:
        return _compare_numbers
    if 'g' in flags or 'M' in flags:
        return _compare_ranks
    if 'h' in flags:
        return _compare_human
    return _compare_versions if 'V' in flags else _compare_texts


def _compare_texts(a: Value, b: Value) -> int:
    return compare(a.text, b.text)


def _compare_versions(a: Value, b: Value) -> int:
    return compare_versions(a.text, b.text)


def _compare_numbers(a: Value, b: Value) -> int:
    if a.is_exact and b.is_exact:
        return -1 if a.number < b.number else (1 if a.number > b.number else 0)
    return _compare_parts(_parts_of(a), _parts_of(b))


def _compare_ranks(a: Value, b: Value) -> int:
    if a.rank != b.rank:
        return a.rank - b.rank
    return -1 if a.number < b.number else (1 if a.number > b.number else 0)


def _sign(difference: float) -> int:
    return -1 if difference < 0 else (1 if difference > 0 else 0)


def _numeric_end(text: str, start: int) -> int:
    """The end of a number like `-12.5`."""
    k = start + 1 if text[start : start + 1] == '-' else start
    k = _digits_end(text, k)
    if text[k : k + 1] == '.':
        k = _digits_end(text, k + 1)
    return k


def _number(text: str) -> float:
    start = _skip_blanks(text, 0)
    digits = text[start : _numeric_end(text, start)]
    return float(digits) if digits.lstrip('-') not in ('', '.') else 0.0


def _compare_parts(one: _Parts, two: _Parts) -> int:
    if one.negative != two.negative:
        return -1 if one.negative else 1
    order = _sign(len(one.whole) - len(two.whole))
    if order == 0:
        order = compare(one.whole, two.whole)
    if order == 0:
        order = compare(one.fraction, two.fraction)
    return -order if one.negative else order


def _parts_of(value: Value) -> _Parts:
    if value.parts is None:
        value.parts = _parts(value.text)
    return value.parts


class _Parts:
    def __init__(self, negative: bool, whole: str, fraction: str) -> None:
        self.negative = negative
        self.whole = whole
        self.fraction = fraction


def _parts(text: str) -> _Parts:
    """Sign and digits without insignificant zeros; -0 isn't negative."""
    start = _skip_blanks(text, 0)
    digits = text[start : _numeric_end(text, start)]
    whole, _, fraction = digits.removeprefix('-').partition('.')
    whole = whole.lstrip('0')
    fraction = fraction.rstrip('0')
    return _Parts(digits.startswith('-') and whole + fraction != '', whole, fraction)


def _general(text: str) -> tuple[int, float]:
    """A number with an exponent, and its rank: anything that isn't a number sorts first, then NaN."""
    start = _skip_blanks(text, 0)
    negative = text[start : start + 1] == '-'
    body = text[start + 1 :] if text[start : start + 1] in ('+', '-') else text[start:]
    word = body[:3].lower()
    if word == 'nan':
        return 1, 0.0
    if word == 'inf':
        return 2, -_INFINITY if negative else _INFINITY
    if body[:2].lower() == '0x':
        end = 2
        while end < len(body) and body[end].lower() in '0123456789abcdef':
            end += 1
        whole = constant(body[:end])
        if whole is not None:
            return 2, -float(whole) if negative else float(whole)
    end = _numeric_end(body, 0)
    if body[:1] == '-' or body[:end] in ('', '.'):
        return 0, 0.0
    if body[end : end + 1].lower() == 'e':
        sign = end + 2 if body[end + 1 : end + 2] in ('+', '-') else end + 1
        digits = _digits_end(body, sign)
        end = digits if digits > sign else end
    value = float(body[:end])
    return 2, -value if negative else value


def _compare_human(one: Value, two: Value) -> int:
    """Compares the sign, then the suffix, then the number: 900K is less than 1M."""
    scale = one.scale - two.scale
    if one.number == 0 or two.number == 0 or scale == 0:
        return _sign(one.number - two.number)
    return _sign(scale)


def _scale(text: str) -> int:
    suffix = text[_numeric_end(text, 0) :][:1].upper()
    return _SCALES.find(suffix) + 1 if suffix != '' else 0


def _month(text: str) -> int:
    word = text.lstrip()[:3].lower()
    for k, name in enumerate(MONTHS):
        if name[:3].lower() == word:
            return k + 1
    return 0
