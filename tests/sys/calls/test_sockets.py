"""Sockets of the loopback and of paths."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EADDRINUSE, EAGAIN, ECONNREFUSED, ECONNRESET
from tests.sys.call_support import Box, put, text_of


def test_a_connection() -> None:
    system = Box().system
    listener = system.socket_listen('127.0.0.1', 0, 5)
    port = system.sockname(listener)[1]
    assert system.socket_listen('127.0.0.1', port, 5) == -EADDRINUSE and system.accept(listener) == -EAGAIN
    client = system.socket_connect('127.0.0.1', port)
    server = system.accept(listener)
    assert put(system, client, 'question') == 8 and text_of(system, server) == 'question'
    put(system, server, 'answer')
    assert system.shutdown(server) == 0 and text_of(system, client) == 'answer' and text_of(system, client) == ''
    assert system.peername(client) == ['127.0.0.1', port] and system.sockname(server)[0:2] == ['127.0.0.1', port]
    assert not system.is_unix_socket(client) and not system.is_outside(client)


def test_a_socket_that_only_has_its_address() -> None:
    system = Box().system
    bound = system.socket_bind('127.0.0.1', 0)
    port = system.sockname(bound)[1]
    assert system.socket_connect('127.0.0.1', port) == -ECONNREFUSED
    assert system.listen(bound, 5) == 0 and system.socket_connect('127.0.0.1', port) >= 0


def test_a_reset() -> None:
    system = Box().system
    listener = system.socket_listen('127.0.0.1', 0, 5)
    client = system.socket_connect('127.0.0.1', system.sockname(listener)[1])
    server = system.accept(listener)
    assert system.reset(server) == 0 and system.close(server) == 0
    assert text_of(system, client) == f'error {ECONNRESET}'


def test_sockets_of_paths() -> None:
    system = Box().system
    listener = system.unix_bind('/tmp/s')
    assert system.unix_connect('/tmp/s') == -ECONNREFUSED
    system.listen(listener, 5)
    client = system.unix_connect('/tmp/s')
    server = system.accept(listener)
    assert system.is_unix_socket(client) and put(system, client, 'x') == 1 and text_of(system, server) == 'x'
    assert system.unix_bind('/tmp/s') == -EADDRINUSE


def test_a_descriptor_travels() -> None:
    system = Box().system
    ends = system.socketpair()
    file = system.open('/tmp/f', 0o102)
    put(system, file, 'inside')
    assert system.take_carried(ends[1]) == -EAGAIN
    assert system.write_carrying(ends[0], encode('x'), 0, 1, file) == 1
    assert text_of(system, ends[1]) == 'x'
    taken = system.take_carried(ends[1])
    assert taken >= 0 and taken != file and system.seek(taken, 0, 0) == 0 and text_of(system, taken) == 'inside'
