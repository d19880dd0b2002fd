"""npm audit compared with the native one: the same project, the same registry with the same advisories. CPython only."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.test_against_native_property import JS, Pair
from toolchain.environment import WORK


def advisory(number: int, severity: str, versions: str, **more: object) -> dict:
    return {
        'id': number,
        'url': f'https://example.org/advisories/{number}',
        'title': f'Fault {number}',
        'severity': severity,
        'vulnerable_versions': versions,
        'cwe': ['CWE-1'],
        'cvss': {'score': 5.3, 'vectorString': None},
        **more,
    }


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    publish = found.publish
    for version in ['1.0.0', '1.0.1-rc.1', '1.0.1', '1.1.0', '1.2.0-beta.1', '1.2.0', '2.0.0', '2.1.0', '3.0.0']:
        publish('leaf', version, JS)
    for version in ['1.0.0', '1.0.1', '1.0.2', '1.1.0', '1.1.1']:
        publish('middle', version, JS, dependencies={'leaf': '1.0.0' if version < '1.1.1' else '^2.1.0'})
    publish('middle', '2.0.0', JS, dependencies={'leaf': '3'})
    for k in range(12):
        publish('top', f'1.{k // 5}.{k}', JS, dependencies={'middle': '~1.0.0' if k < 7 else '^1.1.0'})
    publish('top', '2.0.0-alpha.1', JS, dependencies={'middle': '1.0.0'})
    publish('top', '2.0.0', JS, dependencies={'middle': '2'}, optionalDependencies={'odd': '*'})
    publish('odd', '1.0.0', JS, peerDependencies={'leaf': '1 || 2 || 3'})
    publish('stuck', '1.0.0', JS, dependencies={'hopeless': '*'})
    publish('stuck', '1.1.0', JS, dependencies={'hopeless': '1'})
    publish('hopeless', '1.0.0', JS)
    publish('lonely', '1.0.0', JS)
    publish('lonely', '1.0.5', JS)
    publish('cycle-a', '1.0.0', JS, dependencies={'cycle-b': '1'})
    publish('cycle-b', '1.0.0', JS, dependencies={'cycle-a': '1', 'leaf': '1.0.0'})
    publish(
        'bundler',
        '1.0.0',
        {**JS, 'package/node_modules/leaf/package.json': b'{"name": "leaf", "version": "1.0.0"}'},
        dependencies={'leaf': '1.0.0'},
        bundleDependencies=['leaf'],
    )
    found.advisories = {
        'leaf': [advisory(7, 'high', '<1.1.0'), advisory(11, 'low', '>=2.0.0 <2.1.0', cwe=[])],
        'hopeless': [advisory(3, 'critical', '*')],
        'lonely': [advisory(20, 'moderate', '<=1.0.4'), advisory(21, 'info', '<1.0.2')],
        'absent': [advisory(9, 'high', '*')],
    }
    yield found
    found.stop()


@pytest.fixture
def pair(tmp_path: Path, registry: Registry) -> Pair:
    found = Pair(tmp_path, registry)
    found.write('package.json', {'name': 'app', 'version': '1.0.0'})
    return found


def shown(text: str) -> str:
    """Without times and folders."""
    text = re.sub(r'in \d+(ms|s)\b', 'in a moment', text)
    text = re.sub(r'npm error A complete log of this run.*\n?', '', text)
    return re.sub(r'/\S*/(ours|native)/app', 'APP', text).strip()


def agree(pair: Pair, *words: str) -> str:
    """The commands say the same and end alike; gives what was said."""
    ours, native = pair.run(*words)
    assert shown(ours[1]) == shown(native[1]), words
    assert ours[0] == native[0], (words, ours)
    return ours[1]


PROJECTS: list[dict] = [
    {'dependencies': {'leaf': '1.0.0'}},
    {'dependencies': {'leaf': '^1.0.0'}},
    {'dependencies': {'leaf': '2.0.0'}},
    {'dependencies': {'middle': '1.0.0'}},
    {'dependencies': {'middle': '^1.0.0', 'leaf': '3'}},
    {'dependencies': {'top': '1.0.1'}, 'devDependencies': {'leaf': '1.0.1-rc.1'}},
    {'dependencies': {'top': '1.1.7', 'middle': '1.1.0'}},
    {'dependencies': {'top': '2.0.0-alpha.1', 'odd': '1', 'leaf': '2.0.0'}},
    {'dependencies': {'stuck': '1'}, 'devDependencies': {'lonely': '1.0.0'}},
    {'dependencies': {'hopeless': '1', 'lonely': '1.0.0', 'middle': '1.0.2'}},
    {'dependencies': {'cycle-a': '1'}},
    {'dependencies': {'old-leaf': 'npm:leaf@1.0.0', 'leaf': '3'}},
    {'dependencies': {'bundler': '1'}},
    {'optionalDependencies': {'lonely': '^1.0.0'}, 'peerDependencies': {'leaf': '1.0.1'}},
    {'dependencies': {'leaf': '3'}},
    {},
]


@pytest.mark.parametrize('fields', PROJECTS, ids=json.dumps)
def test_what_is_found(pair: Pair, fields: dict) -> None:
    pair.env['npm_config_audit'] = 'true'
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    agree(pair, 'install')
    agree(pair, 'audit')
    agree(pair, 'audit', '--json')
    agree(pair, 'audit', '--omit=dev', '--audit-level=high')
    agree(pair, 'audit', '--audit-level=none')


@pytest.mark.parametrize('fields', PROJECTS, ids=json.dumps)
def test_what_is_mended(pair: Pair, fields: dict) -> None:
    for path in (pair.ours, pair.native):
        (path / '.npmrc').write_text('save-exact=true\n')
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    pair.same('install')
    pair.env['npm_config_audit'] = 'true'
    if 'bundler' not in str(fields):  # native npm shows an empty place for what is in a bundle
        agree(pair, 'audit', 'fix', '--dry-run')
    agree(pair, 'audit', 'fix')
    pair.same('ls', '--all')
    agree(pair, 'audit', 'fix', '--force')
    pair.same('ls', '--all')
    agree(pair, 'audit')


def test_old_trees_are_mended(pair: Pair) -> None:
    """A lockfile keeps what newer ranges allow to mend."""
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'top': '1.0.1', 'lonely': '1.0.0'}})
    pair.same('install')
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'top': '^1.0.1', 'lonely': '^1'}})
    pair.env['npm_config_audit'] = 'true'
    agree(pair, 'audit')
    agree(pair, 'audit', 'fix', '--package-lock-only')
    assert (pair.ours / 'package-lock.json').read_text() == (pair.native / 'package-lock.json').read_text()
    agree(pair, 'ci')
    assert 'found 0 vulnerabilities' in agree(pair, 'audit')


def test_workspaces(pair: Pair) -> None:
    pair.write('package.json', {'name': 'app', 'workspaces': ['packages/*'], 'dependencies': {'leaf': '1.0.0'}})
    pair.write('packages/a/package.json', {'name': 'a', 'version': '1.0.0', 'dependencies': {'lonely': '1.0.0'}})
    pair.write(
        'packages/b/package.json', {'name': 'b', 'version': '1.0.0', 'dependencies': {'a': '1', 'middle': '1.0.1'}}
    )
    pair.env['npm_config_audit'] = 'true'
    agree(pair, 'install')
    for words in [[], ['-w', 'a'], ['-w', 'b'], ['--no-workspaces'], ['-w', 'a', '--include-workspace-root']]:
        agree(pair, 'audit', *words)
    for folder in ['a', 'b']:  # with --force native npm gives each project the updates of the others too
        agree(pair, 'audit', 'fix', '-w', folder)


def test_refusals(pair: Pair, registry: Registry) -> None:
    pair.env['npm_config_audit'] = 'true'
    agree(pair, 'audit')
    agree(pair, 'install', 'leaf@1.0.0', '--no-audit')
    agree(pair, 'install', 'lonely@1.0.0', '--json', '--no-fund')
    agree(pair, 'uninstall', 'leaf')
    agree(pair, 'audit', '--audit-level=huge')
    ours, native = pair.run('audit', 'fix', '--no-package-lock')
    assert ours[0] == native[0] and 'fix cannot be used without a package-lock' in ours[1]
    known, registry.advisories = registry.advisories, None
    try:
        ours, native = pair.run('audit')  # native npm shows the body as util.inspect does
        assert ours[0] == native[0] == 1
        assert ours[1].split('\n')[0] == native[1].split('\n')[0] and 'Method Not Allowed"}' in ours[1]
        agree(pair, 'install')
    finally:
        registry.advisories = known


def test_only_the_lockfile(pair: Pair, registry: Registry) -> None:
    registry.publish('asks', '1.0.0', JS, funding='https://example.org')
    pair.env['npm_config_audit'] = 'true'
    assert '1 package is looking for funding' in agree(pair, 'install', '--package-lock-only', 'asks', 'lonely@1.0.0')
