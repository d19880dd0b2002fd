"""Decides what pages must do after files changed: updates with their boundaries, a full reload, or modules to prune.
Pure.

The messages are Vite's (`connected`, `update`, `full-reload`, `prune`, `error`, `custom`), so tools that listen to Vite
understand them."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.boundaries import decide
from runtime_py.devserver.changes import ADDED, REMOVED
from runtime_py.devserver.context import Context
from runtime_py.devserver.glob_patterns import pattern_of
from runtime_py.devserver.module_graph import STYLE, ModuleNode
from runtime_py.devserver.paths import ending_of, is_inside, join
from runtime_py.devserver.postcss import NAMES as POSTCSS_NAMES
from runtime_py.devserver.tsconfig import NAMES
from runtime_py.platform.maps import Map


class Outcome:
    """`message` is None when no page has anything to do. `files`: the changed ones; `reason`: why the page must be
    reloaded."""

    def __init__(self, message: Map | None, summary: str, reason: str) -> None:
        self.message = message
        self.summary = summary
        self.reason = reason


def full_reload(path: str, reason: str) -> Outcome:
    return Outcome(
        Map([['type', 'full-reload'], ['path', path]]), f'page reload {path}' if path != '*' else 'page reload', reason
    )


class Change:
    """`kind` is one of changes.py's. `kept`: URLs of the file's modules that didn't change."""

    def __init__(self, file: str, kind: str) -> None:
        self.file = file
        self.kind = kind
        self.kept: list[str] = []


def affected(context: Context, change: Change) -> list[ModuleNode]:
    """The modules of a file, and those whose globs match a file that was added or removed."""
    nodes = [node for node in context.graph.of_file(change.file) if node.url not in change.kept]
    if change.kind == ADDED or change.kind == REMOVED:
        for node in context.graph.nodes():
            if any([pattern_of(pattern).test(change.file) for pattern in node.glob_bases]) and not any(
                [other is node for other in nodes]
            ):
                nodes.append(node)
    return nodes


def outcome_of(context: Context, changes: list[Change], stamp: float) -> Outcome:
    """Decides the outcome of a batch of changes."""
    nodes: list[ModuleNode] = []
    for change in changes:
        if is_configuration(context, change.file):
            return full_reload('*', f'{change.file} changed, which configures the server')
        if ending_of(change.file) == '.html':
            return full_reload(context.url_of(change.file), 'a page changed')
        for node in affected(context, change):
            if not any([other is node for other in nodes]):
                nodes.append(node)
        if change.kind == REMOVED:
            context.graph.forget_file(change.file)
    if len(nodes) == 0:
        return Outcome(None, '', '')
    return outcome_of_nodes(context, nodes, stamp)


def is_configuration(context: Context, file: str) -> bool:
    name = file[file.rfind('/') + 1 :]
    return (
        file in context.options.files
        or is_inside(context.root, file)
        and file == join(context.root, name)
        and (name == '.env' or name.startswith('.env.') or name in NAMES or name in POSTCSS_NAMES)
    )


def outcome_of_nodes(context: Context, nodes: list[ModuleNode], stamp: float) -> Outcome:
    decision = decide(context.graph, nodes, stamp)
    if decision.reason != '':
        return full_reload('*', decision.reason)
    if len(decision.boundaries) == 0:
        return Outcome(None, '', '')
    updates: list[Any] = []
    names: list[str] = []
    for boundary in decision.boundaries:
        kind = 'css-update' if boundary.node.kind == STYLE else 'js-update'
        updates.append(
            Map(
                [
                    ['type', kind],
                    ['path', boundary.node.url.removesuffix('#direct')],
                    ['acceptedPath', boundary.via.url.removesuffix('#direct')],
                    ['timestamp', stamp],
                    ['explicitImportRequired', needs_import_query(boundary.via.url)],
                    ['isWithinCircularImport', boundary.is_circular],
                ]
            )
        )
        name = boundary.node.url.removesuffix('#direct')
        if name not in names:
            names.append(name)
    return Outcome(Map([['type', 'update'], ['updates', updates]]), f'hmr update {", ".join(names)}', '')


def needs_import_query(url: str) -> bool:
    """Whether a module's URL needs a query that marks it as imported, since the plain URL would serve the file
    itself."""
    path = url.split('?')[0]
    return '?' not in url and ending_of(path) not in [
        '.js',
        '.mjs',
        '.cjs',
        '.ts',
        '.mts',
        '.cts',
        '.jsx',
        '.tsx',
        '.css',
        '.vue',
        '.svelte',
    ]
