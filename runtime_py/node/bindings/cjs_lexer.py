"""internalBinding('cjs_lexer'): finds the export names of a CommonJS module by analysing its text."""

from __future__ import annotations

from npm_modules.cjs_module_lexer import parse as parse_exports


def parse(source: str) -> list:
    """[set of export names, specifiers of modules that it reexports]."""
    try:
        found = parse_exports(source)
    except Exception:
        # a syntax error is reported when it runs
        return [js_new(globalThis.Set), []]
    return [js_new(globalThis.Set, found.exports), found.reexports]


def create(realm: object, binding_data: object) -> object:
    return {'parse': parse}
