"""Finds the packages that selectors describe. As arborist's querySelectorAll, whose selectors are read from left to
right: each filters what the one before it left, and a combinator joins two of them.

Must not know how a result is printed, nor where the registry is: `Sources` is asked."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.globs import matches
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import resolve
from runtime_py.npm.formats.range import intersects, satisfies
from runtime_py.npm.formats.spec import ALIAS, RANGE, TAG, VERSION
from runtime_py.npm.formats.version import Version, compare, parse
from runtime_py.npm.query.conditions import (
    Faults,
    Versions,
    field_of,
    has_attribute,
    has_field,
    is_below,
    is_child,
    is_of_kind,
    is_true,
)
from runtime_py.npm.query.selectors import (
    ATTRIBUTE,
    CLASS,
    COMBINATOR,
    NAME,
    PSEUDO,
    UNIVERSAL,
    Part,
    Selector,
    parse_selectors,
)
from runtime_py.npm.tree.edge import INVALID, MISSING, Edge
from runtime_py.npm.tree.explanation import is_overridden
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set

_REGISTRY = [VERSION, RANGE, TAG, ALIAS]
_GIT = 'git'
_WITH_ARGUMENTS = [':attr', ':has', ':is', ':not', ':outdated', ':path', ':semver', ':type', ':vuln']


class Sources:
    """What is asked of the registry, and where warnings go."""

    async def versions(self, name: str) -> list[str]:
        """Ascending; none, with a warning, when there are none."""
        raise NotImplementedError

    async def advisories(self, versions: Map[str, Any]) -> Map[str, Any]:
        """Raises NpmError."""
        raise NotImplementedError

    def warn(self, text: str) -> None:
        raise NotImplementedError


class Found:
    """`context`: node -> what a selector learned of it. `missing` nodes are no part of the tree: they stand for an edge
    that leads nowhere."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.context: Map[Node, Map[str, Any]] = Map()
        self.missing: Set[Node] = Set()

    def context_of(self, node: Node) -> Map[str, Any]:
        known = self.context.get(node)
        if known is None:
            known = Map()
            self.context.set(node, known)
        return known


class Query:
    """Several queries of the same tree ask for advisories once."""

    def __init__(self, root: Node, sources: Sources) -> None:
        self.found = Found()
        self._root = root
        self._sources = sources
        self._inventory = list(root.inventory.values())
        self._versions: Map[str, list[str]] = Map()
        self._advisories: Map[str, Any] | None = None

    async def run(self, text: str, target: Node) -> list[Node]:
        """`target`: what `:scope` means. Raises NpmError."""
        if text == '':
            return []
        nodes = await self._all(parse_selectors(text), self._inventory, target)
        return sorted_by(nodes, lambda a, b: locale_compare(self._key(a), self._key(b)))

    def _key(self, node: Node) -> str:
        # npm compares the location that a missing package doesn't have as this word
        return 'undefined' if self.found.missing.has(node) else node.location()

    async def _all(self, selectors: list[Selector], initial: list[Node], scope: Node | None) -> list[Node]:
        out: Set[Node] = Set()
        for k in range(len(selectors)):
            walk = _Walk(initial, [] if k > 0 else initial)
            for part in selectors[k].parts:
                await self._step(walk, part, scope)
                walk.previous = part
            for node in walk.current:
                out.add(node)
        return list(out.values())

    async def _step(self, walk: _Walk, part: Part, scope: Node | None) -> None:
        if part.kind == COMBINATOR:
            walk.combinator = part.value
            return
        nodes = walk.initial
        if walk.previous is not None:
            nodes = self._inventory if walk.previous.kind == COMBINATOR else walk.current
        walk.take(await self._filtered(nodes, part, scope))

    async def _filtered(self, nodes: list[Node], part: Part, scope: Node | None) -> list[Node]:
        if part.kind == UNIVERSAL:
            return nodes
        if part.kind == NAME:
            return [node for node in nodes if part.value in [node.name, node.package_name]]
        if part.kind == ATTRIBUTE and part.attribute is not None:
            attribute = part.attribute
            return [node for node in nodes if has_attribute(node.manifest, attribute)]
        if part.kind == CLASS:
            return _of_class(nodes, part.value)
        if part.kind == PSEUDO:
            return await self._pseudo(nodes, part, scope)
        raise NpmError('EQUERYNOSELECTOR', f'`{part.kind}` is not a supported selector.')

    async def _pseudo(self, nodes: list[Node], part: Part, scope: Node | None) -> list[Node]:
        name = part.value
        if name not in _WITH_ARGUMENTS and len(part.arguments) > 0:
            raise NpmError('EQUERYNOPSEUDO', f'`{name}` is not a supported pseudo selector with arguments.')
        if name == ':has':
            return await self._having(nodes, part.arguments)
        if name == ':is':
            return await self._all(part.arguments, nodes, None)
        if name == ':not':
            inner: Set[Node] = Set(await self._all(part.arguments, nodes, None))
            return [node for node in nodes if not inner.has(node)]
        if name == ':root':
            return [node for node in nodes if scope is not None and node is scope.root]
        if name == ':scope':
            return [node for node in nodes if node is scope]
        if name == ':missing':
            return self._missing()
        if name == ':semver':
            return self._of_versions(nodes, part)
        if name == ':outdated':
            kind = part.texts[0] if len(part.texts) > 0 else 'any'
            return await self._outdated(nodes, kind)
        if name == ':vuln':
            return await self._with_faults(nodes, Faults(part))
        return self._plain(nodes, part)

    async def _having(self, nodes: list[Node], selectors: list[Selector]) -> list[Node]:
        out: list[Node] = []
        for node in nodes:
            if len(await self._all(selectors, [node], node)) > 0:
                out.append(node)
        return out

    async def _outdated(self, nodes: list[Node], kind: str) -> list[Node]:
        out: list[Node] = []
        for node in nodes:
            if await self._is_outdated(node, kind):
                out.append(node)
        return out

    def _plain(self, nodes: list[Node], part: Part) -> list[Node]:
        """Those that look at one package only."""
        name = part.value
        if name == ':attr':
            field = field_of(part.arguments)
            return [node for node in nodes if has_field(node.manifest, field)]
        if name == ':path':
            pattern = part.texts[0] if len(part.texts) > 0 else ''
            whole = resolve(self._root.real_path(), pattern)
            return [node for node in nodes if pattern == '' or matches(node.real_path(), whole)]
        if name == ':type':
            return self._of_type(nodes, part)
        if name == ':private':
            return [node for node in nodes if is_true(node.manifest.get('private'))]
        if name == ':empty':
            return [node for node in nodes if node.edges_out.size == 0]
        if name == ':link':
            return [node for node in nodes if node.is_link or (node.is_top and not node.is_root)]
        if name == ':deduped':
            return [node for node in nodes if (node if node.target is None else node.target).edges_in.size > 1]
        if name == ':overridden':
            return [node for node in nodes if is_overridden(node)]
        if name == ':extraneous':
            return [node for node in nodes if node.extraneous]
        if name == ':invalid':
            return [node for node in nodes if any(edge.error() == INVALID for edge in node.edges_in.values())]
        raise NpmError('EQUERYNOPSEUDO', f'`{name}` is not a supported pseudo selector.')

    def _of_versions(self, nodes: list[Node], part: Part) -> list[Node]:
        wanted = Versions(part)
        if wanted.text == '':
            self._sources.warn('query usage of :semver() with no parameters is deprecated')
            return nodes
        wanted.check()
        return [node for node in nodes if wanted.allows(node.manifest)]

    def _of_type(self, nodes: list[Node], part: Part) -> list[Node]:
        wanted = part.arguments[0].parts[0].value if len(part.arguments) > 0 and part.texts[0] != '' else ''
        if wanted == '':
            return nodes
        out: list[Node] = []
        for node in nodes:
            for edge in node.edges_in.values():
                kind = _type_of(edge)
                if edge.to is not None and (kind == wanted or (wanted == 'registry' and kind in _REGISTRY)):
                    out.append(edge.to)
        return out

    def _missing(self) -> list[Node]:
        out: list[Node] = []
        for node in self._inventory:
            for edge in node.edges_out.values():
                if edge.error() == MISSING:
                    out.append(self._stand_in(edge))
        return out

    def _stand_in(self, edge: Edge) -> Node:
        out = Node(edge.name, Map([['name', edge.name], ['version', edge.spec()]]))
        out.edges_in.add(edge)
        self.found.missing.add(out)
        self.found.context_of(out).set('missing', True)
        return out

    async def _is_outdated(self, node: Node, kind: str) -> bool:
        if node.is_root or is_true(node.manifest.get('private')):
            return False
        known = self._versions.get(node.name)
        if known is None:
            known = await self._sources.versions(node.name)
            self._versions.set(node.name, known)
        self.found.context_of(node).set('versions', known)
        own = parse(node.version)
        newer = [text for text in known if own is not None and _is_newer(text, own)]
        if len(newer) == 0:
            return False
        if kind in ['major', 'minor', 'patch']:
            return any(difference(node.version, text) == kind for text in newer)
        if kind in ['in-range', 'out-of-range']:
            return self._note_ranges(node, newer, kind == 'in-range')
        return kind == 'any'

    def _note_ranges(self, node: Node, newer: list[str], inside: bool) -> bool:
        noted: list[Any] = []
        for edge in node.edges_in.values():
            fitting = [text for text in newer if satisfies(text, edge.spec()) == inside]
            if len(fitting) > 0:
                noted.append(Map([['from', edge.origin.location()], ['versions', fitting]]))
        if len(noted) > 0:
            context = self.found.context_of(node)
            known: Any = context.get('outdated')
            table: Map[str, Any] = known if isinstance(known, Map) else Map()
            table.set('inRange' if inside else 'outOfRange', noted)
            context.set('outdated', table)
        return len(noted) > 0

    async def _with_faults(self, nodes: list[Node], wanted: Faults) -> list[Node]:
        if len(nodes) == 0:
            return nodes
        if self._advisories is None:
            self._advisories = await self._sources.advisories(_asked(nodes))
        out: list[Node] = []
        for node in nodes:
            listed: Any = self._advisories.get(node.name)
            given: list[Any] = listed if isinstance(listed, list) else []
            mine = [each for each in given if isinstance(each, Map) and _is_about(each, node) and wanted.allows(each)]
            if len(mine) > 0:
                self.found.context.set(node, Map([['advisories', mine]]))
                out.append(node)
        return out


class _Walk:
    """One selector being followed: what it has found so far, and the combinator that waits for its right side."""

    def __init__(self, initial: list[Node], current: list[Node]) -> None:
        self.initial = initial
        self.current = current
        self.previous: Part | None = None
        self.combinator = ''

    def take(self, nodes: list[Node]) -> None:
        left = self.current
        if self.combinator == '>':
            nodes = [node for node in nodes if is_child(node, left)]
        elif self.combinator == ' ':
            nodes = [node for node in nodes if is_below(node, left, Set())]
        elif self.combinator == '~':
            nodes = _siblings(left, nodes)
        self.combinator = ''
        self.current = nodes


def _siblings(left: list[Node], nodes: list[Node]) -> list[Node]:
    parents: Set[Node] = Set()
    for node in left:
        for edge in node.edges_in.values():
            parents.add(edge.origin)
    above = list(parents.values())
    return [node for node in nodes if node not in left and is_child(node, above)]


def _of_class(nodes: list[Node], name: str) -> list[Node]:
    if name == 'prod':
        return [node for node in nodes if not node.dev]
    if name in ['dev', 'optional', 'peer']:
        return [node for node in nodes if is_of_kind(node, name)]
    if name == 'workspace':
        return [node for node in nodes if node.is_workspace]
    if name == 'bundled':
        return [node for node in nodes if node.in_bundle()]
    raise NpmError('EQUERYNODEPTYPE', f'`.{name}` is not a supported dependency type.')


def _type_of(edge: Edge) -> str:
    try:
        return edge.parsed().type
    except NpmError as error:
        if error.code == 'EUNSUPPORTEDSPEC':  # the only specs that are refused for what they are
            return _GIT
        raise


def _is_newer(text: str, own: Version) -> bool:
    version = parse(text)
    return version is not None and compare(version, own) > 0


def difference(first: str, second: str) -> str:
    """The part in which a newer version differs, as semver's diff: `premajor` for a prerelease."""
    a = parse(first)
    b = parse(second)
    if a is None or b is None or compare(a, b) == 0:
        return ''
    low = a if compare(a, b) < 0 else b
    high = b if low is a else a
    if len(low.prerelease) > 0 and len(high.prerelease) == 0:
        if low.minor == 0 and low.patch == 0:
            return 'major'
        if low.same_triple(high):
            return 'minor' if low.minor != 0 and low.patch == 0 else 'patch'
    prefix = 'pre' if len(high.prerelease) > 0 else ''
    if a.major != b.major:
        return prefix + 'major'
    if a.minor != b.minor:
        return prefix + 'minor'
    return prefix + 'patch' if a.patch != b.patch else 'prerelease'


def _asked(nodes: list[Node]) -> Map[str, Any]:
    out: Map[str, Any] = Map()
    for node in nodes:
        if node.is_root or is_true(node.manifest.get('private')):
            continue
        versions: list[str] = out.get(node.name) or []
        if node.version not in versions:
            versions.append(node.version)
        out.set(node.name, versions)
    return out


def _is_about(advisory: Map[str, Any], node: Node) -> bool:
    return intersects(text_of(advisory, 'vulnerable_versions'), node.version)
