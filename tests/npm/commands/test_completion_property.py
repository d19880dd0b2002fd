"""npm completion compared with the native npm. CPython only."""

from __future__ import annotations

import pytest

from tests.npm.commands.looking import agree, pair, registry  # noqa: F401 (fixtures)
from tests.npm.test_against_native_property import Pair


@pytest.mark.parametrize(
    'line',
    [
        'npm run b',
        'npm run build x',
        'npm ins',
        'npm z',
        'npm shrink',
        'npm owner a',
        'npm access ',
        'npm token c',
        'npm org ',
        'npm team d',
        'npm profile ',
        'npm dist-tag ',
        'npm audit ',
        'npm explore l',
        'npm uninstall l',
        'npm frob x',
    ],
)
def test_completion(pair: Pair, line: str) -> None:  # noqa: F811
    pair.run('install')
    words = line.split(' ')
    pair.env |= {'COMP_CWORD': str(len(words) - 1), 'COMP_LINE': line, 'COMP_POINT': str(len(line))}
    agree(pair, 'completion', '--', *words)


def test_the_script_of_completion(pair: Pair) -> None:  # noqa: F811
    ours, native = pair.run('completion')
    assert ours[0] == native[0] == 0
    assert 'complete -o default -F _npm_completion npm' in ours[1] and 'COMP_POINT' in ours[1]
