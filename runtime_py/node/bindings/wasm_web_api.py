"""internalBinding('wasm_web_api'): WebAssembly.compileStreaming and instantiateStreaming over the library's own
Response (src/node_wasm_web_api.cc).

The browser's functions only accept its own Response, and don't raise Node's errors."""

from __future__ import annotations

from typing import Any

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.host import define, hidden

HostPromise = globalThis.Promise


class WasmStreamingObject:
    """Collects the bytes of a module; `settle(bytes)` and `fail(error)` end it."""

    _parts: list
    _settle: Any
    _fail: Any

    def __init__(self, settle: object, fail: object) -> None:
        hidden(self, '_parts', [])
        hidden(self, '_settle', settle)
        hidden(self, '_fail', fail)

    def setURL(self, url: str) -> None:
        hidden(self, '_url', url)

    def push(self, chunk: object) -> None:
        self._parts.push(plain_bytes(chunk).slice())

    def finish(self) -> None:
        self._settle(joined(self._parts))

    def abort(self, error: object) -> None:
        self._fail(error)


def joined(parts: list) -> Uint8Array:
    whole = Uint8Array(parts.reduce(lambda total, part: total + part.length, 0))
    at = 0
    for part in parts:
        whole.set(part, at)
        at += part.length
    return whole


async def named(compiling: object, name: str) -> object:
    """Renames the function in the engine's error for an invalid module."""
    try:
        return await compiling
    except Exception as error:
        if js_instanceof(error, Error):
            error.message = String(error.message).replace(f'WebAssembly.{name}()', f'WebAssembly.{name}Streaming()')
        raise error


def create(realm: object, binding_data: object) -> object:
    def set_implementation(callback):
        async def bytes_of(source):
            given = await source
            return await js_new(HostPromise, lambda settle, fail: callback(WasmStreamingObject(settle, fail), given))

        async def compile_streaming(source):
            return await named(WebAssembly.compile(await bytes_of(source)), 'compile')

        async def instantiate_streaming(source, imports):
            return await named(WebAssembly.instantiate(await bytes_of(source), imports), 'instantiate')

        # plain functions, as in V8
        for name, streaming in [
            ['compileStreaming', lambda source: compile_streaming(source)],
            ['instantiateStreaming', lambda source, imports=js_undefined: instantiate_streaming(source, imports)],
        ]:
            define(streaming, 'name', {'value': name, 'configurable': True})
            show_as_native(streaming)
            define(WebAssembly, name, {'value': streaming, 'writable': True, 'enumerable': True, 'configurable': True})

    return {'setImplementation': set_implementation, 'WasmStreamingObject': WasmStreamingObject}
