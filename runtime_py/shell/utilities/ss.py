"""ss: the sockets of the machine (iproute2): -t and -u choose protocols, -l servers, -a all, -p adds the processes. Of the
filters there are `state NAME` and comparisons of sport and dport; a server's backlog isn't told."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.open_files import UDP, Address, OpenFile, Socket, open_files, sockets
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.process_fields import name_of
from runtime_py.shell.support.report import usage_error

_LONG = ['tcp', 'udp', 'listening', 'all', 'numeric', 'processes', 'no-header', 'ipv4', 'ipv6', 'oneline']
_STATES = Map(
    [['LISTEN', 'LISTEN'], ['ESTABLISHED', 'ESTAB'], ['CLOSE_WAIT', 'CLOSE-WAIT'], ['FIN_WAIT2', 'FIN-WAIT-2']]
)
_NAMES = Map(
    [
        ['listening', ['LISTEN']],
        ['established', ['ESTAB']],
        ['close-wait', ['CLOSE-WAIT']],
        ['fin-wait-2', ['FIN-WAIT-2']],
        ['unconnected', ['UNCONN']],
        ['connected', ['ESTAB', 'CLOSE-WAIT', 'FIN-WAIT-2']],
    ]
)
_EQUAL = ['=', '==', 'eq']
_UNEQUAL = ['!=', 'ne', 'neq']
_QUEUE_WIDTH = 6


class Filter:
    """`problem`: the word that isn't understood."""

    def __init__(self) -> None:
        self.states: list[str] = []
        self.ports: list[list[str]] = []  # [sport or dport, operator, port]
        self.problem = ''

    def takes(self, socket: Socket) -> bool:
        if len(self.states) > 0 and _state(socket) not in self.states:
            return False
        for end, operator, port in self.ports:
            address = socket.local if end == 'sport' else socket.peer
            if (str(address.port) == port) != (operator in _EQUAL):
                return False
        return True


def read_filter(words: list[str]) -> Filter:
    found = Filter()
    k = 0
    while k < len(words) and found.problem == '':
        following = [*words[k + 1 : k + 3], '', '']
        if words[k] == 'and':
            k += 1
        elif words[k] == 'state' and _NAMES.has(following[0]):
            found.states.extend(_NAMES.get(following[0]) or [])
            k += 2
        elif words[k] in ('sport', 'dport') and following[0] in [*_EQUAL, *_UNEQUAL]:
            port = following[1].removeprefix(':')
            found.problem = '' if port.isdigit() else following[1] or words[k]
            found.ports.append([words[k], following[0], port])
            k += 3
        else:
            found.problem = words[k]
    return found


def _words(operands: list[str]) -> list[str]:
    """An expression may be one operand or several. Its parentheses change nothing, since there is no `or`."""
    return ' '.join(operands).replace('(', ' ').replace(')', ' ').split()


async def main(context: Context) -> int:
    options = parse_options(context.args, 'tulanpH46eiom', _LONG)
    if options.problem != '':
        return await usage_error(context, options.problem, 255)
    chosen = read_filter(_words(options.operands))
    if chosen.problem != '':
        await context.error(f'this filter is not known here: {chosen.problem}')
        return 1
    files = [file for file in open_files(context.system) if file.inode != ''] if options.any(['p', 'processes']) else []
    with_protocol = options.any(['t', 'tcp']) == options.any(['u', 'udp'])
    rows = [
        _row(socket, files, with_protocol)
        for socket in _in_order(sockets(context.system))
        if _is_chosen(socket, options, len(chosen.states) > 0) and chosen.takes(socket)
    ]
    await context.write(_table(rows, with_protocol, not options.any(['H', 'no-header'])))
    return 0


def _in_order(found: list[Socket]) -> list[Socket]:
    """UDP comes first."""
    first = [socket for socket in found if socket.protocol == UDP]
    return [*first, *[socket for socket in found if socket.protocol != UDP]]


def _is_chosen(socket: Socket, options: Options, by_state: bool) -> bool:
    udp = options.any(['u', 'udp'])
    six = options.any(['6', 'ipv6'])
    if options.any(['t', 'tcp']) != udp and udp != (socket.protocol == UDP):
        return False
    if options.any(['4', 'ipv4']) != six and six != socket.six:
        return False
    return by_state or options.any(['a', 'all']) or socket.is_server == options.any(['l', 'listening'])


def _state(socket: Socket) -> str:
    return _STATES.get(socket.state) or 'UNCONN'


def _row(socket: Socket, files: list[OpenFile], with_protocol: bool) -> list[str]:
    """The cells: [protocol], state, queues, host and port of both ends, processes."""
    held = [
        f'("{name_of(file.process)}",pid={file.process.pid},fd={file.fd})'
        for file in files
        if file.inode == socket.inode
    ]
    return [
        *([socket.protocol] if with_protocol else []),
        _state(socket),
        str(socket.receiving),
        str(socket.sending),
        *_address(socket.local, socket.six),
        *_address(socket.peer, socket.six),
        f'users:({",".join(held)})' if len(held) > 0 else '',
    ]


def _address(address: Address, six: bool) -> list[str]:
    host = address.host
    if host == '':
        host = '*' if six else '0.0.0.0'
    elif ':' in host:
        host = f'[{host}]'
    return [host, '*' if address.port == 0 else str(address.port)]


def _table(rows: list[list[str]], with_protocol: bool, with_head: bool) -> str:
    head = ['State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port', 'Process']
    shown = [['Netid', *head] if with_protocol else head, *rows] if with_head else rows
    first = 1 if with_protocol else 0
    widths = [max([0, *[len(row[k]) for row in shown]]) for k in range(len(head) + first)]
    for k in [first + 1, first + 2]:
        widths[k] = max(widths[k], _QUEUE_WIDTH)
    text = ''
    for row in shown:
        cells = [pad_right(row[k], widths[k]) + ' ' for k in range(first + 3)]
        for k in [first + 3, first + 5]:
            cells.append(pad_left(row[k], widths[k]) + ':' + pad_right(row[k + 1], widths[k + 1]))
        text += ''.join(cells[:-1]) + ' ' + cells[-1] + pad_right(row[-1], widths[-1]) + '\n'
    return text
