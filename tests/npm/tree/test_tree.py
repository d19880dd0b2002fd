"""Nodes, edges and sets of nodes, each by itself."""

from __future__ import annotations

from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.tree.edge import INVALID, MISSING, is_answer
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.tree.tree_sets import (
    can_dedupe,
    can_replace,
    deepest_nesting_target,
    make_inert,
    optional_set,
    peer_entry_sets,
    version_order,
)
from tests.npm.tree.made_registry_support import build, text


async def tree() -> Node:
    return await build(
        '{"name": "app", "version": "1.0.0", "dependencies": {"a": "1", "b": "1"}}',
        [
            text('leaf', '1.0.0'),
            text('leaf', '2.0.0'),
            text('a', '1.0.0', '"dependencies": {"leaf": "1"}'),
            text('b', '1.0.0', '"dependencies": {"leaf": "2"}, "optionalDependencies": {"none": "1"}'),
        ],
    )


async def test_places() -> None:
    root = await tree()
    nested = root.resolve('b').resolve('leaf')
    assert root.is_root and root.is_top and root.location() == '' and root.path() == '/app' and root.depth == 0
    assert nested.location() == 'node_modules/b/node_modules/leaf' and nested.version == '2.0.0' and nested.depth == 2
    assert [node.name for node in nested.ancestry()][0:2] == ['leaf', 'b'] and nested.real_path() == nested.path()
    assert root.resolve('leaf').version == '1.0.0' and root.resolve('none') is None


async def test_edges() -> None:
    root = await tree()
    edge = root.resolve('a').edges_out.get('leaf')
    assert edge.valid and edge.error() == '' and edge.to.version == '1.0.0' and edge.spec() == '1' and not edge.is_peer
    assert root.resolve('b').edges_out.get('none').is_optional
    assert is_answer(edge.to, parse_argument('leaf@^1.0.0', '/', '/')) and not is_answer(
        edge.to, parse_argument('leaf@2', '/', '/')
    )
    edge.to.detach()
    edge.reload(True)
    assert edge.error() == MISSING and INVALID != MISSING
    edge.detach()
    assert root.resolve('a').edges_out.get('leaf') is None


async def test_sets() -> None:
    root = await tree()
    a, leaf, nested = root.resolve('a'), root.resolve('leaf'), root.resolve('b').resolve('leaf')
    assert version_order(leaf, nested) != 0 and not can_replace(nested, leaf) and can_replace(leaf, leaf)
    assert not can_dedupe(nested, True, False) or nested.name == 'leaf'
    assert deepest_nesting_target(a, 'leaf').name == 'a' and peer_entry_sets(leaf) is not None
    assert len(optional_set(leaf)) >= 1
    make_inert(leaf)
    assert leaf.inert
