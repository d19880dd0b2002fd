"""npm diff compared with the native npm. CPython only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.test_against_native_property import Pair
from toolchain.environment import WORK

OLD = {
    'package/index.js': b'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n',
    'package/lib/a.js': b'a\n',
    'package/lib/gone.js': b'x\ny',
    'package/logo.png': b'\x89PNG1',
    'package/README.md': b'# t\n',
}
NEW = {
    'package/index.js': b'one\n  two\nthree\nfour\n5\nsix\nseven\neight\nnine',
    'package/lib/a.js': b'a\n',
    'package/lib/b.js': b'b\n',
    'package/logo.png': b'\x89PNG2',
    'package/README.md': b'# t\n',
}


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    found.publish('thing', '1.0.0', OLD, bin='index.js')
    found.publish('thing', '1.1.0', NEW, bin='index.js')
    found.publish('thing', '2.0.0', NEW)
    found.publish('app', '1.0.0', {'package/index.js': b'old\n', 'package/more.txt': b'm\n'})
    found.publish('app', '1.2.0', {'package/index.js': b'newer\n'})
    yield found
    found.stop()


@pytest.fixture
def pair(tmp_path: Path, registry: Registry) -> Pair:
    found = Pair(tmp_path, registry)
    found.write('package.json', {'name': 'app', 'version': '1.3.0', 'dependencies': {'thing': '^1.0.0'}})
    found.write('index.js', 'mine\n')
    found.write('sub/x.js', 'x\n')
    return found


def said(text: str) -> str:
    """A usage is written in another way; folders differ."""
    text = re.sub(r'npm error A complete log.*\n', '', text)
    text = re.sub(r'/\S*/(ours|native)/app', 'APP', text)
    at = text.find('npm error Usage:')
    kept = text if at < 0 else text[:at]
    return '\n'.join([line for line in kept.split('\n') if line.strip() != 'npm error']).strip()


def agree(pair: Pair, *words: str) -> str:
    ours, native = pair.run('diff', *words)
    assert said(ours[1]) == said(native[1]), words
    assert ours[0] == native[0], words
    return ours[1]


TWO = ['--diff=thing@1.0.0', '--diff=thing@1.1.0']


@pytest.mark.parametrize(
    'words',
    [
        TWO,
        ['--diff=thing@1.0.0', '--diff=2.0.0'],
        ['--diff=1.0.0', '--diff=thing@^1.1.0'],
        [*TWO, '--diff-name-only'],
        [*TWO, '--diff-unified=0'],
        [*TWO, '--diff-unified=1'],
        [*TWO, '--diff-ignore-all-space'],
        [*TWO, '--diff-no-prefix'],
        [*TWO, '--diff-src-prefix=old/', '--diff-dst-prefix=new/'],
        [*TWO, '--tag-version-prefix='],
        [*TWO, 'index.js'],
        [*TWO, './lib/'],
        [*TWO, 'lib/*.js', '--diff-name-only'],
        [*TWO, '*.js', '--diff-name-only'],
        [*TWO, 'nothing'],
        ['--diff=1.0.0', '--diff=1.2.0'],
        ['--diff=1.0.0'],
        ['--diff=thing'],
        ['--diff=thing@2.0.0'],
        [],
        ['--tag=latest', 'index.js'],
        ['--diff=./sub'],
        ['--diff=a', '--diff=b', '--diff=c'],
        ['--diff=none@1', '--diff=none@2'],
        ['--diff=http://127.0.0.1:1/a.tgz'],
    ],
    ids=' '.join,
)
def test_packages(pair: Pair, words: list[str]) -> None:
    agree(pair, *words)


def test_all_as_text(pair: Pair) -> None:
    """npm 11 documents the option, and forgets it."""
    ours, native = pair.run('diff', *TWO, '--diff-text')
    assert 'PNG2' in ours[1] and '+++ b/logo.png' in native[1]


@pytest.mark.parametrize(
    'words', [['--diff=thing'], ['--diff=thing@2.0.0'], ['--diff=thing', '--diff=2.0.0']], ids=' '.join
)
def test_what_is_installed(pair: Pair, words: list[str]) -> None:
    pair.run('install', 'thing@1.0.0')
    for path in (pair.ours, pair.native):
        (path / 'node_modules/thing/index.js').write_text('changed\n')
        (path / 'node_modules/thing/lib/more/deep').mkdir(parents=True)
        (path / 'node_modules/thing/lib/more/deep/d.js').write_text('d\n')
    assert 'deep/d.js' in agree(pair, *words)


def test_outside_of_a_project(pair: Pair) -> None:
    for path in (pair.ours, pair.native):
        (path / 'package.json').unlink()
    for words in [[], ['--diff=1.0.0'], ['--diff=thing'], ['--diff=1', '--diff=2'], TWO]:
        agree(pair, *words)


def test_workspaces(pair: Pair) -> None:
    pair.write('package.json', {'name': 'root', 'version': '1.0.0', 'workspaces': ['w/*']})
    pair.write('w/a/package.json', {'name': 'app', 'version': '7.0.0'})
    pair.write('w/a/index.js', 'of a\n')
    agree(pair, '-w', 'app')
    agree(pair, '-w', 'app', '--diff=1.0.0')
