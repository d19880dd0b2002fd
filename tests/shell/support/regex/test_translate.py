"""POSIX regular expressions as the host's: what they match, and which are refused."""

from __future__ import annotations

from runtime_py.shell.support.regex.compile import compile_host
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.regex.translate import translate
from tests.support import raises


def found(pattern: str, text: str, extended: bool = False) -> str:
    """The first match, in brackets; '-' for none."""
    match = compile_host(translate(pattern, extended).source, False).exec(text)
    return '-' if match is None else f'[{text[match.start : match.end]}]'


def problem(pattern: str, extended: bool) -> str:
    with raises(PatternProblem) as caught:
        translate(pattern, extended)
    return str(caught.error)


def test_operators_need_a_backslash_in_basic_expressions() -> None:
    for pattern, text, basic, extended in [
        ['a+', 'aa+', '[a+]', '[aa]'],
        ['a\\+', 'aa+', '[aa]', '[a+]'],
        ['a?b', 'a?b', '[a?b]', '[b]'],
        ['a|b', 'b a|b', '[a|b]', '[b]'],
        ['(a)', 'a(a)', '[(a)]', '[a]'],
        ['a{2}', 'aaa{2}', '[a{2}]', '[aa]'],
        ['a\\{2\\}', 'aaa{2}', '[aa]', '[a{2}]'],
    ]:
        assert [found(pattern, text), found(pattern, text, True)] == [basic, extended]


def test_signs_that_are_literal_where_they_have_no_meaning() -> None:
    assert found('*a', 'b*a') == '[*a]'
    assert found('^*a', '*a') == '[*a]'
    assert found('\\(*a\\)', 'b*a') == '[*a]'
    assert found('a^b$c', 'a^b$c') == '[a^b$c]'
    assert found('\\(^a\\)$', 'ba') == '-'
    assert found('*a', 'b*a', True) == '[a]'  # nothing to repeat


def test_the_host_s_own_signs_are_literal() -> None:
    for char in '/{}()|+?':
        assert found(char, f'a{char}b') == f'[{char}]'
    for text in ['a.b', '$x', '\\d', '[a]']:
        quoted = ''.join(['\\' + char if char in '.[]$\\' else char for char in text])
        assert found(quoted, text) == f'[{text}]'
        assert found(quoted, text, True) == f'[{text}]'


def test_the_longest_of_plain_alternatives() -> None:
    assert found('a|ab|abc', 'abcd', True) == '[abc]'
    assert found('a\\|abc\\|ab', 'abcd') == '[abc]'
    assert found('(x|xy)(z|yz)', 'xyz', True) == '[xyz]'


def test_back_references() -> None:
    assert found('\\(a*\\)b\\1', 'aabaa') == '[aabaa]'
    assert found('(a)\\10', 'aa0', True) == '[aa0]'  # the digit after it is literal
    assert problem('\\1', False) == 'Invalid back reference'
    assert problem('(a\\1)', True) == 'Invalid back reference'  # its group is still open


def test_words() -> None:
    assert found('\\bfoo\\b', 'foobar foo') == '[foo]'
    assert found('\\<b\\w*', 'abc bcd') == '[bcd]'
    assert found('\\w\\+\\>$', 'ab cd') == '[cd]'
    assert found('\\W\\S', 'ab cd') == '[ c]'
    assert found('\\Bb\\B', 'b abc') == '[b]'


def test_repeats_of_repeats() -> None:
    assert found('a\\{1,2\\}\\{2\\}', 'aaaaa') == '[aaaa]'
    assert found('a**b', 'aab') == '[aab]'
    assert found('(ab?)+c', 'aabac', True) == '[aabac]'
    assert found('a{0}b', 'ab', True) == '[b]'
    assert found('a{,2}b', 'aaab', True) == '[aab]'


def test_groups_are_counted() -> None:
    assert [
        translate('(a)(b(c))', True).groups,
        translate('\\(a\\)', False).groups,
        translate('(a)', False).groups,
    ] == [
        3,
        1,
        0,
    ]


def test_what_is_refused() -> None:
    assert problem('\\(a', False) == 'Unmatched ( or \\('
    assert problem('(a', True) == 'Unmatched ( or \\('
    assert problem('a\\)', False) == 'Unmatched ) or \\)'
    assert problem('a\\', False) == 'Trailing backslash'
    assert problem('a\\', True) == 'Trailing backslash'
    assert problem('\\{1\\}', False) == 'Invalid preceding regular expression'


def test_characters_beyond_the_basic_plane() -> None:
    assert found('\U0001f600*b', '\U0001f600\U0001f600b') == '[\U0001f600\U0001f600b]'


def test_codes_of_characters_in_sed() -> None:
    for pattern, text in [['a\\tb', 'a\tb'], ['\\x41', 'A'], ['\\o101', 'A'], ['\\d065', 'A'], ['\\n', '\n']]:
        assert compile_host(translate(pattern, False, True).source, False).exec(text) is not None
    assert compile_host(translate('\\t', False).source, False).exec('t') is not None
