"""A gate that a callback opens and a coroutine waits for."""

from __future__ import annotations

from runtime_py.platform.futures import Future


class Gate:
    """Opened once, by a callback; coroutines that wait for it continue in a later turn."""

    def __init__(self) -> None:
        self.is_open = False
        self._future: Future = Future()

    def open(self) -> None:
        if not self.is_open:
            self.is_open = True
            self._future.resolve(None)

    async def passed(self) -> None:
        await self._future.wait()
