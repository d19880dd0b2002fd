"""The network worker's end of a connection from a program to an outside host: the preface, then one request after the
other.

Only HTTP/1.x is supported. Any error ends the connection, and the program can read the reason (sys/calls/outside.py,
`fail`)."""

from runtime_py.ipc.names import is_literal
from runtime_py.network.door import connection_refusal, request_refusal
from runtime_py.network.exchange import Exchange, Gone, url_of
from runtime_py.network.passage import Passages
from runtime_py.network.preface import Preface, answer_tls
from runtime_py.network.problems import NOT_HTTP, ConnectionProblem
from runtime_py.network.websocket_tunnel import WebSocketTunnel, is_websocket
from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.clock import call_later, cancel
from runtime_py.security.actions import CONNECT, FETCH
from runtime_py.sys.http1 import HttpError
from runtime_py.sys.http1_requests import RequestHead, RequestParser
from runtime_py.sys.wire import Wire

IDLE_MS = 60000  # timeout for the next request, as servers have it
# timeout for the first byte: a program that waits for the server to speak first would wait forever
SILENCE_MS = 60000


class Connection:
    """`default_proxy` is for connections that name none."""

    def __init__(self, system: object, fd: int, default_proxy: str, passages: Passages) -> None:
        self.system = system
        self.passages = passages
        self.default_proxy = default_proxy
        self.fd = fd
        self.wire = Wire(system, fd)
        target = system.outside_target(fd)
        self.host = target[0] if len(target) > 0 else ''
        self.port = target[1] if len(target) > 0 else 0
        self.owner = target[2] if len(target) > 0 else 0  # the process that connected
        self.follows = True  # whether the policy lets redirects be followed
        self.stand_in = f'{system.sockname(fd)[0]}:{self.port}'
        self.scheme = 'http'
        self.proxies = {'http': default_proxy, 'https': default_proxy}  # URLs, '' for none
        self.cache_mode = 'no-store'
        self.parser = RequestParser()
        self._as_proxy = ''  # our own origin, when the request is for another one

    async def serve(self) -> None:
        try:
            refusal = connection_refusal(self.host, self.port)
            if refusal is not None:
                raise ConnectionProblem(refusal.code, refusal.message)
            await self._may(CONNECT, self.host, self.port)
            await self._begin()
            while await self._serve_one():
                pass
        except ConnectionProblem as problem:
            self.system.fail(self.fd, problem.code, problem.message)
        except HttpError as error:
            self.system.fail(
                self.fd,
                NOT_HTTP,
                f'{self.host}:{self.port} is reached through the browser, which supports only HTTP/1.1: {error.message}',
            )
        except Gone:
            pass
        finally:
            self.wire.close()

    # the preface

    async def _begin(self) -> None:
        preface = Preface()
        timer = call_later(SILENCE_MS, lambda: self._silent())
        try:
            while not preface.is_over():
                preface.receive(await self._read())
                words = preface.next_line()
                while words is not None:
                    await self._preface_line(words)
                    words = preface.next_line()
                if preface.is_too_long():
                    raise HttpError('A line of the preface is too long')
        finally:
            cancel(timer)
        if preface.is_real_tls():
            raise ConnectionProblem(
                NOT_HTTP,
                f"{self.host}:{self.port} can't be reached with the program's own TLS: a browser has TLS built in and no raw connections",
            )
        self.parser.receive(preface.rest())

    def _silent(self) -> None:
        self.system.fail(
            self.fd,
            NOT_HTTP,
            f'{self.host}:{self.port}: nothing was sent. Other hosts can only be reached by HTTP, where the client sends first',
        )
        self.wire.end()

    async def _preface_line(self, words: list[str]) -> None:
        if words[0] == 'TLS':
            answer = answer_tls(words, self.host)
            await self.write(encode(answer.line()))
            if answer.code != '':
                raise Gone()
            self.scheme = 'https'
        elif words[0] == 'VIA' and len(words) == 3:
            self.proxies = {'http': _url_or_none(words[1]), 'https': _url_or_none(words[2])}
        elif words[0] == 'CACHE':
            self.cache_mode = 'default'
        else:
            raise HttpError(f'An unknown line of the preface: {words[0]}')

    # the wire

    async def _read(self) -> Bytes:
        data = await self.wire.read()
        if len(data) == 0:
            raise Gone()
        return data

    async def receive(self) -> None:
        """Reads more of the request. Raises Gone when the program has closed its end."""
        self.parser.receive(await self._read())

    async def write(self, data: Bytes) -> None:
        if await self.wire.write(data) < len(data):
            raise Gone()

    # requests

    async def _serve_one(self) -> bool:
        """Serves one request; returns whether another may follow."""
        self.parser.expect_head()
        request: object = self.parser.next_event()
        timer = call_later(IDLE_MS, lambda: self.wire.end()) if request is None else None
        try:
            while request is None:
                await self.receive()
                request = self.parser.next_event()
        finally:
            if timer is not None:
                cancel(timer)
        if request.method == 'CONNECT':
            await self._tunnel(request.target)
            return True
        url = url_of(self._url(request))
        refusal = request_refusal(url.hostname, port_of(url), request.method)
        if refusal is not None:
            raise ConnectionProblem(refusal.code, refusal.message)
        await self._may_request(url)
        limit = self.system.charge_request(self.fd, url.hostname)
        if limit != '':
            raise ConnectionProblem('EPERM', f'{url.hostname}: the program has reached its limit of {limit}')
        if is_websocket(request):
            await WebSocketTunnel(self, request, url).run()
            return False
        return await Exchange(self, request, url).run()

    # the policy of the program

    async def _may(self, action: str, host: str, port: int) -> bool:
        """Raises ConnectionProblem if the policy of the process that connected doesn't allow it. Returns whether that
        policy allows the action for every host."""
        passage = await self.passages.ask(self.owner, action, host, port)
        if passage.refusal is not None:
            raise ConnectionProblem(passage.refusal.code, passage.refusal.message)
        return passage.is_for_all

    async def _may_request(self, url: object) -> None:
        """A program may name a proxy of its own, which is then a host that it reaches."""
        proxy = self.proxy()
        if proxy != '' and proxy != self.default_proxy:
            its_url = url_of(proxy)
            await self._may(CONNECT, its_url.hostname, port_of(its_url))
        self.follows = await self._may(FETCH, url.hostname, port_of(url))

    async def refuse_redirect(self, url: object) -> ConnectionProblem:
        """The answer to a redirect that may not be followed."""
        refusal = await self.passages.refuse_redirect(self.owner, url.hostname, port_of(url))
        return ConnectionProblem(refusal.code, refusal.message)

    def proxy(self) -> str:
        """The URL of the proxy for this request, or ''."""
        return self._as_proxy if self._as_proxy != '' else self.proxies[self.scheme]

    async def _tunnel(self, target: str) -> None:
        """CONNECT: the program takes the other end for a proxy; from now on it talks to the target through it."""
        at = target.rfind(':')
        if at < 1 or not target[at + 1 :].isdigit():
            raise HttpError(f'CONNECT {target} names no host and port')
        self.parser.next_event()
        own = self._origin()
        self.proxies = {'http': own, 'https': own}
        self.host = target[0:at].lower().removeprefix('[').removesuffix(']')
        self.port = int(target[at + 1 :])
        self.scheme = 'http'
        refusal = connection_refusal(self.host, self.port)
        if refusal is not None:
            raise ConnectionProblem(refusal.code, refusal.message)
        await self._may(CONNECT, self.host, self.port)
        await self.write(encode('HTTP/1.1 200 Connection established\r\n\r\n'))
        await self._begin()

    def _origin(self) -> str:
        name = f'[{self.host}]' if is_literal(self.host) and ':' in self.host else self.host
        usual = 443 if self.scheme == 'https' else 80
        return f'{self.scheme}://{name}{"" if self.port == usual else ":" + str(self.port)}'

    def _url(self, request: RequestHead) -> str:
        """The request's URL. If it is absolute, the program takes the other end for a proxy."""
        self._as_proxy = ''
        if request.target.startswith('http://') or request.target.startswith('https://'):
            if url_of(request.target).origin != url_of(self._origin()).origin:
                self._as_proxy = self._origin()
            return request.target
        if not request.target.startswith('/'):
            raise HttpError(f"a page can't request {request.target}")
        return self._origin() + request.target


def _url_or_none(word: str) -> str:
    return '' if word == '-' else word


def port_of(url: object) -> int:
    return int(url.port or ('443' if url.protocol == 'https:' else '80'))


async def serve(system: object, fd: int, default_proxy: str, passages: Passages) -> None:
    await Connection(system, fd, default_proxy, passages).serve()
