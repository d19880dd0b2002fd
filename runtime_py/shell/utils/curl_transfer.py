"""How curl's requests travel: HTTP/1.1 over a loopback socket, or the browser's fetch."""
from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc, concat, view
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED
from runtime_py.platform.fetch import FetchError
from runtime_py.platform.fetch import request as fetch_request
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.curl_request import CurlProblem, Request, Response
from runtime_py.sys.http1 import Data, End, Head, HttpError, ResponseParser, request_head

CHUNK = 65536


async def transfer(context: Context, request: Request, verbose: bool) -> Response:
    """One request and its response. Raises CurlProblem."""
    headers = request.wire_headers()
    if verbose:
        lines = ''.join([f'> {pair[0]}: {pair[1]}\n' for pair in headers])
        await context.write_error(f'> {request.method} {request.url.target} HTTP/1.1\n{lines}>\n')
    response = await (_over_socket(context, request, headers) if request.url.is_local() else _over_network(context, request))
    if verbose:
        await context.write_error(''.join([f'< {line}\n' for line in response.head_text().replace('\r', '').rstrip('\n').split('\n')]) + '<\n')
    return response


async def _over_network(context: Context, request: Request) -> Response:
    """What the browser sends of its own accord can't be set, and what CORS forbids can't be read."""
    started = monotonic_ms()
    own = [pair for pair in request.headers if pair[0].lower() not in ('host', 'user-agent', 'content-length')]
    body = request.body if len(request.body) > 0 else None
    try:
        reply = await fetch_request(request.url.text(), request.method, own, body, None, request.timeout_ms if request.timeout_ms > 0 else 300000, 'follow')
    except FetchError as error:
        if error.code == 'ETIMEDOUT':
            raise CurlProblem(28, f'Operation timed out after {int(monotonic_ms() - started)} milliseconds')
        raise CurlProblem(6, f'Could not reach {request.url.host}: the browser refused the request or the host does not answer '
                             '(a page may only read what the server allows by CORS)')
    return Response('1.1', reply.status, reply.status_text, reply.headers, reply.body, reply.url, (monotonic_ms() - started) / 1000)


async def _over_socket(context: Context, request: Request, headers: list[list[str]]) -> Response:
    url = request.url
    host = '127.0.0.1' if url.host == 'localhost' or url.host.endswith('.localhost') else url.host
    fd = context.system.socket_connect(host, url.port)
    if fd == -ECONNREFUSED and host == '127.0.0.1':
        fd = context.system.socket_connect('::1', url.port)
    if fd < 0:
        raise CurlProblem(7, f'Failed to connect to {url.host} port {url.port} after 0 ms: Could not connect to server')
    try:
        return await _Exchange(context, request, fd).run(headers)
    finally:
        context.system.close(fd)


class _Exchange:
    def __init__(self, context: Context, request: Request, fd: int) -> None:
        self.context = context
        self.request = request
        self.fd = fd
        self.started = monotonic_ms()
        self.parser = ResponseParser()
        self.head: Head | None = None
        self.parts: list[Bytes] = []

    async def run(self, headers: list[list[str]]) -> Response:
        try:
            await self._send(concat([request_head(self.request.method, self.request.url.target, headers), self.request.body]))
            self.parser.start(self.request.method)
            while not self._parse():
                await self._receive()
        except HttpError as error:
            raise CurlProblem(52 if self.head is None else 56, 'Empty reply from server' if self.head is None else error.message)
        head = self.head
        if head is None:
            raise CurlProblem(52, 'Empty reply from server')
        return Response(head.version, head.status, head.reason, head.headers, concat(self.parts), self.request.url.text(), (monotonic_ms() - self.started) / 1000)

    async def _ready(self, events: int) -> None:
        await self.context.interrupts.ready(self.context.system, self.fd, events)
        self.context.check()
        if 0 < self.request.timeout_ms < monotonic_ms() - self.started:
            raise CurlProblem(28, f'Operation timed out after {int(monotonic_ms() - self.started)} milliseconds')

    async def _send(self, data: Bytes) -> None:
        done = 0
        while done < len(data):
            count = self.context.system.write(self.fd, data, done, len(data) - done)
            if count == -EAGAIN:
                await self._ready(POLLOUT)
            elif count < 0:
                return      # the answer may be there all the same
            else:
                done += count

    async def _receive(self) -> None:
        buffer = alloc(CHUNK)
        count = self.context.system.read(self.fd, buffer, 0, CHUNK)
        while count == -EAGAIN:
            await self._ready(POLLIN)
            count = self.context.system.read(self.fd, buffer, 0, CHUNK)
        if count < 0:
            raise CurlProblem(56, f'Recv failure: {strerror(-count)}')
        if count == 0:
            self.parser.receive_end()
        else:
            self.parser.receive(view(buffer, 0, count))

    def _parse(self) -> bool:
        """True when the response is complete."""
        event = self.parser.next_event()
        while event is not None:
            if isinstance(event, Head) and not event.interim:
                self.head = event
            elif isinstance(event, Data):
                self.parts.append(event.chunk[0:len(event.chunk)])
            elif isinstance(event, End):
                return True
            event = self.parser.next_event()
        return False
