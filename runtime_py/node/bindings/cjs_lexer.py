"""internalBinding('cjs_lexer'): which names a CommonJS module exports, for `import` of it. Node's own lexer (cjs-module-lexer) is in its library's deps."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    def parse(source):
        lexer = realm.require('internal/deps/cjs-module-lexer/lexer')
        found = lexer.parse(source)
        return [js_new(globalThis.Set, found.exports), found.reexports]
    return {'parse': parse}
