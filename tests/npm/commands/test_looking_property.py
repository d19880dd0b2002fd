"""npm explore, edit, doctor, completion and cache compared with the native npm. CPython only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.test_against_native_property import JS, Pair
from toolchain.environment import WORK


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    found.publish('leaf', '1.0.0', JS)
    found.publish('@s/tool', '1.0.0', JS, dependencies={'leaf': '1'}, bin='index.js')
    yield found
    found.stop()


@pytest.fixture
def pair(tmp_path: Path, registry: Registry) -> Pair:
    found = Pair(tmp_path, registry)
    found.write(
        'package.json',
        {'name': 'app', 'version': '1.0.0', 'scripts': {'build': 'b', 'bench': 'b'}, 'dependencies': {'@s/tool': '1'}},
    )
    return found


def said(text: str) -> str:
    text = re.sub(r'npm error A complete log.*\n?', '', text)
    text = re.sub(r'/\S*/(ours|native)/app', 'APP', text)
    text = re.sub(r'Finished in .*', 'Finished', text)
    at = text.find('npm error Usage:')
    return (text if at < 0 else text[:at]).strip()


def agree(pair: Pair, *words: str) -> str:
    ours, native = pair.run(*words)
    assert said(ours[1]) == said(native[1]), words
    assert ours[0] == native[0], words
    return ours[1]


def test_explore(pair: Pair) -> None:
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


def test_edit(pair: Pair) -> None:
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


@pytest.mark.parametrize('group', ['registry', 'connection', 'permissions'])
def test_doctor(pair: Pair, group: str) -> None:
    pair.run('install')
    for path in (pair.ours.parents[1] / '.ours', pair.native.parents[1] / '.native'):
        path.mkdir(exist_ok=True)
    pair.env['npm_config_prefix'] = pair.env['HOME']
    for name in ['lib/node_modules', 'bin']:
        (Path(pair.env['HOME']) / name).mkdir(parents=True)
    agree(pair, 'doctor', group)


def test_doctor_counts_what_is_cached(pair: Pair) -> None:
    pair.run('install')
    ours, native = pair.run('doctor', 'cache')
    assert ours[0] == native[0] == 0
    assert 'verified 2 tarballs' in ours[1]


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
def test_completion(pair: Pair, line: str) -> None:
    pair.run('install')
    words = line.split(' ')
    pair.env |= {'COMP_CWORD': str(len(words) - 1), 'COMP_LINE': line, 'COMP_POINT': str(len(line))}
    agree(pair, 'completion', '--', *words)


def test_the_script_of_completion(pair: Pair) -> None:
    ours, native = pair.run('completion')
    assert ours[0] == native[0] == 0
    assert 'complete -o default -F _npm_completion npm' in ours[1] and 'COMP_POINT' in ours[1]


def test_cache(pair: Pair) -> None:
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


def test_help_is_searched(pair: Pair) -> None:
    ours, native = pair.run('help-search', 'nothinglikethis')
    assert ours == native
    ours, native = pair.run('help-search', 'workspace')
    assert ours[0] == native[0] == 0
    lines = [text[1].split('\n') for text in (ours, native)]
    assert [lines[0][k] for k in (0, 1, -2, -3)] == [lines[1][k] for k in (0, 1, -2, -3)]
    assert re.search(r'^npm help \S+ +workspace:\d+$', lines[0][2])
