"""/proc/net/{tcp,tcp6,udp,udp6}: the sockets of all processes, as Linux writes them (proc(5)).

A row's inode is the number in the link `socket:[N]` of /proc/PID/fd. Not here: connections that nobody has accepted yet,
sockets that are bound and don't listen, and the network worker's ends of connections to other hosts."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.datagram import BOUND, CONNECTED, SIX
from runtime_py.ipc.hosts import HOST_UNIX, OWN_INDEX, is_outside, outside_index
from runtime_py.ipc.ip import ANY_V6
from runtime_py.ipc.ip_text import parse_address
from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.text import pad_left, to_base
from runtime_py.sys.kinds.datagram import KIND_DATAGRAM
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.kinds.socket import KIND_SOCKET
from runtime_py.sys.layout import FD_TABLE
from runtime_py.vfs.layout import UID

# include/net/tcp_states.h
ESTABLISHED = 1
FIN_WAIT2 = 5
CLOSE = 7
CLOSE_WAIT = 8
LISTEN = 10

_HEAD = 'sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
_REST = '00:00000000 00000000'


class Row:
    """`local` and `peer`: an address of 4 or 16 octets, and a port."""

    def __init__(self, inode: int, state: int, local: list, peer: list, sending: int, receiving: int) -> None:
        self.inode = inode
        self.state = state
        self.local = local
        self.peer = peer
        self.sending = sending
        self.receiving = receiving

    def is_six(self) -> bool:
        return len(self.local[0]) == 16

    def line(self, number: int) -> str:
        queues = f'{_hex(self.sending, 8)}:{_hex(self.receiving, 8)}'
        return (
            f'{pad_left(str(number), 4)}: {_end(self.local)} {_end(self.peer)} {_hex(self.state, 2)} {queues} {_REST}'
            f' {pad_left(str(UID), 5)}        0 {self.inode} 2 0000000000000000\n'
        )


def tcp_sockets(system: Any, six: bool) -> str:
    rows = [_listener(system, at) for at in _open(system, KIND_LISTENER)]
    rows.extend([_connection(system, at) for at in _open(system, KIND_SOCKET)])
    return _text(rows, six)


def udp_sockets(system: Any, six: bool) -> str:
    return _text([_datagram(system, at) for at in _open(system, KIND_DATAGRAM)], six)


def _text(rows: list[Row | None], six: bool) -> str:
    text = f'  {_HEAD}\n'
    number = 0
    for row in rows:
        if row is not None and row.is_six() == six:
            text += row.line(number)
            number += 1
    return text


def _open(system: Any, kind: int) -> list[int]:
    """The open objects of a kind, each once."""
    machine = system.machine
    found: list[int] = []
    machine.lock()
    try:
        for slot in range(SLOTS):
            table = system.processes.get(slot, FD_TABLE) if system.processes.is_process(slot) else 0
            # a part of a pipeline may run in its shell's worker with a descriptor table of its own
            table = system.table if slot == system.slot else table
            for each in machine.tables.entries(table) if table != 0 else []:
                description = machine.tables.get(table, each[0])
                if description > 0 and machine.descriptions.kind(description) == kind:
                    target = machine.descriptions.object(description)
                    if target not in found:
                        found.append(target)
    finally:
        machine.unlock()
    return found


def _listener(system: Any, at: int) -> Row | None:
    sockets = system.machine.sockets
    host = sockets.listener_host(at)
    if host == HOST_UNIX or not sockets.is_listening(at):
        return None
    local = _address(system, host)
    nobody = [[0 for _ in local], 0]
    return Row(at, LISTEN, [local, sockets.listener_port(at)], nobody, 0, sockets.waiting(at))


def _connection(system: Any, at: int) -> Row | None:
    sockets = system.machine.sockets
    host = sockets.host(at)
    if host == HOST_UNIX or (is_outside(host) and outside_index(host) != OWN_INDEX):
        return None
    local = _address(system, host)
    peer = _address(system, sockets.peer_host(at))
    if len(local) != len(peer):
        return None
    pipes = system.machine.pipes
    return Row(
        at,
        _state(sockets, at),
        [local, sockets.local_port(at)],
        [peer, sockets.peer_port(at)],
        pipes.used(sockets.sending_pipe(at)),
        pipes.used(sockets.receiving_pipe(at)),
    )


def _state(sockets: Any, end: int) -> int:
    if sockets.has_shut(end):
        return FIN_WAIT2
    peer = sockets.peer(end)
    return CLOSE_WAIT if peer == 0 or sockets.has_shut(peer) else ESTABLISHED


def _datagram(system: Any, at: int) -> Row | None:
    datagrams = system.machine.datagrams
    if not datagrams.has(at, BOUND):
        return None
    connected = datagrams.has(at, CONNECTED)
    first = 0 if datagrams.has(at, SIX) else 12
    peer = [datagrams.peer(at)[first:], datagrams.peer_port(at)] if connected else [ANY_V6[first:], 0]
    return Row(at, ESTABLISHED if connected else CLOSE, [datagrams.address(at)[first:], datagrams.port(at)], peer, 0, 0)


def _address(system: Any, host: int) -> list[int]:
    return parse_address(system.machine.names.shown(host)) or []


def _end(end: list) -> str:
    """The octets of each word of an address in the order of the processor's, the port as a number."""
    octets: list[int] = end[0]
    text = ''
    for k in range(0, len(octets), 4):
        word = octets[k : k + 4]
        word.reverse()
        text += ''.join([_hex(octet, 2) for octet in word])
    return f'{text}:{_hex(end[1], 4)}'


def _hex(number: int, digits: int) -> str:
    return pad_left(to_base(number, 16).upper(), digits, '0')
