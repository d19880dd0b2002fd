"""npm approve-scripts and deny-scripts beside native npm: what is printed, and what package.json says afterwards."""

import json
import re

import pytest

from tests.machine.registry import Registry
from tests.npm.test_against_native_property import JS, Pair, pair, registry  # noqa: F401
from toolchain.environment import npm_command

ANY = [pair, registry, npm_command]


@pytest.fixture
def installed(pair: Pair, registry: Registry) -> Pair:  # noqa: F811
    registry.publish('built', '1.0.0', JS, scripts={'preinstall': 'true', 'install': 'true', 'test': 'true'})
    registry.publish('built', '2.0.0', JS, scripts={'postinstall': 'true'})
    registry.publish('needs-built', '1.0.0', JS, dependencies={'built': '^2.0.0'})
    registry.publish('plain', '1.0.0', JS)
    pair.same('install', 'scripted', 'built@1', 'needs-built', 'plain', '--ignore-scripts')
    return pair


def lines(said: str) -> list[str]:
    """Without npm's notices and where it keeps its log."""
    kept = [line for line in said.split('\n') if not re.match('npm (notice|error A complete log)', line)]
    return [line for line in kept if line.strip() not in ('', 'npm error') and '/_logs/' not in line]


def same(pair: Pair, *words: str) -> None:  # noqa: F811
    ours, native = pair.run(*words)
    assert ours[0] == native[0], [words, ours, native]
    if ours[0] == 0:
        assert lines(ours[1]) == lines(native[1]), words
    else:
        assert lines(ours[1])[:2] == lines(native[1])[:2], words
    assert (pair.ours / 'package.json').read_text() == (pair.native / 'package.json').read_text(), words


@pytest.mark.parametrize(
    'commands',
    [
        ['approve-scripts --allow-scripts-pending', 'approve-scripts --allow-scripts-pending --json'],
        ['approve-scripts --all', 'approve-scripts --all', 'approve-scripts --all --json'],
        ['approve-scripts scripted', 'approve-scripts scripted', 'approve-scripts --allow-scripts-pending'],
        ['approve-scripts built', 'deny-scripts built', 'approve-scripts built'],
        ['approve-scripts built@2', 'approve-scripts built@^1 --json', 'deny-scripts built --json'],
        ['approve-scripts built --no-allow-scripts-pin', 'approve-scripts built', 'approve-scripts plain'],
        ['deny-scripts scripted', 'deny-scripts scripted', 'deny-scripts --all', 'approve-scripts --all'],
        ['approve-scripts built', 'approve-scripts built --no-allow-scripts-pin'],
    ],
    ids=' + '.join,
)
def test_what_is_written(installed: Pair, commands: list[str]) -> None:
    for command in commands:
        same(installed, *command.split(' '))


@pytest.mark.parametrize(
    'words',
    [
        'approve-scripts',
        'deny-scripts',
        'approve-scripts nothing-such',
        'approve-scripts built@9 scripted',
        'approve-scripts built --allow-scripts-pending',
        'approve-scripts --all --allow-scripts-pending',
        'deny-scripts --allow-scripts-pending',
        'approve-scripts -g scripted',
    ],
)
def test_what_is_refused(installed: Pair, words: str) -> None:
    same(installed, *words.split(' '))


@pytest.mark.parametrize(
    'rules',
    [
        {'scripted@0.9.0': True, 'built': True},
        {'built@1.0.0 || 2.0.0': False},
        {'built@1.0.0': False},
        {'scripted': 'yes', 'built@3.0.0': True},
    ],
    ids=json.dumps,
)
def test_rules_that_are_there(installed: Pair, rules: dict) -> None:
    for path in (installed.ours, installed.native):
        manifest = json.loads((path / 'package.json').read_text())
        (path / 'package.json').write_text(json.dumps({**manifest, 'allowScripts': rules}, indent=2) + '\n')
    for command in ['approve-scripts --allow-scripts-pending', 'approve-scripts scripted built', 'deny-scripts built']:
        same(installed, *command.split(' '))
