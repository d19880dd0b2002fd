"""async_hooks' view of promises: init, before, after and settled, which an engine with promise hooks would call itself.

Covers promises made by `new Promise`, its static functions, `then` and similar methods, and continuations of `await`.
The promise of an async function's call isn't accessible while the call runs; a stand-in represents it until it is first
seen (call_source.py). `after` of a continuation is emitted when the next thing begins. While no hooks are set, nothing
is changed. Knows: promises, carrying.py, domains as far as a rejection belongs to one."""

from __future__ import annotations

from runtime_py.node.async_context.call_source import ENTER, FAILED, LEFT
from runtime_py.node.async_context.carrying import HOST_THEN, HostPromise, hooks, listen
from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.frame import context
from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.realm.host import current_realm, define

# constants of V8's PromiseRejectEvent
REJECT_AFTER_RESOLVED = 2
RESOLVE_AFTER_RESOLVED = 3
MOST_FAILURES = 200
MOST_CALLS = 1000  # how many are remembered until their promises are seen
_settled = HostPromise.resolve()


class Failure:
    """The reason with which a promise was rejected, and the domain in which that happened; `call`: the async function's
    call that threw it."""

    def __init__(self, reason: object, call: Call | None) -> None:
        self.reason = reason
        self.call = call
        self.domain = current_realm().process.domain


class Call:
    """A call of an async function. `stand_in` represents its promise."""

    def __init__(self, stand_in: object) -> None:
        self.stand_in = stand_in


class PromiseHooks:
    def __init__(self) -> None:
        self._init = js_undefined
        self._before = js_undefined
        self._after = js_undefined
        self._on_settled = js_undefined
        self._open_after = js_undefined
        self._open = None  # the promise whose continuation runs and whose `after` wasn't emitted yet
        self._on_repeated = None  # called when a settled promise is settled again
        self._replacement = None
        self._resolve = None
        self._reject = None
        self._known = js_new(globalThis.WeakSet)
        self._calls = []  # calls whose promises weren't seen yet, the latest last
        self._failures = []  # the most recent ones

    def functions(self) -> list:
        return [self._init, self._before, self._after, self._on_settled]

    def use(self, init: object, before: object, after: object, settled: object) -> None:
        """Undefined for unwanted hooks; four of them turn hooks off."""
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

    def is_on(self) -> bool:
        return hooks.listening is not None

    def tell_repeated(self, callback: object) -> None:
        """Reports (kind of V8's PromiseRejectEvent, promise, value) each time a settled promise is settled again."""
        self._on_repeated = callback
        self._replace()

    def _replace(self) -> None:
        """Replaces the program's `Promise`. Its property `constructor` stays: otherwise every await of ours would take
        two more turns."""
        if self._replacement is None:
            self._replacement = js_new(HostProxy, HostPromise, {'construct': self._construct, 'get': self._member})
            self._resolve = js_new(HostProxy, HostPromise.resolve, {'apply': self._tell_settled_by})
            self._reject = js_new(HostProxy, HostPromise.reject, {'apply': self._tell_settled_by})
            for stand_in in [self._replacement, self._resolve, self._reject]:
                show_as_native(stand_in)
        if globalThis.Promise is HostPromise:
            define(
                globalThis,
                'Promise',
                {'value': self._replacement, 'writable': True, 'enumerable': False, 'configurable': True},
            )

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
                if which == 1:
                    self._note_failure(value, None)
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
        if key == 'resolve':
            return self._resolve
        return self._reject if key == 'reject' else Reflect.get(target, key, receiver)

    def _tell_settled_by(self, target: object, maker: object, args: list) -> object:
        """Promise.resolve and Promise.reject. A subclass's constructor tells by itself."""
        if maker is not self._replacement and maker is not HostPromise:
            return Reflect.apply(target, maker, args)
        value = args[0]
        promise = Reflect.apply(target, HostPromise, args)
        if promise is not value:
            if target.name == 'reject':
                self._note_failure(value, None)
            self._made(promise, js_undefined)
            self._tell(self._on_settled, promise, js_undefined)
        return promise

    def note(self, promise: object) -> None:
        """Records a promise that the runtime made for the program."""
        if hooks.listening is not None:
            self._made(promise, js_undefined)

    # calls of async functions

    def enter(self) -> Call | None:
        if hooks.listening is None:
            return None
        call = Call(js_new(HostPromise, lambda resolve, reject: None))
        self._made(call.stand_in, js_undefined)
        self._calls.push(call)
        if self._calls.length > MOST_CALLS:
            self._calls.shift()
        return call

    def failed(self, call: Call | None, error: object) -> object:
        if call is not None:
            self._note_failure(error, call)
        return error

    def _note_failure(self, reason: object, call: Call | None) -> None:
        self._failures.push(Failure(reason, call))
        if self._failures.length > MOST_FAILURES:
            self._failures.shift()

    def left(self, call: Call | None) -> None:
        if call is not None:
            self._tell(self._on_settled, call.stand_in, js_undefined)

    def _seen(self, promise: object) -> None:
        """A promise whose creation wasn't reported is most likely that of the latest call."""
        if not self._known.has(promise) and self._calls.length > 0:
            self._is_of(self._calls.pop(), promise)

    def _take_call(self, found: Call, promise: object) -> None:
        self._calls = self._calls.filter(lambda call: call is not found)
        self._is_of(found, promise)

    def _is_of(self, call: Call, promise: object) -> None:
        self._known.add(promise)
        for key in Reflect.ownKeys(call.stand_in):
            Object.defineProperty(promise, key, Object.getOwnPropertyDescriptor(call.stand_in, key))

    def domain_of(self, promise: object, reason: object) -> object:
        """The domain in which a promise was rejected; undefined if there was none, or it isn't known."""
        for k, failure in enumerate(self._failures):
            if Object['is'](failure.reason, reason):
                self._failures.splice(k, 1)
                if failure.call is not None and not self._known.has(promise):
                    self._take_call(failure.call, promise)
                return failure.domain
        return promise.domain

    def then(self, parent: object, on_fulfilled: object, on_rejected: object) -> object:
        """Calls the native `then`, with handlers that emit before and after of the resulting promise."""
        self._seen(parent)
        made = [js_undefined]
        made[0] = HOST_THEN.call(
            parent, self._between(on_fulfilled, made, False), self._between(on_rejected, made, True)
        )
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
            after = self._after
            self._tell(self._before, made[0], js_undefined)
            try:
                return handler(value)
            finally:
                self._tell(self._on_settled, made[0], js_undefined)
                self._tell_after(after, made[0])

        return run

    def _tell_after(self, listener: object, promise: object) -> None:
        """A hook that was stopped meanwhile hears nothing more. But async_hooks' own listener for `before` has pushed
        the promise's id onto the stack of contexts, which must be popped."""
        if js_typeof(listener) != 'function':
            return
        if js_typeof(self._after) == 'function':
            self._after(promise)
        if listener is not self._after:
            stack.pop_if(promise[current_realm().symbols.async_id_symbol])

    # await

    def awaiting(self, promise: object, value: object, back: object) -> object:
        """A function to run before the `await` of `value`, whose promise is `promise`, continues."""
        if promise is value:
            self._seen(promise)
        step = js_new(HostPromise, lambda resolve, reject: None)
        late = not self._known.has(promise)
        self._made(promise, js_undefined)
        if late and js_typeof(value) != 'object' and js_typeof(value) != 'function':
            self._tell(self._on_settled, promise, js_undefined)
            late = False
        self._made(step, promise)

        def begin():
            self.end_continuation()
            back()
            if late:
                self._tell(self._on_settled, promise, js_undefined)
            self._tell(self._before, step, js_undefined)
            self._open = step
            self._open_after = self._after
            HOST_THEN.call(_settled, lambda value: self._end(step))

        return begin

    def _end(self, step: object) -> None:
        if self._open is step:
            self.end_continuation()

    def end_continuation(self) -> None:
        """Something else begins: ends the present continuation."""
        step = self._open
        if step is not None:
            self._open = None
            self._tell(self._on_settled, step, js_undefined)
            self._tell_after(self._open_after, step)
            context.frame = js_undefined


promise_hooks = PromiseHooks()


def install() -> None:
    """Installs the functions that async functions call."""
    publish(ENTER, lambda: promise_hooks.enter())
    publish(FAILED, lambda call, error: promise_hooks.failed(call, error))
    publish(LEFT, lambda call: promise_hooks.left(call))
