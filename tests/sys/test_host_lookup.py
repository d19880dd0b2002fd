"""Resolving names to addresses, URLs to hosts, and a request over the loopback."""

from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.futures import gather
from runtime_py.platform.memory import create
from runtime_py.sys.host_lookup import addresses_of
from runtime_py.sys.http_client import HttpProblem, PrefaceReader, Reply, request
from runtime_py.sys.http_url import UrlError, parse_url, resolve
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from tests.support import raises


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.mkdir('/etc', 0o755)
    system.write_file('/etc/hosts', encode('127.0.0.1 localhost\n10.0.0.7\tOwn.test other # a comment\n'))
    return system


def test_names():
    system = make()
    assert addresses_of(system, 'localhost') == ['127.0.0.1', '::1'] and addresses_of(system, 'a.LOCALHOST.') == [
        '127.0.0.1',
        '::1',
    ]
    assert addresses_of(system, 'own.TEST') == ['10.0.0.7'] and addresses_of(system, 'other') == ['10.0.0.7']
    assert addresses_of(system, '192.0.2.1') == ['192.0.2.1'] and addresses_of(system, '2001:db8::1') == ['2001:db8::1']
    for text, address in [
        ['1.2.3', '1.2.0.3'],
        ['0x7f.1', '127.0.0.1'],
        ['127.1', '127.0.0.1'],
        ['999', '0.0.3.231'],
        ['010.0.0.1', '8.0.0.1'],
    ]:
        assert addresses_of(system, text) == [address]
    for text in ['256.0.0.1', '1.2.3.4.5', '1.2.3.256', '08.1', '4294967296', '[::1]', '1::2::3', '1..2']:
        assert addresses_of(system, text) == []
    assert addresses_of(system, 'one.test') == ['198.18.0.2'] and addresses_of(system, 'x.invalid') == []


def test_urls():
    assert (
        parse_url('HTTPS://h:444/a?b#c').text() == 'https://h:444/a?b'
        and parse_url('h').text() == 'http://h/'
        and parse_url('http://u:p@[::1]:80').authority() == '[::1]'
    )
    base = parse_url('http://h/a/b?c')
    assert [resolve(base, where).text() for where in ['d', '/d', '?e', '//i/d', 'https://i/']] == [
        'http://h/a/d',
        'http://h/d',
        'http://h/a/b?e',
        'http://i/d',
        'https://i/',
    ]
    for text in ['ftp://h', 'http://h:x', 'http:///', 'http://a b/']:
        with raises(UrlError):
            parse_url(text)


def test_answers_to_the_preface():
    reader = PrefaceReader()
    assert reader.receive(encode('\0OK http')) is None
    rest = reader.receive(encode('/1.1\nHTTP/1.1 200'))
    assert rest is not None and decode(rest) == 'HTTP/1.1 200'
    with raises(HttpProblem):
        PrefaceReader().receive(encode('\0NO ECODE a message\n'))


async def answer(system: System, listener: int, replies: list[str]) -> list[str]:
    """Accepts one connection for each reply; returns the first lines of the requests."""
    seen: list[str] = []
    for reply in replies:
        await system.ready(listener, 1)
        fd = system.accept(listener)
        buffer = alloc(1000)
        count = await system.read_async(fd, buffer, 0, 1000)
        text = decode(view(buffer, 0, count))
        seen.append(text.split('\r\n')[0] + (' with leave' if 'authorization' in text else ''))
        system.write(fd, encode(reply), 0, len(reply))
        system.close(fd)
    return seen


async def test_a_request_follows_redirects():
    system = make()
    listener = system.socket_listen('127.0.0.1', 4873, 5)
    replies = [
        'HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    ]
    found = await gather(
        [
            answer(system, listener, replies),
            request(system, 'http://localhost:4873/here', 'GET', [['authorization', 'x']], '', 60000),
        ]
    )
    reply = found[1]
    assert found[0] == ['GET /here HTTP/1.1 with leave', 'GET /there HTTP/1.1 with leave']
    assert (
        isinstance(reply, Reply)
        and reply.status == 200
        and decode(reply.body) == 'abc'
        and reply.url == 'http://localhost:4873/there'
    )


async def test_a_request_that_fails():
    system = make()
    codes: list[str] = []
    for url in ['http://localhost:1/', 'http://x.invalid/', 'ftp://h/', 'https://localhost:1/']:
        try:
            await request(system, url, 'GET', [], '', 60000)
        except HttpProblem as problem:
            codes.append(problem.code)
    assert codes == ['ECONNREFUSED', 'ENOTFOUND', 'EINVALIDURL', 'ECONNREFUSED']
