"""?( ) *( ) +( ) @( ) !( ) against bash's answers."""

from __future__ import annotations

from runtime_py.shell.bash.extglob import has_group, matches_extended

# pattern, texts that match, texts that don't
TABLE = [
    ['@(a|b)c', ['ac', 'bc'], ['c', 'abc', 'aac']],
    ['?(a)b', ['b', 'ab'], ['aab', 'a']],
    ['*(ab)c', ['c', 'abc', 'ababc'], ['abab', 'aabc']],
    ['+([0-9])', ['1', '123'], ['', '1a']],
    ['!(*.c)', ['a.h', '', 'c'], ['a.c', '.c']],
    ['a!(b)c', ['ac', 'axc', 'abbc'], ['abc']],
    ['*@(x|y*z)', ['x', 'ax', 'yz', 'ay1z'], ['ay', '']],
    ['@(a|*(b|c)d)', ['a', 'd', 'bcbd'], ['ad', 'bc']],
    ['+(a|b)+(c)', ['abac', 'bcc'], ['ab', 'c']],
    ['\\@(a)', ['@(a)'], ['a']],
    ['@(a\\|b)', ['a|b'], ['a', 'b']],
    ['@([|)])x', ['|x', ')x'], ['x']],
    ['[@]?(b)', ['@', '@b'], ['b']],
    ['?(*)', ['', 'abc'], []],
]


def test_matching() -> None:
    wrong = []
    for pattern, good, bad in TABLE:
        for text in good:
            if not matches_extended(pattern, text):
                wrong.append(f'{pattern} {text}')
        for text in bad:
            if matches_extended(pattern, text):
                wrong.append(f'not {pattern} {text}')
    assert wrong == []


def test_the_work_is_bounded() -> None:
    assert not matches_extended('+(a|aa|+(a))+(a|aa)b', ''.join(['a' for _ in range(60)]))


def test_what_is_a_group() -> None:
    assert has_group('a+(b)') and not has_group('a(b)') and not has_group('\\+(b)') and not has_group('+(b')
