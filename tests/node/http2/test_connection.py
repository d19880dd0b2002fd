"""Two HTTP/2 connections connected without a socket, and peers that violate the rules."""

from __future__ import annotations

from runtime_py.node.http2.connection import Connection
from runtime_py.node.http2.connection_state import Options
from runtime_py.node.http2.errors import ERR_BAD_CLIENT_MAGIC, ERR_PROTO, FLOW_CONTROL_ERROR, PROTOCOL_ERROR
from runtime_py.node.http2.frames import (
    CLIENT_MAGIC,
    DATA,
    FLAG_END_STREAM,
    GOAWAY,
    HEADERS,
    PING,
    SETTINGS,
    WINDOW_UPDATE,
    Frame,
    control_octets,
    frame_octets,
    u32_octets,
)
from runtime_py.node.http2.handler import Handler, Reading, deferred_reading
from runtime_py.node.http2.hpack import Field
from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode, encode_latin1, view
from runtime_py.platform.maps import Map


class Recorder(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.bodies: Map[int, Bytes] = Map()

    def on_field(self, frame: Frame, field: Field) -> int:
        self.log.append(f'{frame.target()} {field.name}: {field.value}')
        return 0

    def on_frame(self, frame: Frame) -> int:
        if frame.kind in (HEADERS, PING, GOAWAY) or (frame.kind == DATA and frame.has(FLAG_END_STREAM)):
            self.log.append(f'frame {frame.kind} of {frame.stream_id}')
        return 0

    def on_data(self, stream_id: int, data: Bytes) -> int:
        self.log.append(f'{stream_id} data {decode(data)}' if len(data) < 100 else f'{stream_id} data of {len(data)}')
        return 0

    def on_stream_close(self, stream_id: int, code: int) -> None:
        self.log.append(f'{stream_id} closed {code}')

    def on_invalid_frame(self, frame: Frame, error: int) -> int:
        self.log.append(f'invalid {frame.kind} {error}')
        return 0

    def read(self, stream_id: int, most: int) -> Reading:
        body = self.bodies.get(stream_id)
        if body is None:
            return deferred_reading()
        count = min(most, len(body))
        self.bodies.set(stream_id, body[count:])
        return Reading([body[:count]], False, count == len(body), False)


class Talk:
    def __init__(self, options: Options) -> None:
        self.to_client = Recorder()
        self.to_server = Recorder()
        self.client = Connection(self.to_client, False, options)
        self.server = Connection(self.to_server, True, options)
        self.client.submit_settings([])
        self.server.submit_settings([])

    def run(self) -> None:
        """Runs until neither has data to send."""
        while True:
            quiet = True
            for one, other in [[self.client, self.server], [self.server, self.client]]:
                parts = one.pull()
                if len(parts) > 0:
                    quiet = False
                    other.feed(concat(parts))
            if quiet:
                return


def request(method: str) -> list[Field]:
    return [
        Field(':method', method, False),
        Field(':path', '/x', False),
        Field(':scheme', 'http', False),
        Field(':authority', 'here', False),
    ]


def test_a_request_and_its_response():
    talk = Talk(Options())
    assert talk.client.submit_request(request('GET'), False) == 1
    talk.run()
    assert talk.to_server.log == [
        '1 :method: GET',
        '1 :path: /x',
        '1 :scheme: http',
        '1 :authority: here',
        'frame 1 of 1',
    ]
    talk.to_server.bodies.set(1, encode('hello'))
    talk.server.submit_headers(1, [Field(':status', '200', False)], True, False)
    talk.run()
    assert talk.to_client.log == ['1 :status: 200', 'frame 1 of 1', '1 data hello', 'frame 0 of 1', '1 closed 0']
    assert talk.to_server.log[-1] == '1 closed 0'
    assert [talk.client.streams.size, talk.server.streams.size] == [0, 0]


def test_data_waits_for_the_window():
    talk = Talk(Options())
    talk.client.submit_request(request('POST'), True)
    talk.to_client.bodies.set(1, alloc(100000))
    talk.run()
    assert len(talk.to_client.bodies.get(1)) == 100000 - 65535
    talk.server.consume_connection(65535)
    talk.server.consume_stream(1, 65535)
    talk.run()
    assert talk.to_server.log[-1] == 'frame 0 of 1'
    assert len(talk.to_client.bodies.get(1)) == 0


def test_requests_wait_for_the_limit_of_streams():
    options = Options()
    options.peer_max_streams = 1
    talk = Talk(options)
    talk.server.submit_settings([[3, 1]])
    for _ in range(2):
        talk.client.submit_request(request('GET'), False)
    talk.run()
    assert [talk.server.streams.size, talk.client.queued()] == [1, 1]
    talk.server.submit_headers(1, [Field(':status', '204', False)], False, True)
    talk.run()
    assert talk.server.streams.get(3) is not None


def test_trailers_and_a_promise():
    talk = Talk(Options())
    talk.client.submit_request(request('GET'), False)
    talk.run()
    assert talk.server.submit_push_promise(1, request('GET')) == 2
    talk.server.submit_headers(1, [Field(':status', '103', False)], False, False)
    talk.server.submit_headers(1, [Field(':status', '200', False)], True, False)
    talk.run()
    talk.server.submit_headers(2, [Field(':status', '404', False)], False, True)
    talk.run()
    assert '2 :path: /x' in talk.to_client.log
    assert talk.to_client.log[-2:] == ['frame 1 of 2', '2 closed 0']
    assert talk.to_client.log.count('frame 1 of 1') == 2


def test_a_reset_and_a_goaway():
    talk = Talk(Options())
    talk.client.submit_request(request('GET'), False)
    talk.run()
    talk.client.reset_stream(1, 8)
    talk.run()
    assert talk.to_server.log[-1] == '1 closed 8'
    talk.client.submit_request(request('GET'), False)
    talk.run()
    talk.server.terminate(PROTOCOL_ERROR, 'why')
    talk.run()
    assert [talk.server.wants_read(), talk.server.wants_write()] == [False, False]
    assert 'frame 7 of 0' in talk.to_client.log


def ends_with(octets: Bytes) -> list:
    """A server's reaction to its peer's first bytes after the magic: the result of feed, and GOAWAY's code or -1."""
    handler = Recorder()
    server = Connection(handler, True, Options())
    result = server.feed(encode_latin1(CLIENT_MAGIC))
    result = server.feed(octets)
    code = -1
    while True:
        parts = server.pull()
        if len(parts) == 0:
            return [result, code, handler.log]
        sent = parts[0]
        if sent[3] == GOAWAY:
            code = sent[16]


def test_broken_rules():
    settings = frame_octets(SETTINGS, 0, 0, alloc(0))
    assert Connection(Recorder(), True, Options()).feed(encode('GET / HTTP/1.1\r\n')) == ERR_BAD_CLIENT_MAGIC
    assert ends_with(frame_octets(PING, 0, 0, alloc(8)))[1] == PROTOCOL_ERROR
    assert ends_with(concat([settings, frame_octets(PING, 0, 0, alloc(7))]))[1] == 6
    assert ends_with(concat([settings, frame_octets(DATA, 0, 1, alloc(7))])) == [
        0,
        PROTOCOL_ERROR,
        [f'invalid 0 {ERR_PROTO}'],
    ]
    assert ends_with(concat([settings, frame_octets(HEADERS, 4, 1, encode('\x7f'))]))[1] == 9
    assert ends_with(concat([settings, frame_octets(99, 4, 1, encode('any'))]))[1] == -1
    huge = Frame(WINDOW_UPDATE, 0, 0)
    huge.increment = 2147483647
    assert ends_with(concat([settings, control_octets(huge)]))[1] == FLOW_CONTROL_ERROR
    assert ends_with(concat([settings, frame_octets(WINDOW_UPDATE, 0, 0, u32_octets(0))]))[1] == PROTOCOL_ERROR


def test_octets_one_by_one():
    talk = Talk(Options())
    talk.client.submit_request(request('POST'), True)
    talk.to_client.bodies.set(1, encode('body'))
    while True:
        octets = concat(talk.client.pull())
        if len(octets) == 0:
            break
        for k in range(len(octets)):
            assert talk.server.feed(view(octets, k, k + 1)) == 0
    assert talk.to_server.log[-5:] == ['1 data b', '1 data o', '1 data d', '1 data y', 'frame 0 of 1']
