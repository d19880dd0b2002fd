"""The HTTP/1.1 client parser: every way a body can end, and errors of broken servers."""

from runtime_py.platform.bytes import concat, decode_latin1, encode_latin1
from runtime_py.sys.http1 import Data, End, Head, HttpError, ResponseParser, chunk_prefix, header, request_head
from tests.support import raises


def collect(parser: ResponseParser) -> list:
    """Events as ['head', status], ['data', text], ['end']."""
    found: list = []
    while True:
        event = parser.next_event()
        if event is None:
            return found
        if isinstance(event, Head):
            found.append(['interim' if event.interim else 'head', event.status])
        elif isinstance(event, Data):
            found.append(['data', decode_latin1(event.chunk)])
        elif isinstance(event, End):
            found.append(['upgraded' if event.upgraded else 'end'])


def run(method: str, text: str, closed: bool) -> list:
    parser = ResponseParser()
    parser.start(method)
    parser.receive(encode_latin1(text))
    if closed:
        parser.receive_end()
    return collect(parser)


def test_body_with_length():
    assert run('GET', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', False) == [
        ['head', 200],
        ['data', 'hello'],
        ['end'],
    ]


def test_empty_body():
    assert run('GET', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', False) == [['head', 200], ['end']]


def test_chunked_body_with_extension_and_trailer():
    text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n'
    assert run('GET', text, False) == [['head', 200], ['data', 'hello'], ['data', ' world'], ['end']]


def test_body_until_close():
    text = 'HTTP/1.0 200 OK\r\n\r\nall of it'
    assert run('GET', text, False) == [['head', 200], ['data', 'all of it']]
    assert run('GET', text, True) == [['head', 200], ['data', 'all of it'], ['end']]


def test_no_body_for_head_204_304():
    assert run('HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n', False) == [['head', 200], ['end']]
    assert run('GET', 'HTTP/1.1 204 No Content\r\n\r\n', False) == [['head', 204], ['end']]
    assert run('GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', False) == [['head', 304], ['end']]


def test_interim_responses_come_first():
    text = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'
    assert run('POST', text, False) == [['interim', 100], ['interim', 103], ['head', 200], ['data', 'x'], ['end']]


def test_upgrade_leaves_the_rest():
    parser = ResponseParser()
    parser.start('GET')
    parser.receive(encode_latin1('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nABC'))
    assert collect(parser) == [['head', 101], ['upgraded']]
    assert decode_latin1(parser.leftover()) == 'ABC'


def test_two_responses_on_one_connection():
    parser = ResponseParser()
    parser.start('GET')
    parser.receive(encode_latin1('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na'))
    assert collect(parser) == [['head', 200], ['data', 'a'], ['end']]
    assert parser.keep_alive
    parser.start('GET')
    parser.receive(encode_latin1('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 1\r\n\r\nb'))
    assert collect(parser) == [['head', 404], ['data', 'b'], ['end']]
    assert not parser.keep_alive


def test_byte_by_byte():
    data = encode_latin1('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n')
    parser = ResponseParser()
    parser.start('GET')
    found: list = []
    for i in range(len(data)):
        parser.receive(data[i : i + 1])
        found.extend(collect(parser))
    assert found == [['head', 200], ['data', 'a'], ['data', 'b'], ['data', 'c'], ['end']]


def test_headers_keep_their_order_and_repeat():
    parser = ResponseParser()
    parser.start('GET')
    parser.receive(encode_latin1('HTTP/1.1 200 OK\nSet-Cookie: a=1\nset-cookie: b=2\nX: one\n two\n\n'))
    head = parser.next_event()
    assert isinstance(head, Head)
    assert head.headers == [['Set-Cookie', 'a=1'], ['set-cookie', 'b=2'], ['X', 'one two']]
    assert header(head.headers, 'set-cookie') == 'a=1, b=2'
    assert head.reason == 'OK'


def test_cut_off_is_an_error():
    for text in [
        'HTTP/1.1 200',
        'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe',
    ]:
        with raises(HttpError):
            run('GET', text, True)


def test_nonsense_is_an_error():
    for text in [
        'SSH-2.0-OpenSSH\r\n\r\n',
        'HTTP/1.1 2x0 OK\r\n\r\n',
        'HTTP/1.1 200 OK\r\nno colon\r\n\r\n',
        'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
        'HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n',
    ]:
        with raises(HttpError):
            run('GET', text, False)


def test_request_head():
    assert (
        decode_latin1(request_head('GET', '/a?b', [['Host', 'localhost:3000']]))
        == 'GET /a?b HTTP/1.1\r\nHost: localhost:3000\r\n\r\n'
    )


def test_request_head_refuses_smuggling():
    with raises(HttpError):
        request_head('GET', '/', [['X', 'a\r\nY: b']])
    with raises(HttpError):
        request_head('GET', '/ HTTP/1.1', [])
    with raises(HttpError):
        request_head('G T', '/', [])
    with raises(HttpError):
        request_head('GET', '/', [['X Y', 'a']])


def test_chunk_prefix():
    assert decode_latin1(concat([chunk_prefix(255)])) == 'ff\r\n'
