"""Bracket expressions of POSIX, as the host's engine takes them."""

from __future__ import annotations

from runtime_py.platform.regexp import compile
from runtime_py.shell.support.regex.bracket import bracket_char, parse_bracket
from runtime_py.shell.support.regex.problem import PatternProblem
from tests.support import raises


def matching(pattern: str, chars: str, escapes: bool = False) -> str:
    """The characters that the expression takes; it is the whole pattern."""
    found = parse_bracket(pattern, 0, escapes)
    assert found.end == len(pattern)
    expression = compile('^' + found.source + '$', 'u')
    return ''.join([char for char in chars if expression.test(char)])


def test_sets_and_ranges() -> None:
    chars = 'abcxyz019-]^\\[_'
    assert matching('[abc]', chars) == 'abc' and matching('[^a-z]', chars) == '019-]^\\[_'
    assert matching('[]x]', chars) == 'x]' and matching('[^]x]', chars) == 'abcyz019-^\\[_'
    assert matching('[a-]', chars) == 'a-' and matching('[-a]', chars) == 'a-' and matching('[x^]', chars) == 'x^'
    assert matching('[\\n]', 'n\\\n') == 'n\\' and matching('[\\n]', 'n\\\n', True) == '\n'
    assert matching('[[]', chars) == '['


def test_names() -> None:
    assert matching('[[:digit:]_]', 'a1_ ') == '1_' and matching('[^[:space:]]', 'a \t') == 'a'
    assert matching('[[.-.]a]', 'a-b') == 'a-' and matching('[[=a=]]', 'ab') == 'a'


def test_where_it_ends() -> None:
    assert parse_bracket('x[a]b', 1, False).end == 4
    assert bracket_char(']') == '\\]' and bracket_char('\n') == '\\n' and bracket_char('a') == 'a'


def test_bad_ones() -> None:
    for pattern in ['[', '[a', '[]', '[^]', '[[:digit]', '[[:none:]]', '[z-a]', '[[.ab.]]', '[[=a]']:
        with raises(PatternProblem):
            parse_bracket(pattern, 0, False)
