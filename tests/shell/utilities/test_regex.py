"""POSIX regular expressions: the matched text, compared with GNU grep -o."""

from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from tests.support import raises


def _basic(pattern: str, text: str) -> str:
    found = compile_posix(pattern, False, False).regexp.exec(text)
    return 'none' if found is None else text[found.start : found.end]


def _extended(pattern: str, text: str) -> str:
    found = compile_posix(pattern, True, False).regexp.exec(text)
    return 'none' if found is None else text[found.start : found.end]


def _problem(pattern: str, extended: bool) -> str:
    try:
        compile_posix(pattern, extended, False)
    except PatternProblem as problem:
        return problem.message
    return ''


def test_basic_and_extended_differ_in_backslashes():
    assert _basic('a+', 'aaa+') == 'a+'
    assert _basic('a\\+', 'baaa') == 'aaa'
    assert _extended('a+', 'baaa') == 'aaa'
    assert _extended('a\\+', 'aa+') == 'a+'
    assert _basic('a\\{2\\}', 'aaaa') == 'aa'
    assert _extended('a{2}', 'aaaa') == 'aa'
    assert _extended('a{,2}b', 'aaab') == 'aab'
    assert _basic('\\(ab\\)*', 'ababx') == 'abab'
    assert _basic('(a)', '(a)') == '(a)'
    assert _extended('(a|b)+c', 'xabac') == 'abac'
    assert _extended('a{x', 'a{x') == 'a{x'


def test_anchors():
    assert _basic('^*a', '*a') == '*a'
    assert _basic('*a', '*a') == '*a'
    assert _basic('a^b', 'a^b') == 'a^b'
    assert _basic('a$b', 'a$b') == 'a$b'
    assert _extended('^a|b$', 'xb') == 'b'
    assert _basic('x\\(^a\\)', 'xa') == 'none'


def test_brackets():
    assert _basic('[]x]*', ']x]y') == ']x]'
    assert _basic('[^]x]', ']xy') == 'y'
    assert _basic('[[:digit:]_-]*', '12_-a') == '12_-'
    assert _basic('[\\n]*', '\\n') == '\\n'
    assert _basic('[a-c-]*', 'a-c') == 'a-c'
    assert _extended('[[:alpha:]]+', '\u00e9t\u00e91') == '\u00e9t\u00e9'
    assert _basic('[[.-.]]', 'a-') == '-'


def test_words_and_references():
    assert _basic('\\<b\\w*', 'ab bc') == 'bc'
    assert _basic('\\bb', 'ab b') == 'b'
    assert _basic('\\(.\\)\\1', 'abccd') == 'cc'
    assert _extended('(.)\\10', 'aa0') == 'aa0'
    assert _extended('a**', 'aa') == 'aa'


def test_the_longest_of_plain_alternatives():
    assert _extended('a|ab|abc', 'abcd') == 'abc'
    assert _extended('(a|ab)c?', 'abc') == 'abc'


def test_problems():
    assert _problem('\\(a', False) == 'Unmatched ( or \\('
    assert _problem('a\\)', False) == 'Unmatched ) or \\)'
    assert _problem('(a', True) == 'Unmatched ( or \\('
    assert _problem('[a', False) == 'Unmatched [, [^, [:, [., or [='
    assert _problem('[b-a]', False) == 'Invalid range end'
    assert _problem('a\\', False) == 'Trailing backslash'
    assert _problem('[[:foo:]]', False) == 'Invalid character class name'
    assert _problem('\\1', False) == 'Invalid back reference'
    assert _problem('a\\{2', False) == 'Unmatched \\{'
    with raises(PatternProblem):
        compile_posix('a\\{3,2\\}', False, False)
