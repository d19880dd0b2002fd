"""package.json and the meaning of its fields."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import (
    bins_of,
    bundled_names,
    engine_problem,
    has_install_scripts,
    list_of,
    parse_package,
    platform_problem,
    texts_of,
)
from tests.support import raises


def made(text):
    return parse_package(text, '/p/package.json')


def bins(text):
    return [[k, v] for k, v in bins_of(made(text)).entries()]


def test_reading():
    assert made('\ufeff{"name": "a"}').get('name') == 'a'
    for text in ['', '{', '[]', '"x"', '{"a": 1,}']:
        with raises(NpmError) as caught:
            made(text)
        assert caught.error.code == 'EJSONPARSE'
    odd = made(
        '{"__proto__": "x", "dependencies": {"constructor": "1", "b": 2, "c": null}, "os": "linux", "cpu": ["a", 1]}'
    )
    assert odd.get('__proto__') == 'x'
    assert [[k, v] for k, v in texts_of(odd, 'dependencies').entries()] == [['constructor', '1']]
    assert [list_of(odd, 'os'), list_of(odd, 'cpu'), list_of(odd, 'none')] == [['linux'], ['a'], []]


def test_bins():
    assert bins('{"name": "@s/tool", "bin": "./cli.js"}') == [['tool', 'cli.js']]
    assert bins(
        '{"name": "t", "bin": {"a": "bin/a", "../b": "./x/../b.js", "c": "../../etc/passwd", "": "x", "d": 1}}'
    ) == [['a', 'bin/a'], ['b', 'b.js'], ['c', 'etc/passwd']]
    assert bins('{"name": "t"}') == []


def test_bundles_and_scripts():
    assert bundled_names(made('{"bundledDependencies": ["a"]}')) == ['a']
    assert bundled_names(made('{"bundleDependencies": true, "dependencies": {"a": "1", "b": "2"}}')) == ['a', 'b']
    assert has_install_scripts(made('{"scripts": {"postinstall": "x"}}'))
    assert has_install_scripts(made('{"hasInstallScript": true}'))
    assert not has_install_scripts(made('{"scripts": {"test": "x"}}'))


def test_platforms():
    assert platform_problem(made('{"os": ["linux", "darwin"]}'), True) == ''
    assert platform_problem(made('{"os": ["darwin"]}'), True) != ''
    assert platform_problem(made('{"os": ["!win32"]}'), False) == ''
    assert platform_problem(made('{"os": ["!linux"]}'), False) != ''
    assert platform_problem(made('{"os": ["linux"], "cpu": ["x64"]}'), True) != ''
    assert platform_problem(made('{"os": ["linux"], "cpu": ["x64"]}'), False) == ''
    assert platform_problem(made('{"cpu": ["wasm32"]}'), True) == ''
    assert platform_problem(made('{"libc": ["musl"]}'), True) != ''
    assert platform_problem(made('{"cpu": "any"}'), True) == ''


def test_engines():
    assert engine_problem(made('{"engines": {"node": ">=18"}}')) == ''
    assert engine_problem(made('{"engines": {"node": "^999"}}')) == "node: '^999'"
    assert engine_problem(made('{"engines": {"npm": ">=99"}}')) == "npm: '>=99'"
    assert engine_problem(made('{"engines": ["node"]}')) == ''
