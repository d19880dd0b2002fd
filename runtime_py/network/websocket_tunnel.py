"""Carries a program's WebSocket to an outside host over one of the browser's: this file acts as the server in the
handshake, and passes messages both ways.

States: connecting -> open -> closed. The browser doesn't expose frames: pings are answered here, and compression is
between the browser and the server. A page can set no header of the handshake but the protocols."""

from runtime_py.network.exchange import Gone
from runtime_py.network.problems import A_PROXY, HEADER, MIXED, NETWORK, ConnectionProblem
from runtime_py.network.request_headers import sort_headers
from runtime_py.platform.bytes import Bytes, alloc, decode, encode
from runtime_py.platform.clock import call_later, sleep
from runtime_py.platform.futures import Future, start
from runtime_py.sys.http1_requests import RequestHead, response_head
from runtime_py.sys.websocket import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    FrameReader,
    Message,
    WebSocketError,
    accept_for,
    close_payload,
    frame,
)

# headers that a client sends anyway, and the browser too
_TUNING = ['accept', 'accept-language', 'cache-control', 'pragma']
NO_STATUS = 1005
ABNORMAL = 1006
TOO_MUCH = 268435456  # bytes that may wait for a program that doesn't read
AHEAD = 1048576  # bytes that may wait in the browser before the program is made to wait
PAUSE_MS = 5
PATIENCE_MS = 5000  # time for a program to close its side


def is_websocket(request: RequestHead) -> bool:
    return (request.header('upgrade') or '').lower() == 'websocket' and request.header('sec-websocket-key') is not None


class WebSocketTunnel:
    def __init__(self, connection: object, request: RequestHead, url: object) -> None:
        self.connection = connection
        self.request = request
        self.url = url
        self.socket = None
        self.reader = FrameReader(True)
        self._opened = Future()
        self._outgoing: list = []  # frames for the program
        self._outgoing_bytes = 0
        self._writing = False
        self._closed = False
        self._said_close = False
        self._heard_close = False

    async def run(self) -> None:
        """Runs until one side ends. Raises ConnectionProblem and Gone."""
        self._check_headers()
        self.socket = self._open()
        if not await self._opened.wait():
            raise ConnectionProblem(
                NETWORK,
                f"{self.url.host}: the WebSocket could not be opened: the host can't be reached, or refuses it; the browser doesn't say which",
            )
        headers = [
            ['upgrade', 'websocket'],
            ['connection', 'Upgrade'],
            ['sec-websocket-accept', accept_for(self.request.header('sec-websocket-key'))],
        ]
        if self.socket.protocol != '':
            headers.append(['sec-websocket-protocol', self.socket.protocol])
        try:
            await self.connection.write(response_head(101, 'Switching Protocols', headers))
            await self._read_all()
        finally:
            self.socket.close()

    def _check_headers(self) -> None:
        found = sort_headers(self.request.headers, [self.url.host, self.connection.stand_in], self.url.protocol[:-1])
        refused = found.refused
        for pair in found.kept:
            if pair[0].lower() not in _TUNING:
                refused = refused or pair[0]
        if refused != '':
            raise ConnectionProblem(HEADER, f"{self.url.host}: a page can't set the header {refused} for a WebSocket")

    def _open(self) -> object:
        address = ('wss' if self.url.protocol == 'https:' else 'ws') + self.url.href[self.url.protocol.length - 1 :]
        protocols = [
            name.strip()
            for name in (self.request.header('sec-websocket-protocol') or '').split(',')
            if name.strip() != ''
        ]
        try:
            socket = WebSocket(address, protocols)
        except Exception as error:
            raise ConnectionProblem(
                MIXED, f'{self.url.host}: the browser refuses the WebSocket ({error.message}); {A_PROXY}'
            )
        socket.binaryType = 'arraybuffer'
        socket.onopen = lambda event: self._opened.resolve(True)
        socket.onmessage = lambda event: self._on_message(event.data)
        socket.onclose = lambda event: self._on_close(event.code, event.reason)
        return socket

    # from the host to the program

    def _on_message(self, data: object) -> None:
        if js_typeof(data) == 'string':
            self._send(frame(TEXT, encode(data), False))
        else:
            self._send(frame(BINARY, Uint8Array(data), False))

    def _on_close(self, code: int, reason: str) -> None:
        self._opened.resolve(False)
        if code == ABNORMAL:
            self.connection.system.reset(self.connection.fd)
            self._finish()
            return
        self._say_close(alloc(0) if code == NO_STATUS else close_payload(code, reason))

    def _say_close(self, payload: Bytes) -> None:
        """Sends a close frame; the connection ends when both sides have sent one."""
        self._said_close = True
        self._send(frame(CLOSE, payload, False))
        if self._heard_close:
            self._send(None)
        else:
            call_later(PATIENCE_MS, lambda: self._finish())

    def _send(self, data: object) -> None:
        """Queues a frame for the program; None ends the connection."""
        self._outgoing.append(data)
        self._outgoing_bytes += 0 if data is None else len(data)
        if self._outgoing_bytes > TOO_MUCH:
            self.socket.close()
            self._finish()
        elif not self._writing:
            self._writing = True
            start(self._write_all(), lambda error: self._finish())

    async def _write_all(self) -> None:
        while len(self._outgoing) > 0 and not self._closed:
            data = self._outgoing.pop(0)
            if data is None:
                self._finish()
            else:
                await self.connection.write(data)
                self._outgoing_bytes -= len(data)
        self._writing = False

    def _finish(self) -> None:
        """Ends the tunnel and wakes the reader of the program's frames."""
        if not self._closed:
            self._closed = True
            self.connection.wire.end()

    # from the program to the host

    async def _read_all(self) -> None:
        self.reader.receive(self.connection.parser.leftover())
        while not self._closed:
            try:
                message = self.reader.next_message()
                while message is not None:
                    await self._on_program(message)
                    message = self.reader.next_message()
            except WebSocketError as error:
                self._heard_close = True
                self._say_close(close_payload(error.close_code, error.message))
            if not self._closed:
                await self.connection.receive()
                self.reader.receive(self.connection.parser.leftover())
        raise Gone()

    async def _on_program(self, message: Message) -> None:
        if message.opcode == TEXT or message.opcode == BINARY:
            self.socket.send(message.text() if message.opcode == TEXT else message.payload)
            while self.socket.bufferedAmount > AHEAD:
                await sleep(PAUSE_MS)
        elif message.opcode == PING:
            self._send(frame(PONG, message.payload, False))
        elif message.opcode == CLOSE and not self._heard_close:
            self._heard_close = True
            if self._said_close:
                self._send(None)
            else:
                self._close(message)

    def _close(self, message: Message) -> None:
        """A page can send 1000 and the application codes; any other close is sent without a code."""
        payload = message.payload
        code = payload[0] * 256 + payload[1] if len(payload) >= 2 else NO_STATUS
        if code == 1000 or 3000 <= code <= 4999:
            self.socket.close(code, decode(payload[2 : len(payload)]))
        else:
            self.socket.close()
