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


def has_get_trap(proxy: object) -> bool:
    """Whether a trap answers for the proxy's properties: its own, or that of a proxy which is its target."""
    details = details_of(proxy)
    while details is not None and details[1] is not None:
        if details[1]['get'] is not None:
            return True
        details = details_of(details[0])
    return False


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
