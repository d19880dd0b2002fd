"""Our npm compared with the native one, in two folders, with the same commands and the same registry: afterwards both
folders must be equal, file by file.

CPython only; the packages are made here, so no network is needed."""

import asyncio
import difflib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime_py.npm.cli import main
from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.host_system import HostSystem
from toolchain.environment import WORK, npm_command

JS = {'package/index.js': b'module.exports = 1\n'}


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    publish = found.publish
    for version in ['1.0.0', '1.1.0', '2.0.0', '2.1.0-beta.1']:
        publish('leaf', version, JS, license='MIT')
    publish('leaf', '2.0.1', JS, license={'type': 'ISC'}, funding='https://example.org')
    publish('middle', '1.0.0', JS, dependencies={'leaf': '^1.0.0'})
    publish('middle', '2.0.0', JS, dependencies={'leaf': '^2.0.0', 'zeta': '*'})
    publish('zeta', '0.3.1', JS, dependencies={'leaf': '1.0.0'})
    publish('other', '1.0.0', JS, dependencies={'middle': '1', 'leaf': '2'})
    publish(
        '@scope/tool',
        '1.2.3',
        {'package/cli.js': b'#!/usr/bin/env node\nconsole.log("tool " + process.argv.slice(2))\n'},
        bin='cli.js',
    )
    publish('cycle-a', '1.0.0', JS, dependencies={'cycle-b': '1'})
    publish('cycle-b', '1.0.0', JS, dependencies={'cycle-a': '1', 'leaf': '1'})
    publish('host', '1.0.0', JS)
    publish('host', '2.0.0', JS)
    publish('plugin', '1.0.0', JS, peerDependencies={'host': '^1.0.0'})
    publish(
        'plugin',
        '2.0.0',
        JS,
        peerDependencies={'host': '^2.0.0', 'leaf': '*'},
        peerDependenciesMeta={'leaf': {'optional': True}},
    )
    publish('kit', '1.0.0', JS, dependencies={'plugin': '2', 'host': '2'})
    publish('picky', '1.0.0', JS, dependencies={'plugin': '1'})
    publish(
        'opt',
        '1.0.0',
        JS,
        optionalDependencies={'darwin-only': '1', 'linux-only': '1'},
        dependencies={'darwin-only': '1'},
    )
    publish('darwin-only', '1.0.0', JS, os=['darwin'], dependencies={'leaf': '1'})
    publish('linux-only', '1.0.0', JS, os=['linux'])
    publish('scripted', '1.0.0', JS, scripts={'postinstall': 'echo made > made.txt'})
    publish('failing', '1.0.0', JS, scripts={'install': 'echo no luck; exit 3'})
    publish('maybe-failing', '1.0.0', JS, optionalDependencies={'failing': '1'})
    publish('old', '1.0.0', JS, deprecated='use something else')
    publish(
        'bundler',
        '1.0.0',
        {
            **JS,
            'package/node_modules/inner/package.json': b'{"name": "inner", "version": "9.0.0"}',
            'package/node_modules/inner/index.js': b'',
        },
        dependencies={'inner': '9'},
        bundleDependencies=['inner'],
    )
    publish(
        'two-bins',
        '1.0.0',
        {'package/a.js': b'#!/usr/bin/env node\n', 'package/b.js': b'#!/usr/bin/env node\n'},
        bin={'a': './a.js', 'b': 'b.js'},
    )
    yield found
    found.stop()


class Pair:
    """The same project twice. `run` gives both exit codes and outputs."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.ours = folder / 'ours' / 'app'
        self.native = folder / 'native' / 'app'
        for path in (self.ours, self.native):
            path.mkdir(parents=True)
        self.env = {
            'PATH': f'{Path(npm_command()[0]).parent}:/usr/bin:/bin',
            'HOME': str(folder),
            'npm_config_registry': registry.url,
            'npm_config_audit': 'false',
            'npm_config_update_notifier': 'false',
            'npm_config_globalconfig': str(folder / 'global-npmrc'),
        }

    def write(self, name: str, value: object) -> None:
        for path in (self.ours, self.native):
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(value if isinstance(value, str) else json.dumps(value, indent=2) + '\n')

    def environment(self) -> list[str]:
        """Ours."""
        return [
            f'{key}={value}' for key, value in {**self.env, 'npm_config_cache': self.env['HOME'] + '/.ours'}.items()
        ]

    def run(self, *words: str) -> tuple[tuple[int, str], tuple[int, str]]:
        system = HostSystem(os.path.realpath(self.ours))
        code = asyncio.run(main(system, ['npm', *words], self.environment()))
        done = subprocess.run(
            [*npm_command(), *words],
            cwd=self.native,
            env={**self.env, 'npm_config_cache': self.env['HOME'] + '/.native'},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return (code, system.output.decode()), (done.returncode, done.stdout)

    def same(self, *words: str) -> None:
        ours, native = self.run(*words)
        assert ours[0] == native[0], f'{words}\nours: {ours}\nnative: {native}'
        problem = difference(contents(self.ours), contents(self.native))
        assert problem == '', f'npm {" ".join(words)}\n{problem}'


def difference(ours: dict[str, object], native: dict[str, object]) -> str:
    """The differences as text; '' when there are none."""
    out = []
    for name in sorted({*ours, *native}):
        a, b = ours.get(name), native.get(name)
        if a is not None and b is not None and a != b and isinstance(a, tuple) and isinstance(a[0], list):
            out += [name, *difflib.unified_diff(a[0], b[0], 'ours', 'native', lineterm='', n=1)]  # type: ignore[index]
        elif a != b:
            out.append(f'{name}: ours {a}, native {b}')
    return '\n'.join(out)


def contents(folder: Path) -> dict[str, object]:
    out: dict[str, object] = {}
    for path in sorted(folder.rglob('*')):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            out[name] = '-> ' + os.readlink(path)
        elif path.is_file():
            text = path.read_text(errors='replace')
            out[name] = (text.splitlines() if name.endswith('.json') else text, path.stat().st_mode & 0o777)
    return out


@pytest.fixture
def pair(tmp_path: Path, registry: Registry) -> Pair:
    found = Pair(tmp_path, registry)
    found.write('package.json', {'name': 'app', 'version': '1.0.0'})
    return found


@pytest.mark.parametrize(
    'words',
    [
        ['leaf'],
        ['leaf@1'],
        ['leaf@1.0.0'],
        ['leaf@latest'],
        ['leaf@>=1 <2'],
        ['leaf@^2.1.0-beta.1'],
        ['-D', 'leaf'],
        ['-E', 'leaf'],
        ['--save-peer', 'leaf'],
        ['--no-save', 'leaf'],
        ['middle'],
        ['middle@1', 'leaf@2'],
        ['other'],
        ['@scope/tool'],
        ['cycle-a'],
        ['plugin'],
        ['plugin@1'],
        ['kit', 'picky'],
        ['opt'],
        ['scripted'],
        ['--ignore-scripts', 'scripted'],
        ['maybe-failing'],
        ['old'],
        ['bundler'],
        ['two-bins'],
        ['alias@npm:leaf@1'],
        ['mine@npm:@scope/tool'],
        ['--package-lock-only', 'middle'],
        ['--dry-run', 'middle'],
        ['--no-package-lock', 'leaf'],
        ['--save-prefix=~', 'leaf'],
        ['--install-strategy=nested', 'other'],
        ['--legacy-peer-deps', 'plugin'],
    ],
    ids=' '.join,
)
def test_adding(pair: Pair, words: list[str]) -> None:
    pair.same('install', *words)


@pytest.mark.parametrize(
    'steps',
    [
        [['install']],
        [['install', 'middle'], ['install', 'leaf@1'], ['uninstall', 'middle'], ['install']],
        [['install', 'leaf@1'], ['install', 'leaf@2'], ['install', 'leaf@1.0.0'], ['uninstall', 'leaf']],
        [['install', '-D', 'leaf'], ['install', 'leaf']],
        [['install', 'leaf'], ['install', '-D', 'leaf']],
        [['install', 'plugin@1'], ['install', 'host@1.0.0'], ['uninstall', 'plugin']],
        [['install', 'other', 'zeta'], ['uninstall', 'other'], ['ci']],
        [['install', 'two-bins'], ['uninstall', 'two-bins']],
        [['install', 'leaf@1.0.0'], ['update']],
        [['install', 'middle@1', 'other'], ['install', 'middle@2'], ['ci'], ['ci', '--omit=dev']],
        [['install', 'leaf'], ['install', '-D', 'middle'], ['install', '--omit=dev'], ['install']],
    ],
    ids=lambda steps: ' / '.join(' '.join(step) for step in steps),
)
def test_sequences(pair: Pair, steps: list[list[str]]) -> None:
    for step in steps:
        pair.same(*step)


@pytest.mark.parametrize(
    'fields',
    [
        {'dependencies': {'middle': '2', 'leaf': '^1'}, 'devDependencies': {'other': '*'}},
        {'dependencies': {'other': '1', 'middle': '2'}, 'overrides': {'leaf': '2.0.0'}},
        {'dependencies': {'other': '1', 'middle': '2'}, 'overrides': {'middle': {'leaf': '2.0.1'}}},
        {'dependencies': {'leaf': '1.1.0', 'middle': '2'}, 'overrides': {'leaf': '$leaf'}},
        {'dependencies': {'middle': '2'}, 'overrides': {'zeta': {'.': '0.3.1', 'leaf': '2'}}},
        {'peerDependencies': {'leaf': '1'}, 'devDependencies': {'middle': '2'}},
        {'optionalDependencies': {'darwin-only': '1', 'leaf': '1'}},
        {'dependencies': {'local': 'file:./local'}},
    ],
    ids=json.dumps,
)
def test_package_json(pair: Pair, fields: dict) -> None:
    pair.write('local/package.json', {'name': 'local', 'version': '0.0.1', 'dependencies': {'leaf': '1'}})
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    pair.same('install')
    pair.same('ci')


def test_no_package_json(pair: Pair) -> None:
    for path in (pair.ours, pair.native):
        (path / 'package.json').unlink()
    pair.same('install', 'leaf', 'middle@1')
    pair.same('uninstall', 'leaf')


def test_archives_and_odd_files(pair: Pair, registry: Registry) -> None:
    for path in (pair.ours, pair.native):
        (path / 'pack.tgz').write_bytes(registry.tarball('leaf', 'leaf-1.1.0.tgz') or b'')
    pair.write('package.json', '{\n\t"name": "@s/app",\n\t"dependencies": {}\n}\n')
    pair.same('install', './pack.tgz')
    pair.same('install', f'{registry.url}/zeta/-/zeta-0.3.1.tgz')
    pair.same('ci')


def test_workspaces(pair: Pair) -> None:
    pair.write('package.json', {'name': 'app', 'workspaces': ['packages/*'], 'dependencies': {'leaf': '2'}})
    pair.write('packages/a/package.json', {'name': 'a', 'version': '1.0.0', 'dependencies': {'b': '1', 'leaf': '1'}})
    pair.write(
        'packages/b/package.json',
        {'name': '@s/b', 'version': '1.0.0', 'devDependencies': {'middle': '2'}, 'bin': 'b.js'},
    )
    pair.write('packages/c/package.json', {'name': 'b', 'version': '1.5.0'})
    pair.same('install')


@pytest.mark.parametrize(
    'words', [['failing'], ['plugin@1', 'host@2'], ['leaf@9'], ['darwin-only'], ['./nothing-here.tgz']], ids=' '.join
)
def test_failures_leave_everything_as_it_was(pair: Pair, words: list[str]) -> None:
    pair.same('install', 'leaf')
    before = contents(pair.ours)
    ours, native = pair.run('install', *words)
    assert ours[0] != 0 and native[0] != 0, (ours, native)
    assert contents(pair.ours) == before
    assert code_line(ours[1]) == code_line(native[1])


SCRIPTS = {
    'name': 'app',
    'version': '1.0.0',
    'scripts': {
        'prebuild': 'echo before',
        'build': 'echo "$npm_lifecycle_event" $npm_package_version',
        'bad': 'exit 4',
        'test': 'tool tested',
    },
}


@pytest.mark.parametrize(
    ('manifest', 'words'),
    [
        ({}, ['install', 'leaf@9']),
        ({}, ['install', 'leaf@next']),
        ({}, ['install', 'plugin@1', 'host@2']),
        ({'dependencies': {'host': '1', 'plugin': '2'}}, ['install']),
        ({'dependencies': {'host': '1', 'kit': '1', 'picky': '1'}}, ['install']),
        ({'dependencies': {'host': '2', 'picky': '1'}}, ['install']),
        ({}, ['install', 'failing']),
        ({}, ['install', 'old', 'middle']),
        ({}, ['install']),
        ({}, ['uninstall', 'nothing']),
        (SCRIPTS, ['run', 'build']),
        (SCRIPTS, ['run', 'build', '--', 'a b', "it's", '-x']),
        (SCRIPTS, ['run', '-s', 'build', 'x']),
        (SCRIPTS, ['run', 'bad']),
        ({'name': 'app', 'scripts': {'build': 'echo b'}}, ['run', 'build']),
        ({'version': '1.0.0', 'scripts': {'build': 'echo b'}}, ['run', 'build']),
        (SCRIPTS, ['run']),
        (SCRIPTS, ['run', 'biuld']),
        (SCRIPTS, ['run', '--if-present', 'none']),
        ({}, ['test']),
        (SCRIPTS, ['instal']),
        ({}, ['view', 'leaf']),
        ({}, ['view', 'leaf', 'version']),
        ({}, ['view', 'middle', 'dependencies.leaf', 'version']),
        ({}, ['view', '@scope/tool', 'bin', '--json']),
        ({}, ['root']),
        ({}, ['prefix']),
        ({}, ['init', '-y']),
        ({}, ['exec', '-y', '@scope/tool', 'a b', '--', 'c']),
        ({}, ['exec', '--no', '@scope/tool']),
        ({}, ['config', 'get', 'save-prefix']),
        ({}, ['version', 'minor', '--no-git-tag-version']),
        ({}, ['version', 'nonsense']),
    ],
    ids=str,
)
def test_messages(pair: Pair, manifest: dict, words: list[str]) -> None:
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **manifest})
    ours, native = pair.run(*words)
    assert (ours[0], told(ours[1])) == (native[0], told(native[1]))


@pytest.mark.parametrize(
    'files',
    [
        {'README.md': '# app\n\nWhat it does\nin two lines.\n\nMore.\n', 'test/a.js': '', 'lib/b.js': ''},
        {'main.js': '', 'another.js': '', 'docs': '', 'examples/a': ''},
        {'app.js': '', 'a.js': '', 'bin/tool.js': '', 'bin/note.txt': ''},
        {'readme': 'plain text', 'package.json': {'scripts': {'build': 'x'}, 'version': '2.0.0', 'name': '@me/app'}},
        {'README.rst': 'not read', 'node_modules/mocha/package.json': {'name': 'mocha', 'version': '3.1.0'}},
        {'package.json': {'description': 'own', 'keywords': ['a'], 'scripts': {}}, 'README.md': 'other'},
        {'bin/tool.js': '', 'package.json': {'name': '@me/app', 'directories': {'lib': 'src'}}},
    ],
    ids=str,
)
def test_a_new_manifest_has_what_the_folder_tells(pair: Pair, files: dict) -> None:
    for name, content in files.items():
        pair.write(name, content)
    ours, native = pair.run('init', '-y')
    assert ours[0] == native[0] == 0
    assert (pair.ours / 'package.json').read_text() == (pair.native / 'package.json').read_text()


def test_listing(pair: Pair) -> None:
    pair.run('install', 'other', 'zeta', 'plugin@1', 'two-bins')
    for words in (
        ['ls'],
        ['ls', '--all'],
        ['ls', 'leaf'],
        ['ls', '--json'],
        ['ls', '--parseable', '--all'],
        ['ls', 'nothing'],
        ['ls', '--depth=1'],
    ):
        ours, native = pair.run(*words)
        assert (ours[0], told(ours[1])) == (native[0], told(native[1])), words


def told(output: str) -> list[str]:
    """Without parts that vary each time: durations, paths, the log file."""
    output = re.sub(r'/[^ ]*/(ours|native)/', '/', re.sub(r'in \d+m?s', 'in 1s', output))
    lines = [
        line
        for line in output.splitlines()
        if 'complete log of this run' not in line and not line.startswith('npm error For a full report see')
    ]
    # npm doesn't tell which ran
    lines = [line for line in lines if not line.startswith('npm notice install scripts ran')]
    return [line for line in lines if not line.startswith('npm error /') and line.strip() not in ('', 'npm error')]


def code_line(output: str) -> str:
    return next(line for line in output.splitlines() if line.startswith('npm error code'))


class DyingSystem(HostSystem):
    """Ended as soon as it starts a script: nothing is done after that."""

    def spawn(self, request):
        raise KeyboardInterrupt


def test_scripts_that_were_cut_short_run_again(pair: Pair) -> None:
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(main(DyingSystem(str(pair.ours)), ['npm', 'install', 'scripted'], pair.environment()))
    assert (pair.ours / 'node_modules/scripted/index.js').exists()
    assert json.loads((pair.ours / 'package.json').read_text())['dependencies'] == {'scripted': '^1.0.0'}
    code = asyncio.run(main(HostSystem(str(pair.ours)), ['npm', 'install'], pair.environment()))
    assert code == 0
    assert (pair.ours / 'node_modules/scripted/made.txt').read_text() == 'made\n'
    assert 'pendingScripts' not in (pair.ours / 'node_modules/.package-lock.json').read_text()
