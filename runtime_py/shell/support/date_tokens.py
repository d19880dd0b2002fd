"""The words and numbers of dates, with their meanings (GNU coreutils manual, "Date input formats").

Must not know how they are combined (dates.py)."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.numerals import are_digits
from runtime_py.shell.support.datetime import MONTHS, WEEKDAYS

NUMBER = 'number'  # no sign
SIGNED = 'signed'
MONTH = 'month'  # 1 to 12
WEEKDAY = 'weekday'  # 0 is Sunday
MERIDIAN = 'meridian'  # 0 am, 12 pm
ZONE = 'zone'  # minutes east of Greenwich
SUMMER = 'summer'  # DST: one hour more than the preceding zone
UNIT = 'unit'
ORDINAL = 'ordinal'
SHIFT = 'shift'  # days
AGO = 'ago'  # -1 for ago, 1 for hence
LETTER_T = 't'
MARK = 'mark'  # any other character

DAY_UNITS = ['fortnight', 'week', 'day']
UNITS = ['year', 'month', *DAY_UNITS, 'hour', 'minute', 'min', 'second', 'sec']
_ORDINALS = [
    'last',
    'this',
    'next',
    '',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
    'eleventh',
    'twelfth',
]

_ZONE_NAMES: list[tuple[int, str]] = [
    (0, 'gmt ut utc wet z'),
    (60, 'west bst met mez cet wat'),
    (120, 'mest mesz cest eet cat sast'),
    (180, 'eest eat msk'),
    (240, 'msd gst'),
    (330, 'ist'),
    (480, 'sgt'),
    (540, 'kst jst'),
    (720, 'nzst'),
    (780, 'nzdt'),
    (-120, 'brst'),
    (-150, 'ndt'),
    (-180, 'art brt adt clst'),
    (-210, 'nst'),
    (-240, 'ast clt edt'),
    (-300, 'est cdt'),
    (-360, 'cst mdt'),
    (-420, 'mst pdt'),
    (-480, 'pst akdt'),
    (-540, 'akst hadt'),
    (-600, 'hst hast'),
    (-660, 'sst'),
]
_ZONES: Map[str, int] = Map()
for _minutes, _names in _ZONE_NAMES:
    for _name in _names.split():
        _ZONES.set(_name, _minutes)
# A single letter is a military zone: A to I and K to M are 1 to 12 hours east, N to Y are 1 to 12 hours west.
_EASTERN = 'abcdefghiklm'
_WESTERN = 'nopqrstuvwxy'
_LONGER_SHORT_NAMES = ['sept', 'tues', 'wednes', 'thur', 'thurs']
_LETTERS = 'abcdefghijklmnopqrstuvwxyz'


class Token:
    """`name` is a character or the name of a unit; `digits` is the number of digits, `is_decimal` marks a fraction."""

    def __init__(self, kind: str, value: float, digits: int = 0, is_decimal: bool = False, name: str = '') -> None:
        self.kind = kind
        self.value = value
        self.name = name
        self.digits = digits
        self.is_decimal = is_decimal


def tokens_of(text: str) -> list[Token]:
    found: list[Token] = []
    lower = text.lower()
    k = 0
    while k < len(lower):
        char = lower[k]
        start = k
        if char in ' \t\n\v\f\r':
            k += 1
        elif char == '(':
            k = _comment_end(lower, k)
        elif char in '+-' or are_digits(char):
            k = _sign_end(lower, k)
            if k < len(lower) and are_digits(lower[k]):
                end = _number_end(lower, k)
                found.append(_number(lower[start:k], lower[k:end]))
                k = end
        elif char in _LETTERS:
            while k < len(lower) and (lower[k] in _LETTERS or lower[k] == '.'):
                k += 1
            found.append(_word(lower[start:k]))
        else:
            found.append(_named_token(MARK, char))
            k += 1
    return found


def _named_token(kind: str, name: str) -> Token:
    return Token(kind, 0, 0, False, name)


def _comment_end(text: str, k: int) -> int:
    depth = 0
    while k < len(text):
        depth += 1 if text[k] == '(' else (-1 if text[k] == ')' else 0)
        k += 1
        if depth == 0:
            return k
    return k


def _sign_end(text: str, k: int) -> int:
    """The end of one sign and the blanks after it; a sign without a number is ignored."""
    if text[k] in '+-':
        k += 1
        while k < len(text) and text[k] in ' \t\n':
            k += 1
    return k


def _number_end(text: str, k: int) -> int:
    while k < len(text) and are_digits(text[k]):
        k += 1
    if text[k : k + 1] in ('.', ',') and are_digits(text[k + 1 : k + 2]):
        k += 1
        while k < len(text) and are_digits(text[k]):
            k += 1
    return k


def _number(sign: str, text: str) -> Token:
    plain = text.replace(',', '.')
    value = float(plain)
    return Token(NUMBER if sign == '' else SIGNED, -value if sign.startswith('-') else value, len(plain), '.' in plain)


def _word(word: str) -> Token:
    plain = word.replace('.', '')
    if word in ('am', 'a.m.', 'pm', 'p.m.'):
        return Token(MERIDIAN, 0 if word.startswith('a') else 12)
    name = word[:3] if word in _LONGER_SHORT_NAMES else word
    month = _named(MONTHS, name)
    if month >= 0:
        return Token(MONTH, month + 1)
    weekday = _named(WEEKDAYS, name)
    if weekday >= 0:
        return Token(WEEKDAY, weekday)
    zone = _ZONES.get(plain)
    if zone is not None:
        return Token(ZONE, zone)
    if word == 'dst':
        return Token(SUMMER, 60)
    if word.removesuffix('s') in UNITS:
        return _named_token(UNIT, word.removesuffix('s'))
    return _relation(word)


def _named(names: list[str], word: str) -> int:
    """Looks up a whole name or its first three letters, which a full stop may follow."""
    is_short = len(word) == 3 or (len(word) == 4 and word.endswith('.'))
    for k, name in enumerate(names):
        lower = name.lower()
        if lower == word or (is_short and lower.startswith(word[:3])):
            return k
    return -1


def _relation(word: str) -> Token:
    if word in ('yesterday', 'today', 'now', 'tomorrow'):
        return Token(SHIFT, -1 if word == 'yesterday' else (1 if word == 'tomorrow' else 0))
    if word == 'first' or word in _ORDINALS:
        return Token(ORDINAL, 1 if word == 'first' else _ORDINALS.index(word) - 1)
    if word in ('ago', 'hence'):
        return Token(AGO, -1 if word == 'ago' else 1)
    if word == 't':
        return Token(LETTER_T, -7 * 60)
    if len(word) == 1 and word in _EASTERN:
        return Token(ZONE, (_EASTERN.find(word) + 1) * 60)
    if len(word) == 1 and word in _WESTERN:
        return Token(ZONE, -(_WESTERN.find(word) + 1) * 60)
    return _named_token(MARK, word)
