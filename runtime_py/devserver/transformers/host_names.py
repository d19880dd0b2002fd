"""The host's own globals for the transformers' scripts: the worker's may be Node's by now, which are a program's. The build puts these in the place of the names.

`tools.py` hands them over while a script loads."""
_host = globalThis.terrarium_host
MessageChannel = _host.MessageChannel
Request = js_undefined     # asked for, Node's would be made
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
# What esbuild's Go looks up by name; `fs`, `process` and `path` are its own to make.
self = {
    'Object': Object, 'Array': Array, 'Uint8Array': Uint8Array, 'Date': Date, 'Math': Math, 'Error': Error, 'Promise': Promise, 'Reflect': Reflect, 'WebAssembly': WebAssembly,
    'console': _host.console, 'crypto': _host.crypto, 'performance': _host.performance, 'TextDecoder': _host.TextDecoder, 'TextEncoder': _host.TextEncoder,
    'setTimeout': _host.set_timeout, 'clearTimeout': _host.clear_timeout}
setImmediate = js_undefined
setTimeout = _host.set_timeout
