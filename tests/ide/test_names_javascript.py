"""Texts of the workbench."""

from __future__ import annotations

from runtime_py.ide.resume_offer import words_of
from runtime_py.ide.workspace_names import is_name


def test_names() -> None:
    assert is_name('my-app') and not is_name('') and not is_name('a/b')


def test_what_an_offer_says() -> None:
    assert words_of([['vite'], ['tsc -w']]) == 'Start again: vite, tsc -w'
    assert words_of([[f'c{k}'] for k in range(9)]).endswith(' more')
