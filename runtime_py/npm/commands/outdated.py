"""npm outdated [NAME...]: dependencies for which the registry has newer versions; exit code 1 if there are any."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.manifest import identity, text_of
from runtime_py.npm.formats.spec import Spec, parse_dependency
from runtime_py.npm.install.present_tree import nodes_of_selection, present_tree
from runtime_py.npm.registry.pick import pick
from runtime_py.npm.session import Session
from runtime_py.npm.tree.edge import MISSING, PROD, Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.futures import gather
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.text import pad_left, repeat

_SKIPPED = ['ETARGET', 'E403', 'E404']
_HEAD = ['Package', 'Current', 'Wanted', 'Latest', 'Location', 'Depended by']
_LONG_HEAD = ['Package Type', 'Homepage', 'Depended By Location']
_RIGHT = [1, 2, 3]


class _Old:
    """One line. `current` is '' when it isn't installed."""

    def __init__(self, name: str, node: Node | None, edge: Edge, wanted: str, latest: str, homepage: str) -> None:
        self.name = name
        self.path = '' if node is None else node.path()
        self.location = '' if node is None else node.location()
        self.current = '' if node is None else node.version
        self.wanted = wanted
        self.latest = latest
        self.kind = _field_of(edge)
        self.homepage = homepage
        origin = edge.origin
        is_global = origin.is_root and origin.is_global
        self.dependent = 'global' if is_global else origin.name
        self.shown_dependent = identity(origin.manifest) if origin.is_workspace else self.dependent
        self.dependent_location = 'global' if is_global else origin.location()


async def run(session: Session) -> int:
    tree = present_tree(session)
    found: list[_Old] = []
    await gather([_look(session, edge, found) for edge in _edges(session, tree)])
    found = sorted_by(found, lambda a, b: locale_compare(a.name, b.name) or locale_compare(a.dependent, b.dependent))
    if session.config.flag('json'):
        session.print_json(_as_json(found, session.config.flag('long')))
    elif len(found) > 0:
        is_long = session.config.flag('long')
        lines = _parseable(found, is_long) if session.config.flag('parseable') else _table(found, is_long)
        session.print('\n'.join(lines))
    return 1 if len(found) > 0 else 0


def _edges(session: Session, tree: Node) -> list[Edge]:
    """Of the project and its workspaces; with names those that lead to these packages; with --all every one."""
    out: list[Edge] = []
    if len(session.words) > 0:
        for word in session.words:
            for node in tree.inventory.values():
                if node.name == word:
                    out.extend(node.edges_in.values())
    else:
        sources = list(tree.inventory.values()) if session.config.flag('all') else []
        tops = [] if session.is_global else [link.target for link in tree.children.values() if link.is_workspace]
        for source in [*sources, tree, *tops]:
            if source is not None:
                out.extend(source.edges_out.values())
    chosen = nodes_of_selection(session, tree, session.config.flag('include-workspace-root'))
    limit: Set[Node] = Set(chosen or [])
    unique: Set[Edge] = Set()  # --all of a large tree has thousands
    for edge in out:
        if chosen is None or limit.has(edge.origin):
            unique.add(edge)
    return list(unique.values())


def _field_of(edge: Edge) -> str:
    if edge.is_optional:
        return 'optionalDependencies'
    if edge.is_peer:
        return 'peerDependencies'
    return 'devDependencies' if edge.is_dev else 'dependencies'


def _is_omitted(session: Session, node: Node | None) -> bool:
    if node is None:
        return False
    omitted = session.config.omitted()
    return (
        ('dev' in omitted and node.dev)
        or ('optional' in omitted and node.optional)
        or ('peer' in omitted and node.peer)
    )


async def _look(session: Session, edge: Edge, found: list[_Old]) -> None:
    node = edge.to
    if _is_omitted(session, node) or (edge.error() == MISSING and edge.kind != PROD):
        return
    try:
        spec = edge.parsed()
    except NpmError:
        return
    if not spec.from_registry:
        return
    try:
        old = await _compared(session, edge, node, spec)
    except NpmError as error:
        if error.code not in _SKIPPED:
            raise
        return
    if old is not None:
        found.append(old)


async def _compared(session: Session, edge: Edge, node: Node | None, spec: Spec) -> _Old | None:
    before = session.source.before(spec.package)
    packument = await session.registry.packument(spec.package, session.config.flag('long') or before is not None)
    tag = session.config.text('tag')
    wanted_spec = spec.target if spec.target is not None else spec
    wanted = text_of(pick(packument, wanted_spec, tag, before), 'version')
    latest = text_of(pick(packument, parse_dependency(spec.package, '*', session.cwd), tag, before), 'version')
    if node is not None and node.version == wanted and wanted == latest:
        return None
    name = edge.name if spec.target is None else edge.spec().replace('npm', edge.name, 1)
    return _Old(name, node, edge, wanted, latest, text_of(packument.document, 'homepage'))


def _table(found: list[_Old], is_long: bool) -> list[str]:
    rows = [[*_HEAD, *(_LONG_HEAD if is_long else [])]]
    for old in found:
        more = [old.kind, old.homepage, old.dependent_location] if is_long else []
        location = old.location or '-'
        rows.append([old.name, old.current or 'MISSING', old.wanted, old.latest, location, old.shown_dependent, *more])
    widths = [max([len(row[k]) for row in rows]) for k in range(len(rows[0]))]
    return [_row(row, widths) for row in rows]


def _row(row: list[str], widths: list[int]) -> str:
    cells: list[str] = []
    for k, cell in enumerate(row):
        cells.append(pad_left(cell, widths[k], ' ') if k in _RIGHT else cell + repeat(' ', widths[k] - len(cell)))
    return '  '.join(cells).rstrip()


def _parseable(found: list[_Old], is_long: bool) -> list[str]:
    lines: list[str] = []
    for old in found:
        current = f'{old.name}@{old.current}' if old.current != '' else 'MISSING'
        parts = [old.path, f'{old.name}@{old.wanted}', current, f'{old.name}@{old.latest}', old.dependent]
        if is_long:
            parts.extend([old.kind, old.homepage, old.dependent_location])
        lines.append(':'.join(parts))
    return lines


def _as_json(found: list[_Old], is_long: bool) -> Map[str, Any]:
    """A package that several need is a list."""
    out: Map[str, Any] = Map()
    for old in found:
        entry: Map[str, Any] = Map([] if old.current == '' else [['current', old.current]])
        entry.set('wanted', old.wanted)
        entry.set('latest', old.latest)
        entry.set('dependent', old.dependent)
        if old.path != '':
            entry.set('location', old.path)
        if is_long:
            entry.set('type', old.kind)
            if old.homepage != '':
                entry.set('homepage', old.homepage)
            entry.set('dependedByLocation', old.dependent_location)
        known = out.get(old.name)
        if known is None:
            out.set(old.name, entry)
        else:
            out.set(old.name, [*(known if isinstance(known, list) else [known]), entry])
    return out
