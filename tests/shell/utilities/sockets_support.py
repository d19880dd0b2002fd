"""A machine with servers and a connection, for the tests of lsof, fuser, netstat and ss."""

from __future__ import annotations

from runtime_py.sys.mount_table import mount_proc
from tests.shell.machine_support import Box

_ANY = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0]


def box_with_servers() -> Box:
    """TCP: 127.0.0.1:3000 with a connection, [::]:3001; UDP: 0.0.0.0:5000."""
    box = Box()
    system = box.system
    system.mkdir('/proc', 0o555)
    mount_proc(system.fs)
    server = system.socket_listen('127.0.0.1', 3000, 10)
    system.socket_listen('::', 3001, 10)
    system.socket_connect('127.0.0.1', 3000)
    system.accept(server)
    system.datagram_bind(system.datagram_socket(False), _ANY, 5000)
    return box
