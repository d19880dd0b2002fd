"""The host's own globals for the transformers' scripts: by now the worker's globals may be Node's, which belong to a
program. The build substitutes these for the names.

`tools.py` provides them while a script loads."""

_host = globalThis.terrarium_host
MessageChannel = _host.MessageChannel
Request = js_undefined  # reading it would create Node's
Response = js_undefined
TextDecoder = _host.TextDecoder
TextEncoder = _host.TextEncoder
clearTimeout = _host.clear_timeout
console = _host.console
crypto = _host.crypto
fetch = js_undefined
performance = _host.performance
process = js_undefined
queueMicrotask = _host.queue_microtask
require = js_undefined
# Names that esbuild's Go looks up; it creates `fs`, `process` and `path` itself.
self = {
    'Object': Object,
    'Array': Array,
    'Uint8Array': Uint8Array,
    'Date': Date,
    'Math': Math,
    'Error': Error,
    'Promise': Promise,
    'Reflect': Reflect,
    'WebAssembly': WebAssembly,
    'console': _host.console,
    'crypto': _host.crypto,
    'performance': _host.performance,
    'TextDecoder': _host.TextDecoder,
    'TextEncoder': _host.TextEncoder,
    'setTimeout': _host.set_timeout,
    'clearTimeout': _host.clear_timeout,
}
setImmediate = js_undefined
setTimeout = _host.set_timeout
