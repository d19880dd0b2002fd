"""Module namespace objects (ECMA-262, 10.4.6): what `import * as ns` and import() give.

A proxy over a sealed object whose properties look like variables, writable and yet not to be set; their values are read when asked for."""
from __future__ import annotations

from runtime_py.node.host import define
from runtime_py.node.proxies import HostProxy

HostMap = globalThis.Map


def namespace_object(exports: list) -> object:
    """`exports`: [name, getter], in the order of names."""
    target = Object.create(None)
    getters = js_new(HostMap)
    for name, getter in exports:
        getters.set(name, getter)
        define(target, name, {'value': js_undefined, 'writable': True, 'enumerable': True, 'configurable': False})
    define(target, Symbol.toStringTag, {'value': 'Module', 'writable': False, 'enumerable': False, 'configurable': False})
    Object.preventExtensions(target)

    def get(_target, key, _receiver):
        getter = getters.get(key)
        return Reflect.get(target, key) if getter is None else getter()

    def get_descriptor(_target, key):
        descriptor = Reflect.getOwnPropertyDescriptor(target, key)
        getter = getters.get(key)
        if getter is not None:
            descriptor.value = getter()
        return descriptor

    def define_property(_target, key, asked):
        """True where nothing would change."""
        now = get_descriptor(target, key)
        if now is None or asked.configurable or asked.enumerable == (not now.enumerable) or asked.get is not None or asked.set is not None:
            return False
        if asked.writable == (not now.writable):
            return False
        return not js_in('value', asked) or Object['is'](asked.value, now.value)
    return js_new(HostProxy, target, Object.setPrototypeOf({
        'get': get, 'getOwnPropertyDescriptor': get_descriptor, 'defineProperty': define_property, 'set': lambda *given: False,
        'setPrototypeOf': lambda _target, prototype: prototype is None,
    }, None))


def fast_namespace(exports: list) -> object:
    made = Object.create(None)
    for name, getter in exports:
        define(made, name, {'get': getter, 'enumerable': True})
    return Object.freeze(made)
