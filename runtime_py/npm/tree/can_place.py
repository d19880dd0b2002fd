"""Whether a package, with its peers, may be put into a certain node_modules folder. As arborist's CanPlaceDep: changes
nothing.

Answers: OK (the name is free), REPLACE (the present package may be replaced), KEEP (the present package suffices),
CONFLICT."""

from __future__ import annotations

from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.tree.tree_sets import PeerEntry, can_replace, deepest_nesting_target, peer_entry_sets, version_order
from runtime_py.platform.maps import Set

OK = 'OK'
REPLACE = 'REPLACE'
KEEP = 'KEEP'
CONFLICT = 'CONFLICT'


class CanPlace:
    """`answer` is for the package with its peers, `answer_self` for the package alone. `parent` is the check for which
    this package is a peer."""

    def __init__(
        self,
        dep: Node,
        target: Node,
        edge: Edge,
        parent: CanPlace | None,
        peer_path: list[Node],
        prefer_dedupe: bool,
        explicit: bool,
    ) -> None:
        self.dep = dep
        self.target = target
        self.edge = edge
        self.parent = parent
        self.peer_path = peer_path
        self.prefer_dedupe = prefer_dedupe or edge.is_peer
        self.explicit = explicit
        self.children: list[CanPlace] = []
        self.current = target.children.get(edge.name)
        self.answer_self = ''
        self._peers_answer = ''
        self.answer = self._check()
        if self.answer_self == '':
            self.answer_self = self.answer

    def _check(self) -> str:
        if len(self.dep.errors) > 0:
            return OK if self.current is None else REPLACE
        edge = self.target.edges_out.get(self.edge.name)
        if edge is not None and edge.is_peer and not self.target.is_top:
            return CONFLICT
        if self.current is None and edge is not None and edge is not self.edge and not self.dep.satisfies(edge):
            return CONFLICT
        return self._check_empty() if self.current is None else self._check_current(self.current)

    def _check_current(self, current: Node) -> str:
        dep = self.dep
        edge = self.edge
        if dep.matches(current) and (current.satisfies(edge) or not dep.satisfies(edge)):
            return REPLACE if self.explicit else KEEP
        newer = current.version != '' and dep.version != '' and version_order(dep, current) >= 0
        if newer and can_replace(dep, current) and self._with_peers(REPLACE) != CONFLICT:
            return self._with_peers(REPLACE)
        if current.satisfies(edge) and (not self.explicit or self.prefer_dedupe):
            return KEEP
        if self.prefer_dedupe and not newer and can_replace(dep, current) and self._with_peers(REPLACE) != CONFLICT:
            return self._with_peers(REPLACE)
        if self.target is not self._deepest():
            return CONFLICT  # it can be placed deeper instead
        if not edge.is_peer and self.target is edge.origin:
            # this is the only place for it: dependents of the current one are placed again
            return self._with_peers(REPLACE)
        if self.parent is None and not edge.is_peer:
            return CONFLICT
        for entry in peer_entry_sets(current):
            if not self._may_displace(entry):
                return CONFLICT
        return self._with_peers(REPLACE)

    def _may_displace(self, entry: PeerEntry) -> bool:
        """Whether the group of peers that holds the current node can be replaced by ours, or nested deeper."""
        top_edge = self.top.edge
        node = entry.edge.to
        if entry.edge is self.edge or entry.edge is top_edge or node is None or self.dep.parent is None:
            return True
        ours = self.dep.parent.children
        replacement = ours.get(node.name)
        if replacement is not None and can_replace(replacement, node, Set(list(ours.keys()))):
            return True
        if replacement is None and self._agrees(node):
            return True
        for peer in entry.members:
            deep = deepest_nesting_target(entry.edge.origin, peer.name)
            if deep is self.target or self.target.is_descendant_of(deep):
                return False
        return True

    def _agrees(self, entry_node: Node) -> bool:
        """Whether our group satisfies everything that the other group requires of it."""
        ours = self.dep.parent.children if self.dep.parent is not None else self.dep.children
        walk = [entry_node]
        i = 0
        while i < len(walk):
            for edge in walk[i].edges_out.values():
                if not edge.is_peer or not edge.valid:
                    continue
                replacement = ours.get(edge.name)
                if replacement is None:
                    if edge.to is not None and edge.to not in walk:
                        walk.append(edge.to)
                elif not replacement.satisfies(edge):
                    return False
            i += 1
        return True

    def _check_empty(self) -> str:
        """The name is free here, but one further up may be used from below here: it would be shadowed."""
        if self.target is not self.top.edge.origin:
            shadowed = self.target.resolve(self.edge.name)
            if shadowed is not None:
                for edge in shadowed.edges_in.values():
                    if edge.origin.is_descendant_of(self.target) and edge.valid and not self.dep.satisfies(edge):
                        return CONFLICT
        return self._with_peers(OK)

    def _with_peers(self, state: str) -> str:
        self.answer_self = state
        if self._peers_answer != '':
            return self._peers_answer
        path = [*self.peer_path, self.dep]
        conflict = False
        for edge in self.dep.edges_out.values():
            if not edge.is_peer or edge.to is None or edge.to in path:
                continue
            target = deepest_nesting_target(self.target, edge.to.name)
            check = CanPlace(edge.to, target, edge, self, path, True, False)
            self.children.append(check)
            conflict = conflict or check.answer == CONFLICT
        self._peers_answer = CONFLICT if conflict else state
        return self._peers_answer

    def _deepest(self) -> Node:
        start = self.edge.origin if self.parent is None else self.parent._deepest()
        return deepest_nesting_target(start, self.edge.name)

    @property
    def top(self) -> CanPlace:
        return self if self.parent is None else self.parent.top

    def conflicting(self) -> list[CanPlace]:
        """The checks of peers, at any depth, that failed."""
        out: list[CanPlace] = []
        for child in self.children:
            if child.answer == CONFLICT:
                out.append(child)
            out.extend(child.conflicting())
        return out
