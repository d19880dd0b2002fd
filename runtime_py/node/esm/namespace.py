"""Module namespace objects (ECMA-262, 10.4.6): the results of `import * as ns` and import().

A proxy over a sealed object whose properties look writable but can't be set; their values are read on access."""

from __future__ import annotations

from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.host import define
from runtime_py.node.stacks.stacks import wants_error

HostMap = globalThis.Map


def namespace_object(exports: list) -> object:
    """`exports`: [name, getter, whether its value is constant], in the order of names."""
    target = Object.create(None)
    getters = js_new(HostMap)
    for name, getter, _stays in exports:
        getters.set(name, getter)
        define(target, name, {'value': js_undefined, 'writable': True, 'enumerable': True, 'configurable': False})
    define(
        target, Symbol.toStringTag, {'value': 'Module', 'writable': False, 'enumerable': False, 'configurable': False}
    )
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
        if may_define(key, asked):
            return True
        if wants_error(define_property, 'defineProperty'):
            raise TypeError(
                f'Cannot redefine property: {String(key)}'
                if Object.hasOwn(target, key)
                else not_extensible('define', key)
            )
        return False

    def may_define(key, asked):
        """Whether the definition would change nothing."""
        now = get_descriptor(target, key)
        if (
            now is None
            or asked.configurable
            or asked.enumerable == (not now.enumerable)
            or asked.get is not None
            or asked.set is not None
        ):
            return False
        if asked.writable == (not now.writable):
            return False
        return not js_in('value', asked) or Object['is'](asked.value, now.value)

    def refuse_to_set(_target, key, value, receiver):
        """Raises an error, since the engine's own message would mention a proxy."""
        if wants_error(refuse_to_set, 'set'):
            raise TypeError(
                f"Cannot assign to read only property '{String(key)}' of object '[object Module]'"
                if Object.hasOwn(target, key)
                else not_extensible('add', key)
            )
        return False

    return js_new(
        HostProxy,
        target,
        Object.setPrototypeOf(
            {
                'get': get,
                'getOwnPropertyDescriptor': get_descriptor,
                'defineProperty': define_property,
                'set': refuse_to_set,
                'setPrototypeOf': lambda _target, prototype: prototype is None,
            },
            None,
        ),
    )


def not_extensible(what: str, key: object) -> str:
    return f'Cannot {what} property {String(key)}, object is not extensible'


def fast_namespace(exports: list) -> object:
    """Its double for reading members fast, which programs never see."""
    made = Object.create(None)
    for name, getter, stays in exports:
        define(made, name, {'value': getter(), 'enumerable': True} if stays else {'get': getter, 'enumerable': True})
    define(made, Symbol.toStringTag, {'value': 'Module'})
    return Object.freeze(made)
