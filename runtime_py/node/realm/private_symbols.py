"""V8's private symbols: keys that leave no trace on an object. Each is an accessor on Object.prototype backed by a
WeakMap, so an assignment creates no own property, and neither reflection (engine/reflected.py) nor proxies see it."""

from __future__ import annotations

from runtime_py.node.engine.reflected import unlist
from runtime_py.node.realm.host import hidden


def _is_object(value: object) -> bool:
    return (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function'


def make_private_symbol(name: str) -> object:
    symbol = Symbol(name)
    values = js_new(globalThis.WeakMap)

    def get():
        return values.get(js_this) if _is_object(js_this) else js_undefined

    def put(value):
        if _is_object(js_this):
            values.set(js_this, value)

    Object.defineProperty(
        Object.prototype, symbol, {'configurable': True, 'enumerable': False, 'get': js_func(get), 'set': js_func(put)}
    )
    unlist(symbol)
    return symbol


def make_private_symbols(names: list) -> object:
    made = {}
    for name in names:
        made[name] = make_private_symbol(name)
    return made


def set_private(target: object, symbol: object, value: object) -> None:
    """Also works on a proxy, whose traps don't see it, and on an object without Object.prototype, which gets a real
    property."""
    Object.getOwnPropertyDescriptor(Object.prototype, symbol).set.call(target, value)
    if target[symbol] is not value and Object.isExtensible(target):
        hidden(target, symbol, value)
