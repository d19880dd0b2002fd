"""/proc/net has a row for each socket, with the inode that /proc/PID/fd shows."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.memory import create
from runtime_py.platform.text import to_base
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.system import System

LISTENS = '0A'
ESTABLISHED = '01'
FIN_WAIT2 = '05'
CLOSE = '07'
CLOSE_WAIT = '08'


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.mkdir('/proc', 0o555)
    mount_proc(system.fs)
    return system


def rows(system: System, name: str) -> list[list[str]]:
    """[local, remote, state, inode] of each."""
    found = system.read_file(f'/proc/net/{name}')
    assert not isinstance(found, int)
    lines = decode(found).split('\n')
    assert lines[0].startswith('  sl  local_address rem_address ') and lines[-1] == ''
    fields = [line.split() for line in lines[1:-1]]
    assert [each[0] for each in fields] == [f'{k}:' for k in range(len(fields))]
    return [[each[1], each[2], each[3], each[9]] for each in fields]


def inode(system: System, fd: int) -> str:
    text = system.readlink(f'/proc/self/fd/{fd}')
    assert isinstance(text, str) and text.startswith('socket:[')
    return text[8:-1]


def test_streams_by_family() -> None:
    system = make()
    server = system.socket_listen('127.0.0.1', 3000, 10)
    any_server = system.socket_listen('::', 3001, 10)
    system.socket_bind('127.0.0.1', 3002)  # doesn't listen
    client = system.socket_connect('127.0.0.1', 3000)
    accepted = system.accept(server)
    port = to_base(system.sockname(client)[1], 16).upper()
    assert rows(system, 'tcp') == [
        ['0100007F:0BB8', '00000000:0000', LISTENS, inode(system, server)],
        [f'0100007F:{port}', '0100007F:0BB8', ESTABLISHED, inode(system, client)],
        ['0100007F:0BB8', f'0100007F:{port}', ESTABLISHED, inode(system, accepted)],
    ]
    zeros = '00000000000000000000000000000000'
    assert rows(system, 'tcp6') == [[f'{zeros}:0BB9', f'{zeros}:0000', LISTENS, inode(system, any_server)]]
    mapped = system.socket_connect('127.0.0.1', 3001)
    system.accept(any_server)
    assert [row[0] for row in rows(system, 'tcp6')] == [f'{zeros}:0BB9', '0000000000000000FFFF00000100007F:0BB9']
    system.shutdown(client)
    states = [[row[3], row[2]] for row in rows(system, 'tcp')]
    assert [inode(system, client), FIN_WAIT2] in states and [inode(system, accepted), CLOSE_WAIT] in states
    for fd in [server, any_server, client, accepted, mapped]:
        system.close(fd)
    assert rows(system, 'tcp') == []


def test_what_waits_in_a_queue_is_counted() -> None:
    system = make()
    system.socket_listen('127.0.0.1', 3000, 10)
    system.socket_connect('127.0.0.1', 3000)
    found = system.read_file('/proc/net/tcp')
    assert not isinstance(found, int)
    assert decode(found).split('\n')[1].split()[4] == '00000000:00000001'


def test_unix_sockets_are_not_here() -> None:
    system = make()
    system.mkdir('/tmp', 0o777)
    system.listen(system.unix_bind('/tmp/socket'), 5)
    system.socketpair()
    assert rows(system, 'tcp') == [] and rows(system, 'tcp6') == []


def test_datagrams() -> None:
    system = make()
    fd = system.datagram_socket(False)
    assert rows(system, 'udp') == []
    loopback = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1]
    assert system.datagram_bind(fd, loopback, 5000) == 0
    assert rows(system, 'udp') == [['0100007F:1388', '00000000:0000', CLOSE, inode(system, fd)]]
    assert system.datagram_connect(fd, loopback, 6000) == 0
    assert rows(system, 'udp') == [['0100007F:1388', '0100007F:1770', ESTABLISHED, inode(system, fd)]]
    six = system.datagram_socket(True)
    assert system.datagram_bind(six, [0 for _ in range(16)], 5001) == 0
    assert [row[0][-5:] for row in rows(system, 'udp6')] == [':1389']


def test_the_folder_and_the_rights_of_links() -> None:
    system = make()
    assert system.readdir('/proc/net') == ['tcp', 'tcp6', 'udp', 'udp6']
    modes = []
    system.write_file('/file', encode(''))
    for flags in [0, 1, 2]:
        out = [0.0 for _ in range(18)]
        system.lstat(f'/proc/self/fd/{system.open("/file", flags, 0)}', out)
        modes.append(int(out[1]) & 0o777)
    assert modes == [0o500, 0o300, 0o700]
