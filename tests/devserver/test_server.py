"""The dev server's edge: connections of browsers to a port of the machine."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.application import Answer, Request
from runtime_py.devserver.changes import digest_of
from runtime_py.devserver.server import Server, response_bytes
from runtime_py.devserver.settings import Settings, parse_command_line
from runtime_py.platform.bytes import Bytes, alloc, concat, decode, decode_latin1, encode
from runtime_py.platform.errno import EADDRINUSE
from runtime_py.platform.json import parse
from runtime_py.sys.websocket import TEXT, FrameReader, frame
from runtime_py.sys.wire import Wire
from tests.devserver.devserver_support import SMALL, World
from tests.support import turns, until
from tests.sys.call_support import Box

UPGRADE = (
    'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: serve-hmr\r\n\r\n'
)


async def fetch_nothing(name: str, wanted: str) -> bool:
    return False


class Site:
    """A server with the files of test_core.py, on a port of a machine."""

    def __init__(self, words: list[str] | None = None) -> None:
        self.system = Box().system
        self.lines: list[str] = []
        self.statuses: list[Any] = []
        self.settings: Settings = parse_command_line(words or [])
        self.server = self.make_server()
        self.core = self.server.make_core(World(SMALL, 0, self.settings).context)

    def make_server(self) -> Server:
        return Server(
            self.system,
            self.settings,
            lambda line: self.lines.append(line),
            lambda status: self.statuses.append(status),
            fetch_nothing,
        )

    async def begin(self) -> None:
        await self.core.start()
        await self.core.crawl()
        assert self.server.listen() > 0

    def connect(self) -> Wire:
        return Wire(self.system, self.system.socket_connect('127.0.0.1', self.server.port))

    async def page(self) -> Page:
        wire = self.connect()
        await wire.write(encode(UPGRADE))
        head = alloc(0)
        end = -1
        while end < 0:
            head = concat([head, await wire.read()])
            end = decode_latin1(head).find('\r\n\r\n')
        assert decode_latin1(head).startswith('HTTP/1.1 101 ')
        page = Page(wire, head[end + 4 :])
        assert (await page.message()).get('type') == 'connected'
        return page

    async def answers(self, text: str) -> str:
        """Everything that the server sends for these requests, of which the last must end the connection."""
        wire = self.connect()
        await wire.write(encode(text))
        found = ''
        data = await wire.read()
        while len(data) > 0:
            found += decode(data)
            data = await wire.read()
        wire.close()
        return found


class Page:
    """A page's end of its socket; `first` came with the handshake."""

    def __init__(self, wire: Wire, first: Bytes) -> None:
        self.wire = wire
        self._reader = FrameReader(False)
        self._reader.receive(first)

    async def message(self) -> Any:
        found = self._reader.next_message()
        while found is None:
            data = await self.wire.read()
            assert len(data) > 0, 'the server ended the connection'
            self._reader.receive(data)
            found = self._reader.next_message()
        return parse(found.text())

    async def say(self, text: str) -> None:
        await self.wire.write(frame(TEXT, encode(text), True))


def get(target: str, more: str = '') -> str:
    return f'GET {target} HTTP/1.1\r\nHost: h\r\n{more}\r\n'


async def test_requests_of_one_connection() -> None:
    site = Site()
    await site.begin()
    found = await site.answers(get('/a.ts') + get('/absent.png', 'Connection: close\r\n'))
    first, _, second = found.partition('HTTP/1.1 404 Not Found')
    assert first.startswith('HTTP/1.1 200 OK\r\nContent-Type: text/javascript; charset=utf-8\r\n')
    assert 'Connection: keep-alive\r\n' in first
    assert 'export const a = 1' in first
    assert 'Connection: close\r\n' in second


async def test_a_head_has_no_body() -> None:
    site = Site()
    await site.begin()
    found = await site.answers('HEAD /a.ts HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    assert found.startswith('HTTP/1.1 200 OK\r\n')
    assert found.endswith('\r\n\r\n')


async def test_requests_that_are_refused() -> None:
    site = Site()
    await site.begin()
    body = 'Content-Length: 4\r\nConnection: close\r\n\r\nbody'
    assert (await site.answers(f'POST /a.ts HTTP/1.1\r\nHost: h\r\n{body}')).startswith(
        'HTTP/1.1 405 Method Not Allowed'
    )
    found = await site.answers('nonsense\r\n\r\n')
    assert found.startswith('HTTP/1.1 400 Bad Request')
    assert found.endswith('This is not an HTTP/1.1 request\n')


def test_a_known_content_is_not_sent_again() -> None:
    answer = Answer(200, 'text/css', encode('p {}'))
    etag = f'"{digest_of(encode("p {}"))}"'
    fresh = decode(response_bytes(Request('GET', '/', '', '', '"other"'), answer, True))
    assert f'ETag: {etag}\r\n' in fresh and 'Cache-Control: no-cache\r\n' in fresh and fresh.endswith('\r\n\r\np {}')
    known = decode(response_bytes(Request('GET', '/', '', '', etag), answer, True))
    assert known.startswith('HTTP/1.1 304 Not Modified\r\n') and known.endswith('\r\n\r\n')
    failed = Answer(404, 'text/css', encode('p {}'))
    assert decode(response_bytes(Request('GET', '/', '', '', etag), failed, True)).startswith('HTTP/1.1 404 ')
    answer.is_immutable = True
    assert 'Cache-Control: max-age=31536000, immutable\r\n' in decode(
        response_bytes(Request('GET', '/', '', '', ''), answer, False)
    )


async def test_the_next_free_port() -> None:
    site = Site()
    first = site.server.listen()
    assert first == site.settings.port
    assert site.make_server().listen() == first + 1
    site.settings.is_strict_port = True
    assert site.make_server().listen() == -EADDRINUSE
    await turns()


async def test_pages_get_what_is_sent_and_confirm_it() -> None:
    site = Site()
    await site.begin()
    page = await site.page()
    assert site.server.send('{"type": "x"}', True) == 1
    assert (await page.message()).get('type') == 'x'
    site.server.gave_up()
    assert site.server.send('{"type": "y"}', True) == 0  # a silent page isn't waited for
    assert (await page.message()).get('type') == 'y'
    await page.say('{"type": "ping"}')
    await until(lambda: site.server.send('{"type": "z"}', True) == 1)
    page.wire.close()
    await until(lambda: site.server.send('{"type": "z"}', True) == 0)


async def test_an_update_is_applied_when_its_page_confirms() -> None:
    site = Site()
    await site.begin()
    page = await site.page()
    for target in ['/main.ts', '/a.ts']:
        await site.answers(get(target, 'Connection: close\r\n'))
    site.core.context.files.write('/p/a.ts', encode('export const a = 2'))
    await site.core.files_changed(['/p/a.ts'])
    update = await page.message()
    assert update.get('type') == 'update'
    await page.say(f'{{"type": "custom", "event": "serve:applied", "data": {{"number": {update.get("number")}}}}}')
    await until(lambda: any([status.get('event') == 'applied' for status in site.statuses]))
    assert site.statuses[-1].get('port') == site.server.port
    page.wire.close()


async def test_stamps_never_come_twice() -> None:
    server = Site().server
    stamps = [server.stamp() for _ in range(100)]
    assert all([stamps[number] < stamps[number + 1] for number in range(99)])
