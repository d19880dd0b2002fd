"""What reflection shows of two kinds of accessors that stand in for what V8 has inside.

V8 has properties that native code reads and writes but that look like data (process.title, globals whose module is
loaded when they are first read), and private symbols, which nothing lists. Here both are accessors, so the functions
that describe and list properties are replaced. Must not know: which properties there are."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import HostProxy

_describe = Object.getOwnPropertyDescriptor
_reflect = Reflect.getOwnPropertyDescriptor
_describe_all = Object.getOwnPropertyDescriptors
_keys = Reflect.ownKeys
_symbols = Object.getOwnPropertySymbols
_as_data = js_new(globalThis.WeakSet)  # getters
_unlisted = js_new(globalThis.Set)  # symbols of Object.prototype


def show_as_data(getter: object) -> object:
    """An accessor with this getter is described as a writable data property."""
    _as_data.add(getter)
    return getter


def unlist(symbol: object) -> None:
    """This symbol of Object.prototype is not listed."""
    _unlisted.add(symbol)


def described(descriptor: object, target: object) -> object:
    if descriptor is None or descriptor.get is None or not _as_data.has(descriptor.get):
        return descriptor
    return {
        'value': Reflect.apply(descriptor.get, target, []),
        'writable': True,
        'enumerable': descriptor.enumerable,
        'configurable': descriptor.configurable,
    }


def listed(keys: list, target: object) -> list:
    return keys.filter(lambda key: not _unlisted.has(key)) if target is Object.prototype else keys


def describe_all(target: object) -> object:
    found = _describe_all(target)
    for key in _keys(found):
        if found[key].get is not None:
            found[key] = described(found[key], target)
    if target is Object.prototype:
        for symbol in _unlisted:
            js_delete(found, symbol)
    return found


def install() -> None:
    """Must run before the library copies its primordials."""

    def replace(holder, name, arity, stand_in):
        for key, value in [['name', name], ['length', arity]]:
            Object.defineProperty(stand_in, key, {'value': value, 'configurable': True})
        show_as_native(stand_in)
        Object.defineProperty(
            holder, name, {'value': stand_in, 'writable': True, 'enumerable': False, 'configurable': True}
        )

    replace(Object, 'getOwnPropertyDescriptor', 2, lambda target, key: described(_describe(target, key), target))
    replace(Reflect, 'getOwnPropertyDescriptor', 2, lambda target, key: described(_reflect(target, key), target))
    replace(Object, 'getOwnPropertyDescriptors', 1, lambda target: describe_all(target))
    replace(Object, 'getOwnPropertySymbols', 1, lambda target: listed(_symbols(target), target))
    replace(Reflect, 'ownKeys', 1, lambda target: listed(_keys(target), target))
    for name in ['__lookupGetter__', '__lookupSetter__']:
        look_up(name, replace)


def look_up(name: str, replace: object) -> None:
    def ask(native, this_value, args):
        found = Reflect.apply(native, this_value, args)
        if found is None:
            return found
        at = this_value
        while at is not None:
            own = _describe(at, args[0])
            if own is not None:
                return js_undefined if _as_data.has(own.get) else found
            at = Object.getPrototypeOf(at)
        return found

    replace(Object.prototype, name, 1, js_new(HostProxy, Object.prototype[name], {'apply': ask}))
