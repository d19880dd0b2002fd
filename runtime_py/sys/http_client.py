"""An HTTP connection, and one request over it: to ports of the machine, and to outside hosts by way of the network
worker (sys/calls/outside.py).

Knows how to request TLS for an outside connection (network/preface.py). Must not know registries, curl's options, or
when to retry."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode, view
from runtime_py.platform.clock import call_later, cancel, monotonic_ms
from runtime_py.platform.errno import ECONNREFUSED, name_of
from runtime_py.sys.host_lookup import addresses_of
from runtime_py.sys.http1 import Data, End, Head, HttpError, ResponseParser, header, request_head
from runtime_py.sys.http_url import Url, UrlError, parse_url, resolve
from runtime_py.sys.wire import Wire

MOST_REDIRECTS = 20
_REDIRECTS = [301, 302, 303, 307, 308]
_KEEP_METHOD = [307, 308]


class HttpProblem(Exception):
    """No response: `code` is ENOTFOUND, ECONNREFUSED, ECONNRESET, ETIMEDOUT, EPROTO, or the network worker's code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Reply:
    """`headers` are [name, value] as received; `body` is complete."""

    def __init__(self, status: int, status_text: str, headers: list[list[str]], body: Bytes, url: str) -> None:
        self.status = status
        self.status_text = status_text
        self.headers = headers
        self.body = body
        self.url = url

    def header(self, name: str) -> str | None:
        return header(self.headers, name)


def connect(system: Any, url: Url) -> int:
    """Connects; returns the descriptor. Raises HttpProblem."""
    addresses = addresses_of(system, url.host)
    if len(addresses) == 0:
        raise HttpProblem('ENOTFOUND', f'getaddrinfo ENOTFOUND {url.host}')
    error = 0
    for address in addresses:
        fd: int = system.socket_connect(address, url.port)
        if fd >= 0:
            return fd
        error = error or -fd
    if error == ECONNREFUSED:
        raise HttpProblem('ECONNREFUSED', f'connect ECONNREFUSED {addresses[0]}:{url.port}')
    raise HttpProblem(name_of(error), f'connect {name_of(error)} {addresses[0]}:{url.port}')


def preface_of(url: Url, via: str) -> Bytes:
    """The preface to send before HTTP on a connection to an outside host; `via` is a line of sys/proxies.py, or ''."""
    tls = f'\0TLS {"-" if ":" in url.host else url.host} http/1.1\n' if url.scheme == 'https' else ''
    return encode(via + tls)


class PrefaceReader:
    """Reads the answer to the preface, which precedes everything else on a connection to an outside host."""

    def __init__(self) -> None:
        self._pending = alloc(0)

    def receive(self, data: Bytes) -> Bytes | None:
        """None until the line is complete, then the bytes that follow it. Raises HttpProblem when TLS was refused."""
        self._pending = concat([self._pending, data])
        text = decode(self._pending)
        end = text.find('\n')
        if end < 0:
            return None
        words = text[:end].split(' ')
        if words[0] != '\0OK':
            raise HttpProblem(words[1] if len(words) > 1 else 'EPROTO', ' '.join(words[2:]))
        return view(self._pending, len(encode(text[: end + 1])), len(self._pending))


async def request(
    system: Any,
    url: str,
    method: str,
    headers: list[list[str]],
    via: str,
    timeout_ms: float,
    body: Bytes | None = None,
) -> Reply:
    """Sends one request and follows redirects. `timeout_ms` limits silence: each part of the answer restarts it. The
    browser's own cache may answer a request without a body."""
    target = _parse(url)
    own = headers
    for _ in range(MOST_REDIRECTS):
        reply = await _Conversation(system, target, timeout_ms).run(method, own, via, body)
        where = reply.header('location')
        if reply.status not in _REDIRECTS or where is None:
            return reply
        if reply.status not in _KEEP_METHOD and body is not None:
            method = 'GET'
            body = None
        following = _resolve(target, where)
        if following.authority() != target.authority() or following.scheme != target.scheme:
            own = [pair for pair in own if pair[0].lower() != 'authorization']
        target = following
    raise HttpProblem('EMAXREDIRECT', f'maximum redirect reached at: {url}')


def _parse(url: str) -> Url:
    try:
        return parse_url(url)
    except UrlError as error:
        raise HttpProblem('EINVALIDURL', f'{error.message}: {url}')


def _resolve(base: Url, where: str) -> Url:
    try:
        return resolve(base, where)
    except UrlError as error:
        raise HttpProblem('EINVALIDURL', f'{error.message}: {where}')


class _Conversation:
    def __init__(self, system: Any, url: Url, timeout_ms: float) -> None:
        self.system = system
        self.url = url
        self.timeout_ms = timeout_ms
        self.wire = Wire(system, -1)
        self.heard = monotonic_ms()
        self.timer: Any = None
        self.timed_out = False
        self.head: Head | None = None
        self.parser = ResponseParser()
        self.preface: PrefaceReader | None = None

    async def run(self, method: str, headers: list[list[str]], via: str, sent: Bytes | None) -> Reply:
        self.wire = Wire(self.system, connect(self.system, self.url))
        try:
            self._wait_on(self.timeout_ms)
            before = alloc(0)
            if self.system.is_outside(self.wire.fd):
                before = concat([encode('\0CACHE\n' if sent is None else ''), preface_of(self.url, via)])
                self.preface = PrefaceReader() if self.url.scheme == 'https' else None
            elif self.url.scheme == 'https':
                raise HttpProblem(
                    'ERR_TERRARIUM_UNSUPPORTED',
                    f'{self.url.text()}: TLS to ports of this machine is not available here',
                )
            own = [['Host', self.url.authority()], *headers, ['Connection', 'close']]
            if sent is not None:
                own.append(['Content-Length', str(len(sent))])
            data = concat([before, request_head(method, self.url.target, own), alloc(0) if sent is None else sent])
            await self.wire.write(data)
            self.parser.start(method)
            body = await self._body()
        except HttpError as error:
            raise HttpProblem(error.code, f'{self.url.text()}: {error.message}')
        finally:
            cancel(self.timer)
            self.wire.close()
        answer = self.head
        if answer is None:
            raise HttpProblem('EPROTO', f'{self.url.text()}: an empty response')
        return Reply(answer.status, answer.reason, answer.headers, body, self.url.text())

    async def _body(self) -> Bytes:
        parts: list[Bytes] = []
        while True:
            event = self.parser.next_event()
            if event is None:
                await self._receive()
            elif isinstance(event, Head) and not event.interim:
                self.head = event
            elif isinstance(event, Data):
                parts.append(event.chunk)
            elif isinstance(event, End):
                return parts[0] if len(parts) == 1 else concat(parts)

    async def _receive(self) -> None:
        received = await self.wire.read()
        if self.wire.error < 0:
            self._raise(self.wire.error)
        self.heard = monotonic_ms()
        if len(received) == 0:
            self.parser.receive_end()
            return
        data: Bytes | None = received
        if self.preface is not None and data is not None:
            data = self.preface.receive(data)
            if data is None:
                return
            self.preface = None
        if data is not None and len(data) > 0:
            self.parser.receive(data)

    def _raise(self, count: int) -> None:
        if self.timed_out:
            raise HttpProblem('ETIMEDOUT', f'network timeout at: {self.url.text()}')
        failure = self.system.failure(self.wire.fd)
        if failure is not None:
            raise HttpProblem(failure.code, failure.message)
        raise HttpProblem(name_of(-count), f'read {name_of(-count)}')

    def _wait_on(self, ms: float) -> None:
        self.timer = call_later(ms, lambda: self._give_up())

    def _give_up(self) -> None:
        """Checks for the timeout: the timer isn't restarted for each part; when it fires, it computes how long the
        connection was silent."""
        left = self.timeout_ms - (monotonic_ms() - self.heard)
        if left > 0:
            self._wait_on(left)
        else:
            self.timed_out = True
            self.wire.end()
