"""npm sbom compared with the native npm. CPython only."""

from __future__ import annotations

import json
import re

import pytest

from tests.npm.commands.test_query_property import registry  # noqa: F401 (a fixture)
from tests.npm.test_against_native_property import Pair, told
from tests.npm.test_against_native_property import pair as pair  # noqa: F401 (a fixture)

PROJECT = {
    'name': '@me/app',
    'version': '1.0.0',
    'license': '(MIT OR Apache-2.0)',
    'author': 'Ann <a@x.y>',
    'repository': 'github:me/app',
    'workspaces': ['packages/*'],
    'dependencies': {'other': '1', 'alias': 'npm:leaf@1', 'bundler': '1', '@scope/tool': 'latest'},
    'devDependencies': {'zeta': '0.3.1', 'plugin': '2'},
}


def shown(text: str) -> str:
    text = re.sub(r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'UUID', text)
    text = re.sub(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', 'TIME', text)
    return text.replace('/ours/app', '/app').replace('/native/app', '/app')


@pytest.mark.parametrize('form', ['cyclonedx', 'spdx'])
@pytest.mark.parametrize(
    'words',
    [[], ['--omit=dev'], ['--package-lock-only'], ['--sbom-type=application'], ['-w', 'a'], ['--no-workspaces']],
    ids=' '.join,
)
def test_bills(pair: Pair, form: str, words: list[str]) -> None:  # noqa: F811
    pair.write('package.json', PROJECT)
    pair.write('packages/a/package.json', {'name': 'a', 'version': '2.0.0', 'dependencies': {'middle': '*', 'b': '*'}})
    pair.write('packages/b/package.json', {'name': 'b', 'version': '0.0.1', 'private': True, 'license': 'odd'})
    pair.same('install')
    pair.write('node_modules/stray/package.json', {'name': 'stray', 'version': '1.0.0', 'licenses': [{'type': 'MIT'}]})
    ours, native = pair.run('sbom', f'--sbom-format={form}', *words)
    assert json.loads(shown(ours[1])) == json.loads(shown(native[1]))
    assert shown(ours[1]).strip() == shown(native[1]).strip() and ours[0] == native[0] == 0


@pytest.mark.parametrize(
    ('manifest', 'words'),
    [
        ({'version': '1.0.0'}, []),
        ({'version': '1.0.0'}, ['--sbom-format=odd']),
        ({'version': '1.0.0', 'dependencies': {'leaf': '1'}}, ['--sbom-format=spdx']),
        ({}, ['--sbom-format=spdx']),
    ],
    ids=str,
)
def test_refusals(pair: Pair, manifest: dict, words: list[str]) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', **manifest})
    ours, native = pair.run('sbom', *words)
    assert ours[0] == native[0] and told(ours[1])[:2] == told(native[1])[:2]
