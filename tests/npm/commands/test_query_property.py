"""npm query compared with the native npm: the same tree, many selectors. CPython only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.test_against_native_property import JS, Pair
from toolchain.environment import WORK

FLAW = {'id': 1, 'url': 'u', 'title': 't', 'severity': 'high', 'vulnerable_versions': '<1.1.0', 'cwe': ['CWE-79']}


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    publish = found.publish
    for version in ['1.0.0', '1.1.0', '2.0.0-beta.1', '2.0.0', '2.0.1']:
        publish('leaf', version, JS, license='MIT', engines={'node': '>=10'}, keywords=['a', 'leaf tree'])
    publish('middle', '1.0.0', JS, dependencies={'leaf': '^1.0.0'}, scripts={'test': 'tap run'})
    publish('zeta', '0.3.1', JS, dependencies={'leaf': '1.0.0'}, license='ISC', private=False)
    publish('other', '1.0.0', JS, dependencies={'middle': '1', 'leaf': '2'}, author={'name': 'Ann', 'age': 3})
    publish('@scope/tool', '1.2.3', JS, bin='cli.js', contributors=[{'name': 'Bo'}, {'name': 'Cy', 'email': 'c@x.y'}])
    publish('host', '2.0.0', JS, homepage='https://example.org/host')
    publish('plugin', '2.0.0', JS, peerDependencies={'host': '^2.0.0'}, optionalDependencies={'leaf': '1'})
    inner = b'{"name": "inner", "version": "9.0.0"}'
    publish(
        'bundler',
        '1.0.0',
        {**JS, 'package/node_modules/inner/package.json': inner},
        dependencies={'inner': '9'},
        bundleDependencies=['inner'],
    )
    found.advisories = {'leaf': [FLAW, {**FLAW, 'id': 2, 'severity': 'low', 'vulnerable_versions': '*', 'cwe': []}]}
    yield found
    found.stop()


@pytest.fixture(scope='module')
def pair(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> Pair:
    found = Pair(tmp_path_factory.mktemp('query'), registry)
    found.write(
        'package.json',
        {
            'name': 'app',
            'version': '1.0.0',
            'workspaces': ['packages/*'],
            'dependencies': {'other': '1', 'alias': 'npm:leaf@1', 'bundler': '1', '@scope/tool': 'latest'},
            'devDependencies': {'zeta': '0.3.1', 'plugin': '2'},
            'overrides': {'middle': {'leaf': '1.0.0'}},
        },
    )
    found.write('packages/a/package.json', {'name': 'a', 'version': '2.0.0', 'dependencies': {'middle': '*', 'b': '*'}})
    found.write('packages/bee/package.json', {'name': 'b', 'version': '0.0.1', 'private': True})
    found.same('install')
    found.write('node_modules/stray/package.json', {'name': 'stray', 'version': '1.0.0-rc.1', 'main': 'x/y.js'})
    text = (found.native / 'package.json').read_text().replace('"latest"', '"^9"')
    found.write('package.json', text.replace('"other": "1"', '"gone": "^1.0.0", "other": "1"'))
    return found


def shown(text: str) -> str:
    lines = [line for line in text.replace('/ours/app', '/app').replace('/native/app', '/app').split('\n')]
    return '\n'.join([line for line in lines if not line.startswith('npm error A complete log')]).strip()


def agree(pair: Pair, *words: str) -> None:
    ours, native = pair.run('query', *words)
    assert shown(ours[1]) == shown(native[1]), words
    assert ours[0] == native[0], words


SELECTORS = [
    '*',
    '',
    '#leaf',
    '#@scope/tool, #host',
    ':root > *',
    ':root > .dev',
    ':root > .prod > *',
    '#other *',
    '#leaf ~ *',
    '#other > #leaf ~ #middle',
    '.dev',
    '.optional',
    '.peer',
    '.bundled',
    '.workspace',
    '.workspace > *',
    '.prod:not(.workspace)',
    ':not(:root)',
    ':is(:root, #leaf)',
    ':is(.dev, .peer):empty',
    ':has(> #leaf)',
    ':has(#leaf:semver(1.0.0))',
    '*:has(:scope > #middle)',
    ':scope > *',
    ':link',
    ':empty',
    ':private',
    ':deduped',
    ':extraneous',
    ':invalid',
    ':missing',
    ':root > :missing, #leaf',
    ':overridden',
    ':path(packages/*)',
    ':path(./node_modules/**)',
    ':path()',
    ':type(range)',
    ':type(registry)',
    ':type(alias), :type(directory)',
    ':type(git)',
    ':semver(^1.0.0)',
    ':semver(1.0.0)',
    ':semver(>=1 <2 || 9.x)',
    ':semver(1.0.0, [version], gt)',
    ':semver([version], 2.0.0, lt)',
    ':semver(1.0.0, [version], "neq")',
    ':semver(12.0.0, :attr(engines, [node]))',
    ':semver(>=8, :attr(engines, [node]), subset)',
    ':semver(>=8, :attr(engines, [node]), intersects)',
    ':semver(0.1.0, :attr(engines, [node]), ltr)',
    ':semver(^1, [version], gtr)',
    ':semver(1.0.0, [version=2.0.1], neq)',
    ':attr(scripts, [test~=tap])',
    ':attr(scripts, [test])',
    ':attr(contributors, [name=Cy])',
    ':attr(contributors, :attr([email$=y]))',
    ':attr([keywords=a])',
    '[keywords~=leaf]',
    '[license=mit i]',
    '[license="ISC"]',
    '[homepage^="https://"]',
    '[homepage$=host]',
    '[name*=e]',
    '[name|=b]',
    '[version=1.0.0]',
    '[main=x/y.js]',
    '[author]',
    ':attr(author, [age=3])',
    '#zeta, #zeta, *:root',
    '  #zeta  ,#host ',
    '#zeta>#leaf',
    '> #leaf',
    '#leaf + #host',
    '#leaf@1.0.0',
    '#leaf@1',
    'leaf',
    '.strange',
    ':strange',
    ':semver(x y)',
    ':semver()',
    ':semver(1, 2, 3, 4)',
    ':attr(a, b)',
    ':semver(1.0.0, [version], frob)',
    ':vuln',
    ':vuln([severity=high])',
    '#leaf:vuln([cwe], [severity=low])',
    ':vuln([cwe=79])',
    ':vuln([title=t])',
    '#leaf:outdated',
    '#leaf:outdated(major)',
    '#leaf:outdated(minor), #host:outdated(in-range)',
    '#leaf:outdated(in-range)',
    '#leaf:outdated(out-of-range)',
    '#leaf:outdated(odd)',
]


@pytest.mark.parametrize('selector', SELECTORS)
def test_selectors(pair: Pair, selector: str) -> None:
    agree(pair, selector)


@pytest.mark.parametrize(
    'words',
    [
        ['--package-lock-only', '*'],
        ['--package-lock-only', '.dev'],
        ['-w', 'a', ':scope'],
        ['-w', 'b', ':root'],
        ['--workspaces', ':scope > *'],
        ['--workspaces', '--include-workspace-root', ':scope'],
        ['#leaf', '--expect-results'],
        ['#none', '--expect-results'],
        ['#leaf', '--no-expect-results'],
        ['#host', '--expect-result-count=1'],
        ['#host', '--expect-result-count=2'],
        [],
    ],
    ids=' '.join,
)
def test_options(pair: Pair, words: list[str]) -> None:
    agree(pair, *words)


def test_without_a_lockfile(tmp_path: Path, registry: Registry) -> None:
    pair = Pair(tmp_path, registry)
    pair.write('package.json', {'name': 'app'})
    ours, native = pair.run('query', '*', '--package-lock-only')
    assert ours[0] == native[0] == 1 and 'npm error A package lock or shrinkwrap file is required' in ours[1]


SIMPLE = st.sampled_from(
    [
        '*',
        '#leaf',
        '#middle',
        '.prod',
        '.dev',
        '.peer',
        ':root',
        ':empty',
        ':link',
        ':deduped',
        '[license]',
        '.optional',
    ]
)
INNER = st.builds(lambda name, part: f':{name}({part})', st.sampled_from(['not', 'is', 'has']), SIMPLE)
COMPOUND = st.builds(''.join, st.lists(st.one_of(SIMPLE.filter(lambda s: s != '*'), INNER), min_size=1, max_size=2))
COMPLEX = st.builds(
    lambda first, rest: first + ''.join(a + b for a, b in rest),
    COMPOUND,
    st.lists(st.tuples(st.sampled_from([' > ', ' ', ' ~ ', '>']), COMPOUND), max_size=2),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selector=st.lists(COMPLEX, min_size=1, max_size=2).map(', '.join))
def test_random_selectors(pair: Pair, selector: str) -> None:
    ours, native = pair.run('query', selector)
    assert [item['pkgid'] for item in json.loads(ours[1])] == [item['pkgid'] for item in json.loads(native[1])]
