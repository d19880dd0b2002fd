"""Takes away what a browser's worker has as globals and Node hasn't: programs decide by `typeof self`, `importScripts` or `XMLHttpRequest` where they
are, and a program has no business with the page's IndexedDB. What the runtime itself needs of them, platform/ has captured.

Must not know: what Node puts in their place."""
from __future__ import annotations

_SET_LATER = ['navigator', 'Navigator']     # by the library, if options don't say no


def hide_all_but(names: list[str]) -> None:
    """`names`: the globals that native Node has."""
    kept = js_new(globalThis.Set, names.filter(lambda name: name not in _SET_LATER))
    host_prototype = EventTarget.prototype
    holder = globalThis
    while holder is not host_prototype and holder is not Object.prototype and holder is not None:
        for name in Object.getOwnPropertyNames(holder):
            if not kept.has(name) and not name.startswith('$terrarium_'):
                Reflect.deleteProperty(holder, name)
        holder = Object.getPrototypeOf(holder)
    if holder is host_prototype:
        # The browser's own objects inherit these, too; a worker's globals can't lose them but can cover them.
        for name in Object.getOwnPropertyNames(host_prototype):
            if name != 'constructor':
                Object.defineProperty(globalThis, name, {'value': js_undefined, 'writable': True, 'configurable': True, 'enumerable': False})
        globalThis.constructor = Object
        Object.defineProperty(globalThis, 'constructor', {'enumerable': False})
