"""Generates modules for files that aren't JavaScript: JSON, assets, sheets, workers. Pure: texts in, texts out."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

CLIENT_URL = '/@serve/client'
REFRESH_URL = '/@react-refresh'
_IDENTIFIER = compile('^[A-Za-z_$][A-Za-z0-9_$]*$')
_RESERVED = [
    'break',
    'case',
    'catch',
    'class',
    'const',
    'continue',
    'debugger',
    'default',
    'delete',
    'do',
    'else',
    'enum',
    'export',
    'extends',
    'false',
    'finally',
    'for',
    'function',
    'if',
    'import',
    'in',
    'instanceof',
    'new',
    'null',
    'return',
    'super',
    'switch',
    'this',
    'throw',
    'true',
    'try',
    'typeof',
    'var',
    'void',
    'while',
    'with',
    'yield',
    'let',
    'static',
    'await',
    'implements',
    'interface',
    'package',
    'private',
    'protected',
    'public',
    'arguments',
    'eval',
]


def is_export_name(name: str) -> bool:
    return _IDENTIFIER.test(name) and name not in _RESERVED


def script_text(text: str) -> str:
    """A JavaScript string literal that is also safe inside HTML."""
    return stringify(text).replace('\u2028', '\\u2028').replace('\u2029', '\\u2029').replace('</', '<\\/')


def json_module(text: str) -> str:
    """Exports the members whose names can be exported. Raises ValueError with the place."""
    value = parse(text)
    if not isinstance(value, Map):
        return f'export default {stringify(value)};\n'
    lines: list[str] = []
    members: list[str] = []
    for name, inner in value.entries():
        if is_export_name(name):
            lines.append(f'export const {name} = {stringify(inner)};')
            members.append(name)
        else:
            members.append(f'{stringify(name)}: {stringify(inner)}')
    lines.append('export default {' + ', '.join(members) + '};\n')
    return '\n'.join(lines)


def value_module(value: str) -> str:
    return f'export default {script_text(value)};\n'


def hot_header(url: str) -> str:
    return f'import {{createHotContext as __createHotContext}} from "{CLIENT_URL}";import.meta.hot = __createHotContext({stringify(url)});'


def style_module(url: str, css: str, names: Any) -> str:
    """Inserts the sheet into the page. `names` are those of a CSS module (local -> name in the page), None for a plain
    sheet, which accepts its own updates."""
    lines = [
        hot_header(url),
        f'import {{updateStyle as __updateStyle, removeStyle as __removeStyle}} from "{CLIENT_URL}";',
        f'__updateStyle({stringify(url)}, {script_text(css)});',
        f'import.meta.hot.prune(() => __removeStyle({stringify(url)}));'
        if names is not None
        else f'import.meta.hot.accept();import.meta.hot.prune(() => __removeStyle({stringify(url)}));',
    ]
    if names is not None:
        lines.append(names_of_css_module(names))
    return '\n'.join(lines) + '\n'


def names_of_css_module(names: Any) -> str:
    lines: list[str] = []
    for name, value in names.entries():
        if is_export_name(name):
            lines.append(f'export const {name} = {stringify(value)};')
    lines.append(f'export default {stringify(names)};')
    return '\n'.join(lines)


def worker_module(url: str, constructor: str) -> str:
    """`constructor` is Worker or SharedWorker."""
    return f'export default function WorkerWrapper(options) {{ return new {constructor}({stringify(url)}, {{type: "module", name: options?.name}}); }}\n'


def refresh_header(file: str) -> str:
    return f'import * as __refresh from "{REFRESH_URL}";const $RefreshReg$ = __refresh.registrar({stringify(file)}), $RefreshSig$ = __refresh.signature;'


def refresh_footer(file: str) -> str:
    return f'\nimport.meta.hot.accept(__refresh.boundary({stringify(file)}, import.meta.hot, () => import(import.meta.url)));\n'


def prefresh_header(file: str, core: str, utils: str) -> str:
    """Preact's refresh: defines the names that the transformer uses in terms of the functions that @prefresh/core
    installs in the page."""
    name = stringify(file)
    return (
        f'import "{core}";import {{flush as __flush}} from "{utils}";const $RefreshReg$ = (type, id) => self.__PREFRESH__.register(type, {name} + " " + id), '
        '$RefreshSig$ = () => { let status = "begin", saved; return (type, key, forced, hooks) => { if (!saved) saved = type; '
        'status = self.__PREFRESH__.sign(type || saved, key, forced, hooks, status); return type; }; };'
    )


def prefresh_footer() -> str:
    return '\nimport.meta.hot.accept(() => { try { __flush(); } catch (error) { self.location.reload(); } });\n'
