"""npm help-search compared with the native npm. CPython only."""

from __future__ import annotations

import re

from tests.npm.commands.looking import pair, registry  # noqa: F401 (fixtures)
from tests.npm.test_against_native_property import Pair


def test_help_is_searched(pair: Pair) -> None:  # noqa: F811
    ours, native = pair.run('help-search', 'nothinglikethis')
    assert ours == native
    ours, native = pair.run('help-search', 'workspace')
    assert ours[0] == native[0] == 0
    lines = [text[1].split('\n') for text in (ours, native)]
    assert [lines[0][k] for k in (0, 1, -2, -3)] == [lines[1][k] for k in (0, 1, -2, -3)]
    assert re.search(r'^npm help \S+ +workspace:\d+$', lines[0][2])
