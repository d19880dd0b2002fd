"""Brace expansion, as bash does it before all others: a{b,c}d -> abd acd, {1..3} -> 1 2 3. Only unquoted literals are
expanded."""

from __future__ import annotations

from runtime_py.shell.ast import Literal, Part, Word
from runtime_py.shell.numerals import are_digits

MOST = 10000


def expand_braces(word: Word) -> list[Word]:
    """The words that a word expands to; the word itself when it has no braces."""
    for k, part in enumerate(word.parts):
        if isinstance(part, Literal) and not part.quoted and '{' in part.text:
            return _expand(word)
    return [word]


class _Brace:
    """A brace group: the parts before it, its choices and the parts after it, each a list of parts."""

    def __init__(self, before: list[Part], choices: list[list[Part]], after: list[Part]) -> None:
        self.before = before
        self.choices = choices
        self.after = after


def _expand(word: Word) -> list[Word]:
    brace = _find(word.parts)
    if brace is None:
        return [word]
    found: list[Word] = []
    for choice in brace.choices:
        for made in expand_braces(Word([*brace.before, *choice, *brace.after], word.line)):
            found.append(made)
            if len(found) > MOST:
                return [word]
    return found


def _flatten(parts: list[Part]) -> list[Part]:
    """Splits unquoted literals into single characters, so that positions in a word are indices."""
    flat: list[Part] = []
    for part in parts:
        if isinstance(part, Literal) and not part.quoted:
            for char in part.text:
                flat.append(Literal(char, False))
        else:
            flat.append(part)
    return flat


def _char(part: Part) -> str:
    return part.text if isinstance(part, Literal) and not part.quoted else ''


def _find(parts: list[Part]) -> _Brace | None:
    """The first valid group: closed, and with a comma or a sequence."""
    flat = _flatten(parts)
    for start in range(len(flat)):
        if _char(flat[start]) == '{':
            found = _group(flat, start)
            if found is not None:
                return found
    return None


def _group(flat: list[Part], start: int) -> _Brace | None:
    depth = 0
    choices: list[list[Part]] = []
    current: list[Part] = []
    for k in range(start + 1, len(flat)):
        char = _char(flat[k])
        if char == '}' and depth == 0:
            if len(choices) == 0:
                choices = _sequence(current)
                if len(choices) == 0:
                    return None
            else:
                choices.append(current)
            return _Brace(_joined(flat[:start]), [_joined(choice) for choice in choices], _joined(flat[k + 1 :]))
        if char == ',' and depth == 0:
            choices.append(current)
            current = []
            continue
        depth += 1 if char == '{' else (-1 if char == '}' else 0)
        current.append(flat[k])
    return None


def _joined(flat: list[Part]) -> list[Part]:
    """Joins neighbouring characters into one literal again: tildes and patterns are searched for in whole literals."""
    parts: list[Part] = []
    text = ''
    for part in flat:
        if _char(part) != '':
            text += _char(part)
            continue
        if text != '':
            parts.append(Literal(text, False))
            text = ''
        parts.append(part)
    if text != '':
        parts.append(Literal(text, False))
    return parts


def _sequence(parts: list[Part]) -> list[list[Part]]:
    """{1..5}, {a..e}, {1..9..2}; empty when it isn't a sequence."""
    text = ''
    for part in parts:
        if _char(part) == '':
            return []
        text += _char(part)
    ends = text.split('..')
    if len(ends) < 2 or len(ends) > 3:
        return []
    first = ends[0]
    second = ends[1]
    letters = len(first) == 1 and len(second) == 1 and first.isalpha() and second.isalpha()
    if not letters and not (_is_integer(first) and _is_integer(second)):
        return []
    if len(ends) == 3 and not _is_integer(ends[2]):
        return []
    low = ord(first) if letters else int(first)
    high = ord(second) if letters else int(second)
    step = abs(int(ends[2])) if len(ends) == 3 else 1
    if step == 0:
        step = 1
    found: list[list[Part]] = []
    # {01..10}: a leading zero in either end pads all numbers to the wider end's width
    wide = not letters and (_has_zero(first) or _has_zero(second))
    width = max(len(first), len(second)) if wide else 0
    value = low
    while (value <= high if low <= high else value >= high) and len(found) < MOST:
        found.append([Literal(chr(value) if letters else str(value).zfill(width), False)])
        value += step if low <= high else -step
    return found


def _has_zero(text: str) -> bool:
    digits = text.removeprefix('-')
    return len(digits) > 1 and digits[0] == '0'


def _is_integer(text: str) -> bool:
    digits = text.removeprefix('-')
    return are_digits(digits) and len(digits) < 16  # longer lists are refused
