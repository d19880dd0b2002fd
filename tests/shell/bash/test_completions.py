"""Words of a list for completion."""

from __future__ import annotations

from runtime_py.shell.bash.completions import action_of, split_words


def test_words_of_a_list() -> None:
    assert split_words('a "b c"  d\\ e\nf', ' \t\n') == ['a', '"b c"', 'd\\ e', 'f']
    assert split_words('a b:c', ':') == ['a b', 'c']


def test_letters_of_actions() -> None:
    assert [action_of(letter) for letter in 'adefv'] == ['alias', 'directory', 'export', 'file', 'variable']
