"""Queries on sets of nodes: which would become superfluous, which peers belong together, which can replace others. As
arborist's helpers. Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.npm.formats.version import compare, parse
from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set


def gather_dependencies(start: list[Node], counts: Callable[[Edge], bool]) -> list[Node]:
    """The nodes and everything they lead to, without the nodes that something outside the set needs."""
    members: Set[Node] = Set()
    found = list(start)
    for node in found:
        members.add(node)
    i = 0
    while i < len(found):
        for edge in found[i].edges_out.values():
            if edge.to is not None and not members.has(edge.to) and counts(edge):
                members.add(edge.to)
                found.append(edge.to)
        i += 1
    changed = True
    while changed and members.size > 0:
        changed = False
        for node in list(members.values()):
            for edge in node.edges_in.values():
                if not members.has(edge.origin) and counts(edge):
                    members.delete(node)
                    changed = True
                    break
    return list(members.values())


def make_inert(node: Node) -> None:
    """An optional node that can't be installed stays only in the lockfile, with the nodes that depend on it."""
    for other in optional_set(node):
        other.inert = True


def optional_set(node: Node) -> list[Node]:
    """The optional node with the nodes that depend on it."""
    members: Set[Node] = Set()
    found = [node]
    members.add(node)
    i = 0
    while i < len(found):
        for edge in found[i].edges_in.values():
            if not edge.is_optional and not members.has(edge.origin):
                members.add(edge.origin)
                found.append(edge.origin)
        i += 1
    return gather_dependencies(
        found, lambda edge: not (edge.to is not None and members.has(edge.to)) and not edge.origin.inert
    )


def peer_entry_sets(node: Node) -> list[PeerEntry]:
    """The edges that lead into the node's group of peers, each with its peers."""
    union = _closure(node, True)
    out: list[PeerEntry] = []
    for peer in union:
        for edge in peer.edges_in.values():
            if edge.valid and (not edge.is_peer or edge.origin.is_top):
                members = _closure(peer, False)
                if node in members:
                    out.append(PeerEntry(edge, members))
    return out


class PeerEntry:
    def __init__(self, edge: Edge, members: list[Node]) -> None:
        self.edge = edge
        self.members = members


def _closure(start: Node, both_ways: bool) -> list[Node]:
    seen: Set[Node] = Set()
    seen.add(start)
    out = [start]
    i = 0
    while i < len(out):
        node = out[i]
        for edge in node.edges_out.values():
            if edge.is_peer and edge.to is not None and not seen.has(edge.to) and edge.valid:
                seen.add(edge.to)
                out.append(edge.to)
        if both_ways:
            for edge in node.edges_in.values():
                if edge.is_peer and not seen.has(edge.origin) and edge.valid:
                    seen.add(edge.origin)
                    out.append(edge.origin)
        i += 1
    return out


def deepest_nesting_target(start: Node, name: str) -> Node:
    """The deepest place, from `start` upward, for a package: not inside a package that has it as a peer."""
    target = start
    for target in start.ancestry():
        if target.is_root or target.resolve_parent is None or target.is_global_top:
            return target
        edge = target.edges_out.get(name)
        if edge is None or not edge.is_peer:
            return target
    return target


def can_replace(fresh: Node, old: Node, ignored_peers: Set[str] | None = None) -> bool:
    """Whether `fresh` satisfies everything that needs `old` and isn't one of its own dependencies."""
    if fresh.name != old.name or fresh.package_name != old.package_name:
        return False
    if old.edges_out.size > 0:
        if fresh.overrides is not None:
            if not fresh.overrides.is_equal(old.overrides):
                return False
        elif old.overrides is not None:
            return False
    members: Set[Node] = Set(gather_dependencies([old], lambda edge: edge.to is not old and edge.valid))
    for edge in old.edges_in.values():
        if (
            ignored_peers is not None
            and not old.is_top
            and edge.origin.parent is old.parent
            and edge.is_peer
            and ignored_peers.has(edge.origin.name)
        ):
            continue
        if not members.has(edge.origin) and not edge.satisfied_by(fresh):
            return False
    return True


def _overridden(node: Node) -> bool:
    rules = node.overrides
    if rules is None or rules.value == '' or rules.name != node.name:
        return False
    for edge in node.edges_in.values():
        mine = edge.overrides
        if (
            mine is not None
            and mine.name == node.name
            and mine.value == node.version
            and not mine.is_equal(edge.origin.overrides)
        ):
            return True
    return False


def can_dedupe(node: Node, prefer_dedupe: bool, explicit_request: bool) -> bool:
    """Whether a node further up makes this one superfluous."""
    if node.in_dependency_bundle():
        return False
    above = node.resolve_parent
    if above is None or above.resolve_parent is None:
        return False
    if node.edges_in.size == 0:
        return True
    other = above.resolve_parent.resolve(node.name)
    if other is None:
        return False
    if other.matches(node):
        return True
    if not can_replace(other, node):
        return False
    order = version_order(other, node)
    return prefer_dedupe or order == 0 or (order > 0 and not _overridden(node)) or explicit_request


def version_order(a: Node, b: Node) -> int:
    """-1, 0 or 1; 0 when one of them has no version."""
    first = parse(a.version, True)
    second = parse(b.version, True)
    return 0 if first is None or second is None else compare(first, second)


def prune_dedupable(node: Node, prefer_dedupe: bool, explicit_request: bool) -> bool:
    """Removes the node, with what only it needs, if it is superfluous."""
    if not can_dedupe(node, prefer_dedupe, explicit_request):
        return False
    for extra in gather_dependencies([node], lambda edge: edge.to is not node and edge.valid):
        extra.detach()
    return True


def compute_flags(root: Node) -> None:
    """Computes why each node is there: dev, optional, peer only; extraneous when nothing leads to it. The root's own
    flags are all false. Resets earlier flags."""
    for node in root.inventory.values():
        node.set_flags(not node.is_root)
    seen: Map[Node, bool] = Map()
    queue = [root]
    while len(queue) > 0:
        node = queue.pop()
        seen.set(node, True)
        above = node.resolve_parent
        while not node.extraneous and above is not None and above.extraneous:
            above.extraneous = False
            above = above.resolve_parent
        if node.target is not None:
            _copy_flags(node, node.target)
            queue.append(node.target)
            continue
        for edge in node.edges_out.values():
            if edge.to is not None and _pass_flags(node, edge, edge.to):
                queue.append(edge.to)
    seen.delete(root)
    for node in seen.keys():
        if node.dev_optional and (node.dev or node.optional):
            node.dev_optional = False


def _copy_flags(source: Node, target: Node) -> None:
    target.dev = source.dev
    target.optional = source.optional
    target.dev_optional = source.dev_optional
    target.peer = source.peer
    target.extraneous = source.extraneous


def _pass_flags(node: Node, edge: Edge, to: Node) -> bool:
    changed = False
    if to.extraneous and not node.extraneous and not (edge.is_peer and edge.is_optional):
        to.extraneous = False
        changed = True
    if to.dev and not node.dev and not edge.is_dev:
        to.dev = False
        changed = True
    if to.optional and not node.optional and not edge.is_optional:
        to.optional = False
        changed = True
    if (
        to.dev_optional
        and not node.dev_optional
        and not node.dev
        and not node.optional
        and not edge.is_dev
        and not edge.is_optional
    ):
        to.dev_optional = False
        changed = True
    if to.peer and not node.peer and not edge.is_peer:
        to.peer = False
        changed = True
    return changed
