"""npm ls [NAME...]: the tree of what is installed, and what is missing or wrong in it."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.collation import sorted_names
from runtime_py.npm.edge import Edge
from runtime_py.npm.lockfile import Lockfile, load_tree
from runtime_py.npm.manifest import identity
from runtime_py.npm.project import Project, read_installed
from runtime_py.npm.session import Session
from runtime_py.npm.tree import Node
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map, Set

_PROBLEM_EXIT = 1


class _Item:
    """A line of the tree: an edge and what it leads to; without an edge it is an extraneous package."""

    def __init__(self, name: str, node: Node | None, edge: Edge | None) -> None:
        self.name = name
        self.node = node
        self.edge = edge
        self.children: list[_Item] = []
        self.deduped = False


async def run(session: Session) -> int:
    project = Project(session.disk, session.where)
    root = project.make_root(session.home)
    root.is_global = session.is_global
    installed = read_installed(session.disk, session.where)
    load_tree(Lockfile(installed, 3), root)
    wanted = session.words
    limit = _depth(session, len(wanted) > 0)
    problems: list[str] = []
    items = _items(root, 0, limit, Set(), problems)
    if len(wanted) > 0:
        items = [item for item in items if _keep(item, wanted)]
    if session.config.flag('json'):
        session.print(stringify(_as_json(root, items, problems), 2))
    elif session.config.flag('parseable'):
        _print_paths(session, root, items)
    else:
        title = session.where if session.is_global else (identity(root.manifest) if root.package_name != '' else root.name) + ' ' + session.where
        session.print(title)
        drawing = _UNICODE if session.unicode else _ASCII
        _print_tree(session, items, '', drawing)
        if len(items) == 0:
            session.print(f'{drawing.last}{drawing.dash}{drawing.dash} (empty)')
        session.print('')
    if len(problems) > 0:
        session.log('error', 'code ELSPROBLEMS\n' + '\n'.join(problems))
        return _PROBLEM_EXIT
    return _PROBLEM_EXIT if len(wanted) > 0 and len(items) == 0 else 0


def _depth(session: Session, searching: bool) -> int:
    given = session.config.text('depth')
    if session.config.flag('all') or searching or given == 'Infinity':
        return 1000
    return int(given) if given != '' else 0


def _items(node: Node, depth: int, limit: int, seen: Set[Node], problems: list[str]) -> list[_Item]:
    by_name: Map[str, _Item] = Map()
    for edge in node.edges_out.values():
        if edge.to is None and edge.is_optional:
            if edge.kind == 'optional' and depth <= limit:
                by_name.set(edge.name, _Item(edge.name, None, edge))
            continue
        by_name.set(edge.name, _Item(edge.name, edge.to, edge))
        if not edge.valid and not edge.is_optional:
            what = 'missing' if edge.to is None else 'invalid'
            name = f'{edge.name}@{edge.spec()}' if edge.to is None else f'{edge.name}@{edge.to.version} {edge.to.path()}'
            problems.append(f'{what}: {name}' + (f', required by {identity(node.manifest)}' if edge.to is None else ''))
    if node.is_root:
        for name, child in node.children.entries():
            if child.edges_in.size == 0:
                by_name.set(name, _Item(name, child, None))
                problems.append(f'extraneous: {name}@{child.version} {child.path()}')
    out: list[_Item] = []
    for name in sorted_names(list(by_name.keys())):
        item = by_name.get(name)
        if item is None:
            continue
        out.append(item)
        if item.node is None:
            continue
        if seen.has(item.node):
            item.deduped = True
            continue
        seen.add(item.node)
        if depth < limit:
            item.children = _items(item.node if item.node.target is None else item.node.target, depth + 1, limit, seen, problems)
    return out


def _keep(item: _Item, wanted: list[str]) -> bool:
    item.children = [child for child in item.children if _keep(child, wanted)]
    return item.name in wanted or (item.node is not None and f'{item.name}@{item.node.version}' in wanted) or len(item.children) > 0


def _label(item: _Item) -> str:
    node = item.node
    if node is None:
        optional = item.edge is not None and item.edge.is_optional
        return f'{"UNMET OPTIONAL DEPENDENCY" if optional else "UNMET DEPENDENCY"} {item.name}@{item.edge.spec() if item.edge is not None else ""}'
    text = f'{item.name}@{node.version}' if node.package_name == item.name or node.package_name == '' else f'{item.name}@npm:{node.package_name}@{node.version}'
    if node.target is not None:
        text += f' -> ./{node.target.location()}'
    if item.edge is None:
        text += ' extraneous'
    elif not item.edge.valid:
        text += f' invalid: "{item.edge.spec()}" from {"the root project" if item.edge.origin.is_root else item.edge.origin.location()}'
    return text + (' deduped' if item.deduped else '')


class _Drawing:
    def __init__(self, last: str, middle: str, dash: str, fork: str, line: str) -> None:
        self.last = last
        self.middle = middle
        self.dash = dash
        self.fork = fork
        self.line = line


_UNICODE = _Drawing('└', '├', '─', '┬', '│')
_ASCII = _Drawing('`', '+', '-', '-', '|')


def _print_tree(session: Session, items: list[_Item], indent: str, drawing: _Drawing) -> None:
    for i in range(len(items)):
        item = items[i]
        last = i == len(items) - 1
        branch = (drawing.last if last else drawing.middle) + drawing.dash + (drawing.fork if len(item.children) > 0 else drawing.dash) + ' '
        session.print(indent + branch + _label(item))
        _print_tree(session, item.children, indent + ('  ' if last else drawing.line + ' '), drawing)


def _print_paths(session: Session, root: Node, items: list[_Item]) -> None:
    """Breadth first, each once."""
    session.print(root.path())
    waiting = list(items)
    i = 0
    while i < len(waiting):
        item = waiting[i]
        if item.node is not None and not item.deduped:
            session.print(item.node.path())
            waiting.extend(item.children)
        i += 1


def _as_json(root: Node, items: list[_Item], problems: list[str]) -> Map[str, Any]:
    out: Map[str, Any] = Map()
    if root.version != '':
        out.set('version', root.version)
    out.set('name', root.package_name or root.name)
    if len(problems) > 0:
        out.set('problems', problems)
    if len(items) > 0:
        out.set('dependencies', _json_items(items))
    return out


def _json_items(items: list[_Item]) -> Map[str, Any]:
    out: Map[str, Any] = Map()
    for item in items:
        entry: Map[str, Any] = Map()
        node = item.node
        if node is None:
            entry.set('required', item.edge.spec() if item.edge is not None else '')
            entry.set('missing', True)
        else:
            entry.set('version', node.version)
            if node.resolved != '':
                entry.set('resolved', node.resolved)
            entry.set('overridden', False)
            if len(item.children) > 0:
                entry.set('dependencies', _json_items(item.children))
        out.set(item.name, entry)
    return out
