"""Records the target and handler of proxies, which the engine doesn't reveal, for `util.inspect` and
`util.types.isProxy`.

Replaces the global Proxy by one that records them. Loaded before any user code."""

from __future__ import annotations

HostProxy = globalThis.Proxy
_made = js_new(globalThis.WeakMap)


def details_of(value: object) -> object:
    """[target, handler] of a proxy; undefined for anything else."""
    if (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function':
        return _made.get(value)
    return js_undefined


def is_proxy(value: object) -> bool:
    return details_of(value) is not None


def note(made: object, target: object, handler: object) -> object:
    _made.set(made, [target, handler])
    return made


def revocable(target: object, handler: object) -> object:
    pair = HostProxy.revocable(target, handler)
    note(pair.proxy, target, handler)

    def revoke():
        pair.revoke()
        note(pair.proxy, None, None)

    return {'proxy': pair.proxy, 'revoke': js_func(revoke)}


def install() -> None:
    def construct(target, args, new_target):
        return note(Reflect.construct(HostProxy, args), args[0], args[1])

    replacement = js_new(
        HostProxy,
        HostProxy,
        {
            'construct': construct,
            'get': lambda target, key: revocable if key == 'revocable' else target[key],
        },
    )
    Object.defineProperty(
        globalThis, 'Proxy', {'value': replacement, 'writable': True, 'configurable': True, 'enumerable': False}
    )
