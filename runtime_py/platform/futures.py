"""A future value: created here, resolved by a callback, awaited by a coroutine.

Uses the engine's original promise, even if a program later changes `Promise` or `then`."""

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
        """For `await`, by any number of coroutines."""
        return self._promise


def start(coroutine: object, on_error: object) -> None:
    """Runs a coroutine by itself. `on_error(error)` is called with what it raised."""
    _then.call(coroutine, None, on_error)


async def gather(coroutines: list) -> list:
    """Runs all at once; returns their results in order. Raises the first error."""
    return await _all.call(HostPromise, coroutines)
