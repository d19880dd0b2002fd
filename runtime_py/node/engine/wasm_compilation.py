"""WebAssembly.compile and instantiate keep the process alive while the engine works on them in its own threads, as V8's
tasks do in Node.

A thread whose code shares its memory with others may sleep in it, which nobody sees: the thread says so when it makes
the instance. Large modules are sent to the machine, which keeps their code for programs that compile the same bytes later
(kernel/compiled_modules.py)."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.allocations import is_shared_memory, note_exports, stand_in, watch_modules
from runtime_py.node.engine.proxies import is_proxy
from runtime_py.node.realm.host import define
from runtime_py.platform.compiled_code import shares_compiled_code
from runtime_py.platform.numbers import imul, u32

KEPT_FROM = 256 * 1024  # smaller ones compile fast enough
_LOOKED_AT = 4096  # bytes of a binary that are digested
_FNV_START = 0x1C9DC5  # any number will do
_FNV_PRIME = 0x01000193


def install(realm: object) -> None:
    watch_modules()
    _watch_instances(realm)
    for name in ['compile', 'instantiate']:
        call = keeping(realm, WebAssembly[name])
        define(call, 'name', {'value': name, 'configurable': True})
        define(call, 'length', {'value': 1, 'configurable': True})
        show_as_native(call)
        define(WebAssembly, name, {'value': call, 'writable': True, 'enumerable': True, 'configurable': True})
    if shares_compiled_code():
        _watch_constructor(realm)


def keeping(realm: object, work: object) -> object:
    loop = realm.loop

    def call(*args):
        note_sharing(realm, args[1])
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

    replacement = stand_in('Module', construct)


def _watch_instances(realm: object) -> None:
    def construct(target, args, new_target):
        note_sharing(realm, args[1])
        return Reflect.construct(target, args, target if new_target is replacement else new_target)

    replacement = stand_in('Instance', construct)


def note_sharing(realm: object, imports: object) -> None:
    """Whether a memory that others have is among what an instance is given. Only values are looked at, no accessors."""
    for given in own_values(imports):
        if own_values(given).some(is_shared_memory):
            realm.loop.activity.may_sleep_unseen()
            return


def own_values(value: object) -> list:
    if js_typeof(value) != 'object' or value is None or is_proxy(value):
        return []
    try:
        return [each.value for each in Object.values(Object.getOwnPropertyDescriptors(value))]
    except Exception:
        return []  # a module's namespace whose variables are not there yet: the engine throws, too


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
