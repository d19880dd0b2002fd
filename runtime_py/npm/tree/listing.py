"""The tree that `npm ls` shows: its packages, their places and problems. As npm's ls, breadth first, so that a package
is shown in full where it is nearest to the root. Knows trees; prints nothing."""

from __future__ import annotations

from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.paths import relative
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.tree.edge import OPTIONAL, PEER_OPTIONAL, Edge, is_answer
from runtime_py.npm.tree.explanation import is_overridden as is_overridden_node
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map, Set


class Wish:
    """The packages to show. `names`: packages to search for; `workspaces`: tops to which it is limited, empty: all."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.depth = 0
        self.omit: list[str] = []
        self.only_links = False
        self.workspaces: Set[Node] = Set()
        self.with_root = False
        self.with_workspaces = True
        self.is_global = False


class Item:
    """One line. `node` is None for a missing package; `is_copy`: shown in full elsewhere."""

    def __init__(self, name: str, identity: str, node: Node | None) -> None:
        self.name = name
        self.identity = identity
        self.node = node
        self.parent: Item | None = None
        self.children: list[Item] = []
        self.depth = 0
        self.is_copy = False
        self.is_included = False
        self.missing_from = ''
        self.invalid = ''
        self.required = ''
        self.kind = ''
        self.problems: list[str] = []

    @property
    def is_optional(self) -> bool:
        return self.kind == OPTIONAL or self.kind == PEER_OPTIONAL

    @property
    def is_deduped(self) -> bool:
        return self.is_copy and self.node is not None


class Listing:
    """`root` is the project's item; `order` has all items in the order visited; `problems` are those of the shown
    items."""

    def __init__(self, tree: Node, wish: Wish) -> None:
        self.tree = tree
        self.wish = wish
        self.root = Item(tree.name, identity_of(tree), tree)
        self.root.is_included = len(wish.names) == 0
        self.order: list[Item] = []
        self.problems: Set[str] = Set()
        self._seen: Map[str, Item] = Map([[tree.path(), self.root]])
        self._invalid: Map[Node, str] = Map()
        self._missing: Item | None = None
        self._walk()

    def _walk(self) -> None:
        waiting = [self.root]
        i = 0
        while i < len(waiting):
            item = waiting[i]
            i += 1
            self._visit(item)
            waiting.extend(self._below(item))
        for item in self.order:
            if item.is_included and item.parent is not None:
                item.parent.children.append(item)

    def _visit(self, item: Item) -> None:
        item.invalid = (
            '' if item.node is None else (self._invalid.get(item.node) or '') if not item.is_copy else item.invalid
        )
        item.problems = self._problems_of(item)
        above = item.parent
        if item.is_included:
            while above is not None:
                above.is_included = True
                above = above.parent
            for problem in item.problems:
                self.problems.add(problem)
        self.order.append(item)

    def _problems_of(self, item: Item) -> list[str]:
        out: list[str] = []
        if item.missing_from != '' and not item.is_optional:
            out.append(f'missing: {item.identity}, required by {item.missing_from}')
        if item.node is not None and item.invalid != '':
            out.append(f'invalid: {item.identity} {item.node.path()}')
        if is_extraneous(item, self.wish.is_global) and item.node is not None:
            out.append(f'extraneous: {item.identity} {item.node.path()}')
        return out

    def _below(self, item: Item) -> list[Item]:
        node = item.node
        depth = 0 if node is not None and node.is_link and node.is_workspace else item.depth
        if node is None or item.is_copy or depth > self.wish.depth:
            return []
        found: list[Item] = []
        paths: Set[str] = Set()
        real = node if node.target is None else node.target
        for edge in real.edges_out.values():
            if self._is_shown(edge, depth):
                found.append(self._item_of(edge, paths))
        for child in node.children.values():
            if child.extraneous and not paths.has(child.path()):
                found.append(Item(child.name, identity_of(child), child))
        return [
            self._placed(child, item, depth)
            for child in sorted_by(found, lambda a, b: locale_compare(a.identity, b.identity))
        ]

    def _is_shown(self, edge: Edge, depth: int) -> bool:
        if not self._is_of_chosen(edge):
            return False
        if depth > 0:
            return True
        for kind in self.wish.omit:
            if (
                (kind == 'dev' and edge.is_dev)
                or (kind == 'optional' and edge.is_optional)
                or (kind == 'peer' and edge.is_peer)
            ):
                return False
        return not self.wish.only_links or (edge.to is not None and edge.to.is_link)

    def _is_of_chosen(self, edge: Edge) -> bool:
        leads_to_workspace = edge.to is not None and edge.to.is_workspace
        if not self.wish.with_workspaces and edge.origin.is_root and leads_to_workspace:
            return False
        if self.wish.workspaces.size == 0 or (self.wish.with_root and edge.to is not None and not leads_to_workspace):
            return True
        if edge.origin.is_root:
            return (
                edge.to is not None
                and leads_to_workspace
                and edge.to.target is not None
                and self.wish.workspaces.has(edge.to.target)
            )
        return True

    def _item_of(self, edge: Edge, paths: Set[str]) -> Item:
        node = edge.to
        item = (
            Item(edge.name, f'{edge.name}@{edge.spec()}', None)
            if node is None
            else Item(node.name, identity_of(node), node)
        )
        if node is None:
            item.missing_from = identity_of(edge.origin)
        else:
            paths.add(node.path())
            if edge.error() == 'INVALID':
                known = self._invalid.get(node)
                said = f'{stringify(edge.spec() or "*")} from {edge.origin.location() or "the root project"}'
                self._invalid.set(node, said if known is None else f'{known}, {said}')
                item.invalid = self._invalid.get(node) or ''
        item.required = edge.spec() or '*'
        item.kind = edge.kind
        return item

    def _placed(self, item: Item, parent: Item, depth: int) -> Item:
        """Puts an item below its parent; as a copy when it is already shown elsewhere."""
        path = '' if item.node is None else item.node.path()
        if item.node is not None and self._seen.has(path):
            item.is_copy = True
            item.invalid = self._invalid.get(item.node) or ''
        elif item.node is not None:
            self._seen.set(path, item)
        item.parent = parent
        item.depth = depth + 1
        item.is_included = len(self.wish.names) == 0 or (item.node is not None and self._is_wanted(item.node))
        return item

    def _is_wanted(self, node: Node) -> bool:
        for name in self.wish.names:
            spec = parse_argument(name, self.tree.base, self.tree.home)
            if (spec.name is None or spec.name == node.name) and is_answer(node, spec):
                return True
        return False

    def paths(self) -> list[Item]:
        """Each path once, in the order visited."""
        return [item for item in self._seen.values() if item.is_included]


def identity_of(node: Node) -> str:
    """`name@1.2.3`, or `alias@npm:name@1.2.3`."""
    name = node.package_name
    return (
        f'{name}@{node.version}'
        if name == node.name or node.parent is None
        else f'{node.name}@npm:{name}@{node.version}'
        if name != ''
        else f'{node.name}@{node.version}'
    )


def is_extraneous(item: Item, is_global: bool) -> bool:
    return item.node is not None and not item.is_copy and item.node.extraneous and not is_global


def is_overridden(item: Item) -> bool:
    return item.node is not None and not item.is_copy and is_overridden_node(item.node)


def target_of(item: Item, tree: Node) -> str:
    """The target of a link, relative to the project; '' when it isn't a link."""
    node = item.node
    return '' if node is None or not node.is_link else './' + relative(tree.base, node.real_path())
