"""internalBinding('cjs_lexer'): finds the export names of a CommonJS module by analysing its text."""

from __future__ import annotations

from npm_modules.cjs_module_lexer import parse as parse_exports

from runtime_py.node.modules.analysis_cache import keep, look_up

# in characters: reading it takes longer than looking up what was found the last time
LONG = 20_000


def parse(source: str) -> list:
    """[set of export names, specifiers of modules that it reexports]."""
    known = look_up('exports', source) if source.length >= LONG else None
    if known is not None:
        return answer(known)
    try:
        found = parse_exports(source)
    except Exception:
        # a syntax error is reported when it runs
        return [js_new(globalThis.Set), []]
    if source.length >= LONG:
        keep('exports', source, found)
    return answer(found)


def answer(found: object) -> list:
    return [js_new(globalThis.Set, found.exports), found.reexports]


def create(realm: object, binding_data: object) -> object:
    return {'parse': parse}
