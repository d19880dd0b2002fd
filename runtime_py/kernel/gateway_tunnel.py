"""A WebSocket of a preview page, carried to a server on the loopback with a real upgrade handshake.

The page's shim speaks whole messages over a message port (docs/rooms/previews.md); the server sees an ordinary
client. States: connecting -> open -> closing -> closed.
"""

from runtime_py.kernel.messages import WEBSOCKET_MESSAGES, problem_of_typed
from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import error_text
from runtime_py.sys.http1 import End, Head, HttpError, ResponseParser, header, request_head
from runtime_py.sys.websocket import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    FrameReader,
    WebSocketError,
    accept_for,
    close_payload,
    frame,
    handshake_headers,
)

GOING_AWAY = 1001
ABNORMAL = 1006
NO_STATUS = 1005


class Tunnel:
    """`message`: port, asker (the page's own port), path, protocols, key (16 random bytes in base64, from the page)."""

    def __init__(self, gateway: object, message: object, channel: object):
        self.gateway = gateway
        self.port = message['port']
        self.asker = message['asker']
        self.path = message['path']
        self.protocols = message['protocols']
        self.key = message['key']
        self.channel = channel
        self.connection = None
        self.parser = ResponseParser()
        self.reader = FrameReader()
        self.open = False
        self.closing = False
        self.unsent = 0
        self.watched = None  # for a dev server's WebSocket: dev_sockets.py

    def start(self) -> None:
        try:
            self.connection = self.gateway.connect(self.port)
            if self.connection is None:
                self._failed()
                return
            self.channel.onmessage = lambda event: self._on_message(event.data)
            self.connection.on_readable = self._on_readable
            self.connection.on_drained = self._on_drained
            host = f'localhost:{self.port}'
            headers = handshake_headers(host, f'http://localhost:{self.asker}', self.key, self.protocols)
            cookies = self.gateway.jar(self.port).header_for(self.path.split('?')[0], now_ms())
            if cookies != '':
                headers.append(['Cookie', cookies])
            self.parser.start('GET')
            self.connection.write(request_head('GET', self.path, headers))
        except Exception as error:
            console.warn(error_text(error))
            self._failed()

    def _on_message(self, message: object) -> None:
        if self.connection is None:
            return
        problem = problem_of_typed(WEBSOCKET_MESSAGES, message)
        if problem != '':
            console.error(f'a message to a WebSocket that is refused: {problem}')
            return
        kind = message['type']
        if kind == 'text':
            self._send(TEXT, encode(message['data']))
        elif kind == 'binary':
            self._send(BINARY, message['data'])
        elif kind == 'close' and message['code'] == GOING_AWAY:
            self._left()
        elif kind == 'close' and (not self.open or message['code'] == ABNORMAL):
            self._failed()
        elif kind == 'close' and not self.closing:
            self.closing = True
            code = message['code']
            payload = alloc(0) if code == NO_STATUS else close_payload(code, message['reason'])
            self.connection.write(frame(CLOSE, payload))

    def _on_readable(self) -> None:
        try:
            while self.connection is not None:
                data = self.connection.read()
                if data is None:
                    return
                if len(data) == 0 and self.open:
                    self._closed(ABNORMAL, '', False)  # cut without an error: the page gets no `error` event
                elif len(data) == 0:
                    self._failed()
                elif self.open:
                    self.reader.receive(data)
                    self._messages()
                else:
                    self.parser.receive(data)
                    self._handshake()
        except WebSocketError as error:
            self.connection.write(frame(CLOSE, close_payload(error.close_code, error.message)))
            self._failed()
        except Exception as error:
            console.warn(error_text(error))
            self._failed()

    def _handshake(self) -> None:
        while True:
            event = self.parser.next_event()
            if event is None:
                return
            if isinstance(event, Head) and not event.interim:
                self._check(event)
                self.watched = self.gateway.dev_sockets.opened(
                    self.port, self.path, header(event.headers, 'sec-websocket-protocol') or ''
                )
                self.channel.postMessage(
                    {'type': 'open', 'protocol': header(event.headers, 'sec-websocket-protocol') or ''}
                )
            elif isinstance(event, End):
                self.open = True
                self.reader.receive(self.parser.leftover())
                self._messages()
                return

    def _check(self, head: Head) -> None:
        if head.status != 101:
            raise HttpError(f'Unexpected response code: {head.status}')
        if header(head.headers, 'sec-websocket-accept') != accept_for(self.key):
            raise HttpError("Incorrect 'Sec-WebSocket-Accept' header value")
        protocol = header(head.headers, 'sec-websocket-protocol')
        if protocol is None and len(self.protocols) > 0:
            raise HttpError("Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received")
        if protocol is not None and protocol not in self.protocols:
            raise HttpError(
                "'Sec-WebSocket-Protocol' header value in the response does not match any of the sent values"
            )

    def _messages(self) -> None:
        while self.connection is not None:
            message = self.reader.next_message()
            if message is None:
                return
            if message.opcode == TEXT:
                self.channel.postMessage({'type': 'text', 'data': message.text()})
                if self.watched is not None:
                    self.watched.sent(message.text())
            elif message.opcode == BINARY:
                self.channel.postMessage({'type': 'binary', 'data': message.payload}, [message.payload.buffer])
            elif message.opcode == PING:
                self.connection.write(frame(PONG, message.payload))
            elif message.opcode == CLOSE:
                self._on_close_frame(message.payload)

    def _on_close_frame(self, payload: object) -> None:
        code = payload[0] * 256 + payload[1] if len(payload) >= 2 else NO_STATUS
        reason = decode(payload[2 : len(payload)]) if len(payload) > 2 else ''
        if not self.closing:
            self.connection.write(frame(CLOSE, payload))
        self._closed(code, reason, True)

    def _send(self, opcode: int, payload: object) -> None:
        """Acknowledges each message when it is written, for `bufferedAmount`."""
        self.unsent += len(payload)
        if self.connection.write(frame(opcode, payload)):
            self._on_drained()

    def _on_drained(self) -> None:
        if self.unsent > 0:
            self.channel.postMessage({'type': 'sent', 'bytes': self.unsent})
            self.unsent = 0

    def _left(self) -> None:
        """The page is gone, so the server's close isn't awaited. A script can't close with this code."""
        if self.connection is None:
            return
        if self.open and not self.closing:
            self.connection.write(frame(CLOSE, close_payload(GOING_AWAY, '')))
        self._closed(GOING_AWAY, '', False)

    def _failed(self) -> None:
        """Whatever the cause, a page gets only this."""
        self._closed(ABNORMAL, '', False, True)

    def _closed(self, code: int, reason: str, clean: bool, failed: bool = False) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if self.watched is not None:
            self.watched.closed()
            self.watched = None
        self.channel.postMessage({'type': 'closed', 'code': code, 'reason': reason, 'clean': clean, 'failed': failed})
        self.channel.close()
