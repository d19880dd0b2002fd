"""npm query SELECTOR: the packages that a selector describes, as JSON."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_by
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.version import compare, parse
from runtime_py.npm.install.present_tree import stated_tree
from runtime_py.npm.query.results import Found, Query, Sources
from runtime_py.npm.session import Session
from runtime_py.npm.tree.explanation import is_overridden
from runtime_py.npm.tree.listing import identity_of
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set


class RegistrySources(Sources):
    def __init__(self, session: Session) -> None:
        self._session = session

    async def versions(self, name: str) -> list[str]:
        try:
            packument = await self._session.registry.packument(name)
        except NpmError as error:
            self.warn(f'query could not retrieve packument for {name}: {error.message}')
            return []
        known = [text for text in packument.versions.keys() if parse(text) is not None]
        return sorted_by(known, _compare)

    async def advisories(self, versions: Map[str, Any]) -> Map[str, Any]:
        return await self._session.registry.advisories(versions)

    def warn(self, text: str) -> None:
        self._session.warn(text)


def _compare(a: str, b: str) -> int:
    first = parse(a)
    second = parse(b)
    return 0 if first is None or second is None else compare(first, second)


async def run(session: Session) -> int:
    config = session.config
    config.layers[0].values.set('json', ['true'])  # errors are told as JSON, too
    selector = session.words[0] if len(session.words) > 0 else ''
    tree = stated_tree(session, 'query')
    query = Query(tree, RegistrySources(session))
    nodes: list[Node] = []
    for target in _targets(session, tree):
        nodes.extend(await query.run(selector, target))
    found = [_as_json(node, query.found) for node in _without_copies(nodes, query.found)]
    session.print_json(found)
    return _check_expected(session, len(found))


def _targets(session: Session, tree: Node) -> list[Node]:
    """The project, or the chosen workspaces."""
    if session.workspaces is None:
        return [tree]
    out: list[Node] = []
    paths = list(session.workspaces.values())
    if session.config.flag('include-workspace-root') and tree.path() not in paths:
        paths.insert(0, tree.path())
    for path in paths:
        out.extend([node for node in tree.inventory.values() if node.parent is None and node.base == path])
    return out


def _without_copies(nodes: list[Node], found: Found) -> list[Node]:
    """A link and its target are one package."""
    out: list[Node] = []
    seen: Set[str] = Set()
    for node in nodes:
        real = node if node.target is None else node.target
        location = '' if found.missing.has(node) else real.location()
        if location == '' or not seen.has(location):
            out.append(node)
            seen.add(location)
    return out


def _as_json(node: Node, found: Found) -> Map[str, Any]:
    real = node if node.target is None else node.target
    is_missing = found.missing.has(node)
    out: Map[str, Any] = Map([[key, value] for key, value in real.manifest.entries() if not key.startswith('_')])
    name = text_of(real.manifest, 'name')
    if name != '' and real.version != '':
        out.set('_id', f'{name}@{real.version}')
    out.set('pkgid', f'{name}@{real.version}' if is_missing or real.is_root else _pkgid(real))
    if not is_missing:
        out.set('location', real.location())
    path = None if is_missing else real.path()
    out.set('path', path)
    out.set('realpath', path)
    out.set('resolved', real.resolved if real.resolved != '' else None)
    out.set('from', [edge.origin.location() for edge in real.edges_in.values()])
    out.set('to', [edge.to.location() for edge in real.edges_out.values() if edge.to is not None])
    out.set('dev', real.dev)
    out.set('inBundle', real.in_bundle())
    out.set('deduped', False)  # npm decides it before it knows the dependents
    out.set('overridden', is_overridden(node))
    out.set('queryContext', found.context.get(node) or Map())
    return out


def _pkgid(node: Node) -> str:
    name = node.package_name
    return (
        identity_of(node) if node.parent is not None or name == node.name else f'{node.name}@npm:{name}@{node.version}'
    )


def _check_expected(session: Session, count: int) -> int:
    wanted = session.config.flag_or_none('expect-results')
    number = session.config.text('expect-result-count')
    if wanted is not None:
        if (count > 0) != wanted:
            session.warn(f'query Expected {"" if wanted else "no "}results, got {count}')
            return 1
    elif number != '' and int(number) != count:
        session.warn(f'query Expected {number} result{"" if number == "1" else "s"}, got {count}')
        return 1
    return 0


COMMANDS: list[Any] = [['query', run]]
