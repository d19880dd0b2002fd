"""A proxy rule: the request as the target gets it, and what goes back."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.proxying import pass_on
from runtime_py.devserver.settings import ProxyRule
from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.futures import gather
from runtime_py.sys.http1_requests import RequestHead
from runtime_py.sys.wire import Wire
from tests.support import turns
from tests.sys.call_support import Box


class Passage:
    """A page, the proxy, and a target on a port of the machine, or on none."""

    def __init__(self) -> None:
        self.system = Box().system
        ends = self.system.socketpair()
        self.page = Wire(self.system, ends[0])
        self.proxy = Wire(self.system, ends[1])
        self.listener = self.system.socket_listen('127.0.0.1', 0, 5)
        self.port: int = self.system.sockname(self.listener)[1]

    def rule(self, strip: str = '') -> ProxyRule:
        return ProxyRule('/api', f'http://127.0.0.1:{self.port}', strip)

    async def accepted(self) -> Wire:
        fd: int = self.system.accept(self.listener)
        while fd < 0:
            await turns()
            fd = self.system.accept(self.listener)
        return Wire(self.system, fd)

    async def ask(self, head: RequestHead, rule: ProxyRule, body: Bytes) -> None:
        await pass_on(self.system, self.proxy, head, rule, body)
        self.proxy.close()

    async def reply(self, text: str) -> str:
        """The target answers; returns what it was asked."""
        wire = await self.accepted()
        asked = decode(await wire.read())
        await wire.write(encode(text))
        wire.close()
        return asked

    async def told(self) -> str:
        text = ''
        data = await self.page.read()
        while len(data) > 0:
            text += decode(data)
            data = await self.page.read()
        return text


def head(method: str, target: str, headers: list) -> RequestHead:
    return RequestHead(method, target, '1.1', headers)


async def exchange(found: Passage, request: RequestHead, rule: ProxyRule, body: Bytes, answer: str) -> list[Any]:
    """What the target was asked, and what the page was told."""
    done: list[Any] = await gather([found.reply(answer), found.told(), found.ask(request, rule, body)])
    return done[0:2]


async def test_a_request_goes_on_unchanged_but_for_its_connection() -> None:
    found = Passage()
    request = head('GET', '/api/a?b=%20', [['Host', 'localhost:5173'], ['X-One', '1'], ['Connection', 'keep-alive']])
    answer = 'HTTP/1.1 299 Odd\r\nX: 1\r\n\r\nbody'
    done = await exchange(found, request, found.rule(), encode(''), answer)
    assert done[0] == (
        f'GET /api/a?b=%20 HTTP/1.1\r\nHost: 127.0.0.1:{found.port}\r\nX-One: 1\r\nConnection: close\r\n\r\n'
    )
    assert done[1] == answer


async def test_a_body_has_its_length() -> None:
    found = Passage()
    request = head('POST', '/api', [['Transfer-Encoding', 'chunked']])
    request.has_body = True
    done = await exchange(found, request, found.rule(), encode('h\u00e9'), 'HTTP/1.1 204 No Content\r\n\r\n')
    assert 'Transfer-Encoding' not in done[0]
    assert 'Content-Length: 3\r\n' in done[0]
    assert done[0].endswith('\r\n\r\nh\u00e9')


async def test_a_prefix_is_left_out() -> None:
    for target, expected in [['/api/a', '/a'], ['/api', '/'], ['/api//a', '/a'], ['/other', '/other']]:
        found = Passage()
        done = await exchange(found, head('GET', target, []), found.rule('/api'), encode(''), 'x')
        assert done[0].startswith(f'GET {expected} HTTP/1.1\r\n')


async def test_a_target_that_is_not_there() -> None:
    found = Passage()
    rule = found.rule()
    found.system.close(found.listener)
    done = await gather([found.told(), found.ask(head('GET', '/api', []), rule, encode(''))])
    assert done[0].startswith('HTTP/1.1 502 Bad Gateway\r\n')
    assert f'The proxy target http://127.0.0.1:{found.port} does not answer: connect ECONNREFUSED' in done[0]


async def test_a_target_that_says_nothing() -> None:
    found = Passage()
    done = await exchange(found, head('GET', '/api', []), found.rule(), encode(''), '')
    assert done[1].startswith('HTTP/1.1 502 Bad Gateway\r\n')
    assert 'ended the connection without an answer' in done[1]


async def test_a_websocket_goes_both_ways() -> None:
    found = Passage()
    request = head('GET', '/api', [['Upgrade', 'websocket'], ['Connection', 'Upgrade'], ['Sec-WebSocket-Key', 'k']])

    async def target() -> str:
        wire = await found.accepted()
        asked = decode(await wire.read())
        await wire.write(encode('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
        frame = decode(await wire.read())
        await wire.write(encode(frame + '!'))
        wire.close()
        return asked

    async def page() -> str:
        assert decode(await found.page.read()).startswith('HTTP/1.1 101 ')
        await found.page.write(encode('frame'))
        return decode(await found.page.read())

    done = await gather([target(), page(), found.ask(request, found.rule(), encode(''))])
    assert 'Upgrade: websocket\r\n' in done[0] and 'Connection: Upgrade\r\n' in done[0]
    assert 'Connection: close' not in done[0]
    assert done[1] == 'frame!'
