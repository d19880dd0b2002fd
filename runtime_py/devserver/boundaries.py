"""Where an update stops: hot module replacement's boundaries, decided as Vite decides them (its `propagateUpdate`).

An update propagates from the changed module to its importers until each path ends at a module that accepts it. A path
that ends at a module without importers is a dead end: the page must be reloaded. Pure."""

from __future__ import annotations

from runtime_py.devserver.module_graph import ModuleGraph, ModuleNode
from runtime_py.platform.maps import Set

STYLE_ENDINGS = ['.css', '.scss', '.sass', '.less', '.styl', '.stylus', '.pcss', '.postcss', '.sss']


class Boundary:
    """`node` accepts an update of `via` (itself, when it accepts itself). `is_circular`: there is an import cycle
    between them, so running it again may find uninitialized bindings."""

    def __init__(self, node: ModuleNode, via: ModuleNode, is_circular: bool) -> None:
        self.node = node
        self.via = via
        self.is_circular = is_circular


class Decision:
    """`reason` says why the page must be reloaded; '' when `boundaries` suffice."""

    def __init__(self, boundaries: list[Boundary], reason: str) -> None:
        self.boundaries = boundaries
        self.reason = reason


def is_style(url: str) -> bool:
    path = url.split('#')[0].split('?')[0]
    return any([path.endswith(ending) for ending in STYLE_ENDINGS])


def is_input(url: str) -> bool:
    """Whether it stands for a file that a sheet is made from, which pages don't request."""
    return url.endswith('#sheet')


def decide(graph: ModuleGraph, changed: list[ModuleNode], stamp: float) -> Decision:
    """Invalidates what the change affects, and decides which modules take the update."""
    boundaries: list[Boundary] = []
    traversed: Set[ModuleNode] = Set()
    reason = ''
    modules = [node.file for node in changed if node.is_analysed and not is_input(node.url)]
    for node in changed:
        if is_input(node.url) and node.file in modules:
            node.is_module_too = True
        graph.invalidate(node, stamp)
        if reason == '' and _propagate(node, traversed, boundaries, [node]):
            reason = f'{node.url} changed, and no importer accepts it'
    return Decision([] if reason != '' else _without_doubles(boundaries), reason)


def _without_doubles(boundaries: list[Boundary]) -> list[Boundary]:
    kept: list[Boundary] = []
    for found in boundaries:
        if not any([other.node is found.node and other.via is found.via for other in kept]):
            kept.append(found)
    return kept


def _propagate(
    node: ModuleNode, traversed: Set[ModuleNode], boundaries: list[Boundary], chain: list[ModuleNode]
) -> bool:
    """Follows one path; returns whether it is a dead end."""
    if traversed.has(node):
        return False
    traversed.add(node)
    if not node.is_analysed:
        return False  # no page has run it
    if node.is_self_accepting:
        boundaries.append(Boundary(node, node, _is_within_cycle(node, chain)))
        return False
    if node.accepted_exports is not None:
        boundaries.append(Boundary(node, node, _is_within_cycle(node, chain)))
    else:
        importers = list(node.importers.values())
        if len(importers) == 0 or _is_only_read(node, importers):
            return True
    for importer in node.importers.values():
        longer = [*chain, importer]
        if importer.accepted.has(node):
            boundaries.append(Boundary(importer, node, _is_within_cycle(importer, longer)))
        elif _uses_accepted_exports_only(importer, node):
            continue
        elif not _contains(chain, importer) and _propagate(importer, traversed, boundaries, longer):
            return True
    return False


def _is_only_read(node: ModuleNode, importers: list[ModuleNode]) -> bool:
    """Whether only sheets depend on a file that isn't a sheet, since a plugin reads it: pages may show it otherwise."""
    if is_style(node.url) or node.is_module_too:
        return False
    return all([is_style(importer.url) for importer in importers])


def _uses_accepted_exports_only(importer: ModuleNode, node: ModuleNode) -> bool:
    names = importer.imported_names.get(node.url)
    accepted = node.accepted_exports
    if names is None or accepted is None:
        return False
    return all([name in accepted for name in names])


def _contains(chain: list[ModuleNode], node: ModuleNode) -> bool:
    return any([other is node for other in chain])


def _is_within_cycle(node: ModuleNode, chain: list[ModuleNode]) -> bool:
    """Whether one of the importers, direct or indirect, is itself on the path of the update."""
    seen: Set[ModuleNode] = Set()
    waiting = [node]
    while len(waiting) > 0:
        current = waiting.pop()
        if seen.has(current):
            continue
        seen.add(current)
        for importer in current.importers.values():
            if importer is current:
                continue
            if _contains(chain, importer):
                return True
            waiting.append(importer)
    return False
