"""Ctrl-R and Ctrl-S."""

from __future__ import annotations

from runtime_py.shell.history_search import Search


def test_search() -> None:
    search = Search(['make all', 'ls', 'make it'], 'draft', 5, 3, True)
    assert search.found == 'draft'
    assert search.take('ma', '') and [search.found, search.cursor] == ['make it', 0]
    assert search.take('ctrl-r', '') and search.found == 'make all'
    assert search.take('ctrl-r', '') and search.found == 'make all'
    assert search.prompt() == "(failed reverse-i-search)`ma': "
    assert search.take('ctrl-s', '') and search.found == 'make it'
    assert search.prompt() == "(i-search)`ma': "
    assert search.take('paste', 'ke i') and search.cursor == 0
    assert search.take('backspace', '') and search.found == 'make all'
    assert not search.take('home', '')
