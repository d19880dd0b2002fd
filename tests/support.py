"""Small helpers for tests that run in both worlds."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.clock import call_later, call_soon, monotonic_ms
from runtime_py.platform.futures import Future

PATIENCE_MS = 60000  # a test that waits longer than this has failed


class _Raises:
    """Passes if the block raises an error of this kind, which is then in `error`."""

    def __init__(self, kind: object) -> None:
        self.kind = kind
        self.error: object = None

    def __enter__(self) -> _Raises:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if error is None:
            raise AssertionError('nothing was raised')
        if not isinstance(error, self.kind):
            return False
        self.error = error
        return True


def raises(kind: object) -> _Raises:
    """`with raises(ValueError) as caught:`"""
    return _Raises(kind)


async def turns(count: int = 1) -> None:
    """Lets everything else that is ready run, so many times: what a message brings, and what a timer brings."""
    for _ in range(count):
        await _after(call_soon)
        await _after(lambda call: call_later(0, call))


async def _after(begin: Callable[[Callable[[], None]], object]) -> None:
    came = Future()
    begin(lambda: came.resolve(True))
    await came.wait()


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what another coroutine brings about."""
    end = monotonic_ms() + PATIENCE_MS
    while not holds():
        assert monotonic_ms() < end, 'what the test waits for does not come'
        await turns()
