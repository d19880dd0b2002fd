"""The built-ins that a context adds to its object: the program's own, since a worker can't create a second set."""

from __future__ import annotations

from runtime_py.node.engine.garbage import exposure
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.host import hidden

_host_eval = globalThis.eval
BUILT_INS = [
    'AggregateError',
    'Array',
    'ArrayBuffer',
    'AsyncDisposableStack',
    'Atomics',
    'BigInt',
    'BigInt64Array',
    'BigUint64Array',
    'Boolean',
    'DataView',
    'Date',
    'DisposableStack',
    'Error',
    'EvalError',
    'FinalizationRegistry',
    'Float16Array',
    'Float32Array',
    'Float64Array',
    'Function',
    'Infinity',
    'Int16Array',
    'Int32Array',
    'Int8Array',
    'Intl',
    'Iterator',
    'JSON',
    'Map',
    'Math',
    'NaN',
    'Number',
    'Object',
    'Promise',
    'Proxy',
    'RangeError',
    'ReferenceError',
    'Reflect',
    'RegExp',
    'Set',
    'SharedArrayBuffer',
    'String',
    'SuppressedError',
    'Symbol',
    'SyntaxError',
    'TypeError',
    'URIError',
    'Uint16Array',
    'Uint32Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'WeakMap',
    'WeakRef',
    'WeakSet',
    'WebAssembly',
    'console',
    'decodeURI',
    'decodeURIComponent',
    'encodeURI',
    'encodeURIComponent',
    'escape',
    'eval',
    'isFinite',
    'isNaN',
    'parseFloat',
    'parseInt',
    'undefined',
    'unescape',
]


def built_ins(allow_wasm: bool) -> object:
    """Names and values of built-ins; `Proxy`, which has no instances, is the context's own."""
    made = Object.create(None)
    for name in BUILT_INS:
        if js_in(name, globalThis):
            made[name] = globalThis[name]
    made.eval = _host_eval
    made.Proxy = js_new(HostProxy, globalThis.Proxy, {})
    if exposure.collector is not None:
        made.gc = exposure.collector
    if not allow_wasm:
        made.WebAssembly = without_compilation(WebAssembly)
    return made


def without_compilation(given: object) -> object:
    """A WebAssembly that only runs modules that are already compiled."""
    made = Object.create(Object.getPrototypeOf(given), Object.getOwnPropertyDescriptors(given))

    def refusal(name):
        return js_new(given.CompileError, f'WebAssembly.{name}(): Wasm code generation disallowed by embedder')

    def refuse(target, args):
        raise refusal('Module')

    def refuse_later(name):
        return lambda *args: Promise.reject(refusal(name))

    def instantiate(source, imports=js_undefined):
        return (
            given.instantiate(source, imports)
            if js_instanceof(source, given.Module)
            else Promise.reject(refusal('instantiate'))
        )

    hidden(made, 'Module', js_new(HostProxy, given.Module, {'construct': refuse}))
    hidden(made, 'instantiate', instantiate)
    for name in ['compile', 'compileStreaming', 'instantiateStreaming']:
        hidden(made, name, refuse_later(name))
    return made
