"""One end of a connection, used by a coroutine that reads and writes it, while others may end it at any time.

If the descriptor were closed while a coroutine waits for it, the coroutine would continue with whatever gets its number
next. So `end` wakes the waiting coroutine, whose calls return -ECANCELED from then on, and the reader calls `close`
when it is done."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.errno import EAGAIN, ECANCELED
from runtime_py.sys.gate import Gate

READ_BYTES = 65536
_buffer = alloc(READ_BYTES)  # of all wires


class Wire:
    def __init__(self, system: Any, fd: int) -> None:
        self.system = system
        self.fd = fd
        self.ended = False
        self.error = 0  # -errno of the last read
        self._gates: list[Gate] = []

    async def read(self) -> Bytes:
        """Reads some bytes; empty at the end, and after an error, which is then in `error`."""
        while not self.ended:
            count: int = self.system.read(self.fd, _buffer, 0, READ_BYTES)
            if count != -EAGAIN:
                self.error = min(count, 0)
                return _buffer[0 : max(count, 0)]  # copied before another coroutine gets its turn
            await self._ready(POLLIN)
        self.error = -ECANCELED
        return alloc(0)

    async def write(self, data: Bytes) -> int:
        """Writes everything: 0, or -errno."""
        done = 0
        while not self.ended:
            if done == len(data):
                return done
            count: int = self.system.write(self.fd, data, done, len(data) - done)
            if count >= 0:
                done += count
            elif count != -EAGAIN:
                return count
            else:
                await self._ready(POLLOUT)
        return -ECANCELED

    async def _ready(self, events: int) -> None:
        gate = Gate()
        watch = self.system.reactor.add(self.fd, events, lambda _events: gate.open())
        self._gates.append(gate)
        await gate.passed()
        self._gates.remove(gate)
        watch.stop()

    def end(self) -> None:
        self.ended = True
        for gate in self._gates:
            gate.open()

    def close(self) -> None:
        self.end()
        if self.fd >= 0:
            self.system.close(self.fd)
            self.fd = -1
