"""Carries the async context frame through promises: `then` passes it to its handlers, and an `await` continues in the
frame in which it began.

The engine doesn't report when it continues after an `await`. But a promise runs its reactions in the order in which
they were added, with nothing in between: so a reaction that restores the frame is added right before the `await` adds
its own. await_source.py passes every operand through `operand`. Until a first frame is set, none of this costs
anything. Knows: promises. Must not know: source text."""

from __future__ import annotations

from runtime_py.node.async_context.frame import context
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.realm.host import define

HostPromise = globalThis.Promise
HOST_THEN = HostPromise.prototype['then']
OPERAND = '$terrarium_await'
EACH = '$terrarium_each'
_resolve = HostPromise.resolve
_settled = HostPromise.resolve()


class Hooks:
    """`listening`: async_hooks' view of promises (promise_hooks.py), while hooks are enabled."""

    def __init__(self) -> None:
        self.listening = None


hooks = Hooks()


def install(primordials: object) -> None:
    """Must run before anything of the library is loaded."""
    publish(OPERAND, operand)
    publish(EACH, each)
    context.activate = activate
    primordials.PromisePrototypeThen = then_of


def listen(listening: object) -> None:
    hooks.listening = listening
    if not context.active:
        activate()


def activate() -> None:
    context.active = True
    define(
        HostPromise.prototype,
        'then',
        {'value': js_func(then), 'writable': True, 'enumerable': False, 'configurable': True},
    )


# then


def then(on_fulfilled: object, on_rejected: object) -> object:
    """Promise.prototype.then while frames are carried."""
    if hooks.listening is not None:
        return hooks.listening.then(js_this, carrying(on_fulfilled), carrying(on_rejected))
    return HOST_THEN.call(js_this, carrying(on_fulfilled), carrying(on_rejected))


def then_of(promise: object, on_fulfilled: object, on_rejected: object) -> object:
    """primordials.PromisePrototypeThen: the library copies it before frames are carried."""
    return (
        then.call(promise, on_fulfilled, on_rejected)
        if context.active
        else HOST_THEN.call(promise, on_fulfilled, on_rejected)
    )


def carrying(handler: object) -> object:
    if js_typeof(handler) != 'function':
        return handler
    frame = context.frame

    def run(value):
        before = context.exchange(frame)
        try:
            return handler(value)
        finally:
            context.frame = before

    return run


# await


def operand(value: object) -> object:
    """What to await instead of `value`. Its stack frame must be as small as possible: there must be room for it even
    when a program's recursion has filled the stack."""
    return carried(value) if context.active else value


def carried(value: object) -> object:
    """Settles as many turns later as `value` (ECMA-262, 27.7.5.3), then restores the present frame."""
    promise = as_promise(value)
    back = bringing_back(context.frame)
    if hooks.listening is not None:
        back = hooks.listening.awaiting(promise, value, back)
    HOST_THEN.call(promise, back, back)
    return promise


def as_promise(value: object) -> object:
    is_object = value is not None and (js_typeof(value) == 'object' or js_typeof(value) == 'function')
    if is_object and not js_instanceof(value, HostPromise):
        # a thenable's `then` is called in the microtask after this one
        HOST_THEN.call(_settled, bringing_back(context.frame))
    return _resolve.call(HostPromise, value)


def bringing_back(frame: object) -> object:
    def bring_back():
        context.frame = frame

    return bring_back


# for await


def each(iterable: object, name: str = 'object') -> object:
    """What `for await` iterates instead of `iterable`. `name`: the engine's description of it."""
    if iterable is None:
        return iterable
    if not is_iterable(iterable):
        raise TypeError(f'{name} is not async iterable')
    if not context.active:
        return iterable
    made = Object.create(None)
    made[Symbol.asyncIterator] = lambda: awaited_iterator(iterable)
    return made


def is_iterable(value: object) -> bool:
    """Whether it has one of the methods; tested without reading them, which a program could observe."""
    there = Object(value)
    return js_in(Symbol.asyncIterator, there) or js_in(Symbol.iterator, there)


def awaited_iterator(iterable: object) -> object:
    method = iterable[Symbol.asyncIterator]
    follow: object = operand
    if method is None:
        method = iterable[Symbol.iterator]
        follow = operand_of_result
    if js_typeof(method) != 'function':
        raise TypeError('Object is not async iterable')
    inner = method.call(iterable)
    advance = inner['next']

    def finish(value):
        stop = inner['return']
        return {'done': True, 'value': value} if stop is None else follow(stop.call(inner))

    return {'next': lambda: follow(advance.call(inner)), 'return': finish}


def operand_of_result(result: object) -> object:
    """A step of a plain iterator: its value is awaited (ECMA-262, 27.1.6.4)."""
    done = result.done
    return operand(
        HOST_THEN.call(_resolve.call(HostPromise, result.value), lambda value: {'value': value, 'done': done})
    )
