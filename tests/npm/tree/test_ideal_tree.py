"""Ideal trees over a fake registry: hoisting, nesting, peers, overrides, optional packages; and lockfiles, including
hostile ones."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import style_of
from runtime_py.npm.formats.lockfile import parse_lockfile, save_tree
from runtime_py.npm.tree.plan import make_plan
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map, Set
from tests.npm.tree.made_registry_support import build, text
from tests.support import raises


def shape(root):
    out = []
    for node in make_plan(root, Map(), Set()).wanted:
        out.append(f'{node.location().replace("node_modules/", "")}@{node.version}')
    return sorted(out)


LEAVES = [text('leaf', '1.0.0'), text('leaf', '1.5.0'), text('leaf', '2.0.0')]


async def test_hoisting_and_nesting():
    root = await build(
        '{"dependencies": {"a": "1", "b": "1"}}',
        [
            *LEAVES,
            text('a', '1.0.0', '"dependencies": {"leaf": "^1.0.0"}'),
            text('b', '1.0.0', '"dependencies": {"leaf": "2"}'),
        ],
    )
    assert shape(root) == ['a@1.0.0', 'b/leaf@2.0.0', 'b@1.0.0', 'leaf@1.5.0']


async def test_names_that_are_properties_of_every_object():
    root = await build(
        '{"dependencies": {"constructor": "1", "hasOwnProperty": "1"}}',
        [
            text('constructor', '1.0.0', '"dependencies": {"toString": "*"}'),
            text('hasOwnProperty', '1.0.0'),
            text('toString', '3.0.0'),
        ],
    )
    assert shape(root) == ['constructor@1.0.0', 'hasOwnProperty@1.0.0', 'toString@3.0.0']


async def test_peers_come_along_or_conflict():
    shelf = [text('host', '1.0.0'), text('host', '2.0.0'), text('plugin', '1.0.0', '"peerDependencies": {"host": "1"}')]
    assert shape(await build('{"dependencies": {"plugin": "1"}}', shelf)) == ['host@1.0.0', 'plugin@1.0.0']
    with raises(NpmError) as caught:
        await build('{"name": "app", "version": "1.0.0", "dependencies": {"plugin": "1", "host": "2"}}', shelf)
    assert caught.error.code == 'ERESOLVE'
    assert 'Found: host@2.0.0\nnode_modules/host\n  host@"2" from the root project' in caught.error.message


async def test_overrides():
    shelf = [
        *LEAVES,
        text('a', '1.0.0', '"dependencies": {"leaf": "1", "b": "1"}'),
        text('b', '1.0.0', '"dependencies": {"leaf": "1"}'),
    ]
    assert shape(await build('{"dependencies": {"a": "1"}, "overrides": {"leaf": "2.0.0"}}', shelf)) == [
        'a@1.0.0',
        'b@1.0.0',
        'leaf@2.0.0',
    ]
    nested = await build('{"dependencies": {"a": "1"}, "overrides": {"b": {"leaf": "1.0.0"}}}', shelf)
    assert shape(nested) == ['a@1.0.0', 'b/leaf@1.0.0', 'b@1.0.0', 'leaf@1.5.0']


async def test_the_lockfile_is_kept():
    shelf = [*LEAVES, text('a', '1.0.0', '"dependencies": {"leaf": "^1.0.0"}')]
    first = await build('{"name": "x", "dependencies": {"a": "1"}}', [LEAVES[0], shelf[3]])
    lock = save_tree(first, style_of(None))
    again = await build('{"name": "x", "dependencies": {"a": "1"}}', shelf, lock)
    assert shape(again) == ['a@1.0.0', 'leaf@1.0.0']
    assert save_tree(again, style_of(None)) == lock


def test_old_and_hostile_lockfiles():
    old = parse_lockfile(
        '{"lockfileVersion": 1, "dependencies": {"a": {'
        '"version": "1.0.0", "requires": {"b": "2"}, "dependencies": {"b": {"version": "2.0.0", "dev": true}}}}}',
        'l',
    )
    assert list(old.packages.keys()) == ['', 'node_modules/a', 'node_modules/a/node_modules/b']
    assert stringify(old.packages.get('node_modules/a')) == '{"version":"1.0.0","dependencies":{"b":"2"}}'
    hostile = parse_lockfile(
        '{"lockfileVersion": 3, "packages": {"": {}, '
        '"/etc": {}, "node_modules/../../etc": {}, "node_modules/./a": {}, "node_modules/a\\\\b": {}, "x": 3}}',
        'l',
    )
    assert list(hostile.packages.keys()) == ['']
    for bad in ['', '{', '[]', '<<<<<<< HEAD\n{}']:
        with raises(NpmError) as caught:
            parse_lockfile(bad, 'l')
        assert caught.error.code == 'EJSONPARSE'


async def test_peers_that_replace_each_other_for_ever():
    texts = [
        text('d', '1.1.0', '"dependencies": {"e": "*"}'),
        text('e', '3.0.0', '"peerDependencies": {"h": "1 || 2"}'),
        text('g', '3.2.0', '"peerDependencies": {"h": "latest"}'),
        text('h', '1.1.0', '"optionalDependencies": {"g": "3.x"}'),
    ]
    with raises(NpmError) as caught:
        await build('{"name": "app", "dependencies": {"d": "1"}, "devDependencies": {"e": "*"}}', texts)
    assert caught.error.code == 'ERESOLVE' and 'endlessly' in caught.error.message
