"""Keys of a terminal, one by one, for programs that use the whole screen."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, decode
from runtime_py.platform.errno import EAGAIN
from runtime_py.shell.context import Context

END = 'end-of-input'
ESCAPE = '\x1b'
WITH_ESCAPE = 'M-'


class Keys:
    """`fd`: a terminal in raw mode."""

    def __init__(self, context: Context, fd: int) -> None:
        self.context = context
        self.fd = fd

    async def octet(self) -> int:
        """The next one; -1 at the end."""
        system: Any = self.context.system
        octet = alloc(1)
        count = await self.context.read_some(self.fd, octet, 1)
        while count == -EAGAIN:
            await self.context.interrupts.ready(system, self.fd, POLLIN)
            count = await self.context.read_some(self.fd, octet, 1)
        return octet[0] if count > 0 else -1

    async def key(self) -> str:
        """A character, the rest of an escape sequence (`[A`), `M-u`, or END."""
        first = await self.octet()
        if first < 0:
            return END
        if first == 27:
            return await self._sequence()
        size = 1 if first < 0xC0 else (2 if first < 0xE0 else (3 if first < 0xF0 else 4))
        data = alloc(size)
        data[0] = first
        for k in range(1, size):
            data[k] = max(0, await self.octet())
        return decode(data)

    async def _sequence(self) -> str:
        if self.context.system.poll(self.fd) & POLLIN == 0:
            return ESCAPE
        text = chr(max(0, await self.octet()))
        if text != '[' and text != 'O':
            return WITH_ESCAPE + text
        while True:
            octet = await self.octet()
            if octet < 0:
                return END
            text += chr(octet)
            if 64 <= octet <= 126:
                return text
