"""Components (Vue's, Svelte's) as modules: the parts that their compilers generate are joined, sheets are imported as
`FILE?style=N&lang.css`. Pure.

`Parts` are a compiler's output; which of them changed decides whether a page reruns the script, rerenders, or only
replaces a sheet."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.map_chain import put_at
from runtime_py.devserver.paths import Url, name_of
from runtime_py.platform.bytes import encode
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_VUE_ACCEPT = """import.meta.hot.accept((mod) => { if (!mod) return; const updated = mod.default;
  if (updated.__serveScript === _sfc_main.__serveScript) __VUE_HMR_RUNTIME__.rerender(updated.__hmrId, updated.render);
  else __VUE_HMR_RUNTIME__.reload(updated.__hmrId, updated) });
"""


class Sheet:
    """`names` are those of a CSS module, else None; `module` is the component's name for them."""

    def __init__(self, text: str, names: Any, module: str) -> None:
        self.text = text
        self.names = names
        self.module = module


def sheets_of(reply: Map) -> list[Sheet]:
    found: list[Sheet] = []
    for each in reply.get('sheets') or []:
        found.append(Sheet(str(each.get('text')), each.get('names'), each.get('module') or ''))
    return found


def _import_of(file: str, number: int, sheet: Sheet) -> str:
    specifier = stringify(f'./{name_of(file)}?style={number}{"&module" if sheet.names is not None else ""}&lang.css')
    return f'import __style_{number} from {specifier};' if sheet.names is not None else f'import {specifier};'


def join_vue(reply: Map, file: str, identity: str, has_hot: bool, shown_file: str) -> str:
    """Joins the output of `compile_vue` into one module, which may still contain types."""
    sheets = sheets_of(reply)
    script = str(reply.get('script'))
    template = str(reply.get('template'))
    lines = [''.join([_import_of(file, number, sheet) for number, sheet in enumerate(sheets)]) + script]
    if template != '':
        lines.append(template.replace('export function render(', 'function _sfc_render('))
        lines.append('_sfc_main.render = _sfc_render;')
    if reply.get('scope'):
        lines.append(f'_sfc_main.__scopeId = {stringify(reply.get("scope"))};')
    modules = [
        f'{stringify(sheet.module)}: __style_{number}' for number, sheet in enumerate(sheets) if sheet.names is not None
    ]
    if len(modules) > 0:
        lines.append('_sfc_main.__cssModules = {' + ', '.join(modules) + '};')
    if has_hot:
        lines.append(f'_sfc_main.__file = {stringify(shown_file)}; _sfc_main.__hmrId = {stringify(identity)};')
        lines.append(
            f'_sfc_main.__serveScript = {stringify(digest_of(encode(script + stringify(reply.get("scope")))))};'
        )
        lines.append(
            'typeof __VUE_HMR_RUNTIME__ !== "undefined" && __VUE_HMR_RUNTIME__.createRecord(_sfc_main.__hmrId, _sfc_main);'
        )
        lines.append(_VUE_ACCEPT)
    lines.append('export default _sfc_main;\n')
    return '\n'.join(lines)


def map_of_vue(reply: Map, file: str) -> list[list[list[int]]]:
    """The map of what `join_vue` returns to the component's file."""
    imports = ''.join([_import_of(file, number, sheet) for number, sheet in enumerate(sheets_of(reply))])
    rows: list[list[list[int]]] = []
    put_at(rows, str(reply.get('scriptMappings') or ''), 0, len(imports))
    put_at(rows, str(reply.get('templateMappings') or ''), str(reply.get('script')).count('\n') + 1, 0)
    return rows


def join_svelte(reply: Map, file: str) -> str:
    """Adds to the first line only, so that the compiler's source map stays valid."""
    return ''.join([_import_of(file, number, sheet) for number, sheet in enumerate(sheets_of(reply))]) + str(
        reply.get('code')
    )


def style_number(url: str) -> int:
    """The number of the sheet in a component's URL; -1 for the component itself."""
    asked = Url(url)
    return int(asked.query.get('style') or '0') if asked.has('style') else -1


def unchanged(url: str, before: Any, after: Any) -> bool:
    """Whether a module of a component is unchanged; both are `Transformed`."""
    number = style_number(url)
    if number < 0:
        return bool(before.code == after.code)
    if number >= len(before.sheets) or number >= len(after.sheets):
        return False
    return bool(stringify(before.sheets[number]) == stringify(after.sheets[number]))
