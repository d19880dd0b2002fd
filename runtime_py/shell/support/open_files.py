"""The sockets of /proc/net, and which process has which file open: for lsof, fuser, netstat and ss."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip_text import format_address, is_unspecified, mapped_ipv4
from runtime_py.platform.bytes import decode
from runtime_py.platform.text import parse_int
from runtime_py.sys.processes import ProcessInfo
from runtime_py.vfs.layout import S_IFMT

KERNEL = 1
TCP = 'tcp'
UDP = 'udp'
PROTOCOLS = [TCP, UDP]
# the states of include/net/tcp_states.h that there are here
LISTEN = 'LISTEN'
ESTABLISHED = 'ESTABLISHED'
_STATES = ['', ESTABLISHED, '', '', '', 'FIN_WAIT2', '', 'CLOSE', 'CLOSE_WAIT', '', LISTEN]
_FIELDS = 18  # of what `stat` fills in


class Address:
    """`host` is '' for any address; one of IPv4 in an IPv6 socket is shown as IPv4."""

    def __init__(self, octets: list[int], port: int) -> None:
        inner = mapped_ipv4(octets)
        self.host = '' if is_unspecified(octets) else format_address(octets if inner is None else inner)
        self.port = port


class Socket:
    def __init__(self, protocol: str, six: bool, fields: list[str]) -> None:
        self.protocol = protocol
        self.six = six
        self.local = _address(fields[1])
        self.peer = _address(fields[2])
        self.state = _STATES[_hex(fields[3])]
        queues = fields[4].split(':')
        self.sending = _hex(queues[0])
        self.receiving = _hex(queues[1])
        self.inode = fields[9]

    @property
    def is_server(self) -> bool:
        return self.state == (LISTEN if self.protocol == TCP else 'CLOSE')


class OpenFile:
    """A descriptor of a process, or its working folder (`cwd`) or program (`txt`): `mode` is r, w, u or a blank."""

    def __init__(self, process: ProcessInfo, fd: str, mode: str, link: str) -> None:
        self.process = process
        self.fd = fd
        self.mode = mode
        self.link = link

    @property
    def path(self) -> str:
        """By which it is reached, also if it has no name."""
        name = f'fd/{self.fd}' if self.fd.isdigit() else ('cwd' if self.fd == 'cwd' else 'exe')
        return f'/proc/{self.process.pid}/{name}'

    @property
    def inode(self) -> str:
        """Of a socket; '' for all others."""
        return self.link[8:-1] if self.link.startswith('socket:[') else ''


def sockets(system: Any) -> list[Socket]:
    found: list[Socket] = []
    for protocol in PROTOCOLS:
        for six in [False, True]:
            text = system.read_file(f'/proc/net/{protocol}{"6" if six else ""}')
            if not isinstance(text, int):
                found.extend(
                    [Socket(protocol, six, line.split()) for line in decode(text).split('\n')[1:] if line != '']
                )
    return found


def open_files(system: Any) -> list[OpenFile]:
    """Of all processes, by pid, but not the kernel's (connections of previews), which are as hidden as those of init are
    from users of Linux; those that may not be looked into have none."""
    found: list[OpenFile] = []
    for process in system.list_processes():
        if process.pid == KERNEL and system.pid != KERNEL:
            continue
        for name, fd in [['cwd', 'cwd'], ['exe', 'txt']]:
            link = system.readlink(f'/proc/{process.pid}/{name}')
            if not isinstance(link, int) and link != '':
                found.append(OpenFile(process, fd, ' ', link))
        found.extend(_descriptors(system, process))
    return found


def _descriptors(system: Any, process: ProcessInfo) -> list[OpenFile]:
    names = system.readdir(f'/proc/{process.pid}/fd')
    if isinstance(names, int):
        return []
    found: list[OpenFile] = []
    numbers = [int(name) for name in names]
    numbers.sort()
    for number in numbers:
        path = f'/proc/{process.pid}/fd/{number}'
        link = system.readlink(path)
        if not isinstance(link, int):
            found.append(OpenFile(process, str(number), _mode(system, path), link))
    return found


def _mode(system: Any, path: str) -> str:
    out = [0.0 for _ in range(_FIELDS)]
    system.lstat(path, out)
    rights = int(out[1]) & ~S_IFMT
    return 'u' if rights == 0o700 else ('w' if rights == 0o300 else 'r')


def _address(text: str) -> Address:
    at = text.find(':')
    octets: list[int] = []
    for word in range(0, at, 8):
        for k in range(6, -2, -2):
            octets.append(_hex(text[word + k : word + k + 2]))
    return Address(octets, _hex(text[at + 1 :]))


def _hex(text: str) -> int:
    return parse_int(text, 16) or 0
