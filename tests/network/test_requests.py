"""A program's request in the network worker: parsing it, the headers that a page can send, and the head of the
response."""

from runtime_py.network.door import connection_refusal, request_refusal
from runtime_py.network.reply import framing_of, reply_headers, waits_for_leave
from runtime_py.network.request_headers import sort_headers
from runtime_py.platform.bytes import decode, encode
from runtime_py.sys.http1 import Data, End, HttpError
from runtime_py.sys.http1_requests import RequestHead, RequestParser, parse_request_head, response_head


def events_of(parser: RequestParser) -> list[str]:
    found: list[str] = []
    event = parser.next_event()
    while event is not None:
        if isinstance(event, RequestHead):
            found.append(f'{event.method} {event.target} {event.version}')
        elif isinstance(event, Data):
            found.append(decode(event.chunk))
        elif isinstance(event, End):
            found.append('end')
        event = parser.next_event()
    return found


def parse(text: str) -> list[str]:
    parser = RequestParser()
    parser.expect_head()
    parser.receive(encode(text))
    return events_of(parser)


def problem_of(text: str) -> str:
    try:
        parse(text)
    except HttpError as error:
        return error.message
    return ''


def test_bodies():
    assert parse('GET /a HTTP/1.1\r\nHost: h\r\n\r\n') == ['GET /a 1.1', 'end']
    assert parse('\r\nPOST / HTTP/1.0\nContent-Length: 3\n\nabc') == ['POST / 1.0', 'abc', 'end']
    assert parse('PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n') == [
        'PUT /b 1.1',
        'abc',
        'end',
    ]


def test_one_request_after_the_other():
    parser = RequestParser()
    parser.expect_head()
    parser.receive(encode('GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nConnection: close\r\n\r\n'))
    assert events_of(parser) == ['GET /1 1.1', 'end'] and parser.keep_alive
    parser.expect_head()
    assert events_of(parser) == ['GET /2 1.1', 'end'] and not parser.keep_alive


def test_what_is_no_request():
    for text in ['SELECT 1\n\n', 'GET /\r\n\r\n', 'GET / HTTP/2.0\r\n\r\n', 'GET / HTTP/1.1\r\nno header\r\n\r\n']:
        assert problem_of(text) != '', text
    assert problem_of('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n') != ''
    assert problem_of('POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n') != ''


def sorted_names(headers: list) -> str:
    found = sort_headers(headers, ['one.test:8080', '198.18.0.2:8080'], 'http')
    return ' '.join([pair[0] for pair in found.kept]) + (f' / {found.refused}' if found.refused != '' else '')


def test_headers_of_requests():
    assert (
        sorted_names(
            [
                ['Host', 'one.test:8080'],
                ['User-Agent', 'x'],
                ['Accept-Encoding', 'gzip'],
                ['Accept', '*/*'],
                ['Sec-Fetch-Mode', 'cors'],
            ]
        )
        == 'Accept'
    )
    assert (
        sorted_names(
            [
                ['host', '198.18.0.2:8080'],
                ['connection', 'keep-alive, x-hop'],
                ['x-hop', '1'],
                ['content-length', '3'],
                ['x-own', '1'],
            ]
        )
        == 'x-own'
    )
    for name in ['Cookie', 'Origin', 'Referer', 'Date', 'Proxy-Authorization', 'Access-Control-Request-Method']:
        assert sorted_names([[name, 'x']]) == f' / {name}', name
    assert sorted_names([['Host', 'two.test']]) == ' / Host'
    assert sorted_names([['X-HTTP-Method-Override', 'TRACE']]) == ' / X-HTTP-Method-Override'
    assert sort_headers([['accept', 'a'], ['authorization', 'b']], ['h'], 'http').asking() == ['authorization']
    assert sort_headers([['host', 'one.test:443']], ['one.test'], 'https').refused == ''


def head_of(text: str) -> RequestHead:
    return parse_request_head(text)


def test_heads_of_answers():
    get = head_of('GET / HTTP/1.1\r\n\r\n')
    framing = framing_of(get, 200, [], True, True)
    assert framing.has_body and framing.chunked and framing.stays_open
    headers = reply_headers([['content-type', 'a'], ['content-length', '9'], ['content-encoding', 'gzip']], framing)
    assert [pair[0] for pair in headers] == ['content-type', 'transfer-encoding', 'connection']
    old = framing_of(head_of('GET / HTTP/1.0\r\n\r\n'), 200, [], True, True)
    raw = framing_of(get, 200, [['Content-Length', '9']], False, True)
    assert raw.has_body and not raw.chunked and raw.stays_open
    assert [pair[0] for pair in reply_headers([['content-length', '9'], ['content-encoding', 'gzip']], raw)] == [
        'content-length',
        'content-encoding',
        'connection',
    ]
    assert old.has_body and not old.chunked and not old.stays_open
    for request, status in [[head_of('HEAD / HTTP/1.1\r\n\r\n'), 200], [get, 204], [get, 304]]:
        bare = framing_of(request, status, [], True, True)
        assert not bare.has_body and not bare.chunked and bare.stays_open
        assert reply_headers([['content-length', '9']], bare)[0][0] == 'content-length'
    assert decode(response_head(404, 'Not\r\nFound', [['a', 'b']])) == 'HTTP/1.1 404 NotFound\r\na: b\r\n\r\n'


def test_leave_to_send_a_body():
    assert waits_for_leave(head_of('PUT / HTTP/1.1\r\nExpect: 100-Continue\r\n\r\n'))
    assert not waits_for_leave(head_of('PUT / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n'))


def test_the_door():
    assert connection_refusal('one.test', 443) is None and connection_refusal('one.test', 8080) is None
    refusal = connection_refusal('one.test', 22)
    assert refusal is not None and 'one.test:22' in refusal.message
    assert request_refusal('one.test', 443, 'GET') is None
    for host in ['localhost', 'a.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '[::ffff:7f00:1]', '0.0.0.0', '[::]']:
        assert request_refusal(host, 80, 'GET') is not None, host
    for host in ['127.example', 'localhost.example', '[::2]', '10.0.0.1']:
        assert request_refusal(host, 80, 'GET') is None, host
