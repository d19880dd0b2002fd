"""Loopback sockets: connecting, half-close, reset, the accept queue."""

from runtime_py.ipc.hosts import (
    HOST_ANY_V4,
    HOST_ANY_V6,
    HOST_ONLY_V6,
    HOST_V4,
    HOST_V6,
    answers,
    as_seen_by,
    as_source,
    host_number,
    host_text,
    overlap,
)
from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLRDHUP, Pipes
from runtime_py.ipc.socket import LISTENER_BYTES, Sockets
from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED, ECONNRESET, EPIPE
from runtime_py.platform.memory import create

HEAD = 512
A = 600
B = 700
LISTENER = 800
P1 = 65536
P2 = 65536 + 131072


def make() -> Sockets:
    sockets = Sockets(Pipes(Bells(create(1048576, 1048576), 4096, 64, 520)), HEAD)
    sockets.pair(A, B, P1, P2)
    sockets.set_names(A, HOST_V4, 40000, HOST_V4, 3000)
    sockets.set_names(B, HOST_V4, 3000, HOST_V4, 40000)
    return sockets


def got(sockets: Sockets, end: int) -> str:
    buffer = alloc(100)
    count = sockets.read(end, buffer, 0, 100)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def test_both_ways_and_half_close():
    sockets = make()
    sockets.write(A, encode('ask'), 0, 3)
    sockets.shutdown(A)
    assert sockets.write(A, encode('x'), 0, 1) == -EPIPE
    assert got(sockets, B) == 'ask'
    assert got(sockets, B) == ''
    sockets.write(B, encode('answer'), 0, 6)
    assert got(sockets, A) == 'answer'
    assert sockets.poll(B) & POLLIN == POLLIN
    assert sockets.poll(B) & POLLHUP == 0
    assert sockets.poll(B) & POLLRDHUP == POLLRDHUP
    assert sockets.poll(A) & POLLRDHUP == 0
    assert sockets.close(A) == []
    assert got(sockets, B) == ''
    freed = sockets.close(B)
    freed.sort()
    assert freed == [P1, P2]


def test_unread_bytes_reset():
    sockets = make()
    sockets.write(A, encode('lost'), 0, 4)
    sockets.close(B)
    assert got(sockets, A) == f'error {ECONNRESET}'
    assert sockets.write(A, encode('x'), 0, 1) == -EPIPE


def test_a_reset_does_not_overtake_the_end():
    sockets = make()
    sockets.write(A, encode('lost'), 0, 4)
    sockets.write(B, encode('last'), 0, 4)
    sockets.shutdown(B)
    sockets.close(B)
    assert got(sockets, A) == 'last'
    assert got(sockets, A) == ''
    assert sockets.write(A, encode('x'), 0, 1) == -EPIPE


def test_a_close_with_unread_bytes_leaves_freed_memory_alone():
    """Cases of shutdown, a closed peer, and a close with unread bytes: an end's pipes are its own until then."""
    sockets = make()
    sockets.shutdown(A)
    sockets.write(B, encode('lost'), 0, 4)
    assert sockets.close(B) == []
    freed = sockets.close(A)
    freed.sort()
    assert freed == [P1, P2]


def test_the_accept_queue():
    sockets = make()
    sockets.bind(LISTENER, HOST_ANY_V4, 3000, 0)
    assert sockets.find_port(3000, HOST_V4) == 0
    assert sockets.served_ports() == []
    assert sockets.bound_ports() == [3000]
    assert not sockets.is_first_wait(LISTENER)
    sockets.listen(LISTENER, 1)
    assert sockets.served_ports() == []
    assert sockets.is_first_wait(LISTENER)
    assert not sockets.is_first_wait(LISTENER)
    assert sockets.served_ports() == [3000]
    assert sockets.is_taken(3000, HOST_V4)
    assert not sockets.is_taken(3000, HOST_V6)
    assert sockets.find_port(3000, HOST_V4) == LISTENER
    assert sockets.find_port(3001, HOST_V4) == 0
    assert sockets.accept(LISTENER) == -EAGAIN
    assert sockets.offer(LISTENER, B) == 0
    assert sockets.offer(LISTENER, A) == -ECONNREFUSED
    assert sockets.poll_listener(LISTENER) == POLLIN
    assert sockets.accept(LISTENER) == B
    assert sockets.accept(LISTENER) == -EAGAIN
    sockets.unlisten(LISTENER)
    assert sockets.find_port(3000, HOST_V4) == 0
    assert sockets.served_ports() == []


def test_ports_are_in_the_order_of_listening():
    sockets = make()
    listeners = [LISTENER, LISTENER + LISTENER_BYTES, LISTENER + 2 * LISTENER_BYTES]
    for listener in listeners:
        sockets.bind(listener, HOST_ANY_V4, 3000 + listeners.index(listener), 0)
    for index in [1, 2, 0, 1]:
        sockets.listen(listeners[index], 1)
        sockets.is_first_wait(listeners[index])
    assert sockets.served_ports() == [3001, 3002, 3000]
    sockets.unlisten(listeners[2])
    assert sockets.served_ports() == [3001, 3000]


def test_addresses():
    assert answers(HOST_ANY_V6, HOST_V4)
    assert answers(HOST_ANY_V4, HOST_V4)
    assert not answers(HOST_ANY_V4, HOST_V6)
    assert not answers(HOST_V6, HOST_V4)
    assert not answers(HOST_ONLY_V6, HOST_V4)
    other = host_number('127.0.1.2')
    assert host_text(other) == '127.0.1.2'
    assert answers(HOST_ANY_V4, other)
    assert not answers(HOST_V4, other)
    assert overlap(HOST_ANY_V6, other)
    assert not overlap(HOST_V4, other)
    assert not overlap(HOST_ONLY_V6, HOST_ANY_V4)
    assert host_text(as_seen_by(HOST_ANY_V6, other)) == '::ffff:127.0.1.2'
    assert host_text(as_seen_by(HOST_ANY_V4, other)) == '127.0.1.2'
    assert host_text(host_number('::ffff:127.0.0.1')) == '::ffff:127.0.0.1'
    assert as_source(HOST_ANY_V6, other) == HOST_V4
    assert as_source(other, HOST_V4) == other
    assert host_number('127.0.0.300') < 0
    assert host_number('10.0.0.1') < 0


def test_a_peer_that_has_gone_in_peace():
    sockets = make()
    sockets.close(B)
    assert sockets.write(A, encode('x'), 0, 1) == 1
    assert sockets.write(A, encode('x'), 0, 1) == -EPIPE
    assert got(sockets, A) == ''


def test_a_reset():
    sockets = make()
    sockets.write(B, encode('last'), 0, 4)
    sockets.reset(B)
    sockets.close(B)
    assert got(sockets, A) == 'last'
    assert got(sockets, A) == f'error {ECONNRESET}'
    assert sockets.write(A, encode('x'), 0, 1) == -EPIPE


def test_each_pipe_is_freed_once():
    for order in ['shutdown first', 'peer first']:
        sockets = make()
        freed: list[int] = []
        if order == 'peer first':
            freed.extend(sockets.close(B))
            sockets.shutdown(A)
        else:
            sockets.shutdown(A)
            freed.extend(sockets.close(B))
        freed.extend(sockets.close(A))
        freed.sort()
        assert freed == [P1, P2]
