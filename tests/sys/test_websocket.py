"""WebSocket frames and handshake."""

from runtime_py.platform.bytes import alloc, concat, encode
from runtime_py.sys.websocket import (
    BINARY,
    CLOSE,
    PING,
    TEXT,
    FrameReader,
    WebSocketError,
    accept_for,
    close_payload,
    frame,
    handshake_headers,
)
from tests.support import raises


def server_frame(first: int, text: str) -> object:
    payload = encode(text)
    head = alloc(2)
    head[0] = first
    head[1] = len(payload)
    return concat([head, payload])


def test_accept_of_the_rfc():
    assert accept_for('dGhlIHNhbXBsZSBub25jZQ==') == 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='


def test_handshake_names_the_protocols():
    headers = handshake_headers('localhost:1', 'http://localhost:1', 'k', ['vite-hmr', 'b'])
    assert headers[-1] == ['Sec-WebSocket-Protocol', 'vite-hmr, b']


def test_client_frames_are_masked_and_sized():
    small = frame(TEXT, encode('hi'))
    assert [small[0], small[1], len(small)] == [0x81, 0x82, 8]
    middle = frame(BINARY, alloc(300))
    assert [middle[1], middle[2], middle[3], len(middle)] == [0x80 | 126, 1, 44, 308]
    large = frame(BINARY, alloc(70000))
    assert [large[1], large[7], large[8], large[9]] == [0x80 | 127, 1, 17, 112]


def test_a_server_reads_masked_frames_and_masks_none():
    reader = FrameReader(True)
    reader.receive(frame(TEXT, encode('plain')))
    masked = frame(TEXT, encode('abcde'))
    for i in range(4):
        masked[2 + i] = i + 1
    for i in range(5):
        masked[6 + i] = masked[6 + i] ^ (i % 4 + 1)
    reader.receive(masked)
    assert reader.next_message().text() == 'plain' and reader.next_message().text() == 'abcde'
    reader.receive(frame(TEXT, encode('x'), False))
    with raises(WebSocketError):
        reader.next_message()
    assert [
        frame(TEXT, encode('hi'), False)[1],
        len(frame(BINARY, alloc(300), False)),
        len(frame(BINARY, alloc(70000), False)),
    ] == [2, 304, 70010]


def test_messages_and_fragments():
    reader = FrameReader()
    reader.receive(server_frame(0x81, 'one'))
    reader.receive(server_frame(0x01, 'tw'))
    reader.receive(server_frame(0x89, 'p'))
    reader.receive(server_frame(0x80, 'o'))
    first = reader.next_message()
    assert first.text() == 'one'
    ping = reader.next_message()
    assert ping.opcode == PING
    second = reader.next_message()
    assert second.opcode == TEXT
    assert second.text() == 'two'
    assert reader.next_message() is None


def test_close_payload():
    payload = close_payload(1000, 'bye')
    assert [payload[0], payload[1], payload[2], len(payload)] == [3, 232, 98, 5]
    reader = FrameReader()
    reader.receive(concat([server_frame(0x88, ''), server_frame(0x81, 'x')]))
    assert reader.next_message().opcode == CLOSE


def test_long_payload_in_pieces():
    reader = FrameReader()
    head = alloc(4)
    head[0] = 0x82
    head[1] = 126
    head[2] = 1
    head[3] = 0
    reader.receive(head)
    assert reader.next_message() is None
    reader.receive(alloc(255))
    assert reader.next_message() is None
    reader.receive(alloc(1))
    assert len(reader.next_message().payload) == 256


def test_broken_frames():
    for first, second in [[0xC1, 0], [0x81, 0x80], [0x09, 0], [0x83, 0], [0x80, 0]]:
        reader = FrameReader()
        head = alloc(2)
        head[0] = first
        head[1] = second
        reader.receive(head)
        with raises(WebSocketError):
            reader.next_message()
