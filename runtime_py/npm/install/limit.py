"""Limits the number of concurrent operations; the others wait in line."""

from __future__ import annotations

from runtime_py.platform.futures import Future


class Limit:
    """Use as `await enter()` ... `leave()`."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: list[Future] = []

    async def enter(self) -> None:
        if self._free > 0:
            self._free -= 1
            return
        turn = Future()
        self._waiting.append(turn)
        await turn.wait()

    def leave(self) -> None:
        if len(self._waiting) > 0:
            self._waiting.pop(0).resolve(None)
        else:
            self._free += 1
