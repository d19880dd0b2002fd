"""Our npm compared with the native one in a project with workspaces: the same commands give the same files, the same
words and the same exit code.

CPython only."""

import json
import os
from pathlib import Path

import pytest

from tests.machine.registry import Registry
from tests.npm.test_against_native_property import Pair, pair, registry, told  # noqa: F401 (fixtures)

PACKAGES = {
    'package.json': {
        'name': 'app',
        'version': '1.0.0',
        'workspaces': ['packages/*', 'tools/**', '!packages/ignored'],
        'dependencies': {'leaf': '2'},
        'scripts': {'build': 'echo root'},
    },
    'packages/a/package.json': {
        'name': 'a',
        'version': '1.0.0',
        'dependencies': {'b': '^1.0.0', 'leaf': '1'},
        'scripts': {'build': 'echo in a; pwd | sed "s,.*/,,"', 'bad': 'exit 4', 'test': 'echo tested'},
    },
    'packages/b/package.json': {
        'name': 'b',
        'version': '1.5.0',
        'devDependencies': {'middle': '2'},
        'scripts': {'build': 'echo in b', 'bad': 'exit 3'},
    },
    'tools/deep/c/package.json': {'name': '@s/c', 'version': '0.1.0', 'peerDependencies': {'host': '1'}},
    'packages/ignored/package.json': {'name': 'ignored', 'version': '1.0.0'},
}


@pytest.fixture
def workspaces(pair: Pair) -> Pair:  # noqa: F811
    for name, value in PACKAGES.items():
        pair.write(name, value)
    return pair


class Inside:
    """The pair, run in the same folder of both projects."""

    def __init__(self, whole: Pair, folder: str) -> None:
        self.whole = whole
        self.folder = folder

    def __enter__(self) -> Pair:
        self.projects = self.whole.ours, self.whole.native
        self.whole.ours, self.whole.native = (path / self.folder for path in self.projects)
        return self.whole

    def __exit__(self, *_: object) -> None:
        self.whole.ours, self.whole.native = self.projects


def both(found: Pair, words: list[str]) -> None:
    ours, native = found.run(*words)
    assert (ours[0], told(ours[1])) == (native[0], told(native[1])), words


@pytest.mark.parametrize(
    'steps',
    [
        [['install', 'leaf@1.0.0', '-w', 'a']],
        [['install', 'zeta', '--workspace=packages/b'], ['uninstall', 'zeta', '-w', 'b']],
        [['install', 'zeta', '-w', 'a', '-w', '@s/c', '-D'], ['uninstall', 'zeta', '-w', '@s/c']],
        [['install', 'old', '--workspaces'], ['uninstall', 'old', '--workspaces']],
        [['install', 'old', '--workspaces', '--include-workspace-root']],
        [['install', 'b', '-w', '@s/c']],
        [['install', '-w', 'a'], ['install', '-w', 'b'], ['install']],
        [['install', '--no-workspaces'], ['install']],
        [['install', '-w', 'packages']],
        [['install', '-w', 'a', '--include-workspace-root']],
        [['install'], ['ci', '-w', 'a']],
        [['install'], ['ci']],
        [['install'], ['update', '-w', 'a']],
        [['install'], ['update', 'leaf', '-w', 'b']],
        [['install'], ['uninstall', 'leaf', '-w', 'a'], ['install', 'leaf@1.0.0', '-w', 'b', '-E']],
        [['install', '--omit=dev', '-w', 'b'], ['install', '--include=dev', '-w', 'b']],
        [['install'], ['version', 'minor', '-w', 'b'], ['install']],
        [['install', '--package-lock-only', 'zeta', '-w', 'b']],
    ],
    ids=str,
)
def test_trees(workspaces: Pair, steps: list[list[str]]) -> None:
    for words in steps:
        workspaces.same(*words)


def test_edited_by_hand(workspaces: Pair) -> None:
    workspaces.same('install')
    workspaces.write('packages/a/package.json', {**PACKAGES['packages/a/package.json'], 'dependencies': {'zeta': '*'}})
    workspaces.same('install')
    workspaces.write(
        'packages/new/package.json', {'name': 'new', 'version': '1.0.0', 'dependencies': {'a': '*', 'leaf': '1.1.0'}}
    )
    workspaces.same('install')


@pytest.mark.parametrize(
    'words',
    [
        ['run', 'build', '-w', 'a'],
        ['run', 'build', '--workspaces'],
        ['run', 'build', '--workspaces', '--if-present'],
        ['run', 'bad', '--workspaces'],
        ['run', 'bad', '-w', 'a'],
        ['run', 'build', '--workspaces', '--include-workspace-root', '--if-present'],
        ['run', 'none', '-w', 'b'],
        ['run', 'none', '-w', 'b', '--if-present'],
        ['run', '-w', 'a'],
        ['run', '--workspaces'],
        ['run', '--workspaces', '--json'],
        ['run', '--workspaces', '--parseable'],
        ['test', '-w', 'a'],
        ['run', 'build', '-w', 'packages'],
        ['run', 'build', '-w', './packages'],
        ['run', 'build', '-w', 'nobody'],
        ['run', 'build', '-w', 'a', '--no-workspaces'],
        ['root', '-w', 'a'],
        ['prefix', '-w', 'a'],
        ['config', 'get', 'tag', '-w', 'a'],
        ['run', 'build', '-w', 'a', '-g'],
        ['exec', '-w', 'a', '-c', 'pwd | sed "s,.*/,,"'],
        ['exec', '--workspaces', '-c', 'pwd | sed "s,.*/,,"'],
        ['view', 'leaf', 'version', '-w', 'a'],
        ['run', 'build', '-ws', '-iwr', '--if-present'],
        ['install', 'leaf', '-w', 'nobody'],
        ['run', 'build', '-w', 'tools/deep'],
    ],
    ids=str,
)
def test_words(workspaces: Pair, words: list[str]) -> None:
    both(workspaces, words)


@pytest.mark.parametrize(
    'words',
    [
        ['run', 'build'],
        ['run'],
        ['test'],
        ['run', 'none'],
        ['prefix'],
        ['root'],
        ['config', 'get', 'tag'],
        ['ls'],
        ['ls', '--all'],
        ['exec', '-c', 'pwd | sed "s,.*/,,"'],
        ['run', 'build', '-w', 'b'],
        ['run', 'build', '--workspaces=false'],
    ],
    ids=str,
)
def test_words_inside(workspaces: Pair, words: list[str]) -> None:
    workspaces.run('install')
    with Inside(workspaces, 'packages/a') as inside:
        both(inside, words)


@pytest.mark.parametrize(
    'steps',
    [[['install', 'zeta']], [['install']], [['install', 'old', '-D'], ['uninstall', 'leaf']], [['ci']], [['update']]],
    ids=str,
)
def test_trees_inside(workspaces: Pair, steps: list[list[str]]) -> None:
    workspaces.same('install')
    for words in steps:
        with Inside(workspaces, 'packages/a') as inside:
            ours, native = inside.run(*words)
            assert ours[0] == native[0], (words, ours, native)
        workspaces.same('root')


LISTINGS = [
    ['ls'],
    ['ls', '--all'],
    ['ls', '-w', 'a'],
    ['ls', '--workspaces'],
    ['ls', '--workspaces', '--all'],
    ['ls', '-w', 'a', '--include-workspace-root'],
    ['ls', 'leaf'],
    ['ls', 'leaf', '-w', 'b'],
    ['ls', 'leaf@1'],
    ['ls', '--json'],
    ['ls', '--json', '--all'],
    ['ls', '--json', '--workspaces'],
    ['ls', '--parseable'],
    ['ls', '--parseable', '--all', '--long'],
    ['ls', '--depth=1'],
    ['ls', '--depth', '0'],
    ['ls', '--no-workspaces'],
    ['ls', '--omit=dev'],
    ['ls', '--link'],
    ['ls', '--package-lock-only', '--all'],
    ['ls', 'nothing'],
    ['ls', '--unicode=false', '--all'],
    ['ll'],
]


# Cases where the native npm fails in a tree with missing packages, or prints less in the second run than in the first.
UNSOUND = [['ls', '--package-lock-only', '--all'], ['ls', '--no-workspaces'], ['ll'], ['ls', '--json', '--all']]


def test_listing(workspaces: Pair) -> None:
    workspaces.run('install')
    for words in LISTINGS:
        both(workspaces, words)


def test_listing_what_is_wrong(workspaces: Pair) -> None:
    workspaces.run('install', 'other', 'cycle-a', 'two-bins')
    for path in (workspaces.ours, workspaces.native):
        os.rename(path / 'node_modules/two-bins', path / 'node_modules/stray')
        (path / 'node_modules/zeta/package.json').write_text(
            json.dumps(
                {
                    'name': 'zeta',
                    'version': '0.3.1',
                    'dependencies': {'leaf': '9', 'none': '1'},
                    'optionalDependencies': {'perhaps': '*'},
                }
            )
        )
        (path / 'node_modules/.package-lock.json').unlink()
    for words in LISTINGS:
        if words not in UNSOUND:
            both(workspaces, words)


def test_only_strays_are_no_error(pair: Pair) -> None:  # noqa: F811
    pair.run('install', 'leaf')
    pair.write('node_modules/stray/package.json', {'name': 'stray', 'version': '1.0.0'})
    for words in (['ls'], ['ls', '--json'], ['ls', '--parseable', '--long']):
        both(pair, words)


@pytest.mark.parametrize(
    ('names', 'code'),
    [
        ({'packages/b/package.json': {'name': 'a'}}, 'EDUPLICATEWORKSPACE'),
        ({'package.json': {'name': 'app', 'workspaces': 'packages/*'}}, 'EWORKSPACESCONFIG'),
        ({'package.json': {'name': 'app', 'workspaces': {'packages': 3}}}, 'EWORKSPACESCONFIG'),
    ],
)
def test_what_cannot_be(workspaces: Pair, names: dict, code: str) -> None:
    for name, value in names.items():
        workspaces.write(name, value)
    ours, native = workspaces.run('install')
    assert ours[0] == native[0] == 1, (ours, native)
    assert f'npm error code {code}' in ours[1] and f'npm error code {code}' in native[1], (ours, native)


def test_new_workspaces(workspaces: Pair) -> None:
    workspaces.same('init', '-y', '-w', 'elsewhere/new')
    workspaces.same('init', '-y', '-w', 'packages/new')


def test_npx_takes_the_only_command(workspaces: Pair, registry: Registry, tmp_path: Path) -> None:  # noqa: F811
    registry.publish(
        '@scope/odd',
        '1.0.0',
        {'package/c.js': b'#!/usr/bin/env node\nconsole.log("odd", process.argv.slice(2).join())\n'},
        bin={'another': 'c.js'},
    )
    workspaces.same('install', '@scope/odd', '-w', 'a')
    both(workspaces, ['exec', '--no', '--', '@scope/odd', 'x'])
    with Inside(workspaces, 'packages/a') as inside:
        both(inside, ['exec', '--no', '--', '@scope/odd@1', 'y'])
