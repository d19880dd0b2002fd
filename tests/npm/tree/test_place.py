"""Where a package is placed, why it can't be, and how npm says so."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.tree.can_place import CONFLICT, KEEP, OK, CanPlace
from runtime_py.npm.tree.conflict import Conflict, conflict_error, explain
from runtime_py.npm.tree.place import Rules
from runtime_py.npm.tree.tree import Node
from tests.npm.tree.made_registry_support import build, text


async def tree() -> Node:
    return await build(
        '{"name": "app", "version": "1.0.0", "dependencies": {"a": "1", "b": "1"}}',
        [
            text('leaf', '1.0.0'),
            text('leaf', '2.0.0'),
            text('a', '1.0.0', '"dependencies": {"leaf": "1"}'),
            text('b', '1.0.0', '"dependencies": {"leaf": "2"}'),
        ],
    )


async def test_a_folder_with_another_version_is_a_conflict() -> None:
    root = await tree()
    b = root.resolve('b')
    nested = b.resolve('leaf')
    edge = b.edges_out.get('leaf')
    assert CanPlace(nested, root, edge, None, [], False, False).answer == CONFLICT
    assert CanPlace(nested, b, edge, None, [], False, False).answer in [KEEP, OK]
    assert (
        CanPlace(root.resolve('leaf'), root, root.resolve('a').edges_out.get('leaf'), None, [], False, False).answer
        == KEEP
    )
    assert Rules().strategy == 'hoisted'


async def test_a_conflict_is_explained() -> None:
    shelf = [text('host', '2.0.0'), text('plugin', '1.0.0', '"peerDependencies": {"host": "1"}'), text('host', '1.0.0')]
    message = ''
    try:
        await build('{"name": "app", "version": "1.0.0", "dependencies": {"plugin": "1", "host": "2"}}', shelf)
    except NpmError as error:
        message = error.message
    assert 'Could not resolve dependency' in message or 'could not resolve' in message.lower()
    assert 'peer host@"1" from plugin@1.0.0' in message
    assert callable(explain) and callable(conflict_error) and Conflict is not None
