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
            if not kept.has(name) and not Reflect.deleteProperty(holder, name):
                cover(name)
        holder = Object.getPrototypeOf(holder)
    if holder is host_prototype:
        # The browser's own objects inherit these, too; a worker's globals can't lose them but can cover them.
        for name in Object.getOwnPropertyNames(host_prototype):
            if name != 'constructor':
                cover(name)
        globalThis.constructor = Object
        Object.defineProperty(globalThis, 'constructor', {'enumerable': False})


def cover(name: str) -> None:
    """What can't be deleted: nobody finds it by a loop over the names."""
    Reflect.defineProperty(globalThis, name, {'value': js_undefined, 'writable': True, 'configurable': True, 'enumerable': False})
