"""WebAssembly.compile and instantiate keep the process alive while the engine works on them in its own threads, as V8's
tasks do in Node.

Large modules are sent to the machine, which keeps their code for programs that compile the same bytes later
(kernel/compiled_modules.py)."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.allocations import note_exports, watch_modules
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.host import define
from runtime_py.platform.compiled_code import shares_compiled_code
from runtime_py.platform.numbers import imul, u32

KEPT_FROM = 256 * 1024  # smaller ones compile fast enough
_LOOKED_AT = 4096  # bytes of a binary that are digested
_FNV_START = 0x1C9DC5  # any number will do
_FNV_PRIME = 0x01000193


def install(realm: object) -> None:
    watch_modules()
    for name in ['compile', 'instantiate']:
        call = keeping(realm, WebAssembly[name])
        define(call, 'name', {'value': name, 'configurable': True})
        define(call, 'length', {'value': 1, 'configurable': True})
        define(WebAssembly, name, {'value': call, 'writable': True, 'enumerable': True, 'configurable': True})
    if shares_compiled_code():
        _watch_constructor(realm)


def keeping(realm: object, work: object) -> object:
    loop = realm.loop

    def call(*args):
        promise = work.call(WebAssembly, *args)
        task = {}
        loop.keep(task, True)

        def done(value):
            loop.keep(task, False)

        def made(value):
            done(value)
            if js_instanceof(value, HostModule):
                show(realm, value, args[0])
            elif js_instanceof(value, HostInstance):
                note_exports(value)
            else:
                note_exports(value.instance)
                show(realm, value.module, args[0])

        HOST_THEN.call(promise, made, done)
        return promise

    return call


def _watch_constructor(realm: object) -> None:
    def construct(target, args, new_target):
        made = Reflect.construct(target, args, target if new_target is replacement else new_target)
        show(realm, made, args[0])
        return made

    replacement = js_new(HostProxy, HostModule, {'construct': construct})
    show_as_native(replacement)
    define(WebAssembly, 'Module', {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True})
    define(
        HostModule.prototype,
        'constructor',
        {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True},
    )


def show(realm: object, module: object, source: object) -> None:
    """Sends the machine a module and the binary that it was compiled from."""
    size = source.byteLength
    if size >= KEPT_FROM and realm.system is not None and shares_compiled_code():
        realm.system.show_compiled(f'{size} {digest_of(source)}', size, module)


def digest_of(source: object) -> int:
    """A digest of bytes sampled from the whole binary. If two binaries have the same digest, the older one just loses
    its place."""
    octets = (
        Uint8Array(source.buffer, source.byteOffset, source.byteLength)
        if ArrayBuffer.isView(source)
        else Uint8Array(source)
    )
    digest = _FNV_START
    step = max(1, octets.length // _LOOKED_AT)
    for at in range(0, octets.length, step):
        digest = u32(imul(digest ^ octets[at], _FNV_PRIME))
    return digest


HostModule = globalThis.WebAssembly.Module
HostInstance = globalThis.WebAssembly.Instance
