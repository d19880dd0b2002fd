"""Transfers curl's requests: HTTP/1.1 over a socket, to a port of the machine or to an outside host
(sys/http_client.py)."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc, concat, view
from runtime_py.platform.clock import call_later, cancel, monotonic_ms
from runtime_py.platform.content_codings import CODINGS, Decoder
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utilities.curl.request import CurlProblem, Request, Response
from runtime_py.sys.calls.outside import Failure
from runtime_py.sys.http1 import Data, End, Head, HttpError, ResponseParser, header, request_head
from runtime_py.sys.http_client import HttpProblem, PrefaceReader, connect, preface_of
from runtime_py.sys.proxies import preface_line

CHUNK = 65536


async def transfer(context: Context, request: Request, verbose: bool) -> Response:
    """Sends one request and reads its response. Raises CurlProblem."""
    headers = request.wire_headers()
    if verbose:
        lines = ''.join([f'> {pair[0]}: {pair[1]}\n' for pair in headers])
        await context.write_error(f'> {request.method} {request.url.target} HTTP/1.1\n{lines}>\n')
    response = await _over_socket(context, request, headers)
    if verbose:
        await context.write_error(
            ''.join([f'< {line}\n' for line in response.head_text().replace('\r', '').rstrip('\n').split('\n')]) + '<\n'
        )
    return response


async def _over_socket(context: Context, request: Request, headers: list[list[str]]) -> Response:
    try:
        fd = connect(context.system, request.url)
    except HttpProblem as problem:
        if problem.code == 'ENOTFOUND':
            raise CurlProblem(6, f'Could not resolve host: {request.url.host}')
        raise CurlProblem(
            7,
            f'Failed to connect to {request.url.host} port {request.url.port} after 0 ms: Could not connect to server',
        )
    exchange = _Exchange(context, request, fd)
    timer = call_later(request.timeout_ms, lambda: exchange.close()) if request.timeout_ms > 0 else None
    try:
        return await exchange.run(headers)
    finally:
        if timer is not None:
            cancel(timer)
        exchange.close()


def _problem_of(failure: Failure) -> CurlProblem:
    """The network worker's error, with curl's exit code for it."""
    if failure.code in (
        'ERR_TERRARIUM_FORBIDDEN_HEADER',
        'ERR_TERRARIUM_FORBIDDEN_METHOD',
        'ERR_TERRARIUM_UNSUPPORTED',
    ):
        return CurlProblem(4, failure.message)  # a feature that isn't built in
    return CurlProblem(56 if failure.code == 'ECONNRESET' else 7, failure.message)


def decoded(body: Bytes, encoding: str) -> Bytes:
    """The body with its content codings removed. Raises CurlProblem 61 for an unknown coding or invalid data."""
    codings = [
        part.strip().lower()
        for part in encoding.split(',')
        if part.strip() != '' and part.strip().lower() != 'identity'
    ]
    for coding in reversed(codings):
        if coding not in CODINGS:
            raise CurlProblem(
                61, f'Unrecognized content encoding type. libcurl understands {", ".join(CODINGS)} content encodings.'
            )
        if len(body) > 0:
            body = _without(body, coding)
    return body


def _without(body: Bytes, coding: str) -> Bytes:
    decoder = Decoder(coding)
    parts: list[Bytes] = []
    try:
        decoder.feed(body)
        for is_last in [False, True]:
            part = decoder.take()
            while part is not None:
                parts.append(part)
                part = decoder.take()
            if not is_last:
                decoder.finish()
    except ValueError as error:
        raise CurlProblem(61, f'Error while processing content unencoding: {error_text(error)}')
    return concat(parts)


class _Exchange:
    def __init__(self, context: Context, request: Request, fd: int) -> None:
        self.context = context
        self.request = request
        self.fd = fd
        self.started = monotonic_ms()
        self.parser = ResponseParser()
        self.head: Head | None = None
        self.parts: list[Bytes] = []
        self.preface: PrefaceReader | None = None

    async def run(self, headers: list[list[str]]) -> Response:
        try:
            await self._send(self._preface())
            await self._send(concat([self.head_sent(headers), self.request.body]))
            self.parser.start(self.request.method)
            while not self._parse():
                await self._receive()
        except HttpError as error:
            raise CurlProblem(
                52 if self.head is None else 56, 'Empty reply from server' if self.head is None else error.message
            )
        head = self.head
        if head is None:
            raise CurlProblem(52, 'Empty reply from server')
        body = (
            decoded(concat(self.parts), header(head.headers, 'content-encoding') or '')
            if self.request.decodes
            else concat(self.parts)
        )
        return Response(
            head.version,
            head.status,
            head.reason,
            head.headers,
            body,
            self.request.url.text(),
            (monotonic_ms() - self.started) / 1000,
        )

    def head_sent(self, headers: list[list[str]]) -> Bytes:
        request = self.request
        made = request_head(request.method, request.target if request.target != '' else request.url.target, headers)
        request.head_octets = len(made)
        return made

    def close(self) -> None:
        """Also called at the timeout: wakes a coroutine that waits for the descriptor."""
        if self.fd >= 0:
            self.context.system.close(self.fd)
            self.fd = -1

    def _preface(self) -> Bytes:
        """The preface that precedes HTTP to an outside host."""
        url = self.request.url
        if not self.context.system.is_outside(self.fd):
            if url.scheme == 'https':
                raise CurlProblem(35, f'TLS to {url.host}:{url.port}, a port of this machine, is not available in curl')
            return alloc(0)
        if url.scheme == 'https':
            self.preface = PrefaceReader()
        return preface_of(url, preface_line(self.request.proxies, url.host, url.port))

    async def _ready(self, events: int) -> None:
        await self.context.interrupts.ready(self.context.system, self.fd, events)
        self.context.check()
        if self.fd < 0:
            raise CurlProblem(28, f'Operation timed out after {int(monotonic_ms() - self.started)} milliseconds')

    async def _send(self, data: Bytes) -> None:
        done = 0
        while done < len(data):
            count = self.context.system.write(self.fd, data, done, len(data) - done)
            if count == -EAGAIN:
                await self._ready(POLLOUT)
            elif count < 0:
                return  # the response may have arrived all the same
            else:
                done += count

    async def _receive(self) -> None:
        buffer = alloc(CHUNK)
        count = self.context.system.read(self.fd, buffer, 0, CHUNK)
        while count == -EAGAIN:
            await self._ready(POLLIN)
            count = self.context.system.read(self.fd, buffer, 0, CHUNK)
        if count < 0:
            failure = self.context.system.failure(self.fd)
            raise CurlProblem(56, f'Recv failure: {strerror(-count)}') if failure is None else _problem_of(failure)
        if count == 0:
            self.parser.receive_end()
            return
        data: Bytes | None = view(buffer, 0, count)
        if self.preface is not None and data is not None:
            data = self._past_preface(self.preface, data)
        if data is not None and len(data) > 0:
            self.parser.receive(data)

    def _past_preface(self, preface: PrefaceReader, data: Bytes) -> Bytes | None:
        try:
            rest = preface.receive(data)
        except HttpProblem as problem:
            raise CurlProblem(35, problem.message)
        if rest is not None:
            self.preface = None
        return rest

    def _parse(self) -> bool:
        """True when the response is complete."""
        event = self.parser.next_event()
        while event is not None:
            if isinstance(event, Head) and not event.interim:
                self.head = event
            elif isinstance(event, Data):
                self.parts.append(event.chunk[0 : len(event.chunk)])
            elif isinstance(event, End):
                return True
            event = self.parser.next_event()
        return False
