"""async_hooks' view of promises: init, before, after and settled, which an engine with promise hooks would call by itself.

Seen are promises made by `new Promise`, its static functions, `then` and its kin, and what `await` goes on with. Not seen is the making of the
promise that an async function returns. `after` of a continuation is told when the next thing begins. While nobody listens, nothing is changed.
Knows: promises, carrying.py."""
from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN, HostPromise, hooks, listen
from runtime_py.node.async_context.frame import context
from runtime_py.node.host import define
from runtime_py.node.proxies import HostProxy

# of V8's PromiseRejectEvent
REJECT_AFTER_RESOLVED = 2
RESOLVE_AFTER_RESOLVED = 3
_resolve = HostPromise.resolve
_settled = HostPromise.resolve()


class PromiseHooks:
    def __init__(self) -> None:
        self._init = js_undefined
        self._before = js_undefined
        self._after = js_undefined
        self._on_settled = js_undefined
        self._open = None           # the promise whose continuation runs, and was not said to have ended
        self._on_repeated = None    # told of what settles a promise again
        self._replacement = None
        self._known = js_new(globalThis.WeakSet)

    def functions(self) -> list:
        return [self._init, self._before, self._after, self._on_settled]

    def use(self, init: object, before: object, after: object, settled: object) -> None:
        """Undefined for what isn't wanted; four of them end it."""
        self._init = init
        self._before = before
        self._after = after
        self._on_settled = settled
        wanted = False
        for listener in self.functions():
            wanted = wanted or js_typeof(listener) == 'function'
        if wanted:
            listen(self)
            self._replace()
        else:
            hooks.listening = None

    def tell_repeated(self, callback: object) -> None:
        """(kind of V8's PromiseRejectEvent, promise, value) for each settling of a promise that has been settled."""
        self._on_repeated = callback
        self._replace()

    def _replace(self) -> None:
        """`Promise` of programs. The property `constructor` stays: with another one every await of ours would take two turns more."""
        if self._replacement is None:
            self._replacement = js_new(HostProxy, HostPromise, {'construct': self._construct, 'get': self._member})
        if globalThis.Promise is HostPromise:
            define(globalThis, 'Promise', {'value': self._replacement, 'writable': True, 'enumerable': False, 'configurable': True})

    # promises

    def _tell(self, listener: object, promise: object, parent: object) -> None:
        if js_typeof(listener) == 'function' and hooks.listening is not None:
            listener(promise, parent)

    def _made(self, promise: object, parent: object) -> None:
        if not self._known.has(promise):
            self._known.add(promise)
            self._tell(self._init, promise, parent)

    def _construct(self, target: object, args: list, new_target: object) -> object:
        executor = args[0]
        if js_typeof(executor) != 'function':
            return Reflect.construct(target, args, new_target)
        abilities = []
        promise = Reflect.construct(target, [lambda resolve, reject: abilities.push(resolve, reject)], new_target)
        self._made(promise, js_undefined)
        told = [False]

        def once(which, value):
            if not told[0]:
                told[0] = True
                self._tell(self._on_settled, promise, js_undefined)
            elif self._on_repeated is not None:
                self._on_repeated(REJECT_AFTER_RESOLVED if which == 1 else RESOLVE_AFTER_RESOLVED, promise, value)
            return abilities[which](value)
        try:
            executor(lambda value: once(0, value), lambda error: once(1, error))
        except Exception as error:
            once(1, error)
        return promise

    def _member(self, target: object, key: object, receiver: object) -> object:
        return self.resolve if key == 'resolve' else Reflect.get(target, key, receiver)

    def resolve(self, value: object) -> object:
        """Promise.resolve: a promise stays what it is."""
        promise = _resolve.call(HostPromise, value)
        if promise is not value:
            self._made(promise, js_undefined)
            self._tell(self._on_settled, promise, js_undefined)
        return promise

    def then(self, parent: object, on_fulfilled: object, on_rejected: object) -> object:
        """The native `then`, its handlers between before and after of the promise that it makes."""
        made = [js_undefined]
        made[0] = HOST_THEN.call(parent, self._between(on_fulfilled, made, False), self._between(on_rejected, made, True))
        self._made(made[0], parent)
        return made[0]

    def _between(self, handler: object, made: list, rejects: bool) -> object:
        if js_typeof(handler) != 'function':
            def through(value):
                self._tell(self._on_settled, made[0], js_undefined)
                if rejects:
                    raise value
                return value
            return through

        def run(value):
            self.end_continuation()
            self._tell(self._before, made[0], js_undefined)
            try:
                return handler(value)
            finally:
                self._tell(self._on_settled, made[0], js_undefined)
                self._tell(self._after, made[0], js_undefined)
        return run

    # await

    def awaiting(self, promise: object, back: object) -> object:
        """What is to run before the `await` of `promise` goes on."""
        step = js_new(HostPromise, lambda resolve, reject: None)
        late = not self._known.has(promise)
        self._made(promise, js_undefined)
        self._made(step, promise)

        def begin():
            self.end_continuation()
            back()
            if late:
                self._tell(self._on_settled, promise, js_undefined)
            self._tell(self._before, step, js_undefined)
            self._open = step
            HOST_THEN.call(_settled, lambda value: self._end(step))
        return begin

    def _end(self, step: object) -> None:
        if self._open is step:
            self.end_continuation()

    def end_continuation(self) -> None:
        """Something else begins."""
        step = self._open
        if step is not None:
            self._open = None
            self._tell(self._on_settled, step, js_undefined)
            self._tell(self._after, step, js_undefined)
            context.frame = js_undefined


promise_hooks = PromiseHooks()
