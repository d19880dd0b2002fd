"""Bracket expressions (POSIX XBD 9.3.5): [abc], [^a-z], [[:digit:]_], []x], with [.x.] and [=x=] for single
characters."""

from __future__ import annotations

from runtime_py.shell.support.regex.classes import class_body
from runtime_py.shell.support.regex.problem import PatternProblem

_UNMATCHED = 'Unmatched [, [^, [:, [., or [='


class Bracket:
    """`source` is for the host's engine; also where the pattern continues."""

    def __init__(self, source: str, end: int) -> None:
        self.source = source
        self.end = end


def bracket_char(char: str) -> str:
    """A character within a host bracket."""
    if char == '\n':
        return '\\n'
    return '\\' + char if char in '\\]^-[' else char


def parse_bracket(pattern: str, start: int, escapes: bool) -> Bracket:
    """Parses the expression whose [ is at `start`. With `escapes` (sed), \\n and \\t have their usual meaning."""
    k = start + 1
    negated = pattern[k : k + 1] == '^'
    if negated:
        k += 1
    if pattern[k : k + 1] == ':' and not negated:
        close = pattern.find(']', k)
        if close > k + 1 and pattern[close - 1] == ':':
            raise PatternProblem('character class syntax is [[:space:]], not [:space:]')
    body = ''
    first = True
    while first or pattern[k : k + 1] != ']':
        if k >= len(pattern):
            raise PatternProblem(_UNMATCHED)
        first = False
        if pattern.startswith('[:', k):
            end = pattern.find(':]', k + 2)
            if end < 0:
                raise PatternProblem(_UNMATCHED)
            found = class_body(pattern[k + 2 : end])
            if found == '':
                raise PatternProblem('Invalid character class name')
            body += found
            k = end + 2
            continue
        low = _item(pattern, k, escapes)
        k = low.end
        if pattern[k : k + 1] == '-' and pattern[k + 1 : k + 2] not in ('', ']'):
            high = _item(pattern, k + 1, escapes)
            k = high.end
            if low.source > high.source:
                raise PatternProblem('Invalid range end')
            body += bracket_char(low.source) + '-' + bracket_char(high.source)
        else:
            body += bracket_char(low.source)
    return Bracket(('[^' if negated else '[') + body + ']', k + 1)


def _item(pattern: str, k: int, escapes: bool) -> Bracket:
    """One literal character."""
    for mark in '.=':
        if pattern.startswith('[' + mark, k):
            end = pattern.find(mark + ']', k + 2)
            if end < 0:
                raise PatternProblem(_UNMATCHED)
            if end != k + 3:
                raise PatternProblem('Invalid collation character')
            return Bracket(pattern[k + 2], end + 2)
    if escapes and pattern[k] == '\\' and k + 1 < len(pattern):
        at = 'ntrfv'.find(pattern[k + 1])
        if at >= 0:
            return Bracket('\n\t\r\f\v'[at], k + 2)
        if pattern[k + 1] in ']\\':
            # GNU sed follows POSIX for [\]]; only a doubled backslash is an escape
            return Bracket('\\', k + 2 if pattern[k + 1] == '\\' else k + 1)
    size = 2 if 0xD800 <= ord(pattern[k]) < 0xDC00 and k + 1 < len(pattern) else 1
    return Bracket(pattern[k : k + size], k + size)
