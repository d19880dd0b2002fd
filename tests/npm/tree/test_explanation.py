"""Why a package is there: on trees made here."""

from __future__ import annotations

from runtime_py.npm.formats.lockfile import Lockfile, load_tree
from runtime_py.npm.install.present_tree import nodes_of_selection
from runtime_py.npm.tree.explanation import explain_package, explanation_of
from runtime_py.npm.tree.tree import Node, make_root
from runtime_py.npm.tree.tree_sets import compute_flags
from runtime_py.platform.json import parse

LOCK = (
    '{"node_modules/a": {"version": "1.0.0", "dev": true, "dependencies": {"b": "^1"}},'
    ' "node_modules/b": {"version": "1.2.0", "dependencies": {"a": "1"}},'
    ' "node_modules/stray": {"version": "3.0.0"}}'
)


class NoWorkspaces:
    """What a session says when no option is about workspaces."""

    def __init__(self, enabled: bool) -> None:
        self.workspaces = None
        self.workspaces_enabled = enabled


def tree() -> Node:
    root = make_root(parse('{"name": "app", "version": "1.0.0", "devDependencies": {"a": "1"}}'), '/app', '/home')
    load_tree(Lockfile(parse(LOCK), 3), root)
    compute_flags(root)
    return root


def child(root: Node, name: str) -> Node:
    found = root.children.get(name)
    assert found is not None
    return found


def test_a_cycle_ends():
    assert explain_package(child(tree(), 'b')) == (
        'b@1.2.0 dev\nnode_modules/b\n  b@"^1" from a@1.0.0\n  node_modules/a\n    dev a@"1" from the root project\n'
        '    a@"1" from b@1.2.0\n    node_modules/b\n      b@"^1" from a@1.0.0\n      node_modules/a'
    )


def test_what_nothing_needs():
    assert explain_package(child(tree(), 'stray')) == 'stray@3.0.0 extraneous\nnode_modules/stray'
    found = explanation_of(child(tree(), 'stray'))
    assert [found.get('extraneous'), found.get('dependents'), found.has('dev')] == [True, [], False]


def test_as_json():
    found = explanation_of(child(tree(), 'a'))
    first = found.get('dependents')[0]
    assert [found.get('dev'), first.get('type'), first.get('from').get('location')] == [True, 'dev', '/app']


def test_a_selection():
    root = tree()
    assert nodes_of_selection(NoWorkspaces(True), root, False) is None
    chosen = nodes_of_selection(NoWorkspaces(False), root, False)
    assert chosen is not None and [node.name for node in chosen] == ['a', 'b']
