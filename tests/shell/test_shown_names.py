"""Names of files as ls shows them to a terminal."""

from __future__ import annotations

from runtime_py.shell.shown_names import in_c, is_special, needs_quotes, quoted_unescaped, shown, with_question_marks


def test_shell_quotes() -> None:
    names = ['plain', 'a b', "it's", "it's $x", '', '~x', 'a~', '#x', '{', 'a\nb', 'é']
    assert [shown(name) for name in names] == [
        'plain',
        "'a b'",
        '"it\'s"',
        "'it'\\''s $x'",
        "''",
        "'~x'",
        'a~',
        "'#x'",
        "'{'",
        "'a'$'\\n''b'",
        'é',
    ]


def test_other_styles() -> None:
    assert in_c('a\t"b"\x01', '"') == 'a\\t\\"b\\"\\001' and with_question_marks('a\nb\x7f') == 'a?b?'
    assert quoted_unescaped("it's") == '"it\'s"' and quoted_unescaped('a b') == "'a b'"
    assert is_special('*') and not is_special('a-b') and needs_quotes('\x01') and not is_special('\x01')
