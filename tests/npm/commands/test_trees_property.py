"""Commands that look at the tree or tidy it, compared with the native npm: output, exit code and files. CPython only."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.machine.registry import Registry
from tests.npm.test_against_native_property import Pair, contents, difference, pair, registry  # noqa: F401 (fixtures)

NESTED = {'dependencies': {'leaf': '1', 'middle': '1'}, 'devDependencies': {'zeta': '*'}}
OVERRIDDEN = {'dependencies': {'other': '1', 'middle': '2'}, 'overrides': {'leaf': '2.0.0'}}
MEMBERS = {'workspaces': ['packages/*'], 'dependencies': {'leaf': '1'}}


def plain(text: str) -> str:
    """Without what differs between two runs."""
    text = re.sub(r'npm error (A complete log|Run "npm help).*\n', '', text)
    return re.sub(r'in \d+m?s', 'in N s', text.replace('/native/app', '/app').replace('/ours/app', '/app'))


def same(found: Pair, *words: str) -> None:
    ours, native = found.run(*words)
    assert (ours[0], plain(ours[1])) == (native[0], plain(native[1]))
    assert difference(contents(found.ours), contents(found.native)) == ''


def begin(found: Pair, fields: dict) -> None:
    found.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})


@pytest.mark.parametrize(
    ('fields', 'words'),
    [
        ({'dependencies': {'middle': '2'}}, 'explain leaf'),
        ({'dependencies': {'middle': '2'}}, 'explain leaf --json'),
        ({'dependencies': {'bundler': '1'}}, 'explain inner'),
        ({'dependencies': {'bundler': '1'}}, 'explain inner --json'),
        ({'dependencies': {'leaf': '2', 'other': '1', 'zeta': '*'}}, 'explain leaf'),
        ({'dependencies': {'kit': '1'}}, 'why host'),
        ({'optionalDependencies': {'kit': '1'}}, 'why plugin'),
        ({'devDependencies': {'other': '1'}}, 'why node_modules/leaf'),
        (OVERRIDDEN, 'why leaf@2'),
        (OVERRIDDEN, 'why leaf@1'),
        ({}, 'explain nothing'),
        (NESTED, 'outdated'),
        (NESTED, 'outdated --json'),
        (NESTED, 'outdated --long'),
        (NESTED, 'outdated --parseable'),
        (NESTED, 'outdated --all'),
        (NESTED, 'outdated --all --json --long'),
        (NESTED, 'outdated leaf'),
        (NESTED, 'outdated --omit=dev'),
        ({'dependencies': {'al': 'npm:leaf@1', 'plugin': '1'}}, 'outdated --long'),
        ({'dependencies': {'leaf': '*'}}, 'outdated'),
        (MEMBERS, 'outdated'),
        (MEMBERS, 'outdated -w a'),
        (MEMBERS, 'outdated --no-workspaces'),
        ({**MEMBERS, 'dependencies': {'leaf': '2'}}, 'explain leaf -w a'),
        (NESTED, 'prune --omit=dev'),
        (NESTED, 'prune --production'),
        (NESTED, 'prune --json'),
        ({'dependencies': {'leaf': '2'}}, 'shrinkwrap'),
        ({'scripts': {'test': 'echo tested'}, 'dependencies': {'leaf': '2'}}, 'install-test'),
        ({'scripts': {'test': 'echo tested'}, 'dependencies': {'leaf': '2'}}, 'cit'),
        ({'scripts': {'test': 'exit 3'}}, 'it'),
        ({'dependencies': {'leaf': '2'}}, 'install leaf@1 --json'),
        ({'dependencies': {'leaf': '2'}}, 'uninstall leaf --json'),
    ],
    ids=lambda value: value if isinstance(value, str) else json.dumps(value),
)
def test_after_an_install(pair: Pair, fields: dict, words: str) -> None:  # noqa: F811
    begin(pair, fields)
    pair.write('packages/a/package.json', {'name': 'a', 'version': '1.0.0', 'dependencies': {'leaf': '1'}})
    pair.same('install')
    same(pair, *words.split())


def test_before_an_install(pair: Pair) -> None:  # noqa: F811
    begin(pair, NESTED)
    same(pair, 'outdated')


def test_what_is_not_needed_goes(pair: Pair) -> None:  # noqa: F811
    begin(pair, {'dependencies': {'leaf': '2'}})
    pair.same('install')
    pair.same('install', '--no-save', 'middle@1')
    same(pair, 'explain', 'middle')
    same(pair, 'prune')


def test_what_is_missing_comes(pair: Pair) -> None:  # noqa: F811
    begin(pair, {'dependencies': {'leaf': '2', 'middle': '1'}})
    pair.same('install')
    for path in (pair.ours, pair.native):
        shutil.rmtree(path / 'node_modules' / 'leaf')
    same(pair, 'prune')


@pytest.mark.parametrize('command', ['dedupe', 'find-dupes', 'ddp --dry-run'])
def test_copies_are_merged(pair: Pair, command: str) -> None:  # noqa: F811
    begin(pair, {'dependencies': {'zeta': '*', 'middle': '1', 'leaf': '1.1.0'}})
    pair.same('install')
    begin(pair, {'dependencies': {'zeta': '*', 'middle': '1', 'leaf': '1'}})
    pair.same('install')
    same(pair, *command.split())


def test_a_shrinkwrap_is_the_lockfile_from_then_on(pair: Pair) -> None:  # noqa: F811
    begin(pair, {'dependencies': {'leaf': '2'}})
    pair.same('install', '--no-package-lock')
    same(pair, 'shrinkwrap')
    same(pair, 'shrinkwrap')
    pair.same('ci')
    pair.same('install', 'zeta')


@pytest.mark.parametrize(
    'words',
    [
        'fund',
        'fund --json',
        'fund leaf --browser=false',
        'fund nothing',
        'fund --which=0',
        'docs leaf --browser=false',
        'bugs hosted --browser=false',
        'docs hosted --browser=false',
        'repo hosted --browser=false',
        'repo leaf --browser=false',
        'docs --browser=false --json',
    ],
)
def test_pages(pair: Pair, registry: Registry, words: str) -> None:  # noqa: F811
    repository = {'type': 'git', 'url': 'git+ssh://git@github.com/owner/name.git', 'directory': 'packages/one'}
    registry.publish('hosted', '1.0.0', {'package/index.js': b''}, repository=repository)
    begin(pair, {'dependencies': {'leaf': '2', 'middle': '2'}})
    pair.same('install')
    same(pair, *words.split())


def built(text: str) -> str:
    """Without what npm says about scripts, which both do in their own way."""
    return re.sub(r'npm (warn rebuild|notice install scripts).*\n', '', plain(text))


@pytest.mark.parametrize('words', ['', 'two-bins', 'scripted@1', 'scripted@2', 'leaf@latest'])
def test_rebuild(pair: Pair, words: str) -> None:  # noqa: F811
    begin(pair, {'dependencies': {'scripted': '1', 'two-bins': '1'}})
    pair.same('install', '--ignore-scripts')
    for path in (pair.ours, pair.native):
        shutil.rmtree(path / 'node_modules' / '.bin')
    ours, native = pair.run('rebuild', *words.split())
    assert (ours[0], built(ours[1])) == (native[0], built(native[1]))
    assert difference(contents(pair.ours), contents(pair.native)) == ''
