"""Twin of platform/futures.py over asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

_running: set[Any] = set()


class Future:
    def __init__(self) -> None:
        self._future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def resolve(self, value: Any) -> None:
        if not self._future.done():
            self._future.set_result(value)

    def reject(self, error: BaseException) -> None:
        if not self._future.done():
            self._future.set_exception(error)

    def wait(self) -> Any:
        return self._future


def start(coroutine: Coroutine[Any, Any, Any], on_error: Callable[[BaseException], Any]) -> None:
    async def run() -> None:
        try:
            await coroutine
        except Exception as error:
            on_error(error)

    task = asyncio.get_running_loop().create_task(run())
    _running.add(task)
    task.add_done_callback(_running.discard)


async def gather(coroutines: list[Any]) -> list[Any]:
    return list(await asyncio.gather(*coroutines))
