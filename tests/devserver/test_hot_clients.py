"""The server's end of a page's WebSocket, over a real pair of sockets."""

from __future__ import annotations

from runtime_py.devserver.hot_clients import HotClient, handshake, is_hot_socket
from runtime_py.platform.bytes import Bytes, alloc, decode, encode
from runtime_py.platform.futures import gather
from runtime_py.sys.http1_requests import RequestHead
from runtime_py.sys.websocket import BINARY, CLOSE, PING, PONG, TEXT, FrameReader, Message, close_payload, frame
from runtime_py.sys.wire import Wire
from tests.sys.call_support import Box


class Page:
    """The page's end, and the server's client for it; `said` is what the server was told."""

    def __init__(self) -> None:
        system = Box().system
        ends = system.socketpair()
        self.wire = Wire(system, ends[0])
        self.said: list[str] = []
        self.client = HotClient(Wire(system, ends[1]), lambda who, text: self.said.append(text))
        self.reader = FrameReader(False)

    async def send(self, opcode: int, payload: Bytes) -> None:
        await self.wire.write(frame(opcode, payload, True))

    async def message(self) -> Message:
        found = self.reader.next_message()
        while found is None:
            data = await self.wire.read()
            assert len(data) > 0
            self.reader.receive(data)
            found = self.reader.next_message()
        return found

    async def serve(self, first: Bytes) -> None:
        await self.client.run(first)
        self.client.wire.close()


def head(pairs: list) -> RequestHead:
    return RequestHead('GET', '/', '1.1', pairs)


KEY = ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==']
UPGRADE = ['Upgrade', 'WebSocket']


def test_requests_that_open_one() -> None:
    assert is_hot_socket(head([UPGRADE, KEY, ['Sec-WebSocket-Protocol', 'serve-hmr']]))
    assert is_hot_socket(head([UPGRADE, KEY, ['Sec-WebSocket-Protocol', 'other, vite-hmr']]))
    assert not is_hot_socket(head([UPGRADE, KEY, ['Sec-WebSocket-Protocol', 'other']]))
    assert not is_hot_socket(head([UPGRADE, KEY]))
    assert not is_hot_socket(head([UPGRADE, ['Sec-WebSocket-Protocol', 'serve-hmr']]))
    assert not is_hot_socket(head([KEY, ['Sec-WebSocket-Protocol', 'serve-hmr']]))


def test_the_handshake_accepts_the_key_and_one_protocol() -> None:
    text = decode(handshake(head([UPGRADE, KEY, ['Sec-WebSocket-Protocol', 'a, vite-hmr']])))
    assert text.startswith('HTTP/1.1 101 Switching Protocols\r\n')
    assert 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n' in text  # the example of RFC 6455
    assert 'Sec-WebSocket-Protocol: vite-hmr\r\n' in text


async def test_texts_in_both_directions() -> None:
    page = Page()
    page.client.send('one')
    page.client.send('zwei \u20ac')

    async def talk() -> list[str]:
        await page.send(TEXT, encode('hello'))
        texts = [(await page.message()).text(), (await page.message()).text()]
        page.wire.close()
        return texts

    done = await gather([page.serve(alloc(0)), talk()])
    assert done[1] == ['one', 'zwei \u20ac']
    assert page.said == ['hello']


async def test_what_came_with_the_handshake_is_read_first() -> None:
    page = Page()
    page.wire.close()
    await page.serve(frame(TEXT, encode('early'), True))
    assert page.said == ['early']


async def test_a_ping_is_answered_and_binary_data_ignored() -> None:
    page = Page()

    async def talk() -> Message:
        await page.send(BINARY, encode('data'))
        await page.send(PING, encode('x'))
        answer = await page.message()
        page.wire.close()
        return answer

    done = await gather([page.serve(alloc(0)), talk()])
    assert [done[1].opcode, done[1].text()] == [PONG, 'x']
    assert page.said == []


async def test_a_close_is_answered_with_its_code() -> None:
    page = Page()

    async def talk() -> Message:
        await page.send(CLOSE, close_payload(1001, 'gone'))
        return await page.message()

    done = await gather([page.serve(alloc(0)), talk()])
    assert done[1].opcode == CLOSE
    assert decode(done[1].payload[2:]) == 'gone'


async def test_a_broken_frame_ends_it_with_a_reason() -> None:
    page = Page()

    async def talk() -> Message:
        await page.wire.write(frame(TEXT, encode('x'), False))  # a page must mask its frames
        return await page.message()

    done = await gather([page.serve(alloc(0)), talk()])
    assert done[1].opcode == CLOSE
    assert done[1].payload[0] * 256 + done[1].payload[1] == 1002
