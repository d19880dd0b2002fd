"""Perl's regular expressions."""

from __future__ import annotations

from runtime_py.shell.support.regex.compile import compile_host
from runtime_py.shell.support.regex.perl import read_perl
from runtime_py.shell.support.regex.problem import PatternProblem
from tests.support import raises


def found(pattern: str, text: str) -> str | None:
    perl = read_perl(pattern)
    match = compile_host(perl.source, perl.ignores_case).exec(text)
    return None if match is None else match.groups[perl.kept]


def test_what_the_host_writes_otherwise() -> None:
    for pattern, text, expected in [
        ['a\\Kp+', 'xapple', 'pp'],
        ['(k)=\\K(\\w+)', 'k=value;', 'value'],
        ['(?i)ABC', 'xabc', 'abc'],
        ['\\"\\-\\@\\:\\ ', 'a"-@: ', '"-@: '],
        ['[\\w.\\-]+@', ' a.b-c@d', 'a.b-c@'],
        ['\\hx', 'a\tx', '\tx'],
        ['\\Aab\\z', 'ab', 'ab'],
        ['\\Qa.b*\\E+', 'xa.b**', 'a.b**'],
        ['(?P<n>a)b', 'ab', 'ab'],
        ['(?<c>.)\\k<c>', 'abbc', 'bb'],
        ['(a)\\K\\g{1}', 'aa', 'a'],
        ['[[:upper:]_]+', 'xAB_c', 'AB_'],
        ['[]a]+', 'x]a]', ']a]'],
        ['\\x41\\x{42}', 'xAB', 'AB'],
        ['a{2}b{', 'aab{', 'aab{'],
        ['}]', 'x}]', '}]'],
        ['a(?#no)b', 'ab', 'ab'],
        ['a{1,2}', 'aaa', 'aa'],
    ]:
        assert found(pattern, text) == expected, pattern


def test_what_cannot_be_matched_is_refused() -> None:
    for pattern in ['(a\\K)b', 'a|b\\Kc', '(?>a)', '[a', '[[:nope:]]', 'a\\']:
        with raises(PatternProblem):
            read_perl(pattern)
