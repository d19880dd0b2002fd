"""npm cache compared with the native npm. CPython only."""

from __future__ import annotations

import re

from tests.npm.commands.looking import agree, pair, registry  # noqa: F401 (fixtures)
from tests.npm.test_against_native_property import Pair


def test_cache(pair: Pair) -> None:  # noqa: F811
    pair.run('install')
    ours, _ = pair.run('cache', 'verify')
    assert re.search(r'Content verified: [1-9]\d* \([1-9]\d* bytes\)\nIndex entries: [1-9]', ours[1]), ours
    agree(pair, 'cache', 'clean')
    agree(pair, 'cache', 'frob')
    agree(pair, 'cache', 'clean', '--force')
    agree(pair, 'cache', 'npx', 'ls')
    agree(pair, 'cache', 'npx', 'rm')
    ours, _ = pair.run('cache', 'verify')
    assert 'Content verified: 0 (0 bytes)' in ours[1]
