"""npm doctor compared with the native npm. CPython only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.npm.commands.looking import agree, pair, registry  # noqa: F401 (fixtures)
from tests.npm.test_against_native_property import Pair


@pytest.mark.parametrize('group', ['registry', 'connection', 'permissions'])
def test_doctor(pair: Pair, group: str) -> None:  # noqa: F811
    pair.run('install')
    for path in (pair.ours.parents[1] / '.ours', pair.native.parents[1] / '.native'):
        path.mkdir(exist_ok=True)
    pair.env['npm_config_prefix'] = pair.env['HOME']
    for name in ['lib/node_modules', 'bin']:
        (Path(pair.env['HOME']) / name).mkdir(parents=True)
    agree(pair, 'doctor', group)


def test_doctor_counts_what_is_cached(pair: Pair) -> None:  # noqa: F811
    pair.run('install')
    ours, native = pair.run('doctor', 'cache')
    assert ours[0] == native[0] == 0
    assert 'verified 2 tarballs' in ours[1]
