"""awk's regular expressions: POSIX extended ones, with the escapes of strings (\\n, \\/, \\", \\ddd), inside brackets
too (POSIX XCU awk, Regular Expressions)."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import octet_text
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.utilities.awk.lexer import escape_meaning, octal_end, octal_value
from runtime_py.shell.utilities.awk.values import AwkProblem

_MOST_KEPT = 500  # a program that builds patterns from its data must not keep them all
_SPECIAL = '\\^$.[]|()*+?{}/'


class Patterns:
    """A cache of compiled patterns."""

    def __init__(self) -> None:
        self._known: Map[str, Regexp] = Map()

    def get(self, text: str) -> Regexp:
        found = self._known.get(text)
        if found is not None:
            return found
        try:
            made = compile_posix(to_posix(text), True, False).regexp
        except PatternProblem as problem:
            raise AwkProblem(f'regular expression {text}: {problem.message}')
        if self._known.size >= _MOST_KEPT:
            self._known.clear()
        self._known.set(text, made)
        return made


def to_posix(text: str) -> str:
    """Replaces escapes by POSIX syntax."""
    if '\\' not in text:
        return text
    found = ''
    k = 0
    inside = -1  # position of the bracket's first item
    while k < len(text):
        char = text[k]
        if char == '\\' and k + 1 < len(text):
            meaning, k = _escape(text, k + 1, inside >= 0)
            found += meaning
            continue
        if inside < 0 and char == '[':
            inside = k + 2 if text.startswith('^', k + 1) else k + 1
            found += text[k:inside]
            k = inside
            if text.startswith(']', k):
                found += ']'
                k += 1
            continue
        if inside >= 0 and char == '[' and text[k + 1 : k + 2] in (':', '.', '='):
            end = text.find(text[k + 1] + ']', k + 2)
            if end > 0:
                found += text[k : end + 2]
                k = end + 2
                continue
        if inside >= 0 and char == ']':
            inside = -1
        found += char
        k += 1
    return found


def _escape(text: str, k: int, in_bracket: bool) -> tuple[str, int]:
    """The replacement for the escape whose letter is at k, and the position after it."""
    end = octal_end(text, k)
    if end > k:
        return _literal(octet_text(octal_value(text[k:end]) & 255), in_bracket), end
    char = text[k]
    meaning = escape_meaning(char)
    if meaning != '':
        # in awk \b is a backspace, not a word boundary
        return _literal(meaning, in_bracket), k + 1
    if in_bracket:
        return _literal(char, True), k + 1
    return ('"' if char == '"' else ('\\' + char)), k + 1


def _literal(char: str, in_bracket: bool) -> str:
    if in_bracket:
        return f'[.{char}.]' if char in '\\]^-[' else char
    return '\\' + char if char in _SPECIAL else char
