"""internalBinding('builtins'): Node's library, already compiled with this worker's natives.js."""

from __future__ import annotations

from runtime_py.node.async_context.frame import context
from runtime_py.node.bindings.util import innermost_program_file, is_of_package
from runtime_py.node.realm.host import define


def with_inspector(module: object) -> object:
    """A module that throws, or lacks functions, if Node was built without an inspector. Here it must be whole; only what
    needs a session refuses (bindings/inspector.py)."""

    def run(exports, require, self, process, internal_binding, primordials):
        def binding_of(name):
            found = internal_binding(name)
            return Object.assign({}, found, {'hasInspector': True}) if name == 'config' else found

        return module(exports, require, self, process, binding_of, primordials)

    return run


def without_warning(module: object) -> object:
    """A package that starts its WebAssembly build where it would natively start machine code shouldn't print an
    experimental warning. An `import` loads the module before its importer's code runs; then the first `new WASI` warns
    (bindings/wasi.py)."""
    file = innermost_program_file()
    if file is not None and not is_of_package(file):
        return module

    def run(exports, require, self, process, internal_binding, primordials):
        def require_quietly(name):
            found = require(name)
            return (
                Object.assign({}, found, {'emitExperimentalWarning': lambda feature: None})
                if name == 'internal/util'
                else found
            )

        return module(exports, require_quietly, self, process, internal_binding, primordials)

    return run


_CHANGED = {'inspector': with_inspector, 'v8': with_inspector, 'wasi': without_warning}
# loaded when a program first reads `AsyncLocalStorage`
_STORES = 'internal/async_local_storage/async_context_frame'


def texts_of(natives: object, ids: list) -> object:
    """id -> text of each module (process.binding('natives')), as it is in this worker: smaller than Node's own. A file
    of modules is loaded when one of its texts is read."""
    texts = {}
    for native_id in ids:
        define(texts, native_id, {'get': _text_getter(natives, native_id), 'enumerable': True, 'configurable': True})
    return texts


def _text_getter(natives: object, native_id: str) -> object:
    def get():
        text = globalThis.Function.prototype.toString.call(natives[native_id])
        return text[text.find('{') + 1 : text.rfind('}')]

    return get


def create(realm: object, binding_data: object) -> object:
    extra = realm.extra

    def compile_function(native_id):
        found = realm.natives[native_id]
        if found is None:
            raise Error(f"Node's library has no module {native_id}")
        if native_id == _STORES:
            context.begin()
        return _CHANGED[native_id](found) if Object.hasOwn(_CHANGED, native_id) else found

    def set_loaders(internal_binding, require):
        realm.internal_binding = internal_binding
        realm.require = require

    ids = [native_id for native_id in extra.builtinIds if Object.hasOwn(realm.natives, native_id)]
    found = {
        'builtinIds': ids,
        'config': extra.config,
        'builtinCategories': extra.builtinCategories,
        'compileFunction': compile_function,
        'hasCachedBuiltins': lambda: True,
        'setInternalLoaders': set_loaders,
    }
    # hardly any program reads them
    define(found, 'natives', {'get': lambda: texts_of(realm.natives, ids), 'enumerable': True, 'configurable': True})
    return found
