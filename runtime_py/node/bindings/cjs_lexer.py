"""internalBinding('cjs_lexer'): which names a CommonJS module exports, as far as its text tells."""
from __future__ import annotations

from npm_modules.cjs_module_lexer import parse as parse_exports


def parse(source: str) -> list:
    """[set of export names, requests of modules whose exports it passes on]."""
    try:
        found = parse_exports(source)
    except Exception:
        # what is wrong with it shows when it is run
        return [js_new(globalThis.Set), []]
    return [js_new(globalThis.Set, found.exports), found.reexports]


def create(realm: object, binding_data: object) -> object:
    return {'parse': parse}
