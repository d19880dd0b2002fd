"""Hoisting: puts a package, with its peers, as high into the tree as possible. As arborist's PlaceDep.

Walks up from where the package is needed as long as can_place.py allows, replaces the node there, removes superfluous
ones, and records which nodes must be processed again (`revisit`)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.spec import Spec
from runtime_py.npm.tree.can_place import CONFLICT, KEEP, CanPlace
from runtime_py.npm.tree.conflict import Conflict, conflict_error
from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.tree import Node, make_child, make_link
from runtime_py.npm.tree.tree_sets import deepest_nesting_target, gather_dependencies, peer_entry_sets, prune_dedupable
from runtime_py.platform.maps import Set


class Rules:
    """How strict placement is. `strategy`: hoisted, shallow (global), nested. `is_affected`: whether an advisory is about
    a package, so that it is to be replaced. `check_source` raises NpmError for a forbidden source. `saves`: whether
    package.json may change; optional peers that don't fit are only mended then."""

    def __init__(self) -> None:
        self.force = False
        self.strict_peers = False
        self.prefer_dedupe = False
        self.saves = True
        self.strategy = 'hoisted'
        self.update_names: list[str] = []
        self.warn: Callable[[Conflict], None] = lambda conflict: None
        self.is_affected: Callable[[Node], bool] = lambda node: False
        self.check_source: Callable[[Spec, bool], None] = lambda spec, is_root: None

    def is_to_change(self, name: str, node: Node) -> bool:
        """Whether what satisfies its edges is to be replaced nevertheless."""
        return name in self.update_names or self.is_affected(node)


class Place:
    """One placement. `placed` is the new node, None when nothing had to be done; `check` is the check that allowed it;
    `children` are its peers' placements."""

    def __init__(self, dep: Node, edge: Edge, explicit: bool, rules: Rules, parent: Place | None) -> None:
        self.dep = dep
        self.edge = edge
        self.explicit = explicit
        self.rules = rules
        self.parent = parent
        self.placed: Node | None = None
        self.check: CanPlace | None = None
        self.check_self: CanPlace | None = None
        self.children: list[Place] = []
        self.revisit: Set[Node] = Set()
        if edge.to is not None and edge.valid and not explicit and not rules.is_to_change(edge.name, edge.to):
            return
        self._find()
        if self.check is None:
            self._refuse()
        if self.check is not None:
            self._place(self.check)

    @property
    def top(self) -> Place:
        return self if self.parent is None else self.parent.top

    def _start(self) -> Node:
        origin = self.edge.origin if self.parent is None else self.parent._start()
        return deepest_nesting_target(origin, self.edge.name)

    def _find(self) -> None:
        for target in self._start().ancestry():
            edge = target.edges_out.get(self.edge.name)
            if not target.is_top and edge is not None and edge.is_peer:
                continue
            above = None if self.parent is None else self.parent.check
            check = CanPlace(self.dep, target, self.edge, above, [], self.rules.prefer_dedupe, self.explicit)
            if check.answer_self != CONFLICT:
                self.check_self = check
            if check.answer == CONFLICT:
                break
            self.check = check
            if len(self.dep.errors) > 0 or self.rules.strategy == 'nested':
                break
            above_target = target.resolve_parent
            if self.rules.strategy == 'shallow' and above_target is not None and above_target.is_root:
                break

    def _refuse(self) -> None:
        """Every place has a conflict: an error if the user's own dependencies are involved, otherwise the peers'
        conflict is accepted with a warning."""
        if not self.rules.force and (self._is_mine() or self.rules.strict_peers):
            raise conflict_error(self._conflict(self.top.edge), 'could not resolve', not self.rules.force)
        if self.check_self is None:
            self._warn(self.edge)
        self.check = self.check_self

    def _place(self, check: CanPlace) -> None:
        target = check.target
        kind = check.answer_self if check.answer == CONFLICT else check.answer
        if kind == KEEP:
            if self.edge.is_peer and not self.edge.valid:
                self._warn(self.edge)
            self._prune_below(target)
            return
        for above in target.ancestry():
            if above.matches(self.dep) and not above.is_top:
                # a -> b -> a' -> b' -> a would nest forever
                self.placed = make_link(self.dep.name, above, self.dep, target)
                return
        group = self.dep.parent
        placed = self._copy()
        self.placed = placed
        old = target.children.get(self.edge.name)
        if old is None:
            placed.attach(target)
        else:
            self._replace(old, placed, target)
        if self.edge.is_peer and not placed.satisfies(self.edge):
            self._warn(self.edge)
        if self.edge.to is not None and self.edge.to is not placed and self.edge.valid:
            prune_dedupable(self.edge.to, self.rules.prefer_dedupe, self.explicit)
        self._prune_duplicates(target)
        self._place_peers(placed, group)

    def _copy(self) -> Node:
        dep = self.dep
        if dep.target is not None:
            return make_link(dep.name, dep.target, dep, None)
        node = make_child(dep.name, dep.manifest, dep)
        node.resolved = dep.resolved
        node.integrity = dep.integrity
        node.errors = list(dep.errors)
        if dep.overrides is not None:
            node.overrides = dep.overrides
            for edge in list(node.edges_out.values()):
                edge.reload(True)
        return node

    def _place_peers(self, placed: Node, group: Node | None) -> None:
        for edge in list(placed.edges_out.values()):
            if not edge.is_peer or edge.peer_conflicted or edge.valid or group is None:
                continue
            peer = group.children.get(edge.name)
            if peer is not None and peer.satisfies(edge):
                self.children.append(Place(peer, edge, self.explicit, self.rules, self))

    def _replace(self, old: Node, placed: Node, target: Node) -> None:
        unneeded: list[Node] = []
        for name, edge in old.edges_out.entries():
            if not placed.edges_out.has(name) and edge.to is not None:
                unneeded.extend(_exclusive(edge.to))
        displaced: list[Node] = []
        for edge in list(old.edges_in.values()):
            if placed.satisfies(edge) or not edge.is_peer or edge.origin.parent is not target or edge.peer_conflicted:
                continue
            for entry in peer_entry_sets(edge.origin):
                node = entry.edge.to
                if (
                    node is not None
                    and deepest_nesting_target(node, node.name) is not target
                    and not entry.edge.origin.is_mine
                ):
                    displaced.extend(_exclusive_group(node))
                else:
                    self._warn(edge)
        placed.replace(old)
        self._prune_replaced(placed, unneeded)
        for node in displaced:
            for edge in list(node.edges_in.values()):
                self.revisit.add(edge.origin)
            node.detach()

    def _prune_replaced(self, placed: Node, unneeded: list[Node]) -> None:
        start: Set[Node] = Set()
        for edge in placed.edges_out.values():
            if edge.to is not None and not edge.valid:
                start.add(edge.to)
        for node in unneeded:
            for extra in _exclusive_valid(node):
                start.add(extra)
        for extra in gather_dependencies(
            list(start.values()), lambda edge: edge.origin is not placed and edge.to is not placed and edge.valid
        ):
            extra.detach()

    def _prune_below(self, node: Node) -> None:
        """Removes nodes below here that have become superfluous."""
        if prune_dedupable(node, self.rules.prefer_dedupe, self.explicit):
            return
        for child in _by_location(list(node.children.values())):
            self._prune_below(child)
        for top in _by_location(list(node.fs_children.values())):
            for child in _by_location(list(top.children.values())):
                self._prune_below(child)

    def _prune_duplicates(self, target: Node) -> None:
        for node in list(target.root.inventory.values()):
            if node.name != self.edge.name or node.is_top or not node.is_descendant_of(target):
                continue
            prune_dedupable(node, self.rules.prefer_dedupe, self.explicit)
            if node.root is target.root:
                for child in list(node.children.values()):
                    prune_dedupable(child, self.rules.prefer_dedupe, self.explicit)

    # conflicts

    def _is_mine(self) -> bool:
        edge = self.top.edge
        node = edge.origin
        if node.is_mine:
            return True
        if not edge.is_peer:
            return False
        has_peers = False
        for into in node.edges_in.values():
            if into.is_peer:
                has_peers = True
            elif into.origin.is_mine:
                return True
        if has_peers:
            for entry in peer_entry_sets(node):
                if entry.edge.origin.is_mine:
                    return True
        return False

    def _warn(self, edge: Edge) -> None:
        edge.peer_conflicted = True
        self.rules.warn(self._conflict(edge))

    def _conflict(self, edge: Edge) -> Conflict:
        """The conflict: the present node, and the peer that conflicts with it."""
        conflict = Conflict(edge, edge.origin.resolve(edge.name))
        if self.parent is not None:
            return conflict
        if self.check_self is not None:
            for check in self.check_self.conflicting():
                if check.current is not None:
                    conflict.peer_current = check.current
                    conflict.peer = check.dep
                    conflict.peer_edge = check.edge
                    break
            return conflict
        conflict.peer_current = self.edge.to
        conflict.peer = self.dep
        conflict.peer_edge = self.edge
        return conflict


def _exclusive(node: Node) -> list[Node]:
    return gather_dependencies([node], lambda edge: edge.to is not node)


def _exclusive_valid(node: Node) -> list[Node]:
    return gather_dependencies([node], lambda edge: edge.to is not node and edge.valid)


def _exclusive_group(node: Node) -> list[Node]:
    return gather_dependencies([node], lambda edge: edge.to is not node and not edge.peer_conflicted)


def _by_location(nodes: list[Node]) -> list[Node]:
    return sorted_by(nodes, lambda a, b: locale_compare(a.name, b.name))
