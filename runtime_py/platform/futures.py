"""A value that comes later: made here, resolved by a callback, awaited by a coroutine.

With the engine's own promise, whatever a program does to `Promise` or `then` later."""

HostPromise = globalThis.Promise
_then = HostPromise.prototype['then']
_all = HostPromise.all


class Future:
    def __init__(self) -> None:
        def take(resolve, reject):
            self._resolve = resolve
            self._reject = reject
        self._promise = js_new(HostPromise, take)

    def resolve(self, value: object) -> None:
        self._resolve(value)

    def reject(self, error: object) -> None:
        self._reject(error)

    def wait(self) -> object:
        """To be awaited; by several, if need be."""
        return self._promise


def start(coroutine: object, on_error: object) -> None:
    """Lets a coroutine run by itself. `on_error(error)` gets what it raised."""
    _then.call(coroutine, None, on_error)


async def gather(coroutines: list) -> list:
    """Runs them all at once; their results in order. The first error is raised."""
    return await _all.call(HostPromise, coroutines)
