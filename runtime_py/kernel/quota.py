"""How much space the browser grants, written where `statfs` (and thus `df`) of every process reads it.

Must not know what uses the space."""

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.futures import start
from runtime_py.vfs.layout import STORAGE_QUOTA, STORAGE_USED

LOOK_EVERY_MS = 5000


class Quota:
    """`on_exceeded(used, quota)` is called when a check finds more used than granted, as on a disk that became full."""

    def __init__(self, memory: object, on_exceeded: object) -> None:
        self.memory = memory
        self._on_exceeded = on_exceeded
        self._looked: float = 0

    async def look(self) -> None:
        """Asks the browser; if it gives no answer, both stay 0: unknown."""
        self._looked = monotonic_ms()
        if navigator.storage is None:
            return
        found = await navigator.storage.estimate()
        self.memory.f64[STORAGE_QUOTA >> 1] = found.quota or 0
        self.memory.f64[STORAGE_USED >> 1] = found.usage or 0
        if found.quota > 0 and found.usage > found.quota:
            self._on_exceeded(found.usage, found.quota)

    def changed(self) -> None:
        """After a write: asks the browser again from time to time."""
        if monotonic_ms() - self._looked > LOOK_EVERY_MS:
            self.look_soon()

    def look_soon(self) -> None:
        start(self.look(), lambda error: console.debug('no estimate of the storage', error))
