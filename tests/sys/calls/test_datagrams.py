"""Datagram sockets: addresses, peers, flags. Delivery is in tests/sys/test_datagrams.py."""

from __future__ import annotations

from runtime_py.ipc.datagram import REUSE_ADDRESS
from runtime_py.ipc.ip_text import parse_address
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EADDRINUSE, EAGAIN, EBADF, ENOTCONN
from tests.sys.call_support import Box


def local() -> list[int]:
    """16 octets: the mapped form of an IPv4 address."""
    return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, *(parse_address('127.0.0.1') or [])]


def test_from_one_to_another() -> None:
    system = Box().system
    a = system.datagram_socket(False)
    b = system.datagram_socket(False)
    assert system.datagram_name(a)[1] == 0 and system.datagram_bind(a, local(), 0) == 0
    port = system.datagram_name(a)[1]
    assert port > 0 and system.datagram_bind(b, local(), port) == -EADDRINUSE
    assert system.datagram_peer(b) == [-ENOTCONN] and system.datagram_connect(b, local(), port) == 0
    assert system.datagram_peer(b)[1] == port
    buffer = alloc(10)
    assert system.datagram_receive(a, buffer) == -EAGAIN
    assert system.datagram_send(b, encode('hello'), None, 0) == 5
    arrival = system.datagram_receive(a, buffer)
    assert arrival.length == 5 and decode(view(buffer, 0, 5)) == 'hello'
    assert system.datagram_disconnect(b) == 0 and system.datagram_peer(b) == [-ENOTCONN]


def test_settings() -> None:
    system = Box().system
    a = system.datagram_socket(False)
    assert system.datagram_set_flag(a, REUSE_ADDRESS, True) == 0 and system.datagram_set_flag(99, 1, True) == -EBADF
    assert system.datagram_buffer(a, True, 100000) > 0 and system.datagram_buffer(a, True, 0) >= 100000
