"""Waits with a timeout: no step of a boot may wait for the browser forever. Must not know what is waited for."""

from runtime_py.api.errors import ApiError

TIMED_OUT = 'ERR_TERRARIUM_TIMEOUT'


def delay(milliseconds: int) -> object:
    return Promise(lambda resolve: setTimeout(lambda: resolve(None), milliseconds))


def once(target: object, name: str) -> object:
    """A promise of the next event of this name."""
    return Promise(lambda resolve: target.addEventListener(name, lambda event: resolve(event), {'once': True}))


def within(milliseconds: int, promise: object, code: str, message: str) -> object:
    """The promise's outcome, or an error when there is none in time."""

    def wait(resolve: object, reject: object) -> None:
        timer = setTimeout(lambda: reject(ApiError(code, message)), milliseconds)

        def finish(settle: object) -> object:
            def finished(value: object) -> None:
                clearTimeout(timer)
                settle(value)

            return finished

        promise.then(finish(resolve), finish(reject))

    return Promise(wait)
