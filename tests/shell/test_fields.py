"""Fields while a word is expanded."""

from __future__ import annotations

from runtime_py.shell.fields import Fields, joined
from runtime_py.shell.state import State


def split(text: str, ifs: str | None = None) -> list[str]:
    state = State('sh', 1, '/')
    if ifs is not None:
        state.set('IFS', ifs)
    fields = Fields(state, True, False)
    fields.expanded(text)
    return [field.text for field in fields.finish()]


def test_splitting() -> None:
    assert split('  a \t b\nc ') == ['a', 'b', 'c'] and split('') == []
    assert split('a::b', ':') == ['a', '', 'b'] and split(':a:', ':') == ['', 'a']
    assert split('a : b', ': ') == ['a', 'b'] and split('a b', '') == ['a b']


def test_what_is_not_split() -> None:
    fields = Fields(State('sh', 1, '/'), False, False)
    fields.expanded('a  b')
    assert joined(fields.finish()) == 'a  b'


def test_quoted_text_is_kept_as_a_field_and_escaped_in_the_pattern() -> None:
    fields = Fields(State('sh', 1, '/'), True, False)
    fields.quoted('')
    assert len(fields.finish()) == 1
    fields = Fields(State('sh', 1, '/'), True, False)
    fields.literal('*')
    fields.quoted('*')
    found = fields.finish()[0]
    assert found.text == '**' and found.pattern == '*\\*'


def test_patterns_may_be_regular_expressions() -> None:
    fields = Fields(State('sh', 1, '/'), False, True)
    fields.quoted('a.b')
    assert fields.finish()[0].pattern == 'a\\.b'
