"""npm pack compared with the native npm: what it says, and the members of the archive. CPython only."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path

import pytest

from tests.npm.test_against_native_property import Pair, pair, registry  # noqa: F401 (fixtures)

FILES = {
    'index.js': 'module.exports = 1\n',
    'README.md': '# app\n',
    'Readme.md~': 'no\n',
    'LICENSE': 'MIT\n',
    'CHANGELOG.md': 'changes\n',
    'lib/a.js': 'a\n',
    'lib/a.test.js': 'test\n',
    'lib/deep/b.ts': 'b\n',
    'lib/deep/.hidden': 'h\n',
    'lib/.npmignore': 'deep/b.ts\n',
    'dist/out.js': 'out\n',
    'dist/out.js.map': '{}\n',
    'bin/cli.js': '#!/usr/bin/env node\n',
    '.env': 'SECRET=1\n',
    '.npmrc': 'fund=false\n',
    '.gitignore': 'dist\n*.log\n/lib/a.test.js\n',
    'npm-debug.log': 'x\n',
    'build.log': 'x\n',
    '.DS_Store': 'x',
    'file.orig': 'x',
    'package-lock.json': '{"lockfileVersion": 3}\n',
    'node_modules/leaf/index.js': '1',
    'node_modules/leaf/package.json': '{"name": "leaf", "version": "1.0.0"}',
    'node_modules/other/package.json': '{"name": "other", "version": "1.0.0"}',
    '.git/HEAD': 'ref\n',
    'packages/p/package.json': '{"name": "p", "version": "1.0.0"}',
    'packages/p/x.js': 'x\n',
}


def said(text: str) -> str:
    """Without what depends on how well the archive was compressed, and on where it is."""
    text = re.sub(
        r'(package size|shasum|integrity): .*', r'\1', text.replace('/native/app', '/app').replace('/ours/app', '/app')
    )
    return re.sub(r'npm error A complete log.*\n', '', text)


def members(folder: Path) -> list[tuple[str, int, int, bytes]]:
    found = []
    for path in sorted(folder.glob('*.tgz')):
        with tarfile.open(path) as archive:
            for entry in archive:
                source = archive.extractfile(entry)
                found.append((entry.name, entry.mode, int(entry.mtime), b'' if source is None else source.read()))
    return found


def check(pair: Pair, words: list[str]) -> None:  # noqa: F811
    ours, native = pair.run('pack', *words)
    assert (ours[0], said(ours[1])) == (native[0], said(native[1]))
    assert members(pair.ours) == members(pair.native)


@pytest.mark.parametrize(
    'fields',
    [
        {},
        {'files': ['lib']},
        {'files': ['lib/*']},
        {'files': ['lib/**/*.js', '!**/*.test.js', 'dist/']},
        {'files': ['./dist', 'bin/cli.js', 'nothing-here']},
        {'files': ['*.md', '/lib/deep']},
        {'files': []},
        {'files': ['**']},
        {'files': ['dist/*.js', 'LIB/A.JS']},
        {'main': './dist/out.js', 'files': ['lib']},
        {'bin': {'app': './bin/cli.js'}},
        {'bin': 'bin/cli.js', 'files': ['lib']},
        {'browser': 'dist/out.js'},
        {'bundleDependencies': ['leaf'], 'dependencies': {'leaf': '1', 'other': '1'}},
        {'workspaces': ['packages/*']},
        {'name': '@scope/app', 'version': '2.0.0-beta.1'},
        {'scripts': {'prepack': 'echo made > made.txt', 'prepare': 'echo prepared', 'postpack': 'rm made.txt'}},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize('ignore', ['', '*.ts\n!lib/a.test.js\n/bin\n# no\n', 'lib/*\n!lib/deep\n'])
def test_what_is_packed(pair: Pair, fields: dict, ignore: str) -> None:  # noqa: F811
    for name, text in FILES.items():
        pair.write(name, text)
    if ignore != '':
        pair.write('.npmignore', ignore)
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    check(pair, [])


@pytest.mark.parametrize(
    'words',
    [
        ['--dry-run'],
        ['leaf@1.0.0'],
        ['./packages/p'],
        ['--pack-destination', 'lib'],
        ['--ignore-scripts'],
        ['leaf@9'],
        ['-w', 'p'],
        ['--workspaces', '--dry-run'],
    ],
    ids=' '.join,
)
def test_options(pair: Pair, words: list[str]) -> None:  # noqa: F811
    for name, text in FILES.items():
        pair.write(name, text)
    scripts = {'prepack': 'echo no'}
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'scripts': scripts, 'workspaces': ['packages/*']})
    check(pair, words)
    assert members(pair.ours / 'lib') == members(pair.native / 'lib')


def test_json(pair: Pair) -> None:  # noqa: F811
    pair.write('index.js', '1\n')
    ours, native = pair.run('pack', '--json', '--dry-run')
    results = [json.loads(text) for text in (ours[1], native[1])]
    for each in results:
        for key in ('size', 'shasum', 'integrity'):
            each[0].pop(key)
    assert results[0] == results[1]


def test_a_package_without_a_version(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app'})
    ours, native = pair.run('pack')
    assert ours[0] == native[0] == 1 and ours[1].startswith('npm error Invalid package')
