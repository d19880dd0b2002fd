"""lsof: the open files and sockets of processes. Selections (-p, -c, -i, -d, names of files) add to each other, or with -a
all must hold; -t prints pids alone, -F fields for programs."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ipc.ip_text import parse_address
from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.open_files import PROTOCOLS, UDP, Address, OpenFile, Socket, open_files, sockets
from runtime_py.shell.support.process_fields import UID, name_of
from runtime_py.shell.support.status import Status, status_of
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

_COMMAND_WIDTH = 9
_VALUED = 'pcduFsi'  # letters with a value, which may be a word of its own; that of i and F is optional
_FLAGS = 'nPtalwbRKOVUE'
_FIELDS = 'pRcuLfatDsoinPT'
_KINDS = Map(
    [
        [S_IFREG, 'REG'],
        [S_IFDIR, 'DIR'],
        [S_IFCHR, 'CHR'],
        [S_IFBLK, 'BLK'],
        [S_IFIFO, 'FIFO'],
        [S_IFSOCK, 'unix'],
        [S_IFLNK, 'LINK'],
    ]
)


class Internet:
    """A value of -i: [46][protocol][@host][:ports]. `problem` is '' if it is one."""

    def __init__(self, text: str) -> None:
        self.family = text[:1] if text[:1] in ('4', '6') else ''
        rest = text[len(self.family) :]
        lower = rest.lower()
        self.protocol = lower[:3] if lower[:3] in PROTOCOLS else ''
        rest = rest[len(self.protocol) :]
        self.problem = ''
        self.ranges: list[list[int]] = []
        colon = rest.rfind(':')
        ports = '' if colon < 0 else rest[colon + 1 :]
        host = rest if colon < 0 else rest[:colon]
        self.host = host[1:].strip('[]') if host.startswith('@') else ''
        if self.host == 'localhost':
            self.host = '127.0.0.1'
        if self.host != '' and parse_address(self.host) is None:
            self.problem = f'unknown host name ({self.host}) in: -i {text}'
        if host != '' and not host.startswith('@'):
            self.problem = f'unacceptable Internet address: {text}'
        for part in ports.split(',') if ports != '' else []:
            ends = part.split('-')
            if len(ends) > 2 or not all([end.isdigit() for end in ends]):
                self.problem = f'unknown service {part} in: -i {text}'
                return
            self.ranges.append([int(ends[0]), int(ends[-1])])

    def takes(self, socket: Socket) -> bool:
        if self.protocol not in ('', socket.protocol) or self.family not in ('', '6' if socket.six else '4'):
            return False
        ends = [socket.local, socket.peer]
        if self.host != '' and not any([end.host == self.host for end in ends]):
            return False
        return len(self.ranges) == 0 or any([self._has(end.port) for end in ends])

    def _has(self, port: int) -> bool:
        return any([first <= port <= last for first, last in self.ranges])


class Asked:
    def __init__(self) -> None:
        self.flags = ''
        self.values: Map[str, str] = Map()  # of each letter: its values, with commas between them
        self.internet: list[Internet] = []
        self.fields = ''
        self.names: list[str] = []
        self.problem = ''

    def of(self, letter: str) -> list[str]:
        """The words of all values of an option."""
        found = self.values.get(letter)
        return [] if found is None else found.split(',')

    def add(self, letter: str, value: str) -> None:
        self.values.set(letter, ','.join([*self.of(letter), value]))


def read_options(args: list[str]) -> Asked:
    asked = Asked()
    k = 0
    while k < len(args) and asked.problem == '':
        arg = args[k]
        k += 1
        if arg == '--':
            asked.names.extend(args[k:])
            break
        if not arg.startswith('-') or arg == '-':
            asked.names.append(arg)
            continue
        at = 1
        while at < len(arg) and asked.problem == '':
            letter = arg[at]
            at += 1
            if letter in _VALUED:
                value = arg[at:]
                at = len(arg)
                is_next = k < len(args) and not args[k].startswith('-')
                # an optional value may be the next word only where it can't be the name of a file
                if value == '' and is_next and _is_value(letter, args[k]):
                    value = args[k]
                    k += 1
                _take(asked, letter, value)
            elif letter in _FLAGS:
                asked.flags += letter
            else:
                asked.problem = f'illegal option character: {letter}'
    return asked


def _is_value(letter: str, word: str) -> bool:
    if letter == 'F':
        return all([field in _FIELDS for field in word])
    return letter != 'i' or word[:1] in (':', '@') or Internet(word).problem == ''


def _take(asked: Asked, letter: str, value: str) -> None:
    if letter == 'i':
        asked.internet.append(Internet(value))
        asked.problem = asked.internet[-1].problem
    elif letter == 'F':
        asked.fields += value if value != '' else _FIELDS
        unknown = [field for field in value if field not in _FIELDS]
        asked.problem = '' if len(unknown) == 0 else f'unknown field: {unknown[0]}'
    elif value == '' and letter != 's':
        asked.problem = f'no value for -{letter}'
    else:
        asked.add(letter, value)


class Row:
    """A file with what is shown of it."""

    def __init__(self, file: OpenFile, socket: Socket | None, status: Status, asked: Asked) -> None:
        self.file = file
        self.socket = socket
        mode = status.mode & S_IFMT
        self.command = name_of(file.process)[:_COMMAND_WIDTH]
        self.fd = file.fd + (file.mode if file.mode != ' ' else '')
        if socket is not None:
            self.kind = 'IPv6' if socket.six else 'IPv4'
            self.device = socket.inode
            self.size = '0t0'
            self.node = socket.protocol.upper()
            self.name = _name_of(socket, 'n' in asked.flags)
            return
        self.kind = _KINDS.get(mode) or 'unknown'
        is_device = mode == S_IFCHR or mode == S_IFBLK
        device = status.rdev if is_device else status.dev
        self.device = f'{device >> 8},{device & 255}'
        self.size = str(status.size) if mode == S_IFREG or mode == S_IFDIR else '0t0'
        self.node = str(status.ino)
        self.name = 'type=STREAM' if file.inode != '' else ('pipe' if file.link.startswith('pipe:') else file.link)


async def main(context: Context) -> int:
    asked = read_options(context.args)
    if asked.problem != '':
        await context.error(asked.problem)
        await context.write_error(
            f' usage: {context.name} [-alnPtw] [-c COMMAND] [-d FDS] [-F [FIELDS]] [-i [ADDRESS]] [-p PIDS] [-s [P:S]] [NAME]...\n'
        )
        return 1
    wanted: list[Status] = []
    for name in asked.names:
        found = status_of(context, name)
        if found.error != 0:
            await context.error(f'status error on {name}: No such file or directory')
            return 1
        wanted.append(found)
    rows = _rows(context, asked, wanted)
    if 't' in asked.flags:
        await context.write(_pids(rows))
    elif asked.fields != '':
        await context.write(_as_fields(rows, asked.fields))
    elif len(rows) > 0:
        await context.write(_as_table(rows))
    return 0 if len(rows) > 0 else 1


def _rows(context: Context, asked: Asked, wanted: list[Status]) -> list[Row]:
    by_inode: Map[str, Socket] = Map([[socket.inode, socket] for socket in sockets(context.system)])
    found: list[Row] = []
    for file in open_files(context.system):
        socket = by_inode.get(file.inode)
        status = status_of(context, file.path)
        if _is_chosen(asked, wanted, file, socket, status) and _has_state(asked, socket):
            found.append(Row(file, socket, status, asked))
    return found


def _is_chosen(asked: Asked, wanted: list[Status], file: OpenFile, socket: Socket | None, status: Status) -> bool:
    answers: list[bool] = []
    if len(asked.of('p')) > 0:
        answers.append(str(file.process.pid) in asked.of('p'))
    if len(asked.of('c')) > 0:
        answers.append(any([name_of(file.process).startswith(name) for name in asked.of('c')]))
    if len(asked.of('u')) > 0:
        answers.append(USER in asked.of('u') or str(UID) in asked.of('u'))
    if len(asked.of('d')) > 0:
        answers.append(any([_is_descriptor(word, file.fd) for word in asked.of('d')]))
    if len(asked.internet) > 0:
        answers.append(socket is not None and any([each.takes(socket) for each in asked.internet]))
    if len(wanted) > 0:
        answers.append(any([status.same_file(each) for each in wanted]))
    if len(answers) == 0:
        return True
    return all(answers) if 'a' in asked.flags else any(answers)


def _is_descriptor(word: str, fd: str) -> bool:
    ends = word.split('-')
    if len(ends) == 2 and ends[0].isdigit() and ends[1].isdigit():
        return fd.isdigit() and int(ends[0]) <= int(fd) <= int(ends[1])
    return word == fd


def _has_state(asked: Asked, socket: Socket | None) -> bool:
    """-s TCP:LISTEN,^CLOSE_WAIT: names and names that are excluded."""
    protocol, found, names = (asked.values.get('s') or '').upper().partition(':')
    if found == '' or socket is None or protocol.lower() != socket.protocol:
        return True
    states = names.split(',')
    if '^' + socket.state in states:
        return False
    return socket.state in states or all([state.startswith('^') for state in states])


def _name_of(socket: Socket, numeric: bool) -> str:
    name = _end(socket.local, numeric)
    if socket.peer.host != '' or socket.peer.port != 0:
        name += '->' + _end(socket.peer, numeric)
    return name + ' ' + ('' if socket.protocol == UDP else f'({socket.state})')


def _end(address: Address, numeric: bool) -> str:
    host = address.host or '*'
    if not numeric and host in ('127.0.0.1', '::1'):
        host = 'localhost'
    if ':' in host:
        host = f'[{host}]'
    return f'{host}:{address.port if address.port != 0 else "*"}'


def _pids(rows: list[Row]) -> str:
    found: list[str] = []
    for row in rows:
        if str(row.file.process.pid) not in found:
            found.append(str(row.file.process.pid))
    return ''.join([pid + '\n' for pid in found])


def _as_table(rows: list[Row]) -> str:
    widths = [_width(rows, head, cell) for head, cell in _COLUMNS]
    text = f'{pad_right("COMMAND", widths[0])} {pad_left("PID", widths[1])} {pad_left("USER", len(USER))}   FD  '
    text += f' {pad_left("TYPE", widths[2])} {pad_left("DEVICE", widths[3])} {pad_left("SIZE/OFF", widths[4])}'
    text += f' {pad_left("NODE", widths[5])} NAME\n'
    for row in rows:
        cells = [cell(row) for _head, cell in _COLUMNS]
        fd = pad_left(row.file.fd, 4) + row.file.mode + ' '
        text += f'{pad_right(cells[0], widths[0])} {pad_left(cells[1], widths[1])} {USER} {fd}'
        for k in range(2, 6):
            text += ' ' + pad_left(cells[k], widths[k])
        text += f' {row.name}\n'
    return text


_COLUMNS: list[tuple[str, Callable[[Row], str]]] = [
    ('COMMAND', lambda row: row.command),
    ('PID', lambda row: str(row.file.process.pid)),
    ('TYPE', lambda row: row.kind),
    ('DEVICE', lambda row: row.device),
    ('SIZE/OFF', lambda row: row.size),
    ('NODE', lambda row: row.node),
]


def _width(rows: list[Row], head: str, cell: Callable[[Row], str]) -> int:
    return max([len(head), *[len(cell(row)) for row in rows]])


def _as_fields(rows: list[Row], fields: str) -> str:
    """One field a line, a process's before those of its files."""
    text = ''
    last = -1
    for row in rows:
        process = row.file.process
        if process.pid != last:
            last = process.pid
            own = [['p', str(process.pid)], ['R', str(process.ppid)], ['c', name_of(process)], ['u', str(UID)]]
            text += ''.join([letter + value + '\n' for letter, value in [*own, ['L', USER]] if letter in fields + 'p'])
        of_file = [['f', row.file.fd], ['a', row.file.mode], ['t', row.kind]]
        if row.socket is None:
            of_file.extend([['s', row.size], ['i', row.node], ['n', row.name]])
        else:
            of_file.extend([['P', row.node], ['n', row.name.split(' ')[0]]])
            if row.socket.protocol != UDP:
                of_file.append(['T', 'ST=' + row.socket.state])
        text += ''.join([letter + value + '\n' for letter, value in of_file if letter in fields])
    return text
