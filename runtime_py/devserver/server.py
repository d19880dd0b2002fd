"""The effects of the dev server: listens, reads requests, writes responses, keeps the pages' sockets, prints lines.
Calls the system; decides nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.devserver.application import Answer, Request
from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.context import Context
from runtime_py.devserver.core import Core
from runtime_py.devserver.hot_clients import HotClient, handshake, is_hot_socket
from runtime_py.devserver.proxying import pass_on
from runtime_py.devserver.settings import Settings, find_proxy
from runtime_py.devserver.static_site import StaticSite
from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc, concat, encode
from runtime_py.platform.clock import call_later, monotonic_ms, now_ms
from runtime_py.platform.errno import EADDRINUSE
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text
from runtime_py.sys.http1 import Data, End, HttpError
from runtime_py.sys.http1_requests import RequestHead, RequestParser, response_head
from runtime_py.sys.wire import Wire

BACKLOG = 128
MOST_PORTS = 100
_REASONS: Map[int, str] = Map(
    [
        [200, 'OK'],
        [304, 'Not Modified'],
        [403, 'Forbidden'],
        [404, 'Not Found'],
        [405, 'Method Not Allowed'],
        [500, 'Internal Server Error'],
        [504, 'Gateway Timeout'],
    ]
)


class Server:
    """The edge for core.py. `told(status)` reports a state to the machine."""

    def __init__(
        self,
        system: Any,
        settings: Settings,
        line: Callable[[str], None],
        told: Callable[[Map], None],
        fetch: Callable[[str, str], Awaitable[bool]],
    ) -> None:
        self._system = system
        self._settings = settings
        self._line = line
        self._told = told
        self._fetch = fetch
        self._clients: list[HotClient] = []
        self._last_stamp = 0.0
        self.core: Core | None = None
        self.site: StaticSite | None = None  # answers in place of the core
        self.port = 0

    def make_core(self, context: Context) -> Core:
        self.core = Core(context, self)
        return self.core

    # the core's Edge

    def send(self, text: str, wants_answer: bool) -> int:
        counted = 0
        for client in self._clients:
            if not client.is_silent:
                counted += 1
                client.owes = client.owes or wants_answer
            client.send(text)
        return counted

    def gave_up(self) -> None:
        """A page that hasn't confirmed isn't waited for again until it sends a message."""
        for client in self._clients:
            client.is_silent = client.is_silent or client.owes
            client.owes = False

    def line(self, text: str) -> None:
        self._line(text)

    def status(self, event: Map) -> None:
        event.set('port', self.port)
        self._told(event)

    def now(self) -> float:
        return monotonic_ms()

    def later(self, ms: float, call: Callable[[], None]) -> None:
        call_later(ms, call)

    def stamp(self) -> float:
        """Never the same value twice: a browser caches what it imported."""
        self._last_stamp = max(float(int(now_ms())), self._last_stamp + 1)
        return self._last_stamp

    async def fetch(self, name: str, wanted: str) -> bool:
        return await self._fetch(name, wanted)

    # listening

    def listen(self) -> int:
        """The port, or -errno."""
        fd = -EADDRINUSE
        for port in range(self._settings.port, self._settings.port + MOST_PORTS):
            fd = self._system.socket_listen(self._settings.host, port, BACKLOG)
            if fd != -EADDRINUSE or self._settings.is_strict_port:
                break
        if fd < 0:
            return fd
        self.port = self._system.sockname(fd)[1]
        self._system.reactor.add(fd, POLLIN, lambda _events: self._accept(fd))
        return self.port

    def _accept(self, listener: int) -> None:
        fd: int = self._system.accept(listener)
        while fd >= 0:
            start(self._serve(Wire(self._system, fd)), lambda error: self._line(f'serve: {error_text(error)}'))
            fd = self._system.accept(listener)

    async def _serve(self, wire: Wire) -> None:
        try:
            parser = RequestParser()
            while await self._serve_one(wire, parser):
                pass
        except HttpError as error:
            body = encode(error.message + '\n')
            await wire.write(
                concat(
                    [
                        response_head(
                            400, 'Bad Request', [['Content-Length', str(len(body))], ['Connection', 'close']]
                        ),
                        body,
                    ]
                )
            )
        finally:
            wire.close()

    async def _serve_one(self, wire: Wire, parser: RequestParser) -> bool:
        """Serves one request; returns whether another may follow."""
        parser.expect_head()
        request: Any = parser.next_event()
        while request is None:
            data = await wire.read()
            if len(data) == 0:
                return False
            parser.receive(data)
            request = parser.next_event()
        rule = find_proxy(self._settings.proxies, request.target)
        if is_hot_socket(request) and self.site is None:
            await self._hot(wire, request, parser)
            return False
        body = await self._body(wire, parser)
        if rule is not None:
            await pass_on(self._system, wire, request, rule, body)
            return False
        await self._answer(wire, request, parser.keep_alive)
        return parser.keep_alive

    async def _body(self, wire: Wire, parser: RequestParser) -> Bytes:
        parts: list[Bytes] = []
        while True:
            event = parser.next_event()
            if isinstance(event, Data):
                parts.append(event.chunk[0 : len(event.chunk)])
            elif isinstance(event, End):
                return concat(parts)
            elif event is None:
                data = await wire.read()
                if len(data) == 0:
                    raise HttpError('The request ended before its body')
                parser.receive(data)

    async def _answer(self, wire: Wire, head: RequestHead, keep_alive: bool) -> None:
        core = self.site or self.core
        if core is None:
            return
        request = Request(
            head.method,
            head.target,
            head.header('accept') or '',
            head.header('sec-fetch-dest') or '',
            head.header('if-none-match') or '',
        )
        answer = await core.answer(request)
        await wire.write(response_bytes(request, answer, keep_alive))

    # pages

    async def _hot(self, wire: Wire, request: RequestHead, parser: RequestParser) -> None:
        core = self.core
        if core is None:
            return
        await wire.write(handshake(request))
        client = HotClient(wire, lambda who, text: self._said(who, text))
        self._clients.append(client)
        core.client_connected(lambda text: client.send(text))
        try:
            parser.next_event()
            await client.run(parser.leftover())
        finally:
            self._clients = [other for other in self._clients if other is not client]
            core.client_gone(not client.owes)

    def _said(self, client: HotClient, text: str) -> None:
        client.is_silent = False
        if self.core is not None and self.core.client_said(text, client.owes):
            client.owes = False


def response_bytes(request: Request, answer: Answer, keep_alive: bool) -> Bytes:
    etag = f'"{digest_of(answer.body)}"'
    headers = [
        ['Content-Type', answer.kind],
        ['Access-Control-Allow-Origin', '*'],
        ['ETag', etag],
        ['Cache-Control', 'max-age=31536000, immutable' if answer.is_immutable else 'no-cache'],
        ['Connection', 'keep-alive' if keep_alive else 'close'],
    ]
    status = answer.status
    body = answer.body
    if status == 200 and request.etag == etag:
        status = 304
        body = alloc(0)
    else:
        headers.append(['Content-Length', str(len(body))])
    head = response_head(status, _REASONS.get(status) or 'Error', headers)
    return head if request.method == 'HEAD' else concat([head, body])
