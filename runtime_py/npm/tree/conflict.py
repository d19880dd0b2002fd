"""Why dependencies can't be satisfied together, in npm's words (ERESOLVE). As npm's explain-eresolve. Pure."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.explanation import explain_edge, explain_node, title
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
    parts = ['While resolving: ' + title(_installing(edge.origin))]
    if conflict.current is not None:
        parts.append('Found: ' + explain_node(conflict.current, None, _DEPTH, Set()))
    elif conflict.peer_current is not None:
        parts.append('Found: ' + explain_node(conflict.peer_current, None, _DEPTH, Set()))
    else:
        parts.append(
            'Found: '
            + explain_edge(conflict.current_edge if conflict.current_edge is not None else edge, _DEPTH, Set())
        )
    parts.append('\nCould not resolve dependency:\n' + explain_edge(edge, _DEPTH, Set()))
    if conflict.peer is not None:
        parts.append('\nConflicting peer dependency: ' + explain_node(conflict.peer, conflict.peer_edge, _DEPTH, Set()))
    return '\n'.join(parts)


def _installing(node: Node) -> Node:
    """The package whose dependencies are being placed."""
    source = node.root.source_reference
    return node.root if source is None else source
