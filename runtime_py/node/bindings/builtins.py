"""internalBinding('builtins'): Node's library, already compiled with this worker's natives.js."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    extra = realm.extra

    def compile_function(native_id):
        found = realm.natives[native_id]
        if found is None:
            raise Error(f"Node's library has no module {native_id}")
        return found

    def set_loaders(internal_binding, require):
        realm.internal_binding = internal_binding
        realm.require = require
    return {
        'builtinIds': [native_id for native_id in extra.builtinIds if Object.hasOwn(realm.natives, native_id)],
        'natives': {}, 'config': extra.config, 'builtinCategories': extra.builtinCategories, 'compileFunction': compile_function,
        'hasCachedBuiltins': lambda: True, 'setInternalLoaders': set_loaders,
    }
