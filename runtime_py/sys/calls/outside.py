"""System calls for hosts outside the machine.

Names get stand-in addresses (ipc/names.py). A connection to an outside host is a socket pair like any other; its other
end is offered to the network worker, which listens at OUTSIDE_LISTENER and carries out the program's request
(network/). So `socket_connect` succeeds before it is known whether the host can be reached: a connection that fails
ends in ECONNRESET, and `failure` returns the reason. Must not know HTTP, or which hosts may be reached: network/door.py
decides that."""

from __future__ import annotations

from runtime_py.ipc.hosts import HOST_UNIX, OWN_INDEX, host_number, is_outside, outside_host, outside_index
from runtime_py.ipc.names import (
    entry_bytes,
    index_of_stand_in,
    is_dotted_quad,
    is_host_name,
    stand_in,
)
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EHOSTUNREACH, EINVAL, ENETUNREACH, ENOENT, ENOMEM, ENOTCONN, EPERM
from runtime_py.platform.maps import Map, Set
from runtime_py.resources.limits import CONNECTIONS as MOST_CONNECTIONS
from runtime_py.resources.limits import HOSTS
from runtime_py.resources.limits import REQUESTS as MOST_REQUESTS
from runtime_py.sys.accounts import CONNECTIONS, REQUESTS, add_for, total
from runtime_py.sys.calls.sockets import SocketCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.kinds.socket import KIND_SOCKET
from runtime_py.sys.layout import PID
from runtime_py.sys.limits import soft_limit

OUTSIDE_LISTENER = '\0terrarium/outside'
_BACKLOG = 4096


class Failure:
    """Why a connection failed: an error code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message


class OutsideCalls:
    def __init__(self, context: ProcessContext, sockets: SocketCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.sockets = sockets
        self._hosts: Map[int, Set[str]] = Map()  # of the network worker: pid -> the hosts that it has asked

    def outside_listen(self) -> int:
        """The descriptor that accepts connections to outside hosts. The kernel makes it."""
        fd = self.sockets.unix_bind(OUTSIDE_LISTENER)
        status = fd if fd < 0 else self.sockets.listen(fd, _BACKLOG)
        return status if status < 0 else fd

    def outside_address(self, name: str) -> str | int:
        """The stand-in address of a host name, always the same. -ENOENT when it can't be a host name."""
        text = name.removesuffix('.').lower()
        if not is_host_name(text):
            return -ENOENT
        index = self.context.locked(lambda: self._index_of(text))
        return index if index < 0 else stand_in(index)

    def outside_name(self, address: str) -> str:
        """The name that has this stand-in address, or ''."""
        index = index_of_stand_in(address)
        found = ['']

        def look() -> int:
            found[0] = self.machine.names.text(index)
            return 0

        if index > 0:
            self.context.locked(look)
        return found[0]

    def _index_of(self, text: str) -> int:
        """The index of a name or address. The caller holds the lock."""
        names = self.machine.names
        index = names.find(text)
        if index > 0:
            return index
        entry = self.machine.heap.alloc(entry_bytes(text)) if names.next_index() > 0 else 0
        return -ENOMEM if entry == 0 else names.add(entry, text)

    def socket_connect(self, host: str, port: int, bound: int = -1) -> int:
        """Connects: an fd, of a new socket or of `bound`, which `socket_bind` made. `host` is an address as text."""
        if host_number(host) >= 0:
            return self.sockets.connect_here(host, port, bound)
        if '%' in host:
            return -ENETUNREACH  # link-local: on this machine's own link
        plain = host.lower().removeprefix('::ffff:') if '.' in host else host.lower()
        if ':' not in plain and not is_dotted_quad(plain):
            return -EINVAL  # 127.1 and the like are different addresses to different programs
        index = index_of_stand_in(plain)
        if index > 0 and self.outside_name(plain) == '':
            return -EHOSTUNREACH
        if index == 0:
            index = self.context.locked(lambda: self._index_of(plain))
        if index < 0:
            return index
        if bound >= 0 and not self._may_leave(bound):
            return -EINVAL
        target = outside_host(index)
        if self._has_connected_enough():
            return -EPERM
        self._count_connection(index)
        return self.sockets.connect(
            lambda: self.sockets.listening(self.machine.sockets.find_abstract(encode(OUTSIDE_LISTENER))),
            bound,
            lambda _listener, a, b: self._name_outside_ends(a, b, target, port),
        )

    def _has_connected_enough(self) -> bool:
        context = self.context
        limit = soft_limit(context.memory, context.slot, MOST_CONNECTIONS)
        return (
            limit >= 0
            and total(context.memory, context.slot, context.processes.threads(context.slot), CONNECTIONS) >= limit
        )

    def _count_connection(self, index: int) -> None:
        self.context.memory.f64[self.context.account + CONNECTIONS] += 1
        self.context.locked(lambda: self.machine.names.count(index, 1, 0, 0))

    def _may_leave(self, bound: int) -> bool:
        """As on Linux: a socket bound to the loopback can't reach outside hosts."""
        name = self.sockname(bound)
        return len(name) > 0 and name[0] in ('0.0.0.0', '::')

    def _name_outside_ends(self, a: int, b: int, target: int, port: int) -> None:
        own = outside_host(OWN_INDEX)
        own_port = self.machine.free_port()
        self.machine.sockets.set_names(a, own, own_port, target, port)
        self.machine.sockets.set_names(b, target, port, own, own_port)
        self.machine.sockets.set_owner(b, self.context.pid)

    def is_outside(self, fd: int) -> bool:
        """Whether it is a connection to an outside host; for the program's end and the network worker's."""
        end = self.sockets.socket_of(fd)
        return end >= 0 and is_outside(self.machine.sockets.peer_host(end))

    def outside_target(self, fd: int) -> list:
        """[name or address, port, pid] of an outside connection, for either end; [] for any other. The network worker's
        end has the pid of the process that connected, which the policy of that process needs; the program's end has 0."""
        end = self.sockets.socket_of(fd)
        if end < 0 or not is_outside(self.machine.sockets.peer_host(end)):
            return []
        sockets = self.machine.sockets
        host = outside_index(sockets.peer_host(end))
        port = sockets.peer_port(end)
        if host == OWN_INDEX:
            host = outside_index(sockets.host(end))
            port = sockets.local_port(end)
        found = ['']

        def look() -> int:
            found[0] = self.machine.names.text(host)
            return 0

        self.context.locked(look)
        return [found[0], port, sockets.owner(end)]

    def sockname(self, fd: int) -> list:
        """[host, port]; [path, 0] for a unix socket; [] when the fd isn't a socket."""
        description = self.context.description(fd)
        if description < 0:
            return []
        target = self.machine.descriptions.object(description)
        if self.machine.descriptions.kind(description) == KIND_LISTENER:
            return self._address(self.machine.sockets.listener_host(target), self.machine.sockets.listener_port(target))
        if self.machine.descriptions.kind(description) == KIND_SOCKET:
            return self._address(self.machine.sockets.host(target), self.machine.sockets.local_port(target))
        return []

    def is_unix_socket(self, fd: int) -> bool:
        name = self.sockname(fd)
        return len(name) > 0 and name[0] == ''

    def peername(self, fd: int) -> list | int:
        end = self.sockets.socket_of(fd)
        return (
            -ENOTCONN
            if end < 0
            else self._address(self.machine.sockets.peer_host(end), self.machine.sockets.peer_port(end))
        )

    def _address(self, host: int, port: int) -> list:
        if host == HOST_UNIX:
            return ['', 0]
        return [self.machine.names.shown(host), port]

    def charge_request(self, fd: int, host: str) -> str:
        """For the network worker: a program's request at the other end of this connection. Returns the name of the
        limit that it would exceed, else ''."""
        found = ['']

        def charge() -> int:
            end = self.sockets.socket_of(fd)
            slot = self.context.processes.find(self.machine.sockets.owner(end)) if end >= 0 else -1
            if slot > 0:
                found[0] = self._charge(slot, host)
            return 0

        self.context.locked(charge)
        return found[0]

    def _charge(self, slot: int, host: str) -> str:
        """The caller holds the lock."""
        memory = self.context.memory
        pid = self.context.processes.get(slot, PID)
        hosts = self._hosts.get(pid)
        if hosts is None:
            self._forget_ended()
            hosts = Set()
            self._hosts.set(pid, hosts)
        most = soft_limit(memory, slot, HOSTS)
        if most >= 0 and not hosts.has(host) and hosts.size >= most:
            return 'hosts'
        most = soft_limit(memory, slot, MOST_REQUESTS)
        if most >= 0 and add_for(memory, slot, REQUESTS, 0) >= most:
            return 'requests'
        add_for(memory, slot, REQUESTS, 1)
        hosts.add(host)
        return ''

    def _forget_ended(self) -> None:
        for pid in list(self._hosts.keys()):
            if self.context.processes.find(pid) < 0:
                self._hosts.delete(pid)

    # how a connection fails

    def fail(self, fd: int, code: str, message: str) -> int:
        """Ends a connection for its other end, with a reason; the caller closes the descriptor afterwards."""
        end = self.sockets.socket_of(fd)
        return end if end < 0 else self.context.locked(lambda: self._fail(end, encode(code + '\n' + message)))

    def _fail(self, end: int, text: bytes | bytearray) -> int:
        sockets = self.machine.sockets
        peer = sockets.peer(end)
        if peer == 0 or sockets.failure(peer)[0] != 0:
            return 0
        address = self.machine.heap.alloc(len(text))
        if address == 0:
            return sockets.reset(end)
        for k in range(len(text)):
            self.context.memory.u8[address + k] = text[k]
        sockets.set_failure(peer, address, len(text))
        return 0

    def failure(self, fd: int) -> Failure | None:
        """The reason that the peer gave for ending a connection, if any."""
        description = self.context.description(fd)
        if description < 0 or self.machine.descriptions.kind(description) != KIND_SOCKET:
            return None
        text = self.machine.sockets.failure(self.machine.descriptions.object(description))
        if text[0] == 0:
            return None
        said = decode(bytearray(self.context.memory.u8[text[0] : text[0] + text[1]])).split('\n')
        return Failure(said[0], '\n'.join(said[1:]))
