"""What an iterator of a Map or Set has left, without moving it: how each was made and how far it went is noted as it happens.

Replaces entries, keys, values and next on the built-in prototypes, before any user code."""
from __future__ import annotations

_origins = js_new(globalThis.WeakMap)       # iterator -> [remake, gives pairs]
_steps = js_new(globalThis.WeakMap)         # iterator -> how often next() was called


def _wrap_method(prototype: object, name: str, gives_pairs: bool) -> object:
    original = prototype[name]

    def method():
        made = original.call(js_this)
        source = js_this
        _origins.set(made, [lambda: original.call(source), gives_pairs])
        return made
    wrapped = js_func(method)
    Object.defineProperty(wrapped, 'name', {'value': name, 'configurable': True})
    Object.defineProperty(prototype, name, {'value': wrapped, 'writable': True, 'configurable': True})
    return wrapped


def _wrap_next(iterator: object) -> None:
    prototype = Object.getPrototypeOf(iterator)
    original = prototype.next

    def step():
        _steps.set(js_this, (_steps.get(js_this) or 0) + 1)
        return original.call(js_this)
    wrapped = js_func(step)
    Object.defineProperty(wrapped, 'name', {'value': 'next', 'configurable': True})
    Object.defineProperty(prototype, 'next', {'value': wrapped, 'writable': True, 'configurable': True})


def install() -> None:
    map_prototype = globalThis.Map.prototype
    set_prototype = globalThis.Set.prototype
    entries = _wrap_method(map_prototype, 'entries', True)
    _wrap_method(map_prototype, 'keys', False)
    _wrap_method(map_prototype, 'values', False)
    Object.defineProperty(map_prototype, Symbol.iterator, {'value': entries, 'writable': True, 'configurable': True})
    _wrap_method(set_prototype, 'entries', True)
    values = _wrap_method(set_prototype, 'values', False)
    for key in ['keys', Symbol.iterator]:
        Object.defineProperty(set_prototype, key, {'value': values, 'writable': True, 'configurable': True})
    _wrap_next(js_new(globalThis.Map).entries())
    _wrap_next(js_new(globalThis.Set).values())


def preview(iterator: object) -> list:
    """[what is left (pairs flattened), whether it gives pairs]."""
    origin = _origins.get(iterator)
    if origin is None:
        return [[], False]
    left = Array['from'](origin[0]()).slice(_steps.get(iterator) or 0)
    return [left.flat() if origin[1] else left, origin[1]]
