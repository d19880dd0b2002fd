"""Connections to other hosts, between a program and the network worker."""

from __future__ import annotations

from runtime_py.platform.errno import ECONNREFUSED
from tests.sys.call_support import Box, put, text_of


def test_names_have_addresses_that_stand_for_them() -> None:
    system = Box().system
    address = system.outside_address('example.org')
    assert system.outside_address('example.org') == address and system.outside_name(address) == 'example.org'
    assert system.outside_address('example.com') != address and system.outside_name('127.0.0.1') == ''


def test_a_connection_goes_to_the_listener_of_the_machine() -> None:
    system = Box().system
    address = system.outside_address('example.org')
    assert system.socket_connect(address, 443) == -ECONNREFUSED
    listener = system.outside_listen()
    client = system.socket_connect(address, 443)
    server = system.accept(listener)
    assert system.is_outside(client) and system.outside_target(server)[0:2] == ['example.org', 443]
    put(system, client, 'GET')
    assert text_of(system, server) == 'GET' and system.failure(client) is None
    assert system.fail(server, 'EPERM', 'the policy forbids it') == 0
    failure = system.failure(client)
    assert failure is not None and failure.code == 'EPERM' and failure.message == 'the policy forbids it'


def test_a_local_connection_leads_nowhere_outside() -> None:
    system = Box().system
    listener = system.socket_listen('127.0.0.1', 0, 5)
    client = system.socket_connect('127.0.0.1', system.sockname(listener)[1])
    assert system.outside_target(client) == [] and not system.is_outside(client)
