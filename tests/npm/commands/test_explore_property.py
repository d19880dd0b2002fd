"""npm explore and edit compared with the native npm. CPython only."""

from __future__ import annotations

from tests.npm.commands.looking import agree, pair, registry  # noqa: F401 (fixtures)
from tests.npm.test_against_native_property import Pair


def test_explore(pair: Pair) -> None:  # noqa: F811
    pair.run('install')
    pair.env['SHELL'] = '/bin/sh'
    for words in [
        ['leaf', '--', 'echo', 'in', '$PWD'],
        ['@s/tool', '--', 'ls'],
        ['leaf', '--', 'exit', '3'],
        ['leaf'],
        ['none'],
        ['../..'],
        [],
    ]:
        agree(pair, 'explore', *words)


def test_edit(pair: Pair) -> None:  # noqa: F811
    pair.run('install')
    for words in [
        ['leaf', '--editor=echo'],
        ['@s/tool', '--editor=echo -n'],
        ['@s/tool/leaf', '--editor=echo'],
        ['leaf', '--editor=false'],
        ['a', 'b'],
        [],
    ]:
        agree(pair, 'edit', *words)
