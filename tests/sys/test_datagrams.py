"""Datagrams between sockets of one machine."""

from runtime_py.ipc.datagram import BROADCAST, MULTICAST_LOOP, ONLY_V6, REUSE_ADDRESS
from runtime_py.ipc.ip import ANY_V4, ANY_V6, LOOPBACK_V4, LOOPBACK_V6
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import (
    EACCES,
    EADDRINUSE,
    EADDRNOTAVAIL,
    EAGAIN,
    ECONNREFUSED,
    EINVAL,
    EMSGSIZE,
    ENETUNREACH,
)
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System

V4 = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
GROUP = [*V4, 224, 0, 0, 114]
FAR = [*V4, 10, 0, 0, 1]
EVERYBODY = [*V4, 255, 255, 255, 255]


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def bound(system: System, address: list[int], port: int) -> int:
    fd = system.datagram_socket(address == ANY_V6 or address == LOOPBACK_V6)
    assert system.datagram_bind(fd, address, port) == 0
    return fd


def got(system: System, fd: int) -> str:
    buffer = alloc(70000)
    arrival = system.datagram_receive(fd, buffer)
    return f'error {-arrival}' if isinstance(arrival, int) else decode(view(buffer, 0, arrival.length))


def test_a_message_carries_its_senders_address():
    system = make()
    server = bound(system, ANY_V4, 4000)
    client = system.datagram_socket(False)
    assert system.datagram_send(client, encode('hello'), LOOPBACK_V4, 4000) == 5
    buffer = alloc(3)
    arrival = system.datagram_receive(server, buffer)
    assert [arrival.length, arrival.whole, arrival.port == system.datagram_name(client)[1]] == [3, 5, True]
    assert arrival.source == LOOPBACK_V4
    assert decode(buffer) == 'hel'
    assert got(system, server) == f'error {EAGAIN}'
    system.close(server)
    assert system.datagram_send(client, encode('lost'), LOOPBACK_V4, 4000) == 4


def test_ports_are_shared_only_by_agreement():
    system = make()
    bound(system, LOOPBACK_V4, 4000)
    other = system.datagram_socket(False)
    assert system.datagram_bind(other, ANY_V4, 4000) == -EADDRINUSE
    six = system.datagram_socket(True)
    assert system.datagram_bind(six, ANY_V6, 4000) == -EADDRINUSE
    system.datagram_set_flag(six, ONLY_V6, True)
    assert system.datagram_bind(six, ANY_V6, 4000) == 0
    assert system.datagram_bind(other, FAR, 4001) == -EADDRNOTAVAIL
    for _ in range(2):
        fd = system.datagram_socket(False)
        system.datagram_set_flag(fd, REUSE_ADDRESS, True)
        assert system.datagram_bind(fd, ANY_V4, 5000) == 0
    assert system.datagram_bind(other, ANY_V4, 5000) == -EADDRINUSE


def test_a_connected_socket_hears_only_its_peer():
    system = make()
    peer = bound(system, LOOPBACK_V4, 4000)
    stranger = bound(system, LOOPBACK_V4, 4001)
    fd = system.datagram_socket(False)
    assert system.datagram_connect(fd, LOOPBACK_V4, 4000) == 0
    port = system.datagram_name(fd)[1]
    assert system.datagram_name(fd)[0] == LOOPBACK_V4
    system.datagram_send(stranger, encode('no'), LOOPBACK_V4, port)
    system.datagram_send(peer, encode('yes'), LOOPBACK_V4, port)
    assert got(system, fd) == 'yes'
    assert got(system, fd) == f'error {EAGAIN}'
    system.close(peer)
    assert system.datagram_send(fd, encode('x'), None, 0) == 1
    assert got(system, fd) == f'error {ECONNREFUSED}'
    assert system.datagram_disconnect(fd) == 0
    assert system.datagram_name(fd)[0] == ANY_V4
    system.datagram_send(stranger, encode('now'), LOOPBACK_V4, port)
    assert got(system, fd) == 'now'


def test_both_families():
    system = make()
    both = bound(system, ANY_V6, 4000)
    four = bound(system, LOOPBACK_V4, 4001)
    system.datagram_send(four, encode('a'), LOOPBACK_V4, 4000)
    arrival = system.datagram_receive(both, alloc(10))
    assert arrival.source == LOOPBACK_V4
    assert system.datagram_send(both, encode('b'), arrival.source, arrival.port) == 1
    assert got(system, four) == 'b'
    assert system.datagram_send(both, encode('c'), LOOPBACK_V6, 4000) == 1
    assert got(system, both) == 'c'


def test_what_cannot_be_sent():
    system = make()
    fd = system.datagram_socket(False)
    assert system.datagram_send(fd, alloc(65508), LOOPBACK_V4, 4000) == -EMSGSIZE
    assert system.datagram_send(fd, alloc(1), FAR, 4000) == -ENETUNREACH
    assert system.datagram_send(fd, alloc(1), EVERYBODY, 4000) == -EACCES


def test_a_full_buffer_drops():
    system = make()
    fd = bound(system, LOOPBACK_V4, 4000)
    assert system.datagram_buffer(fd, True, 4096) == 8192
    for _ in range(5):
        system.datagram_send(fd, alloc(3000), LOOPBACK_V4, 4000)
    assert len(got(system, fd)) == 3000
    assert len(got(system, fd)) == 3000
    assert got(system, fd) == f'error {EAGAIN}'


def test_groups_and_broadcast():
    system = make()
    listeners: list[int] = []
    for _ in range(2):
        fd = system.datagram_socket(False)
        system.datagram_set_flag(fd, REUSE_ADDRESS, True)
        system.datagram_bind(fd, ANY_V4, 5000)
        listeners.append(fd)
    sender = system.datagram_socket(False)
    system.datagram_send(sender, encode('early'), GROUP, 5000)
    assert got(system, listeners[0]) == f'error {EAGAIN}'
    assert system.datagram_join(listeners[0], LOOPBACK_V4, ANY_V6, ANY_V4) == -EINVAL
    assert system.datagram_join(listeners[0], GROUP, ANY_V6, ANY_V4) == 0
    assert system.datagram_join(listeners[0], GROUP, ANY_V6, ANY_V4) == -EADDRINUSE
    system.datagram_send(sender, encode('all'), GROUP, 5000)
    assert [got(system, fd) for fd in listeners] == ['all', 'all']
    system.datagram_set_flag(sender, MULTICAST_LOOP, False)
    system.datagram_send(sender, encode('others'), GROUP, 5000)
    assert got(system, listeners[0]) == f'error {EAGAIN}'
    assert system.datagram_leave(listeners[0], GROUP, ANY_V6) == 0
    assert system.datagram_leave(listeners[0], GROUP, ANY_V6) == -EADDRNOTAVAIL
    system.datagram_set_flag(sender, BROADCAST, True)
    system.datagram_send(sender, encode('hear'), EVERYBODY, 5000)
    assert [got(system, fd) for fd in listeners] == ['hear', 'hear']
