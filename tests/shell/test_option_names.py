"""The names of options and their letters."""

from __future__ import annotations

from runtime_py.shell.option_names import BASH_LETTERS, BASH_OPTIONS, LETTERS, OPTIONS


def test_each_option_has_a_place_for_its_letter() -> None:
    assert len(OPTIONS) == len(LETTERS) and len(BASH_OPTIONS) == len(BASH_LETTERS)


def test_bash_has_two_more() -> None:
    assert BASH_OPTIONS[BASH_LETTERS.index('E')] == 'errtrace' and OPTIONS[LETTERS.index('E')] == 'emacs'
    assert BASH_OPTIONS[BASH_LETTERS.index('T')] == 'functrace' and 'functrace' not in OPTIONS
