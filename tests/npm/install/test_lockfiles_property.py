"""Lockfiles of other ages and states compared with the native npm, and npm ci, which judges them. CPython only."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.npm.test_against_native_property import JS, Pair, pair, registry, told  # noqa: F401 (fixtures)


def change(pair: Pair, how: object) -> None:  # noqa: F811
    for path in (pair.ours, pair.native):
        file = path / 'package-lock.json'
        file.write_text(json.dumps(how(json.loads(file.read_text())), indent=2) + '\n')  # type: ignore[operator]


def as_version_1(lock: dict) -> dict:
    """As npm 6 wrote it."""
    tree: dict = {}
    for location, entry in lock['packages'].items():
        names = [name.strip('/') for name in location.split('node_modules/')[1:]]
        if not names or entry.get('link'):
            continue
        at = tree
        for name in names[:-1]:
            at = at[name].setdefault('dependencies', {})
        made = {key: entry[key] for key in ('version', 'resolved', 'integrity', 'dev', 'optional') if key in entry}
        if 'name' in entry:
            made['version'] = f'npm:{entry["name"]}@{entry["version"]}'
        if entry.get('inBundle'):
            made['bundled'] = True
        requires = {**entry.get('dependencies', {}), **entry.get('optionalDependencies', {})}
        if requires:
            made['requires'] = requires
        at[names[-1]] = made
    return {'name': 'app', 'version': '1.0.0', 'lockfileVersion': 1, 'requires': True, 'dependencies': tree}


@pytest.mark.parametrize(
    'dependencies',
    [
        {'other': '1', 'plugin': '2'},
        {'opt': '1', 'kit': '1', 'old': '1'},
        {'mine': 'npm:middle@1', 'maybe-failing': '1'},
        {'bundler': '1', '@scope/tool': '1'},
    ],
    ids=json.dumps,
)
def test_old_lockfiles(pair: Pair, dependencies: dict) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': dependencies})
    pair.same('install')
    change(pair, as_version_1)
    for path in (pair.ours, pair.native):
        shutil.rmtree(path / 'node_modules')
    ours, native = pair.run('install', '--dry-run')
    assert 'npm warn old lockfile' in ours[1] and told(ours[1])[:4] == told(native[1])[:4]
    pair.same('ci')
    pair.same('install')


def drop(lock: dict, location: str) -> dict:
    lock['packages'].pop(location)
    return lock


def other_version(lock: dict, location: str) -> dict:
    entry = lock['packages'][location]
    entry['version'] = '1.0.0' if entry['version'] != '1.0.0' else '9.9.9'
    return lock


@pytest.mark.parametrize('words', [['ci'], ['ci', '--legacy-peer-deps'], ['ci', '--omit=dev'], ['ci', '--force']])
@pytest.mark.parametrize(
    'how',
    [
        lambda lock: drop(lock, 'node_modules/leaf'),
        lambda lock: drop(lock, 'node_modules/middle'),
        lambda lock: other_version(lock, 'node_modules/leaf'),
        lambda lock: other_version(lock, 'node_modules/middle'),
        lambda lock: lock,
    ],
    ids=['leaf', 'middle', 'other leaf', 'other middle', 'same'],
)
def test_ci_judges(pair: Pair, words: list[str], how: object) -> None:  # noqa: F811
    pair.write(
        'package.json',
        {'name': 'app', 'version': '1.0.0', 'dependencies': {'other': '1'}, 'devDependencies': {'plugin': '2'}},
    )
    pair.same('install')
    change(pair, how)
    ours, native = pair.run(*words)
    assert ours[0] == native[0], (ours, native)
    problems = [
        [line for line in output[1].split('\n') if 'Missing:' in line or 'Invalid:' in line]
        for output in (ours, native)
    ]
    assert problems[0] == problems[1]


def test_ci_without_a_lockfile(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'dependencies': {'leaf': '1'}, 'overrides': {'leaf': '2'}})
    ours, native = pair.run('ci')
    assert ours[0] == native[0] == 1 and 'can only install with an existing package-lock.json' in ours[1]


@pytest.mark.parametrize(
    ('fields', 'words'),
    [
        ({'dependencies': {'leaf': '1', 'host': '1'}, 'optionalDependencies': {'leaf': '1.0.0'}}, ['zeta']),
        ({'dependencies': {'host': '1'}, 'peerDependencies': {'host': '2'}}, ['leaf@1']),
        ({'dependencies': {'host': '1'}}, ['-O', 'leaf@1']),
        ({'optionalDependencies': {'leaf': '1.0.0'}}, ['leaf@2']),
        ({'devDependencies': {'leaf': '1.0.0'}, 'peerDependencies': {'leaf': '1'}}, ['leaf@2']),
        ({'devDependencies': {'leaf': 'latest'}}, ['leaf@1', '--save-peer']),
        ({'devDependencies': {'leaf': '1.0.0'}, 'peerDependencies': {'leaf': '>=1'}}, ['leaf@2']),
    ],
    ids=str,
)
def test_packages_in_several_fields(pair: Pair, fields: dict, words: list[str]) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    pair.same('install', '--legacy-peer-deps')
    pair.same('install', '--legacy-peer-deps', *words)


def test_an_update_leaves_optional_peers(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'dependencies': {'plugin': '2', 'leaf': '1.0.0', 'zeta': '*'}})
    pair.same('install')
    pair.same('update', 'zeta')
    pair.same('dedupe')
    pair.same('ci')


@pytest.mark.parametrize(
    'overrides',
    [{'leaf': '1.0.0'}, {'middle': {'leaf': '1.0.0'}}, {'w': {'leaf': '1.0.0'}}, {'zeta': '0.3.1'}],
    ids=json.dumps,
)
def test_overrides_in_linked_folders(pair: Pair, overrides: dict) -> None:  # noqa: F811
    pair.write(
        'package.json',
        {'name': 'app', 'workspaces': ['w'], 'dependencies': {'loc': 'file:loc'}, 'overrides': overrides},
    )
    pair.write('w/package.json', {'name': 'w', 'version': '1.0.0', 'dependencies': {'leaf': '1', 'middle': '1'}})
    pair.write('loc/package.json', {'name': 'loc', 'version': '1.0.0', 'dependencies': {'leaf': '2', 'other': '1'}})
    pair.same('install')
    pair.same('install')
    pair.same('ci')


def test_bundles_stay_in_an_update(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'bundler': '1', 'leaf': '1'}})
    pair.same('install')
    pair.same('update')
    pair.same('update', 'leaf')


def test_a_dedupe_that_changes_nothing(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'leaf': '1'}})
    pair.same('dedupe')


def test_only_what_the_project_leads_to_is_mended(pair: Pair) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'workspaces': ['w']})
    pair.write('w/package.json', {'name': 'w', 'version': '1.0.0', 'dependencies': {'kit': '1', 'host': '1'}})
    pair.same('install', '--legacy-peer-deps')
    pair.same('install')
