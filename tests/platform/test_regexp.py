"""Regular expressions: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.regexp import compile
from tests.support import raises


def test_matches() -> None:
    found = compile('(a+)(b)?(c)').exec('xxaacaabc', 0)
    assert found is not None
    assert [found.start, found.end] == [2, 5]
    assert found.groups == ['aac', 'aa', None, 'c'] and found.spans == [[2, 5], [2, 4], None, [4, 5]]
    again = compile('(a+)(b)?(c)').exec('xxaacaabc', 5)
    assert again is not None and [again.start, again.end] == [5, 9]
    assert compile('z').exec('abc') is None and compile('b').test('abc') and not compile('^b').test('abc')


def test_flags() -> None:
    assert compile('ABC', 'i').test('xabcx') and not compile('ABC').test('xabcx')
    assert compile('^b$', 'm').test('a\nb\nc') and not compile('^b$').test('a\nb\nc')
    assert compile('a.b', 's').test('a\nb') and not compile('a.b').test('a\nb')


def test_the_end_is_the_very_end() -> None:
    assert not compile('a$').test('a\n') and compile('[$]').test('$') and compile('\\$').test('$')


def test_what_is_no_pattern() -> None:
    for source in ['(', '[', '*a']:
        with raises(ValueError):
            compile(source)
