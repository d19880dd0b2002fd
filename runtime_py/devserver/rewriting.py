"""Replaces the specifiers in a module by the URLs of the modules on the server. Named imports of CommonJS dependencies
are rewritten, since those have only a default export. Pure."""

from __future__ import annotations

from runtime_py.devserver.generated import is_export_name
from runtime_py.devserver.import_analysis import DYNAMIC, REEXPORT, Import, bindings_of
from runtime_py.devserver.text_edits import Edit
from runtime_py.platform.json import stringify
from runtime_py.platform.text import repeat

_NAMESPACE = '((m) => m?.__esModule ? m : {...(typeof m === "object" && !Array.isArray(m) || typeof m === "function" ? m : {}), default: m})'


class Target:
    """Where an import leads. `interop`: the module is CommonJS compiled from an ES module."""

    def __init__(self, url: str, interop: bool) -> None:
        self.url = url
        self.interop = interop


def rewrite_import(found: Import, target: Target, number: int, source: str) -> Edit:
    """The edit has as many lines as the text that it replaces, so that line numbers stay."""
    if not target.interop:
        return Edit(found.start, found.end, target.url)
    lines = repeat('\n', source[found.statement_start : found.statement_end].count('\n'))
    if found.kind == DYNAMIC:
        return Edit(
            found.statement_start,
            found.statement_end,
            f'import({stringify(target.url)}).then(({{default: m}}) => {_NAMESPACE}(m))' + lines,
        )
    name = f'__cjs_{number}'
    if found.kind == REEXPORT:
        return Edit(found.statement_start, found.statement_end, _reexports(found, target, name) + lines)
    pairs = bindings_of(found.clause)
    if len(pairs) == 0:
        return Edit(found.start, found.end, target.url)
    parts = [f'import {name} from {stringify(target.url)};']
    for there, here in pairs:
        parts.append(f'const {here} = {_member(name, there)};')
    return Edit(found.statement_start, found.statement_end, ' '.join(parts) + lines)


def _member(name: str, there: str) -> str:
    if there == '*':
        return f'{_NAMESPACE}({name})'
    if there == 'default':
        return f'{name}?.__esModule ? {name}.default : {name}'
    return f'{name}[{stringify(there)}]'


def _reexports(found: Import, target: Target, name: str) -> str:
    if found.clause.strip() == '*':
        return f'export * from {stringify(target.url)};'
    parts = [f'import {name} from {stringify(target.url)};']
    inner: list[str] = []
    for there, here in _exported(found.clause):
        constant = f'{name}_{len(inner)}'
        parts.append(f'const {constant} = {_member(name, there)};')
        inner.append(f'{constant} as {here if here == "default" or is_export_name(here) else stringify(here)}')
    return ' '.join([*parts, 'export {' + ', '.join(inner) + '};'])


def _exported(clause: str) -> list[list[str]]:
    """[name there, name here] of each export; the name there may be `*`."""
    if not clause.startswith('*'):
        return bindings_of(clause)
    return [['*', clause[1:].strip().removeprefix('as').strip(' "\'')]]


def imported_names(found: Import) -> list[str] | None:
    """The names that a static import uses; None when it may use any."""
    if found.kind == DYNAMIC:
        return None
    if found.kind == REEXPORT:
        return None if found.clause.startswith('*') else [there for there, _here in bindings_of(found.clause)]
    names = [there for there, _here in bindings_of(found.clause)]
    return None if '*' in names else names
