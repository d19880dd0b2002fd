"""Why dependencies can't be satisfied together, in npm's words (ERESOLVE). Pure."""
from __future__ import annotations

from runtime_py.npm.edge import Edge
from runtime_py.npm.errors import NpmError
from runtime_py.npm.tree import Node

_INDENT = '  '


class Conflict:
    """`edge` can't be satisfied; `current` is what it finds; `blocker` the node, and `peer` the edge, that don't agree."""

    def __init__(self, edge: Edge, current: Node | None, blocker: Node | None, peer: Edge | None, force: bool) -> None:
        self.edge = edge
        self.current = current
        self.blocker = blocker
        self.peer = peer
        self.force = force


def conflict_error(conflict: Conflict, dep: Node | None) -> NpmError:
    headline = 'unable to resolve dependency tree' if dep is None else 'could not resolve'
    return NpmError('ERESOLVE', f'{headline}\n\n{explain(conflict, dep)}\n\n'
                    'Fix the upstream dependency conflict, or retry this command with --force or --legacy-peer-deps\n'
                    'to accept an incorrect (and potentially broken) dependency resolution.')


def explain(conflict: Conflict, dep: Node | None) -> str:
    lines: list[str] = []
    edge = conflict.edge
    if dep is not None and dep.version != '':
        lines.append(f'While resolving: {_title(edge.origin)}')
    else:
        lines.append(f'While resolving: {_title(edge.origin.root if edge.origin.source_reference is None else edge.origin.source_reference)}')
    if conflict.current is not None and conflict.current.version != '':
        lines.append(f'Found: {_title(conflict.current)}')
        lines.extend(_dependents(conflict.current))
    lines.append('')
    lines.append('Could not resolve dependency:')
    lines.append(_asked(edge))
    peer = conflict.peer
    if peer is not None and peer is not edge:
        lines.append('')
        blocker = conflict.blocker
        if blocker is not None and blocker.version != '':
            lines.append(f'Conflicting peer dependency: {_title(blocker)}')
        lines.append(_INDENT + _asked(peer))
    return '\n'.join(lines)


def _title(node: Node) -> str:
    name = node.package_name or node.name
    return f'{name}@{node.version}' if node.version != '' else name


def _asked(edge: Edge) -> str:
    kind = '' if edge.kind == 'prod' else ('peerOptional ' if edge.kind == 'peerOptional' else edge.kind + ' ')
    origin = edge.origin if edge.origin.source_reference is None else edge.origin.source_reference
    place = 'the root project' if origin.is_root else _title(origin)
    return f'{kind}{edge.name}@"{edge.spec()}" from {place}'


def _dependents(node: Node) -> list[str]:
    return [node.location() or f'node_modules/{node.name}', *[_INDENT + _asked(edge) for edge in node.edges_in.values()]]
