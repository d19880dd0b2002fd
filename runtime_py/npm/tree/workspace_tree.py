"""Workspaces in the tree of packages: their nodes, and the parts of the tree that belong to selected ones. Knows trees
and `Source`, no disk."""

from __future__ import annotations

from runtime_py.npm.formats.manifest import check_dependencies
from runtime_py.npm.formats.paths import is_inside, join
from runtime_py.npm.tree.edge import WORKSPACE
from runtime_py.npm.tree.ideal_tree import Source
from runtime_py.npm.tree.tree import Node, make_link, make_top
from runtime_py.platform.maps import Map, Set


def refresh_tops(root: Node, source: Source) -> None:
    """Reads package.json of workspaces and linked folders again: they may have been edited since the lockfile was
    written."""
    for node in list(root.inventory.values()):
        if node.parent is None and node is not root and is_inside(root.base, node.base):
            manifest = source.folder(node.base)
            if manifest.size > 0:
                check_dependencies(manifest, join(node.base, 'package.json'))
                node.set_manifest(manifest)
                for link in node.links_in.values():
                    link.manifest = manifest


def workspace_nodes(root: Node, names: list[str], source: Source) -> list[Node]:
    """The tops of workspaces; each gets a link in node_modules if it has none."""
    out: list[Node] = []
    for name in names:
        path = root.workspaces.get(name)
        if path is None:
            continue
        link = root.children.get(name)
        if link is None or link.target is None or link.target.base != path:
            link = make_link(name, make_top(path, source.folder(path), root), root, root)
        if link.target is not None:
            out.append(link.target)
    return out


def chosen_locations(
    ideal: Node, actual: Node, names: list[str], with_root: bool, without_workspaces: bool
) -> Set[str] | None:
    """The locations of the packages that belong to these workspaces, in both trees; None when everything is selected.
    As arborist's Diff with filterNodes."""
    starts: list[str] = []
    for tree in [ideal, actual]:
        if not without_workspaces:
            for name in names:
                link = tree.children.get(name)
                if link is not None:
                    starts.append(link.location())
        if without_workspaces or (with_root and len(names) > 0):
            starts.extend(
                [
                    edge.to.location()
                    for edge in tree.edges_out.values()
                    if edge.kind != WORKSPACE and edge.to is not None
                ]
            )
    if len(starts) == 0:
        return Set([]) if without_workspaces else None
    return _reached(starts, [_by_location(ideal), _by_location(actual)])


def _by_location(root: Node) -> Map[str, Node]:
    out: Map[str, Node] = Map()
    for node in root.inventory.values():
        out.set(node.location(), node)
    return out


def _reached(starts: list[str], trees: list[Map[str, Node]]) -> Set[str]:
    found: Set[str] = Set(starts)
    waiting = list(found.values())
    while len(waiting) > 0:
        location = waiting.pop()
        following: list[str] = []
        for tree in trees:
            node = tree.get(location)
            if node is None:
                continue
            if node.target is not None:
                following.append(node.target.location())
            following.extend([edge.to.location() for edge in node.edges_out.values() if edge.to is not None])
            following.extend([child.location() for child in node.children.values() if child.edges_in.size == 0])
        for other in following:
            if not found.has(other):
                found.add(other)
                waiting.append(other)
    return found
