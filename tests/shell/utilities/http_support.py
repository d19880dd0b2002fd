"""A server on a port of a shell's machine, which answers each request with the next of its answers."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.futures import gather
from runtime_py.sys.wire import Wire
from tests.shell.machine_support import Box
from tests.support import turns


def answer(status: str, headers: list[str], body: str) -> str:
    lines = [f'HTTP/1.1 {status}', *headers, f'Content-Length: {len(encode(body))}', '', body]
    return '\r\n'.join(lines)


class Served:
    """`asked`: the requests."""

    def __init__(self) -> None:
        self.box = Box()
        self.port = self.listen()
        self.asked: list[str] = []

    def listen(self) -> int:
        self.listener: int = self.box.system.socket_listen('127.0.0.1', 0, 9)
        found: int = self.box.system.sockname(self.listener)[1]
        return found

    async def out(self, script: str, answers: list[str]) -> str:
        """The output of a script, in which PORT is the server's. It must send as many requests as there are answers."""
        done: list[Any] = await gather(
            [self.box.out(script.replace('PORT', str(self.port))), self._serve(self.listener, answers)]
        )
        out: str = done[0]
        return out.replace(str(self.port), 'PORT')

    async def _serve(self, listener: int, answers: list[str]) -> None:
        for text in answers:
            fd: int = self.box.system.accept(listener)
            while fd < 0:
                await turns()
                fd = self.box.system.accept(listener)
            wire = Wire(self.box.system, fd)
            self.asked.append(decode(await wire.read()))
            await wire.write(encode(text.replace('PORT', str(self.port))))
            wire.close()

    def headers(self, number: int) -> list[str]:
        """The lines of a request's head."""
        return self.asked[number].split('\r\n\r\n')[0].split('\r\n')

    def body(self, number: int) -> str:
        return self.asked[number].partition('\r\n\r\n')[2]
