"""The text operations of ${x...}: trimming, replacing, slicing, changing case."""

from __future__ import annotations

from runtime_py.platform.integers import plus
from runtime_py.platform.text import code_points, from_code_points, unit_count
from runtime_py.shell.bash.rules import PatternRules
from runtime_py.shell.pattern import has_magic, matches, unquote


def trimmed(text: str, pattern: str, op: str, rules: PatternRules | None = None) -> str:
    """# and ## remove a prefix, % and %% a suffix; the doubled ones the longest. `rules` are bash's."""
    length = len(text)
    if op == '#':
        for k in range(length + 1):
            if fits(pattern, text[:k], rules) and not splits_character(text, k):
                return text[k:]
    elif op == '##':
        for k in range(length, -1, -1):
            if fits(pattern, text[:k], rules) and not splits_character(text, k):
                return text[k:]
    elif op == '%':
        for k in range(length, -1, -1):
            if fits(pattern, text[k:], rules) and not splits_character(text, k):
                return text[:k]
    else:
        for k in range(length + 1):
            if fits(pattern, text[k:], rules) and not splits_character(text, k):
                return text[:k]
    return text


def fits(pattern: str, text: str, rules: PatternRules | None) -> bool:
    return matches(pattern, text) if rules is None else rules.matches(pattern, text)


def splits_character(text: str, k: int) -> bool:
    """Whether a position is inside a character (where strings are UTF-16)."""
    return 0 < k < len(text) and unit_count(text, k - 1) == 2


class Replacement:
    """The replacement of ${x/pattern/replacement}: `pieces` have the matched text between them."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces

    def of(self, matched: str) -> str:
        return matched.join(self.pieces)


def replacement_of(pattern: str) -> Replacement:
    """bash's patsub_replacement: an & that isn't quoted is the matched text."""
    pieces = ['']
    k = 0
    while k < len(pattern):
        if pattern[k] == '&':
            pieces.append('')
        else:
            k += 1 if pattern[k] == '\\' and k + 1 < len(pattern) else 0
            pieces[len(pieces) - 1] += pattern[k]
        k += 1
    return Replacement(pieces)


def replaced(text: str, pattern: str, replacement: Replacement, every: bool, rules: PatternRules | None = None) -> str:
    """bash's ${x/pattern/replacement}: the first, longest match; # and % anchor it to an end."""
    if pattern == '':
        return text
    if text == '' and pattern[0] not in '#%':
        return replacement.of('') if fits(pattern, '', rules) else ''
    if not every and pattern.startswith('#'):
        rest = trimmed(text, pattern[1:], '##', rules)
        if len(rest) == len(text) and not fits(pattern[1:], '', rules):
            return text
        return replacement.of(text[: len(text) - len(rest)]) + rest
    if not every and pattern.startswith('%'):
        rest = trimmed(text, pattern[1:], '%%', rules)
        if len(rest) == len(text) and not fits(pattern[1:], '', rules):
            return text
        return rest + replacement.of(text[len(rest) :])
    if rules is None and not has_magic(pattern):
        plain = unquote(pattern)
        made = replacement.of(plain)
        return text.replace(plain, made) if every else replaced_once(text, plain, made)
    result = ''
    at = 0
    while at < len(text):
        end = _longest(pattern, text, at, rules)
        if end > at:
            result += replacement.of(text[at:end])
            at = end
            if not every:
                return result + text[at:]
        else:
            size = unit_count(text, at)
            result += text[at : at + size]
            at += size
    return result


def replaced_once(text: str, plain: str, replacement: str) -> str:
    at = text.find(plain)
    return text if at < 0 else text[:at] + replacement + text[at + len(plain) :]


def _longest(pattern: str, text: str, start: int, rules: PatternRules | None) -> int:
    """The end of the longest match that begins at start; start when there is none."""
    for end in range(len(text), start, -1):
        if fits(pattern, text[start:end], rules) and not splits_character(text, end):
            return end
    return start


def sliced_list(values: list[str], start: int, length: int | None) -> list[str]:
    """bash's ${@:start:length} over $0 and the parameters."""
    first = start if start >= 0 else plus(len(values), start)
    if first < 0 or first >= len(values):
        return []
    end = len(values) if length is None else plus(first, length)
    return values[first : end if end < len(values) else len(values)]


def sliced(text: str, start: int, length: int | None) -> str:
    """bash's ${x:start:length}; negative ones count from the end."""
    points = code_points(text)
    first = start if start >= 0 else plus(len(points), start)
    if first < 0 or first > len(points):
        return ''
    if length is None:
        return from_code_points(points[first:])
    end = plus(first, length) if length >= 0 else plus(len(points), length)
    return from_code_points(points[first : end if end < len(points) else len(points)]) if end > first else ''


def case_changed(text: str, op: str, pattern: str, rules: PatternRules | None = None) -> str:
    """^ , and ~ (which turns it around) change the first character, ^^ ,, and ~~ all; with a pattern, only characters that match it."""
    result = ''
    k = 0
    while k < len(text):
        char = text[k : k + unit_count(text, k)]
        changes = (k == 0 or len(op) == 2) and (pattern == '' or fits(pattern, char, rules))
        upper = op[0] == '^' or (op[0] == '~' and char == char.lower())
        result += (char.upper() if upper else char.lower()) if changes else char
        k += len(char)
    return result
