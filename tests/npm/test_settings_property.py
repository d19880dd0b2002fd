"""Options that change what is installed, and invalid package.json files, compared with the native npm. CPython only."""

import json

import pytest

from tests.machine.registry import Registry
from tests.npm.test_against_native_property import Pair, code_line, contents, pair, registry, told  # noqa: F401 (fixtures)

JS = {'package/index.js': b''}


@pytest.fixture(scope='module')
def dated(registry: Registry) -> Registry:  # noqa: F811
    """aged: 1.0.0 of 2020, 1.1.0 of 2021, 2.0.0 of today; `inner` of today."""
    for version in ['1.0.0', '1.1.0', '2.0.0']:
        registry.publish('aged', version, JS, dependencies={'inner': '*'} if version == '1.1.0' else {})
    for version in ['0.1.0', '0.2.0']:
        registry.publish('inner', version, JS)
    registry.published['aged'][0]['time'] = {
        '1.0.0': '2020-01-01T00:00:00.000Z',
        '1.1.0': '2021-06-01T12:00:00.000Z',
        '2.0.0': '2026-11-27T00:00:00.000Z',
    }
    registry.published['inner'][0]['time'] = {'0.1.0': '2020-05-01T00:00:00.000Z', '0.2.0': '2026-11-27T00:00:00.000Z'}
    registry.publish('for-arm', '1.0.0', JS, cpu=['arm64'], os=['darwin'])
    registry.publish('for-musl', '1.0.0', JS, libc=['musl'])
    registry.publish('takes-native', '1.0.0', JS, optionalDependencies={'for-arm': '1', 'for-musl': '1'})
    registry.publish('wants-url', '1.0.0', JS, dependencies={'leaf': f'{registry.url}/leaf/-/leaf-1.0.0.tgz'})
    registry.publish('bad-dist', '1.0.0', JS)
    registry.published['bad-dist'][0]['versions']['1.0.0'].pop('dist')
    registry.publish('no-versions', '1.0.0', JS)
    registry.published['no-versions'][0]['versions'] = {}
    registry.publish('odd-versions', '1.0.0', JS)
    registry.published['odd-versions'][0]['versions'] = [1, 2]
    registry.publish('odd-tags', '1.0.0', JS)
    registry.published['odd-tags'][0]['dist-tags'] = {'latest': '7.7.7'}
    registry.publish('odd-deps', '1.0.0', JS, dependencies='leaf', bin=3, scripts=[], os=None, engines=['node'])
    return registry


@pytest.mark.parametrize(
    'words',
    [
        ['aged', '--before=2020-06-01'],
        ['aged@latest', '--before', '2021-12-31T00:00:00Z'],
        ['aged@^1', '--before=2021-06-01'],
        ['aged', '--min-release-age=30'],
        ['aged', '--min-release-age=30', '--min-release-age-exclude=inner'],
        ['aged', '--min-release-age=30', '--min-release-age-exclude=in*'],
        ['aged', '--min-release-age=0'],
        ['takes-native', '--cpu=arm64', '--os=darwin'],
        ['takes-native', '--libc=musl'],
        ['takes-native'],
        ['leaf', '--save-bundle'],
        ['other', '--install-strategy=shallow'],
        ['other', '--global-style'],
        ['other', '--legacy-bundling'],
        ['wants-url', '--allow-remote=all'],
        ['leaf', '--omit-lockfile-registry-resolved'],
        ['leaf', '--no-format-package-lock'],
    ],
    ids=' '.join,
)
def test_what_is_installed(pair: Pair, dated: Registry, words: list[str]) -> None:  # noqa: F811
    pair.same('install', *words)


@pytest.mark.parametrize(
    'words',
    [
        ['aged@2', '--before=2020-06-01'],
        ['aged@2.0.0', '--min-release-age=30'],
        ['aged', '--before=2019-01-01'],
        ['wants-url', '--allow-remote=none'],
        ['wants-url', '--allow-remote=root'],
        ['./pack.tgz', '--allow-file=none'],
        ['./folder', '--allow-directory=none'],
        ['no-versions'],
        ['scripted', '--strict-allow-scripts'],
        ['scripted', '--allow-scripts=scripted'],
    ],
    ids=' '.join,
)
def test_refused(pair: Pair, dated: Registry, words: list[str]) -> None:  # noqa: F811
    pair.write('folder/package.json', {'name': 'folder', 'version': '1.0.0'})
    for path in (pair.ours, pair.native):
        (path / 'pack.tgz').write_bytes(dated.tarball('leaf', 'leaf-1.1.0.tgz') or b'')
    before = contents(pair.ours)
    ours, native = pair.run('install', *words)
    assert ours[0] == native[0] == 1, (ours, native)
    assert code_line(ours[1]) == code_line(native[1])
    assert contents(pair.ours) == before


@pytest.mark.parametrize('name', ['bad-dist', 'odd-tags', 'odd-deps', 'no-versions', 'odd-versions'])
def test_odd_packuments_are_told_or_taken(pair: Pair, dated: Registry, name: str) -> None:  # noqa: F811
    """Never an exception of ours: an npm error, or the same as native npm."""
    before = contents(pair.ours)
    ours, _ = pair.run('install', name)
    if ours[0] != 0:
        assert 'npm error' in ours[1] and contents(pair.ours) == before, ours
    else:
        assert (pair.ours / 'node_modules' / name / 'index.js').exists()


@pytest.mark.parametrize(
    'rules',
    [
        {'scripted': False},
        {'scripted': True},
        {'scripted@1.0.0': False},
        {'scripted@2.0.0': False},
        {'other': False},
        {'scripted': False, 'scripted@1.0.0': True},
    ],
    ids=json.dumps,
)
def test_scripts_that_may_run(pair: Pair, rules: dict) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'allowScripts': rules})
    pair.same('install', 'scripted')
    pair.same('ci', '--dangerously-allow-all-scripts')


def test_engine_strict(pair: Pair, registry: Registry) -> None:  # noqa: F811
    registry.publish('for-the-future', '1.0.0', JS, engines={'node': '>=99'})
    ours, native = pair.run('install', 'for-the-future', '--engine-strict')
    assert ours[0] == native[0] == 1 and code_line(ours[1]) == code_line(native[1])
    pair.same('install', 'for-the-future')


@pytest.mark.parametrize(
    'fields',
    [
        {'dependencies': {'leaf': '1'}, 'overrides': {'leaf': '2'}},
        {'devDependencies': {'leaf': '1'}, 'overrides': {'leaf': {'.': '2.0.0'}}},
        {'dependencies': {'leaf': '1'}, 'overrides': {'leaf': '1'}},
        {'dependencies': {'leaf': '1', 'zeta': '*'}, 'overrides': {'zeta': {'leaf': '2'}}},
        {'dependencies': {'leaf': 'npm:zeta@*'}, 'overrides': {'leaf': '2'}},
    ],
    ids=json.dumps,
)
def test_overrides_of_direct_dependencies(pair: Pair, fields: dict) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', **fields})
    ours, native = pair.run('install')
    assert (ours[0], told(ours[1])) == (native[0], told(native[1]))


@pytest.mark.parametrize('field', ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])
@pytest.mark.parametrize(
    'value', ['leaf', ['leaf'], 3, True, {'leaf': 3}, {'leaf': None}, {'leaf': {}}], ids=json.dumps
)
def test_dependencies_that_are_no_object_of_texts(pair: Pair, field: str, value: object) -> None:  # noqa: F811
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', field: value})
    before = contents(pair.ours)
    for words in (['install'], ['install', 'zeta'], ['uninstall', 'zeta'], ['update']):
        ours, _ = pair.run(*words)
        assert ours[0] == 1 and code_line(ours[1]) == 'npm error code EINVALIDPACKAGE' and field in ours[1], ours
    assert contents(pair.ours) == before


@pytest.mark.parametrize('text', ['', '[]', 'null', '{', '{"a": 1,}', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n'])
def test_damaged_files(pair: Pair, text: str) -> None:  # noqa: F811
    pair.write('package.json', text)
    before = contents(pair.ours)
    for words in (['install'], ['run', 'x'], ['ci'], ['ls'], ['version', 'minor']):
        ours, _ = pair.run(*words)
        assert ours[0] == 1 and 'npm error code EJSONPARSE' in ours[1], (words, ours)
    assert contents(pair.ours) == before
    pair.write('package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'leaf': '1'}})
    pair.write('package-lock.json', text)
    ours, _ = pair.run('ci')
    assert ours[0] == 1 and 'npm error code E' in ours[1]
