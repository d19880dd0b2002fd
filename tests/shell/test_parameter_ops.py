"""The text operations of ${x...}."""

from __future__ import annotations

from runtime_py.shell.parameter_ops import (
    Replacement,
    case_changed,
    replaced,
    replaced_once,
    sliced,
    sliced_list,
    splits_character,
    trimmed,
)


def test_trimming() -> None:
    path = 'src/lib/a.tar.gz'
    assert trimmed(path, '*/', '#') == 'lib/a.tar.gz' and trimmed(path, '*/', '##') == 'a.tar.gz'
    assert trimmed(path, '.*', '%') == 'src/lib/a.tar' and trimmed(path, '.*', '%%') == 'src/lib/a'
    assert trimmed(path, 'x', '#') == path and trimmed('\U0001f600a', '?', '#') == 'a'
    assert not splits_character('abc', 1)


def test_replacing() -> None:
    assert (
        replaced('a.b.c', '.', Replacement(['-']), False) == 'a-b.c'
        and replaced('a.b.c', '.', Replacement(['-']), True) == 'a-b-c'
    )
    assert (
        replaced('aXXb', 'X*', Replacement(['']), False) == 'a'
        and replaced('abc', '?', Replacement(['x']), True) == 'xxx'
    )
    assert (
        replaced('abab', '#ab', Replacement(['x']), False) == 'xab'
        and replaced('abab', '%ab', Replacement(['x']), False) == 'abx'
    )
    assert replaced('abc', '', Replacement(['x']), True) == 'abc' and replaced_once('aa', 'a', 'b') == 'ba'


def test_slicing() -> None:
    assert sliced('abcdef', 2, None) == 'cdef' and sliced('abcdef', -2, 1) == 'e' and sliced('abcdef', 1, -2) == 'bcd'
    assert sliced('abc', 5, 1) == '' and sliced('a\U0001f600b', 1, 1) == '\U0001f600'
    assert sliced_list(['sh', 'a', 'b', 'c'], 1, 2) == ['a', 'b'] and sliced_list(['sh', 'a'], -1, None) == ['a']
    assert sliced_list(['sh', 'a'], 9, None) == []


def test_case() -> None:
    assert case_changed('abc', '^', '') == 'Abc' and case_changed('aBc', '^^', '') == 'ABC'
    assert case_changed('ABC', ',', '') == 'aBC' and case_changed('abc', '^^', '[ac]') == 'AbC'
