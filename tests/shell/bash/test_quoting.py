"""How bash quotes what it prints."""

from __future__ import annotations

from runtime_py.shell.bash.quoting import (
    backslashed,
    dollar_quoted,
    double_quoted,
    key_quoted,
    set_quoted,
    shell_quoted,
    traced,
    traced_assignment,
)


def test_each_way() -> None:
    assert shell_quoted("it's") == "'it'\\''s'" and shell_quoted('a\nb') == "$'a\\nb'" and shell_quoted('') == "''"
    assert backslashed('a b') == 'a\\ b' and backslashed('') == "''" and backslashed('~a~') == '\\~a~'
    assert double_quoted('a"$`\\') == '"a\\"\\$\\`\\\\"' and double_quoted('\t') == "$'\\t'"
    assert [key_quoted(key) for key in ['a', 'a b', '-', '@', '']] == ['a', '"a b"', '-', '"@"', '""']
    assert [set_quoted(text) for text in ['', 'a', 'a b']] == ['', 'a', "'a b'"]
    assert dollar_quoted('\x01\x1b') == "$'\\001\\E'"


def test_what_set_x_shows() -> None:
    assert [traced(word) for word in ['', 'a', 'a b', '~', 'a~']] == ["''", 'a', "'a b'", "'~'", 'a~']
    assert [traced_assignment(pair) for pair in ['x=', 'x=a b', 'x=(1)']] == ['x=', "x='a b'", 'x=(1)']
