"""A proxy whose traps alone define its properties, as for an exotic object of C++.

The engine checks what a proxy reports about non-configurable properties, and about extensibility, against the target.
So the target gets such properties when they are reported. Must not know: the meaning of the traps."""

from __future__ import annotations

from runtime_py.node.engine.proxies import HostProxy

_has_own = Object.hasOwn


def proxy_without_target(traps: object) -> object:
    """`traps` has all traps except isExtensible and preventExtensions."""
    target = Object.create(None)
    describe = traps.getOwnPropertyDescriptor
    define_one = traps.defineProperty
    list_keys = traps.ownKeys
    has_one = traps.has

    def told(_target, key):
        found = describe(target, key)
        if found is not None and not found.configurable:
            mirror(key, found)
        elif found is not None and not Object.isExtensible(target) and not Object.hasOwn(target, key):
            return js_undefined
        return found

    def mirror(key, found):
        if not Reflect.defineProperty(target, key, found):
            raise TypeError(f'Cannot redefine property: {String(key)}')

    def defined(_target, key, descriptor):
        done = define_one(target, key, descriptor)
        if done and descriptor.configurable is not True:
            told(target, key)
        return done

    def own_keys(_target):
        found = list_keys(target)
        return found if Object.isExtensible(target) else Reflect.ownKeys(target)

    def prevent(_target):
        for key in list_keys(target):
            mirror(key, describe(target, key))
        Reflect.setPrototypeOf(target, traps.getPrototypeOf(target))
        return Reflect.preventExtensions(target)

    return js_new(
        HostProxy,
        target,
        Object.setPrototypeOf(
            Object.assign(
                {},
                traps,
                {
                    'getOwnPropertyDescriptor': told,
                    'defineProperty': defined,
                    'ownKeys': own_keys,
                    'preventExtensions': prevent,
                    'has': lambda _target, key: has_one(target, key) or _has_own(target, key),
                },
            ),
            None,
        ),
    )
