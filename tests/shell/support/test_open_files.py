"""Sockets are read from /proc/net, and open files from /proc/PID/fd."""

from __future__ import annotations

from runtime_py.shell.support.open_files import Address, open_files, sockets
from tests.shell.utilities.sockets_support import box_with_servers


def test_sockets() -> None:
    found = sockets(box_with_servers().system)
    assert [[each.protocol, each.six, each.local.host, each.local.port, each.state] for each in found] == [
        ['tcp', False, '127.0.0.1', 3000, 'LISTEN'],
        ['tcp', False, '127.0.0.1', 32768, 'ESTABLISHED'],
        ['tcp', False, '127.0.0.1', 3000, 'ESTABLISHED'],
        ['tcp', True, '', 3001, 'LISTEN'],
        ['udp', False, '', 5000, 'CLOSE'],
    ]
    assert [each.is_server for each in found] == [True, False, False, True, True]


def test_open_files() -> None:
    system = box_with_servers().system
    system.open('/home/user/f', 0o101, 0o666)
    found = open_files(system)
    assert [[each.fd, each.mode] for each in found] == [
        ['cwd', ' '],
        ['0', 'u'],
        ['1', 'u'],
        ['2', 'u'],
        ['3', 'u'],
        ['4', 'u'],
        ['5', 'w'],
    ]
    assert found[0].path == '/proc/1/cwd' and found[6].path == '/proc/1/fd/5' and found[6].link == '/home/user/f'
    inodes = [each.inode for each in sockets(system)]
    assert found[1].inode == inodes[0] and found[6].inode == ''


def test_an_ipv4_address_in_an_ipv6_socket() -> None:
    mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1]
    assert Address(mapped, 1).host == '127.0.0.1'
    assert Address([0 for _ in range(16)], 1).host == ''
