"""Builds the ideal tree: starts from the existing one (from the lockfile), finds the edges that aren't satisfied, and
places packages until all are.

As arborist's IdealTreeBuilder. Nodes wait in a queue, shallow ones first; a package with peer dependencies is first put
into a virtual root together with its peers, so that the group is placed as a whole or not at all. Knows the registry
only as `Source`; writes nothing."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.manifest import bundled_names
from runtime_py.npm.formats.spec import DIRECTORY, Spec
from runtime_py.npm.tree.can_place import OK, REPLACE
from runtime_py.npm.tree.conflict import Conflict, conflict_error
from runtime_py.npm.tree.edge import PEER_OPTIONAL, WORKSPACE, Edge
from runtime_py.npm.tree.place import Place, Rules
from runtime_py.npm.tree.tree import Node, make_child, make_link, make_top, make_virtual_root
from runtime_py.npm.tree.tree_sets import can_replace
from runtime_py.platform.futures import gather
from runtime_py.platform.maps import Map, Set

_MOST_VISITS = 200  # of one place; real trees need a few


class Source:
    """Where manifests come from; npm/registry/registry_source.py is the real one."""

    async def manifest(self, spec: Spec) -> Map[str, Any]:
        """The manifest with `_resolved` and `_integrity`. Raises NpmError."""
        raise NpmError('ENOTIMPLEMENTED', spec.raw)

    def folder(self, path: str) -> Map[str, Any]:
        """The package.json of a folder; empty when there is none."""
        raise NpmError('ENOTIMPLEMENTED', path)


class _Queue:
    """Nodes to process: by depth, then by path."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._known: Set[Node] = Set()
        self._sorted = True

    def push(self, node: Node) -> None:
        if not self._known.has(node):
            self._known.add(node)
            self._nodes.append(node)
            self._sorted = False

    def pop(self) -> Node | None:
        if len(self._nodes) == 0:
            return None
        if not self._sorted:
            entries = sorted_by([_Entry(node) for node in self._nodes], _compare_entries)
            self._nodes = [entry.node for entry in entries]
            self._sorted = True
        node = self._nodes.pop(0)
        self._known.delete(node)
        return node


class _Entry:
    def __init__(self, node: Node) -> None:
        self.node = node
        self.depth = node.depth
        self.path = node.path()


def _compare_entries(a: _Entry, b: _Entry) -> int:
    return a.depth - b.depth or locale_compare(a.path, b.path)


class _Task:
    def __init__(self, edge: Edge, dep: Node) -> None:
        self.edge = edge
        self.dep = dep


class IdealTree:
    """`explicit`: edges that the user named: they are resolved again even if they are satisfied. `failures`: nodes that
    couldn't be fetched."""

    def __init__(self, root: Node, source: Source, rules: Rules) -> None:
        self.root = root
        self.source = source
        self.rules = rules
        self.explicit: Set[Edge] = Set()
        self.failures: Set[Node] = Set()
        self.changed = False
        self._queue = _Queue()
        self._seen: Set[Node] = Set()
        self._visits: Map[str, int] = Map()
        self._links: Set[Node] = Set()
        self._virtual_roots: Map[Node, Node] = Map()
        self._peer_sources: Map[Node, Node] = Map()

    def revisit(self, node: Node) -> None:
        self._queue.push(node)

    async def build(self) -> None:
        """Raises NpmError for unsatisfiable edges; nodes needed only by optional dependencies end in `failures`
        instead."""
        self._queue.push(self.root)
        for known in self._reached():
            if any(self._is_broken(edge) for edge in known.edges_out.values()):
                self._queue.push(known)
        while True:
            node = self._queue.pop()
            if node is None:
                self._follow_links()
                node = self._queue.pop()
                if node is None:
                    return
            if not self._seen.has(node) and node.root is self.root and not node.has_shrinkwrap:
                self._seen.add(node)
                self._count(node)
                await self._visit(node)

    def _count(self, node: Node) -> None:
        """Sets of peers that exclude each other could replace each other for ever (arborist then hangs)."""
        location = node.location()
        count = (self._visits.get(location) or 0) + 1
        self._visits.set(location, count)
        if count > _MOST_VISITS:
            raise NpmError(
                'ERESOLVE',
                f'could not resolve\n\nThe peers of {node.name}@{node.version} ({location or "the root project"}) '
                'replace each other endlessly.\nRetry this command with --legacy-peer-deps to accept an incorrect '
                '(and potentially broken) dependency resolution.',
            )

    def _reached(self) -> list[Node]:
        """What dependencies lead to, but not through links: npm looks for broken dependencies there only, and leaves
        those below a workspace as the lockfile has them."""
        found: list[Node] = [self.root]
        seen: Set[Node] = Set(found)
        k = 0
        while k < len(found):
            for edge in found[k].edges_out.values():
                if edge.to is not None and not seen.has(edge.to):
                    seen.add(edge.to)
                    found.append(edge.to)
            k += 1
        return found

    def _is_broken(self, edge: Edge) -> bool:
        return not (edge.kind == PEER_OPTIONAL and not self.rules.saves) and (edge.to is None or not edge.valid)

    async def _visit(self, node: Node) -> None:
        problems = [edge for edge in self._problems(node) if not edge.peer_conflicted]
        await gather([self._prefetch(edge) for edge in problems])
        tasks: list[_Task] = []
        for edge in problems:
            tasks.append(_Task(edge, await self._dep_for(node, edge)))
        prefetch: list[Edge] = []
        for task in sorted_by(tasks, lambda a, b: locale_compare(a.edge.name, b.edge.name)):
            self._after(Place(task.dep, task.edge, self.explicit.has(task.edge), self.rules, None), prefetch)
        for edge in node.edges_out.values():
            if edge.to is not None and edge.to.is_link:
                self._links.add(edge.to)
        await gather([self._prefetch(edge) for edge in prefetch])

    async def _prefetch(self, edge: Edge) -> None:
        """Starts many requests at once; a failure here is ignored, and occurs again where it matters."""
        try:
            spec = edge.parsed()
            if spec.type != DIRECTORY:
                await self.source.manifest(spec)
        except NpmError:
            return

    async def _dep_for(self, node: Node, edge: Edge) -> Node:
        holder = self._peer_sources.get(node) or node if edge.is_peer else node
        virtual = self._virtual_root(holder, True)
        known = virtual.edges_out.get(edge.name)
        required: Set[Node] = Set([edge.origin])
        if known is not None and known.to is not None and known.valid and known.to.satisfies(edge):
            return known.to
        to_change = edge.name in self.rules.update_names or (edge.to is not None and self.rules.is_affected(edge.to))
        if edge.kind == PEER_OPTIONAL and not self.explicit.has(edge) and not to_change:
            found = _hoistable(edge.origin.resolve_parent or edge.origin, edge)
            if found is not None:
                return found
        return await self._node_for(edge, virtual if edge.is_peer else None, None, required)

    def _after(self, place: Place, prefetch: list[Edge]) -> None:
        """The nodes to process (again) after a placement, peers first."""
        for child in place.children:
            self._after(child, prefetch)
        placed = place.placed
        if placed is None or place.check is None:
            return
        self.changed = True
        if len(placed.errors) > 0:
            self.failures.add(placed)
        for edge in placed.edges_in.values():
            if edge is place.edge or edge.peer_conflicted or edge.valid:
                continue
            again = self.rules.saves or not self._seen.has(edge.origin)
            if (place.check.answer_self == OK and again) or place.check.answer_self == REPLACE:
                self._seen.delete(edge.origin)
                self._queue.push(edge.origin)
        self._queue.push(placed)
        for node in place.revisit.values():
            self._seen.delete(node)
            self._queue.push(node)
        prefetch.extend(self._problems(placed))

    def _problems(self, node: Node) -> list[Edge]:
        bundled = [] if node.is_mine else bundled_names(node.manifest)
        return [edge for edge in node.edges_out.values() if edge.name not in bundled and self._is_problem(edge)]

    def _is_problem(self, edge: Edge) -> bool:
        to = edge.to
        if to is None:
            return edge.kind != PEER_OPTIONAL or self.explicit.has(edge)
        if self.failures.has(to):
            return False
        if not edge.valid:
            return edge.kind != PEER_OPTIONAL or self.rules.saves
        if to.is_workspace:
            return False
        return self.rules.is_to_change(edge.name, to) or self.explicit.has(edge)

    def _virtual_root(self, node: Node, reuse: bool) -> Node:
        known = self._virtual_roots.get(node)
        if reuse and known is not None:
            return known
        made = make_virtual_root(node)
        self._virtual_roots.set(node, made)
        return made

    async def _node_for(self, edge: Edge, parent: Node | None, second: Edge | None, required: Set[Node]) -> Node:
        """A node for the edge, in a virtual root with its peers. `second` requires the same package: if its node
        satisfies both, that one is used."""
        virtual = self._virtual_root(edge.origin, False) if parent is None else parent
        node = await self._node_from_edge(edge, virtual)
        if second is not None and not second.valid:
            other = await self._node_from_edge(second, virtual)
            if edge.valid:
                node = other
        node.attach(virtual)
        if (required.has(edge.origin) and edge.kind != PEER_OPTIONAL) or (
            second is not None and required.has(second.origin) and second.kind != PEER_OPTIONAL
        ):
            required.add(node)
        if virtual.source_reference is not None:
            self._peer_sources.set(node, virtual.source_reference)
        if self.root.is_global and edge.origin.is_root:
            return node
        await self._load_peers(node, required)
        return node

    async def _node_from_edge(self, edge: Edge, parent: Node) -> Node:
        try:
            spec = edge.parsed()
            if edge.kind != WORKSPACE:
                self.rules.check_source(
                    spec,
                    edge.origin.is_mine
                    or (edge.origin.source_reference is not None and edge.origin.source_reference.is_mine),
                )
            if spec.type == DIRECTORY:
                folder = make_top(spec.fetch, self.source.folder(spec.fetch), self.root)
                link = make_link(edge.name, folder, self.root, None)
                link.passes_overrides = edge.kind == WORKSPACE  # as npm, where a new link knows no dependencies yet
                link.attach(parent)
                self._links.add(link)
                return link
            return make_child(edge.name, await self.source.manifest(spec), self.root, parent)
        except NpmError as error:
            node = make_child(edge.name, Map(), self.root, parent)
            node.errors.append(error)
            self.failures.add(node)
            return node

    async def _load_peers(self, node: Node, required: Set[Node]) -> None:
        """Adds the peers of a node to its virtual root. Raises ERESOLVE when they conflict and the user's own
        dependencies are involved."""
        peers = [edge for edge in node.edges_out.values() if edge.is_peer and (edge.to is None or not edge.valid)]
        for edge in sorted_by(peers, lambda a, b: locale_compare(a.name, b.name)):
            virtual = node.parent
            if virtual is None:
                return
            if edge.to is not None and edge.valid:
                continue
            source = virtual.source_reference
            mine = source is not None and source.is_mine
            tolerated = self.rules.force or (not mine and not self.rules.strict_peers)
            parent_edge = virtual.edges_out.get(edge.name)
            if edge.to is None and parent_edge is None:
                await self._node_for(edge, virtual, None, required)
            elif edge.to is None and parent_edge is not None:
                dep = await self._node_for(parent_edge, virtual, edge, required)
                if edge.valid:
                    continue
                if not tolerated and required.has(dep):
                    raise self._conflict(edge, parent_edge)
                edge.peer_conflicted = True
            else:
                current = edge.to
                dep = await self._node_for(edge, None, None, required)
                if current is not None and can_replace(dep, current):
                    await self._node_for(edge, virtual, None, required)
                elif not tolerated and required.has(edge.origin):
                    raise self._conflict(edge, parent_edge)

    def _conflict(self, edge: Edge, other: Edge | None) -> NpmError:
        conflict = Conflict(edge, edge.origin.resolve(edge.name))
        conflict.current_edge = other
        return conflict_error(conflict, 'unable to resolve dependency tree', not self.rules.force)

    def _follow_links(self) -> None:
        """Adds the targets of links inside the project, which have dependencies too."""
        for link in list(self._links.values()):
            self._links.delete(link)
            target = link.target
            if (
                link.root is self.root
                and target is not None
                and target.resolve_parent is not None
                and not self._seen.has(target)
            ):
                self._queue.push(target)


def _hoistable(start: Node, edge: Edge) -> Node | None:
    """An existing node that satisfies an optional peer."""
    queue = list(start.children.values())
    i = 0
    while i < len(queue):
        node = queue[i]
        if node.name == edge.name and not node.in_dependency_bundle() and node.satisfies(edge):
            return node
        queue.extend(list(node.children.values()))
        i += 1
    return None
