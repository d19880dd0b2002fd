"""The host's own built-ins, captured when the bundle loads: Node's library later replaces the worker's globals
(facts/node-boot.md, Order 2), and user code must not be able to replace what the runtime relies on."""

performance = globalThis.performance
set_timeout = globalThis.setTimeout.bind(globalThis)
clear_timeout = globalThis.clearTimeout.bind(globalThis)
host_fetch = globalThis.fetch.bind(globalThis)
host_crypto = globalThis.crypto
queue_microtask = globalThis.queueMicrotask.bind(globalThis)
HostTextDecoder = globalThis.TextDecoder
HostTextEncoder = globalThis.TextEncoder
HostMessageChannel = globalThis.MessageChannel
HostAbortController = globalThis.AbortController
HostWorker = getattr(globalThis, 'Worker')
HostUint8Array = globalThis.Uint8Array
HostUint16Array = globalThis.Uint16Array
HostInt32Array = globalThis.Int32Array
HostFloat64Array = globalThis.Float64Array
HostSharedArrayBuffer = getattr(globalThis, 'SharedArrayBuffer')
HostDate = globalThis.Date
# not available any more to a bundle that a process loads later (crypto.js)
listen = globalThis.addEventListener.bind(globalThis) if globalThis.addEventListener else None
host_navigator = globalThis.navigator
host_origin = getattr(globalThis, 'origin')
host_compile_streaming = (
    globalThis.WebAssembly.compileStreaming.bind(globalThis.WebAssembly)
    if globalThis.WebAssembly.compileStreaming
    else None
)
host_console = globalThis.console
