"""Commands that change a registry compared with the native npm: what they say, and what the registry is asked. CPython
only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.npm.account_registry import TOKEN, AccountRegistry
from tests.npm.test_against_native_property import Pair


class TwoRegistries:
    """Ours and the native npm each have their own, with the same address in what they say."""

    def __init__(self) -> None:
        self.ours = AccountRegistry()
        self.native = AccountRegistry()
        self.url = self.ours.url


@pytest.fixture(scope='module')
def registries() -> Iterator[TwoRegistries]:
    found = TwoRegistries()
    yield found
    found.ours.stop()
    found.native.stop()


@pytest.fixture
def pair(tmp_path: Path, registries: TwoRegistries) -> Pair:
    found = Pair(tmp_path, registries)  # type: ignore[arg-type]
    del found.env['npm_config_registry']
    for registry, folder in ((registries.ours, found.ours), (registries.native, found.native)):
        registry.forget()
        host = registry.url.removeprefix('http:')
        (folder / '.npmrc').write_text(f'registry={registry.url}/\n{host}/:_authToken={TOKEN}\n')
    found.write('package.json', {'name': 'app', 'version': '1.0.0', 'description': 'd', 'license': 'MIT'})
    found.write('index.js', 'module.exports = 1\n')
    return found


def said(text: str) -> str:
    text = re.sub(r'127\.0\.0\.1:\d+', 'HOST', text)
    text = re.sub(r'(package size|shasum|integrity): .*', r'\1', text)
    text = re.sub(r'PONG \d+ms', 'PONG', text)
    text = re.sub(r'/\S*/(ours|native)/app', 'APP', text)
    lines = [line for line in text.split('\n') if 'A complete log' not in line]
    cut = next((k for k, line in enumerate(lines) if line.startswith('npm error Usage:')), len(lines))
    # how to log in differs, and the native npm says three times that a file is absent
    lines = [
        line
        for line in lines[:cut]
        if 'need auth You need' not in line and 'dist-tag ls' not in line and 'No bin file' not in line
    ]
    return '\n'.join([line for line in lines if line.strip() != 'npm error']).strip()


def agree(pair: Pair, registries: TwoRegistries, *words: str) -> str:
    ours, native = pair.run(*words)
    assert said(ours[1]) == said(native[1]), words
    assert ours[0] == native[0], words
    asked = [json.dumps(each.sent, indent=1).replace(each.url, 'HOST') for each in (registries.ours, registries.native)]
    assert asked[0].split('\n') == asked[1].split('\n')
    return ours[1]


MANIFESTS: list[dict] = [
    {},
    {'name': '@scope/app'},
    {'author': 'Ann <ann@example.org> (https://example.org)', 'contributors': ['Bo', {'name': 'Cy', 'url': 'u'}]},
    {'repository': 'github:ann/app', 'keywords': 'a, b'},
    {'repository': {'type': 'git', 'url': 'git@github.com:ann/app.git'}, 'bugs': 'ann@example.org'},
    {'homepage': 'example.org', 'bugs': {'url': 'https://example.org/bugs'}, 'description': ''},
    {'bin': 'index.js', 'files': ['index.js'], 'scripts': {'x': 'node_modules/.bin/tsc'}},
    {'bin': {'a': './absent.js'}, 'main': './lib/main.js'},
    {'version': '1.0.0-beta.1'},
    {'version': 'v1.2.3'},
    {'private': True},
    {'name': 'Upper'},
    {'publishConfig': {'tag': 'next', 'access': 'public'}},
    {
        'scripts': {
            'prepublishOnly': 'echo one',
            'prepack': 'echo two',
            'publish': 'echo three',
            'postpublish': 'exit 0',
        }
    },
    {'scripts': {'prepublishOnly': 'exit 3'}},
    {'bundleDependencies': False, '_x': 1},
]


@pytest.mark.parametrize('fields', MANIFESTS, ids=json.dumps)
def test_publish(pair: Pair, registries: TwoRegistries, fields: dict) -> None:
    pair.write('README.md', '# App\n\nWhat it\ndoes.\n\nMore.\n')
    pair.write('lib/main.d.ts', '')
    pair.write('AUTHORS', '# people\nAnn\nBo <b@x.y>\n')
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'description': 'd', 'license': 'MIT', **fields})
    agree(pair, registries, 'publish')


@pytest.mark.parametrize(
    'words',
    [
        ['--dry-run'],
        ['--tag', 'next'],
        ['--tag', '1.x'],
        ['--access=restricted'],
        ['--access=public'],
        ['--ignore-scripts'],
        ['a', 'b'],
    ],
    ids=' '.join,
)
def test_options(pair: Pair, registries: TwoRegistries, words: list[str]) -> None:
    agree(pair, registries, 'publish', *words)


def test_json(pair: Pair, registries: TwoRegistries) -> None:
    ours, native = pair.run('publish', '--json', '--loglevel=error')
    results = [json.loads(text[1]) for text in (ours, native)]
    for each in results:
        for key in ('size', 'shasum', 'integrity'):
            each['app'].pop(key)
    assert results[0] == results[1] and ours[0] == native[0] == 0


def test_a_version_is_published_once(pair: Pair, registries: TwoRegistries) -> None:
    agree(pair, registries, 'publish')
    agree(pair, registries, 'publish')
    agree(pair, registries, 'publish', '--force')
    pair.write('package.json', {'name': 'app', 'version': '0.9.0'})
    agree(pair, registries, 'publish')
    agree(pair, registries, 'publish', '--tag=old')
    agree(pair, registries, 'dist-tag', 'ls')
    agree(pair, registries, 'dist-tags')


def test_tags(pair: Pair, registries: TwoRegistries) -> None:
    agree(pair, registries, 'dist-tag', 'ls', 'app')
    agree(pair, registries, 'publish')
    for words in [
        ['add', 'app@1.0.0', 'stable'],
        ['add', 'app@1.0.0', 'stable'],
        ['add', 'app@1.0.0', '1.x'],
        ['add', 'app'],
        ['ls', 'app'],
        ['app'],
        ['rm', 'app', 'stable'],
        ['rm', 'app', 'stable'],
        ['rm'],
        ['frob', 'app'],
    ]:
        agree(pair, registries, 'dist-tag', *words)


def test_deprecations(pair: Pair, registries: TwoRegistries) -> None:
    agree(pair, registries, 'publish')
    for words in [
        ['deprecate', 'app@1', 'use another'],
        ['deprecate', 'app', 'no more', '--dry-run'],
        ['deprecate', 'app@2', 'none'],
        ['deprecate', 'app@next', 'none'],
        ['undeprecate', 'app@1.0.0'],
        ['deprecate', 'app'],
    ]:
        agree(pair, registries, *words)


def test_unpublish(pair: Pair, registries: TwoRegistries) -> None:
    agree(pair, registries, 'publish')
    agree(pair, registries, 'unpublish')
    agree(pair, registries, 'unpublish', 'app')
    agree(pair, registries, 'unpublish', 'app@latest')
    pair.write('package.json', {'name': 'app', 'version': '1.1.0'})
    agree(pair, registries, 'publish')
    agree(pair, registries, 'unpublish', '--dry-run')
    agree(pair, registries, 'unpublish', 'app@1.1.0')
    agree(pair, registries, 'dist-tag', 'ls')
    agree(pair, registries, 'unpublish', 'app', '--force')
    assert registries.ours.packuments == {}


def test_who(pair: Pair, registries: TwoRegistries) -> None:
    agree(pair, registries, 'whoami')
    agree(pair, registries, 'whoami', '--json')
    agree(pair, registries, 'ping')
    agree(pair, registries, 'logout')
    for path in (pair.ours, pair.native):
        assert TOKEN not in (path / '.npmrc').read_text()
    agree(pair, registries, 'whoami')
    agree(pair, registries, 'logout')
    agree(pair, registries, 'publish')
    agree(pair, registries, 'publish', '--dry-run')


def test_workspaces(pair: Pair, registries: TwoRegistries) -> None:
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'workspaces': ['w/*']})
    for name in ['a', 'b']:
        pair.write(f'w/{name}/package.json', {'name': name, 'version': '1.0.0', 'private': name == 'b'})
    ours, native = pair.run('publish', '--workspaces')  # the native npm doesn't repeat some lines
    for text in (ours[1], native[1]):
        assert '+ a@1.0.0' in text and 'npm warn publish Skipping workspace b, marked as private' in text
    agree(pair, registries, 'publish', '-w', 'a', '--tag=x')
    agree(pair, registries, 'dist-tag', 'ls', '-w', 'a')


FOUND = [
    {
        'name': 'leaf',
        'version': '1.0.0',
        'description': 'A leaf.',
        'keywords': ['tree', 'green'],
        'date': '2020-05-06T07:08:09.000Z',
        'publisher': {'username': 'ann', 'email': 'a@x.y'},
        'maintainers': [{'username': 'ann', 'email': 'a@x.y'}, {'username': 'bo', 'email': 'b@x.y'}],
    },
    {'name': 'twig', 'version': '2.0.0', 'maintainers': [{'username': 'cy'}]},
]


@pytest.mark.parametrize(
    'words',
    [
        ['leaf'],
        ['leaf', 'Twig'],
        ['leaf', '--parseable'],
        ['leaf', '--searchexclude=ann'],
        ['leaf', '--searchexclude=/^t/'],
        [],
    ],
    ids=' '.join,
)
def test_search(pair: Pair, registries: TwoRegistries, words: list[str]) -> None:
    for each in (registries.ours, registries.native):
        each.found = FOUND
    agree(pair, registries, 'search', *words)


def test_search_as_json(pair: Pair, registries: TwoRegistries) -> None:
    for each in (registries.ours, registries.native):
        each.found = FOUND
    ours, native = pair.run('search', 'leaf', '--json')
    assert json.loads(ours[1]) == json.loads(native[1])
