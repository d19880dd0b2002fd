"""The server's side of the WebSockets over which pages get updates. Calls the system through the wires that it is
given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, encode
from runtime_py.platform.futures import start
from runtime_py.sys.http1_requests import RequestHead, response_head
from runtime_py.sys.websocket import (
    CLOSE,
    PING,
    PONG,
    TEXT,
    FrameReader,
    WebSocketError,
    accept_for,
    close_payload,
    frame,
)

PROTOCOLS = ['serve-hmr', 'vite-hmr']


class HotClient:
    def __init__(self, wire: Any, said: Callable[[HotClient, str], None]) -> None:
        self.wire = wire
        self.owes = False  # an update was sent to it and isn't confirmed yet
        self.is_silent = False  # its confirmation is overdue: a frozen page, or one that disappeared silently
        self._said = said
        self._outgoing: list[Bytes] = []
        self._writing = False

    def send(self, text: str) -> None:
        self._push(frame(TEXT, encode(text), False))

    def _push(self, data: Bytes) -> None:
        self._outgoing.append(data)
        if not self._writing:
            self._writing = True
            start(self._write_all(), lambda error: self.wire.end())

    async def _write_all(self) -> None:
        while len(self._outgoing) > 0:
            data = self._outgoing.pop(0)
            if await self.wire.write(data) < len(data):
                self.wire.end()
        self._writing = False

    async def run(self, first: Bytes) -> None:
        """Runs until one side ends."""
        reader = FrameReader(True)
        reader.receive(first)
        while True:
            try:
                message = reader.next_message()
            except WebSocketError as error:
                await self.wire.write(frame(CLOSE, close_payload(error.close_code, error.message), False))
                return
            if message is None:
                data = await self.wire.read()
                if len(data) == 0:
                    return
                reader.receive(data)
            elif message.opcode == TEXT:
                self._said(self, message.text())
            elif message.opcode == PING:
                self._push(frame(PONG, message.payload, False))
            elif message.opcode == CLOSE:
                await self.wire.write(frame(CLOSE, message.payload if len(message.payload) >= 2 else alloc(0), False))
                return


def is_hot_socket(request: RequestHead) -> bool:
    return (
        (request.header('upgrade') or '').lower() == 'websocket'
        and _protocol(request) != ''
        and request.header('sec-websocket-key') is not None
    )


def _protocol(request: RequestHead) -> str:
    for name in (request.header('sec-websocket-protocol') or '').split(','):
        if name.strip() in PROTOCOLS:
            return name.strip()
    return ''


def handshake(request: RequestHead) -> Bytes:
    key = request.header('sec-websocket-key') or ''
    headers = [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Accept', accept_for(key)],
        ['Sec-WebSocket-Protocol', _protocol(request)],
    ]
    return response_head(101, 'Switching Protocols', headers)
