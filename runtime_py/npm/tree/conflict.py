"""Why dependencies can't be satisfied together, in npm's words (ERESOLVE). As npm's explain-eresolve and explain-dep.
Pure."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.tree.edge import PROD, WORKSPACE, Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Set

_DEPTH = 4


class Conflict:
    """`edge` can't be satisfied; `current` is the node that it finds. `peer`, required by `peer_edge`, conflicts with
    `peer_current`."""

    def __init__(self, edge: Edge, current: Node | None) -> None:
        self.edge = edge
        self.current = current
        self.current_edge: Edge | None = None
        self.peer_current: Node | None = None
        self.peer: Node | None = None
        self.peer_edge: Edge | None = None


def conflict_error(conflict: Conflict, headline: str, force_helps: bool) -> NpmError:
    flags = '--force or --legacy-peer-deps' if force_helps else '--legacy-peer-deps'
    return NpmError(
        'ERESOLVE',
        f'{headline}\n\n{explain(conflict)}\n\nFix the upstream dependency conflict, or retry this command with {flags} '
        'to accept an incorrect (and potentially broken) dependency resolution.',
    )


def explain(conflict: Conflict) -> str:
    edge = conflict.edge
    parts = ['While resolving: ' + _title(_installing(edge.origin))]
    if conflict.current is not None:
        parts.append('Found: ' + _explain_node(conflict.current, None, _DEPTH, Set()))
    elif conflict.peer_current is not None:
        parts.append('Found: ' + _explain_node(conflict.peer_current, None, _DEPTH, Set()))
    else:
        parts.append(
            'Found: '
            + _explain_edge(conflict.current_edge if conflict.current_edge is not None else edge, _DEPTH, Set())
        )
    parts.append('\nCould not resolve dependency:\n' + _explain_edge(edge, _DEPTH, Set()))
    if conflict.peer is not None:
        parts.append(
            '\nConflicting peer dependency: ' + _explain_node(conflict.peer, conflict.peer_edge, _DEPTH, Set())
        )
    return '\n'.join(parts)


def _installing(node: Node) -> Node:
    """The package whose dependencies are being placed."""
    source = node.root.source_reference
    return node.root if source is None else source


def _title(node: Node) -> str:
    return f'{node.package_name if node.is_top and node.package_name != "" else node.name}@{node.version}'


def _print_node(node: Node) -> str:
    location = node.location()
    return _title(node) + ('\n' + location if location != '' else '')


def _explain_node(node: Node, edge: Edge | None, depth: int, seen: Set[str]) -> str:
    return _print_node(node) + _explain_dependents(node, edge, depth, seen)


def _explain_dependents(node: Node, edge: Edge | None, depth: int, seen: Set[str]) -> str:
    edges = [edge] if edge is not None else [e for e in node.edges_in.values() if e.valid or e.origin.is_root]
    if len(edges) == 0 or depth <= 0:
        return ''
    limit = (depth + 1) // 2
    messages = [_explain_edge(e, depth, seen) for e in edges[:limit]]
    if len(edges) > limit:
        names = [_origin(e).name if not _origin(e).is_root else 'the root project' for e in edges[limit:]]
        messages.append(f'{len(edges) - limit} more ({_shortened(names)})')
    return ('\n' + '\n'.join(messages)).replace('\n', '\n  ')


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


def _origin(edge: Edge) -> Node:
    source = edge.origin.source_reference
    return edge.origin if source is None else source


def _explain_edge(edge: Edge, depth: int, seen: Set[str]) -> str:
    spec = edge.spec()
    what = edge.name if edge.kind == WORKSPACE else f'{edge.name}@"{spec}"'
    if spec != edge.raw_spec:
        what = f'overridden {what} (was "{edge.raw_spec}")'
    return (
        ('' if edge.kind == PROD else edge.kind + ' ') + what + ' from ' + _explain_origin(_origin(edge), depth, seen)
    )


def _explain_origin(node: Node, depth: int, seen: Set[str]) -> str:
    if node.is_root:
        return 'the root project'
    key = f'{_title(node)}:{node.location()}'
    if seen.has(key):
        return _print_node(node)
    seen.add(key)
    text = _print_node(node) + _explain_dependents(node, None, depth - 1, seen)
    seen.delete(key)
    return text
