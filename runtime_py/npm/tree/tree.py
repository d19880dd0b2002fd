"""The tree of packages: nodes in node_modules folders, with edges between them. As arborist's Node and Link.

A node is in exactly one tree (`root`). Its states: floating (no parent, no path: about to be placed) -> attached ->
detached again when it is replaced or not needed; detaching takes its children along, and reloads all edges that led to
it. Tops have a path of their own: the root, the targets of links, and virtual roots, which stand for a node while a set
of peers is resolved (`source_reference`). Knows no registry and no disk."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import bundled_names, text_of
from runtime_py.npm.formats.paths import is_inside, relative
from runtime_py.npm.tree.edge import WORKSPACE, Edge, load_edges
from runtime_py.npm.tree.overrides import OverrideSet, more_specific
from runtime_py.platform.maps import Map, Set


class Node:
    """`resolved` and `integrity`: its origin and digest. `inert`: only in the lockfile, since it can't be installed on
    this machine. `passes_overrides`: of a link, whether its folder gets the rules."""

    def __init__(self, name: str, manifest: Map[str, Any], base: str = '') -> None:
        self.name = name
        self.manifest = manifest
        self.base = base
        self.parent: Node | None = None
        self.fs_parent: Node | None = None
        self.root: Node = self
        self.children: Map[str, Node] = Map()
        self.fs_children: Set[Node] = Set()
        self.inventory: Set[Node] = Set()
        self.edges_out: Map[str, Edge] = Map()
        self.edges_in: Set[Edge] = Set()
        self.links_in: Set[Node] = Set()
        self.is_link = False
        self.target: Node | None = None
        self.source_reference: Node | None = None
        self.overrides: OverrideSet | None = None
        self.passes_overrides = True
        self.workspaces: Map[str, str] = Map()
        self.resolved = text_of(manifest, '_resolved')
        self.integrity = text_of(manifest, '_integrity')
        self.has_shrinkwrap = manifest.get('_hasShrinkwrap') is True
        self.errors: list[NpmError] = []
        self.legacy_peers = False
        self.is_global = False
        self.home = '/home'
        self.any_bundles = False
        self.inert = False
        self.extraneous = True
        self.dev = True
        self.optional = True
        self.dev_optional = True
        self.peer = True

    # properties

    @property
    def version(self) -> str:
        return text_of(self.manifest if self.target is None else self.target.manifest, 'version')

    @property
    def package_name(self) -> str:
        return text_of(self.manifest, 'name')

    @property
    def is_root(self) -> bool:
        return self.root is self

    @property
    def is_global_top(self) -> bool:
        return self.root.is_global and self.parent is not None and self.parent.is_root

    @property
    def is_top(self) -> bool:
        return self.parent is None or self.is_global_top

    @property
    def is_workspace(self) -> bool:
        if self.is_root:
            return False
        edge = self.root.edges_out.get(self.package_name or self.name)
        if edge is None or edge.kind != WORKSPACE or edge.to is None:
            return False
        return edge.to is self or edge.to.target is self

    @property
    def is_mine(self) -> bool:
        """Whether the user wrote it: the project or one of its workspaces."""
        return self.is_root or self.is_workspace

    @property
    def resolve_parent(self) -> Node | None:
        return self.parent if self.parent is not None else self.fs_parent

    @property
    def depth(self) -> int:
        return 0 if self.parent is None or self.is_global_top else self.parent.depth + 1

    def location(self) -> str:
        """`node_modules/a/node_modules/b`, as in lockfiles; '' is the root."""
        if self.parent is not None:
            above = self.parent.location()
            return (above + '/' if above != '' else '') + 'node_modules/' + self.name
        return '' if self.is_root else relative(self.root.base, self.base)

    def path(self) -> str:
        if self.parent is None:
            return self.base
        above = self.parent.path()
        return (above if above != '/' else '') + '/node_modules/' + self.name

    def real_path(self) -> str:
        return self.path() if self.target is None else self.target.path()

    def ancestry(self) -> list[Node]:
        """The node itself and all above it."""
        out: list[Node] = []
        at: Node | None = self
        while at is not None:
            out.append(at)
            at = at.resolve_parent
        return out

    def is_descendant_of(self, node: Node) -> bool:
        at: Node | None = self
        while at is not None:
            if at is node:
                return True
            at = at.resolve_parent
        return False

    def resolve(self, name: str) -> Node | None:
        """What `require(name)` finds from here."""
        at: Node | None = self
        while at is not None:
            found = at.children.get(name)
            if found is not None:
                return found
            at = at.resolve_parent
        return None

    def matches(self, other: Node) -> bool:
        """Whether both are the same package, byte by byte as far as is known."""
        if self is other:
            return True
        if self.name != other.name or self.is_link != other.is_link:
            return False
        if self.target is not None and other.target is not None:
            return self.target.path() == other.target.path()
        if self.integrity != '' and other.integrity != '':
            return self.integrity == other.integrity
        if self.resolved != '' and other.resolved != '':
            return self.resolved == other.resolved
        return (
            self.package_name != ''
            and self.package_name == other.package_name
            and self.version != ''
            and self.version == other.version
        )

    def satisfies(self, edge: Edge) -> bool:
        return edge.satisfied_by(self)

    def bundler(self, seen: Set[Node] | None = None) -> Node | None:
        """The node whose archive contains this one."""
        if not self.root.any_bundles or self.parent is None:
            return None
        seen = Set() if seen is None else seen
        if seen.has(self):
            return None
        seen.add(self)
        above = self.parent.bundler(seen)
        if above is not None:
            return above
        if self.name in bundled_names(self.parent.manifest):
            return self.parent
        for edge in self.edges_in.values():
            if edge.origin.bundler(seen) is self.parent:
                return self.parent
        return None

    def in_bundle(self) -> bool:
        return self.bundler() is not None

    def in_dependency_bundle(self) -> bool:
        bundler = self.bundler()
        return bundler is not None and bundler is not self.root

    # moving in the tree

    def attach(self, parent: Node) -> None:
        """Becomes the parent's child, replacing one of the same name."""
        if parent.target is not None:
            parent = parent.target
        if self.parent is parent:
            return
        if self.parent is not None:
            self.parent.children.delete(self.name)
        self.parent = None
        current = parent.children.get(self.name)
        if current is not None and current is not self:
            current.detach()
        parent.children.set(self.name, self)
        self.parent = parent
        self.move_to(parent.root)
        if not self.is_link:
            parent.reload_named_edges(self.name, self)

    def adopt(self, parent: Node) -> None:
        """As `attach`, for a tree whose edges aren't loaded yet: no edge needs reloading."""
        parent.children.set(self.name, self)
        self.parent = parent
        self.root = parent.root
        self.root.inventory.add(self)
        if len(bundled_names(self.manifest)) > 0:
            self.root.any_bundles = True

    def detach(self) -> None:
        """Removes the node, with everything below it, from its tree."""
        if self.parent is not None:
            self.parent.children.delete(self.name)
            self.parent = None
        if self.fs_parent is not None:
            self.fs_parent.fs_children.delete(self)
            self.fs_parent = None
        self.move_to(self)

    def move_to(self, root: Node) -> None:
        family = self.family()
        for node in family:
            node.root.inventory.delete(node)
        for node in family:
            node.root = root
            root.inventory.add(node)
            if len(bundled_names(node.manifest)) > 0 and node is not root:
                root.any_bundles = True
        for node in family:
            for edge in list(node.edges_in.values()):
                if edge.origin.root is not root:
                    edge.reload(False)
            for edge in list(node.edges_out.values()):
                if edge.to is None or edge.to.root is not root:
                    edge.reload(False)
        if self.is_link and self.parent is not None:
            self.parent.reload_named_edges(self.name, self)

    def family(self) -> list[Node]:
        """The node itself and all nodes below it."""
        out: list[Node] = [self]
        i = 0
        while i < len(out):
            out.extend(list(out[i].children.values()))
            out.extend(list(out[i].fs_children.values()))
            i += 1
        return out

    def replace(self, old: Node) -> None:
        """Takes the old node's place and its children."""
        parent = old.parent
        for child in list(old.children.values()):
            child.attach(self)
        if parent is not None:
            self.attach(parent)

    def reload_named_edges(self, name: str, placed: Node) -> None:
        """Reloads edges of this name below here: `placed` is now nearer, or has changed."""
        edge = self.edges_out.get(name)
        if edge is not None and (edge.to is placed or self.resolve(name) is not edge.to):
            edge.reload(True)
        for child in list(self.children.values()):
            child.reload_named_edges(name, placed)
        for top in list(self.fs_children.values()):
            top.reload_named_edges(name, placed)

    def load_edges(self) -> None:
        load_edges(self)

    def set_manifest(self, manifest: Map[str, Any]) -> None:
        """package.json has changed: loads all edges again."""
        for edge in list(self.edges_out.values()):
            edge.detach()
        self.manifest = manifest
        self.load_edges()
        for edge in list(self.edges_in.values()):
            edge.reload(True)

    # edges that lead here, and their override rules

    def add_edge_in(self, edge: Edge) -> None:
        if self.overrides is None or not self.overrides.is_equal(edge.overrides):
            self.edge_overrides_added(edge.overrides)
        self.edges_in.add(edge)

    def delete_edge_in(self, edge: Edge) -> None:
        self.edges_in.delete(edge)
        if edge.overrides is not None:
            self.edge_overrides_removed(edge.overrides)

    def edge_overrides_added(self, rules: OverrideSet | None) -> None:
        if rules is None or (self.overrides is not None and self.overrides.is_equal(rules)):
            return
        found = rules if self.overrides is None else more_specific(self.overrides, rules)
        if found is not None and not found.is_equal(self.overrides):
            self.overrides = found
            self._reload_overrides()

    def edge_overrides_removed(self, rules: OverrideSet | None) -> None:
        if self.overrides is None or not self.overrides.is_equal(rules):
            return
        found: OverrideSet | None = None
        for edge in self.edges_in.values():
            found = (
                more_specific(edge.overrides, found)
                if found is not None and edge.overrides is not None
                else edge.overrides
            )
        if self.overrides.is_equal(found):
            return
        self.overrides = found
        if found is not None:
            self._reload_overrides()

    def _reload_overrides(self) -> None:
        if self.target is not None:
            self._pass_on_overrides(self.target)
        for edge in list(self.edges_out.values()):
            edge.reload(True)
            if edge.to is not None:
                edge.to.edge_overrides_added(edge.overrides)

    def _pass_on_overrides(self, target: Node) -> None:
        """A linked folder gets the rules of its link, if one of them names a dependency of it."""
        rules = self.overrides
        if (
            self.passes_overrides
            and rules is not None
            and any(target.edges_out.has(rule.name) for rule in rules.ruleset().values())
        ):
            target.edge_overrides_added(rules)

    # flags

    def set_flags(self, value: bool) -> None:
        self.extraneous = value
        self.dev = value
        self.optional = value
        self.dev_optional = value
        self.peer = value


def make_root(manifest: Map[str, Any], path: str, home: str) -> Node:
    """A project's root; its edges are not loaded yet."""
    root = Node(text_of(manifest, 'name') or path[path.rfind('/') + 1 :], manifest, path)
    root.home = home
    root.set_flags(False)
    root.inventory.add(root)
    rules = manifest.get('overrides')
    if isinstance(rules, Map) and rules.size > 0:
        root.overrides = OverrideSet(rules, '', None)
    return root


def make_child(name: str, manifest: Map[str, Any], like: Node, parent: Node | None = None) -> Node:
    """A package; floating unless it has a parent."""
    node = Node(name, manifest)
    node.legacy_peers = like.legacy_peers
    node.home = like.home
    if parent is not None:
        node.attach(parent)
    node.load_edges()
    return node


def make_link(name: str, target: Node, like: Node, parent: Node | None) -> Node:
    """A symlink in node_modules to a top."""
    link = Node(name, target.manifest)
    link.legacy_peers = like.legacy_peers
    link.home = like.home
    link.is_link = True
    link.passes_overrides = like.passes_overrides
    link.target = target
    target.links_in.add(link)
    if parent is not None:
        link.attach(parent)
    return link


def make_top(path: str, manifest: Map[str, Any], root: Node) -> Node:
    """The target of a link. Inside the project it resolves through the project's node_modules."""
    for node in root.inventory.values():
        if node.parent is None and node.base == path:
            return node
    top = Node(path[path.rfind('/') + 1 :], manifest, path)
    top.legacy_peers = root.legacy_peers
    top.home = root.home
    if is_inside(root.base, path):
        top.fs_parent = root
        root.fs_children.add(top)
    top.move_to(root)
    top.load_edges()
    return top


def make_virtual_root(source: Node) -> Node:
    """Stands for `source` while its peers are resolved."""
    virtual = Node(source.name, source.manifest, source.real_path())
    virtual.legacy_peers = source.legacy_peers
    virtual.home = source.home
    virtual.workspaces = source.workspaces
    virtual.source_reference = source
    virtual.overrides = source.overrides
    virtual.inventory.add(virtual)
    virtual.load_edges()
    return virtual
