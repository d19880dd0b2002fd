"""The states of promises for `util.inspect`, as far as they can be known: an engine doesn't reveal them to a program.

Known are promises that Promise.resolve or Promise.reject settled, and rejections that the engine reported because
nothing handled them. Installed after Node's library has taken its own copies, so the library isn't slowed."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import is_proxy
from runtime_py.platform.promise_notes import noting_reject, noting_resolve, settled_of

PENDING = 0
FULFILLED = 1
REJECTED = 2


def may_wait(value: object) -> bool:
    """Whether it may be a thenable; the traps of a proxy must not run for the answer."""
    return is_proxy(value) or js_in('then', value)


def install() -> None:
    promise = globalThis.Promise
    for name, made in [
        ['resolve', noting_resolve(promise.resolve, js_func(may_wait))],
        ['reject', noting_reject(promise.reject)],
    ]:
        show_as_native(made)
        Object.defineProperty(
            promise, name, {'value': made, 'writable': True, 'enumerable': False, 'configurable': True}
        )


def details(promise: object) -> list:
    """[state, value or reason], as the binding's getPromiseDetails."""
    known = settled_of(promise)
    if known is None:
        return [PENDING, js_undefined]
    return [REJECTED if known[0] else FULFILLED, known[1]]
