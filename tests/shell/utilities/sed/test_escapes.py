"""Escapes in sed's texts and replacements."""

from __future__ import annotations

from runtime_py.shell.utilities.sed.escapes import escape_of_sed


def test_escapes() -> None:
    for text, shown, end in [['t', '\t', 1], ['x41b', 'A', 3], ['d065', 'A', 4], ['o101', 'A', 4], ['cA', '\x01', 2]]:
        found = escape_of_sed(text, 0)
        assert found is not None and [found.text, found.end] == [shown, end]
    for text in ['q', 'xg', '', '&', '1', 'c']:
        assert escape_of_sed(text, 0) is None
