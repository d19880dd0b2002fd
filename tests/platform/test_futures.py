"""Futures: the same order and results in both worlds."""

from __future__ import annotations

from runtime_py.platform.futures import Future, gather, start
from tests.support import raises


async def test_a_future_has_one_result() -> None:
    future = Future()
    future.resolve(1)
    future.resolve(2)
    assert await future.wait() == 1
    refused = Future()
    refused.reject(ValueError('no'))
    refused.resolve(3)
    with raises(ValueError):
        await refused.wait()


async def give(value: int, log: list[int]) -> int:
    log.append(value)
    return value


async def test_gather_keeps_the_order() -> None:
    log: list[int] = []
    assert await gather([give(1, log), give(2, log)]) == [1, 2] and log == [1, 2]
    assert await gather([]) == []


async def fail(done: Future) -> None:
    done.resolve(True)
    raise ValueError('failed')


async def test_a_started_coroutine_tells_its_error() -> None:
    done = Future()
    told = Future()
    start(fail(done), lambda error: told.resolve(str(isinstance(error, ValueError))))
    assert await done.wait() and await told.wait() == 'True'
