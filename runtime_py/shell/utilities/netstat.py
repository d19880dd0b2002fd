"""netstat: the sockets of the machine (net-tools): -t and -u choose protocols, -l servers, -a all, -p adds the process."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.open_files import ESTABLISHED, UDP, Address, Socket, open_files, sockets
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.process_fields import name_of
from runtime_py.shell.support.report import usage_error

_LONG = ['tcp', 'udp', 'listening', 'all', 'numeric', 'programs', 'inet', 'inet6', 'wide', 'verbose', 'extend']
_ELSEWHERE = ['route', 'interfaces', 'groups', 'statistics', 'masquerade']  # what there is no network for
_PROCESS_WIDTH = 20


async def main(context: Context) -> int:
    options = parse_options(context.args, 'tulanpW46verigsM', [*_LONG, *_ELSEWHERE])
    if options.problem != '':
        return await usage_error(context, options.problem, 4)
    for letter, name in [
        ['r', 'route'],
        ['i', 'interfaces'],
        ['g', 'groups'],
        ['s', 'statistics'],
        ['M', 'masquerade'],
    ]:
        if options.any([letter, name]):
            await context.error(f'-{letter}: the machine has only its loopback, of which there is nothing to show')
            return 1
    only_servers = options.any(['l', 'listening'])
    with_all = options.any(['a', 'all'])
    numeric = options.any(['n', 'numeric'])
    which = 'only servers' if only_servers else ('servers and established' if with_all else 'w/o servers')
    with_process = options.any(['p', 'programs'])
    await context.write(
        f'Active Internet connections ({which})\n'
        'Proto Recv-Q Send-Q Local Address           Foreign Address         State      '
        + (' PID/Program name    \n' if with_process else '\n')
    )
    names = _programs(context) if with_process else []
    for socket in sockets(context.system):
        if _is_chosen(socket, options) and (with_all or socket.is_server == only_servers):
            await context.write(_line(socket, numeric) + (_program(names, socket.inode) if with_process else '') + '\n')
    return 0


def _is_chosen(socket: Socket, options: Options) -> bool:
    """By protocol and family; all when none is named."""
    tcp = options.any(['t', 'tcp'])
    udp = options.any(['u', 'udp'])
    four = options.any(['4', 'inet'])
    six = options.any(['6', 'inet6'])
    by_protocol = tcp == udp or (udp if socket.protocol == UDP else tcp)
    return by_protocol and (four == six or (six if socket.six else four))


def _line(socket: Socket, numeric: bool) -> str:
    state = '' if socket.protocol == UDP and socket.state != ESTABLISHED else socket.state
    return (
        f'{pad_right(socket.protocol + ("6" if socket.six else ""), 5)} {pad_left(str(socket.receiving), 6)}'
        f' {pad_left(str(socket.sending), 6)} {pad_right(_address(socket.local, socket.six, numeric), 23)}'
        f' {pad_right(_address(socket.peer, socket.six, numeric), 23)} {pad_right(state, 11)}'
    )


def _address(address: Address, six: bool, numeric: bool) -> str:
    port = '*' if address.port == 0 else str(address.port)
    if address.host == '':
        host = ('::' if numeric else '[::]') if six else '0.0.0.0'
    else:
        host = 'localhost' if address.host == '127.0.0.1' and not numeric else address.host
    return f'{host}:{port}'


def _programs(context: Context) -> list[list[str]]:
    """[inode, PID/name] of each open socket."""
    return [
        [file.inode, f'{file.process.pid}/{name_of(file.process)}']
        for file in open_files(context.system)
        if file.inode != ''
    ]


def _program(names: list[list[str]], inode: str) -> str:
    found = [name for socket, name in names if socket == inode]
    return ' ' + pad_right(found[0] if len(found) > 0 else '-', _PROCESS_WIDTH)
