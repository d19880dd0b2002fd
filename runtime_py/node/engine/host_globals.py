"""Removes the globals of a browser's worker that Node doesn't have: programs detect their environment by `typeof self`,
`importScripts` or `XMLHttpRequest`, and must not use the page's IndexedDB. platform/ has captured those that the
runtime itself needs.

Must not know: Node's replacements."""

from __future__ import annotations

_SET_LATER = ['navigator', 'Navigator']  # added by the library unless options disable it


def hide_all_but(names: list[str]) -> None:
    """`names`: the globals of native Node."""
    kept = js_new(globalThis.Set, names.filter(lambda name: name not in _SET_LATER))
    host_prototype = EventTarget.prototype
    holder = globalThis
    while holder is not host_prototype and holder is not Object.prototype and holder is not None:
        for name in Object.getOwnPropertyNames(holder):
            if not kept.has(name) and not Reflect.deleteProperty(holder, name):
                cover(name)
        holder = Object.getPrototypeOf(holder)
    if holder is host_prototype:
        # The browser's own objects inherit these too; a worker can't delete them from its globals, but can cover them.
        for name in Object.getOwnPropertyNames(host_prototype):
            if name != 'constructor':
                cover(name)
        globalThis.constructor = Object
        Object.defineProperty(globalThis, 'constructor', {'enumerable': False})


def cover(name: str) -> None:
    """Covers a global that can't be deleted, with a property that isn't enumerable."""
    Reflect.defineProperty(
        globalThis, name, {'value': js_undefined, 'writable': True, 'configurable': True, 'enumerable': False}
    )
