"""Why a package is there, in npm's words: the edges that lead to it, up to the project. As npm's explain-dep. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import bundled_names
from runtime_py.npm.formats.paths import relative
from runtime_py.npm.tree.edge import PROD, WORKSPACE, Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set

_ALL = 1000000


def title(node: Node) -> str:
    return f'{node.package_name if node.is_top and node.package_name != "" else node.name}@{node.version}'


def explain_package(node: Node) -> str:
    """The whole reason, with the kind of package."""
    kinds = ''.join([f' {kind}' for kind, holds in _kinds(node) if holds])
    return title(node) + kinds + _place(node) + _reasons(node, None, _ALL, Set())


def explain_node(node: Node, edge: Edge | None, depth: int, seen: Set[str]) -> str:
    """`edge`: the only reason to name."""
    return title(node) + _place(node) + _reasons(node, edge, depth, seen)


def explain_edge(edge: Edge, depth: int, seen: Set[str]) -> str:
    spec = edge.spec()
    what = f'{edge.name}@"{spec}"'
    if edge.kind == WORKSPACE:
        what = relative(edge.origin.path(), spec.removeprefix('file:'))
    if spec != edge.raw_spec:
        what = f'overridden {what} (was "{edge.raw_spec}")'
    if _is_bundled(edge):
        what = 'bundled ' + what
    return ('' if edge.kind == PROD else edge.kind + ' ') + what + ' from ' + _explain_origin(origin(edge), depth, seen)


def origin(edge: Edge) -> Node:
    source = edge.origin.source_reference
    return edge.origin if source is None else source


def is_overridden(node: Node) -> bool:
    for edge in node.edges_in.values():
        rule = edge.overrides
        if rule is not None and rule.name == edge.name and rule.value not in ['', '*'] and edge.spec() != edge.raw_spec:
            return True
    return False


def explanation_of(node: Node) -> Map[str, Any]:
    """As `npm explain --json`."""
    out = _node_json(node, [])
    if node.extraneous:
        out.set('extraneous', True)
        return out
    out.set('dev', node.dev)
    out.set('optional', node.optional)
    out.set('devOptional', node.dev_optional)
    out.set('peer', node.peer)
    out.set('bundled', node.in_bundle())
    out.set('overridden', is_overridden(node))
    return out


def _kinds(node: Node) -> list[tuple[str, bool]]:
    if node.extraneous:
        return [('extraneous', True)]
    return [
        ('dev', node.dev),
        ('optional', node.optional),
        ('peer', node.peer),
        ('bundled', node.in_bundle()),
        ('overridden', is_overridden(node)),
    ]


def _place(node: Node) -> str:
    location = node.location()
    return '\n' + location if location != '' else ''


def _is_bundled(edge: Edge) -> bool:
    return edge.name in bundled_names(edge.origin.manifest)


def _edges(node: Node) -> list[Edge]:
    return [edge for edge in node.edges_in.values() if edge.valid or edge.origin.is_root]


def _reasons(node: Node, edge: Edge | None, depth: int, seen: Set[str]) -> str:
    return _explain_dependents(node, edge, depth, seen) + (
        '' if edge is not None else _explain_links(node, depth, seen)
    )


def _indented(messages: list[str]) -> str:
    return ('\n' + '\n'.join(messages)).replace('\n', '\n  ')


def _explain_dependents(node: Node, edge: Edge | None, depth: int, seen: Set[str]) -> str:
    edges = [edge] if edge is not None else _edges(node)
    if len(edges) == 0 or depth <= 0:
        return ''
    limit = (depth + 1) // 2
    messages = [explain_edge(e, depth, seen) for e in edges[:limit]]
    if len(edges) > limit:
        names = [origin(e).name if not origin(e).is_root else 'the root project' for e in edges[limit:]]
        messages.append(f'{len(edges) - limit} more ({_shortened(names)})')
    return _indented(messages)


def _explain_links(node: Node, depth: int, seen: Set[str]) -> str:
    links = list(node.links_in.values())
    if len(links) == 0 or depth <= 0:
        return ''
    return _indented([explain_node(link, None, depth - 1, seen) for link in links])


def _shortened(names: list[str]) -> str:
    shown: list[str] = []
    length = 0
    for i in range(len(names)):
        length += len(names[i])
        if length >= 50 and i < len(names) - 1:
            shown.append('...')
            break
        shown.append(names[i])
    return ', '.join(shown)


def _explain_origin(node: Node, depth: int, seen: Set[str]) -> str:
    if node.is_root:
        return 'the root project'
    key = f'{title(node)}:{node.location()}'
    if seen.has(key):
        return title(node) + _place(node)
    seen.add(key)
    text = title(node) + _place(node) + _reasons(node, None, depth - 1, seen)
    seen.delete(key)
    return text


def _node_json(node: Node, seen: list[Node]) -> Map[str, Any]:
    if node.is_root:
        return Map([['location', node.path()]])
    out: Map[str, Any] = Map([['name', node.package_name if node.is_top else node.name], ['version', node.version]])
    if node in seen:
        return out
    out.set('location', node.location())
    out.set('isWorkspace', node.is_workspace)
    below = [*seen, node]
    out.set('dependents', [_edge_json(edge, below) for edge in _edges(node)])
    if node.links_in.size > 0:
        out.set('linksIn', [_node_json(link, below) for link in node.links_in.values()])
    return out


def _edge_json(edge: Edge, seen: list[Node]) -> Map[str, Any]:
    out: Map[str, Any] = Map([['type', edge.kind], ['name', edge.name], ['spec', edge.spec()]])
    if edge.raw_spec != edge.spec():
        out.set('rawSpec', edge.raw_spec)
        out.set('overridden', True)
    if _is_bundled(edge):
        out.set('bundled', True)
    if edge.error() != '':
        out.set('error', edge.error())
    out.set('from', _node_json(edge.origin, seen))
    return out
