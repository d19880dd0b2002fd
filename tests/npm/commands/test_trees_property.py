"""Commands that look at the tree or tidy it, compared with the native npm: output, exit code and files. CPython only."""

from __future__ import annotations

import json
import re
import shutil

import pytest

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
