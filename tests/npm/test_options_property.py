"""npm 11's own list of options compared with ours: each is there with its default, and is read somewhere or refused by
name. CPython only."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from runtime_py.npm.config import Config
from runtime_py.npm.options import OF_ABSENT_COMMANDS, OPTIONS, REFUSED
from runtime_py.platform.maps import Map
from tests.npm.test_against_native_property import Pair, pair, registry, told  # noqa: F401 (fixtures)
from tests.npm.test_config import config
from toolchain.environment import npm_command

ROOM = Path(__file__).parents[2] / 'runtime_py/npm'
# Computed defaults, and those of our own: a tab retries sooner than npm on a server.
OWN_DEFAULTS = {
    'cache',
    'globalconfig',
    'init-module',
    'init.module',
    'userconfig',
    'node-gyp',
    'prefix',
    'progress',
    'color',
    'shell',
    'editor',
    'unicode',
    'fetch-retry-factor',
    'fetch-retry-maxtimeout',
    'fetch-retry-mintimeout',
    'maxsockets',
    'cache-max',
}
# Options that npm doesn't read by name, since they are part of another.
PARTS = {
    'save-dev',
    'save-optional',
    'save-peer',
    'save-prod',
    'shrinkwrap',
    'init.author.email',
    'init.author.name',
    'init.author.url',
    'init.license',
    'init.version',
    'userconfig',
    'globalconfig',
}


def native_options() -> dict[str, object]:
    npm = Path(npm_command()[1]).parents[1]
    script = f"const {{defaults}} = require('{npm}/node_modules/@npmcli/config/lib/definitions'); console.log(JSON.stringify(defaults))"
    return json.loads(subprocess.run([npm_command()[0], '-e', script], check=True, stdout=subprocess.PIPE).stdout)


NATIVE = native_options()


def test_all_are_known() -> None:
    assert set(OPTIONS.keys()) == set(NATIVE)


@pytest.mark.parametrize('name', sorted(set(NATIVE) - OWN_DEFAULTS))
def test_default(name: str) -> None:
    native = NATIVE[name]
    text = (
        'null'
        if native is None and OPTIONS.get(name).kind == 'flag'
        else ''
        if native in (None, [], [''])
        else json.dumps(native).strip('"')
    )
    assert OPTIONS.get(name).default == text


def read_names() -> set[str]:
    text = '\n'.join(path.read_text() for path in ROOM.rglob('*.py') if path.name not in ('options.py', 'arguments.py'))
    return set(
        re.findall(
            r"\b(?:flag|flag_or_none|text|last|number|values|given|get|has|_path_option)\((?:line, )?['\"]([a-z0-9._-]+)['\"]",
            text,
        )
    )


@pytest.mark.parametrize('name', sorted(NATIVE))
def test_read_or_refused(name: str) -> None:
    assert name in read_names() or name in PARTS or REFUSED.has(name) or OF_ABSENT_COMMANDS.has(name), (
        f'{name} is read nowhere'
    )


@pytest.mark.parametrize('name', sorted({*REFUSED.keys(), *OF_ABSENT_COMMANDS.keys()} - {'commit-hooks', 'color'}))
def test_refusal_names_the_option(name: str) -> None:
    value = {'logs-max': '3', 'umask': '077', 'access': 'public', 'audit-level': 'low'}.get(
        name, 'false' if name in ('strict-ssl', 'rebuild-bundle') else 'true'
    )
    problem = config([f'--{name}={value}']).problem
    if OPTIONS.get(name).kind == 'number' and value == 'true':
        problem = config([f'--{name}=3']).problem
    assert problem is not None and problem.code == 'EUNSUPPORTED' and f'--{name}' in problem.message, name


def test_what_only_changes_the_looks_is_taken() -> None:
    for words in [['--color', 'always'], ['--color=always'], ['--color'], ['--no-color']]:
        assert config(words).problem is None, words


def test_in_files_only_what_matters_is_warned_of() -> None:
    found = Config(Map(), Map(), 'access=public\nprovenance=true\nstrict-ssl=false\naudit=false\n', '')
    assert found.problem is None
    assert [line.split(' is not')[0] for line in found.warnings] == ['config --strict-ssl=false']


@pytest.mark.parametrize(
    'words',
    [
        ['root', '--frob'],
        ['root', '--frob=1'],
        ['root', '--frob', 'zab'],
        ['root', '--omit=foo'],
        ['root', '--loglevel', 'foo'],
        ['root', '--depth=x'],
        ['root', '--lockfile-version=9'],
        ['root', '--production'],
        ['root', '--also=dev'],
        ['root', '--regis=http://localhost:1'],
        ['root', '-ws'],
        ['root', '--global-style'],
        ['config', 'get', 'frob'],
        ['config', 'get', 'save', 'tag'],
        ['config', 'set', 'frob=1'],
        ['config', 'get', 'omit', '--omit=dev'],
        ['root', '--shrinkwrap=false'],
        ['root', '--no-frob'],
        ['config', 'get', 'min-release-age'],
        ['config', 'get', '_auth'],
    ],
    ids=' '.join,
)
def test_words(pair: Pair, words: list[str]) -> None:  # noqa: F811
    ours, native = pair.run(*words)
    assert (ours[0], told(ours[1])) == (native[0], told(native[1]))


def test_npmrc(pair: Pair) -> None:  # noqa: F811
    pair.write(
        '.npmrc',
        '; a comment\nfrob=1\nsave-prefix = ~\nomit[]=dev\n@corp:registry=http://localhost:3/\n//localhost:3/:_authToken=abc\n//localhost:3/:frob=1\n',
    )
    for words in (
        ['root'],
        ['config', 'get', 'save-prefix'],
        ['config', 'get', 'omit'],
        ['config', 'get', '@corp:registry'],
        ['config', 'get', '//localhost:3/:_authToken'],
    ):
        ours, native = pair.run(*words)
        assert (ours[0], told(ours[1])) == (native[0], told(native[1])), words


def test_setting_in_the_project(pair: Pair) -> None:  # noqa: F811
    pair.same('config', 'set', 'save-prefix=~', '--location=project')
    pair.same('config', 'set', 'tag', 'next', '--location', 'project')
    pair.same('config', 'delete', 'tag', '--location=project')
    ours, native = pair.run('config', 'list')
    for output in (told(ours[1]), told(native[1])):
        assert 'save-prefix = "~"' in output and any(line.startswith('; "project" config from') for line in output), (
            output
        )
    names = [
        {line.split(' = ')[0] for line in told(output) if ' = ' in line and line[0] != ';'}
        for output in (ours[1], native[1])
    ]
    assert names[0] - {'globalconfig'} == names[1] - {'globalconfig'}
