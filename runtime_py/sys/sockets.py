"""System calls on loopback sockets: TCP on 127.0.0.1 and ::1, and unix sockets by path.

Other addresses can't be reached from a browser: -ENETUNREACH, at once."""
from __future__ import annotations

from runtime_py.ipc.pipe import CARRIED_BYTES, PIPE_BYTES
from runtime_py.ipc.socket import HOST_ANY_V4, HOST_ANY_V6, HOST_UNIX, HOST_V4, HOST_V6, LISTENER_BYTES, SOCKET_BYTES
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EADDRINUSE, EADDRNOTAVAIL, EAGAIN, ECONNREFUSED, EINVAL, EMFILE, ENETUNREACH, ENOMEM, ENOTCONN, ENOTSOCK
from runtime_py.sys.terminals import TerminalCalls
from runtime_py.vfs.description import KIND_LISTENER, KIND_SOCKET

O_RDWR = 2
S_IFSOCK = 0xc000
_INO = 7

_ADDRESSES = ['127.0.0.1', '::1', '0.0.0.0', '::', '']
_scratch: list[float] = [0.0 for _ in range(18)]


class SocketCalls(TerminalCalls):
    def socket_listen(self, host: str, port: int, backlog: int) -> int:
        """An fd that accepts connections to host:port; port 0 picks one."""
        address = host_number(host)
        if address < 0:
            return -EADDRNOTAVAIL
        if port < 0 or port > 65535:
            return -EINVAL
        self.machine.lock()
        try:
            if port == 0:
                port = self.machine.free_port()
                if port < 0:
                    return -EADDRINUSE
            elif self._is_taken(address, port):
                return -EADDRINUSE
            description = self._make_listener(address, port, 0, backlog)
        finally:
            self.machine.unlock()
        if description < 0:
            return description
        self.machine.ports_changed()
        return self.install(description, 0)

    def _is_taken(self, address: int, port: int) -> bool:
        """A listener on this very address, or one on any address against one on a certain one."""
        for other in [HOST_V4, HOST_V6, HOST_ANY_V4, HOST_ANY_V6]:
            same_family = other == address or address == HOST_ANY_V6 or other == HOST_ANY_V6 or is_v6(other) == is_v6(address)
            found = self.machine.sockets.find_port(port, other) if same_family else 0
            if found != 0 and self.machine.sockets.listener_host(found) == other and (
                    other == address or other in (HOST_ANY_V4, HOST_ANY_V6) or address in (HOST_ANY_V4, HOST_ANY_V6)):
                return True
        return False

    def _make_listener(self, address: int, port: int, name: int, backlog: int) -> int:
        listener = self.machine.heap.alloc(LISTENER_BYTES)
        if listener == 0:
            return -ENOMEM
        description = self.machine.descriptions.create(KIND_LISTENER, O_RDWR, listener)
        if description < 0:
            self.machine.heap.free(listener, LISTENER_BYTES)
            return description
        self.machine.sockets.listen(listener, address, port, name, backlog, self.pid)
        return description

    def socket_connect(self, host: str, port: int) -> int:
        address = host_number(host)
        if address < 0:
            return -ENETUNREACH
        if address == HOST_ANY_V4:
            address = HOST_V4
        elif address == HOST_ANY_V6:
            address = HOST_V6
        self.machine.lock()
        try:
            listener = self.machine.sockets.find_port(port, address)
            description = -ECONNREFUSED if listener == 0 else self._connect(listener, address, self.machine.free_port(), port, 0)
        finally:
            self.machine.unlock()
        return description if description < 0 else self.install(description, 0)

    def _connect(self, listener: int, address: int, own_port: int, port: int, name: int) -> int:
        if not self.machine.sockets.has_room(listener):
            return -ECONNREFUSED
        ends = self._make_pair(address, own_port, port, name)
        if ends[0] < 0:
            return ends[0]
        self.machine.sockets.offer(listener, ends[1])
        description = self.machine.descriptions.create(KIND_SOCKET, O_RDWR, ends[0])
        if description < 0:
            self.machine.free_socket(ends[0])
        return description

    def _make_pair(self, address: int, a_port: int, b_port: int, name: int) -> list[int]:
        """Two joined ends, or [-ENOMEM]. Nothing stays behind when memory runs out."""
        heap = self.machine.heap
        sizes = [SOCKET_BYTES, SOCKET_BYTES, PIPE_BYTES, PIPE_BYTES]
        made: list[int] = []
        for size in sizes:
            at = heap.alloc(size)
            if at == 0:
                for k in range(len(made)):
                    heap.free(made[k], sizes[k])
                return [-ENOMEM]
            made.append(at)
        self.machine.sockets.pair(made[0], made[1], made[2], made[3], address, a_port, b_port, name)
        return made

    def accept(self, fd: int) -> int:
        description = self.description(fd)
        if description < 0:
            return description
        if self.machine.descriptions.kind(description) != KIND_LISTENER:
            return -EINVAL
        self.machine.lock()
        try:
            end = self.machine.sockets.accept(self.machine.descriptions.object(description))
            if end < 0:
                return end
            made = self.machine.descriptions.create(KIND_SOCKET, O_RDWR, end)
            if made < 0:
                self.machine.free_socket(end)
                return -EMFILE
        finally:
            self.machine.unlock()
        return self.install(made, 0)

    def socketpair(self) -> list[int]:
        """Two connected fds, or [-errno, -errno]."""
        self.machine.lock()
        ends = self._make_pair(HOST_UNIX, 0, 0, 0)
        self.machine.unlock()
        if ends[0] < 0:
            return [ends[0], ends[0]]
        a = self.install(self.machine.descriptions.create(KIND_SOCKET, O_RDWR, ends[0]), 0)
        b = self.install(self.machine.descriptions.create(KIND_SOCKET, O_RDWR, ends[1]), 0)
        if b < 0 and a >= 0:
            self.close(a)
        return [a, b] if a >= 0 and b >= 0 else [min(a, b), min(a, b)]

    def write_carrying(self, fd: int, data: Bytes, start: int, length: int, carried: int) -> int:
        """As write, to a socket; the description of another fd of ours goes along with the first byte (SCM_RIGHTS)."""
        end = self._socket(fd)
        description = self.description(carried)
        if end < 0 or description < 0:
            return min(end, description)
        node = self.machine.heap.alloc(CARRIED_BYTES)
        if node == 0:
            return -ENOMEM
        count = self.locked(lambda: self._write_carrying(end, data, start, length, node, description))
        if count <= 0:
            self.machine.heap.free(node, CARRIED_BYTES)
        return count

    def _write_carrying(self, end: int, data: Bytes, start: int, length: int, node: int, description: int) -> int:
        pipe = self.machine.sockets.sending_pipe(end)
        offset = self.machine.pipes.used(pipe)
        count = self.machine.sockets.write(end, data, start, length)
        if count > 0:
            self.machine.pipes.carry(pipe, node, description, offset)
            self.machine.descriptions.retain(description)
        return count

    def take_carried(self, fd: int) -> int:
        """A new fd for what the last read brought, or -EAGAIN."""
        end = self._socket(fd)
        if end < 0:
            return end
        node = self.locked(lambda: self.machine.pipes.take_arrived(self.machine.sockets.receiving_pipe(end)))
        return -EAGAIN if node == 0 else self.install(self.machine.free_carried(node), 0)

    def shutdown(self, fd: int) -> int:
        """Ends our writing direction."""
        end = self._socket(fd)
        return end if end < 0 else self.locked(lambda: self.machine.sockets.shutdown(end))

    def _socket(self, fd: int) -> int:
        description = self.description(fd)
        if description < 0:
            return description
        return self.machine.descriptions.object(description) if self.machine.descriptions.kind(description) == KIND_SOCKET else -ENOTSOCK

    def sockname(self, fd: int) -> list:
        """[host, port]; a unix socket has [path, 0]; [] when it is no socket."""
        description = self.description(fd)
        if description < 0:
            return []
        target = self.machine.descriptions.object(description)
        if self.machine.descriptions.kind(description) == KIND_LISTENER:
            return self._name(self.machine.sockets.listener_host(target), self.machine.sockets.listener_port(target))
        if self.machine.descriptions.kind(description) == KIND_SOCKET:
            return self._name(self.machine.sockets.host(target), self.machine.sockets.local_port(target))
        return []

    def is_unix_socket(self, fd: int) -> bool:
        name = self.sockname(fd)
        return len(name) > 0 and name[0] == ''

    def peername(self, fd: int) -> list | int:
        end = self._socket(fd)
        return -ENOTCONN if end < 0 else self._name(self.machine.sockets.host(end), self.machine.sockets.peer_port(end))

    def _name(self, host: int, port: int) -> list:
        return ['', 0] if host == HOST_UNIX else [_ADDRESSES[host], port]

    # unix sockets: found by the inode number of their path

    def unix_listen(self, path: str, backlog: int) -> int:
        made = self.fs.mknod(self.absolute(path), S_IFSOCK | (0o777 & ~self.mask), 0)
        if made < 0:
            return -EADDRINUSE if self.exists(path) else made
        self.fs.lstat(self.absolute(path), _scratch)
        self.machine.lock()
        description = self._make_listener(HOST_UNIX, 0, int(_scratch[_INO]), backlog)
        self.machine.unlock()
        return description if description < 0 else self.install(description, 0)

    def unix_connect(self, path: str) -> int:
        found = self.stat(path, _scratch)
        if found < 0:
            return found
        name = int(_scratch[_INO])
        self.machine.lock()
        try:
            listener = self.machine.sockets.find_name(name)
            description = -ECONNREFUSED if listener == 0 else self._connect(listener, HOST_UNIX, 0, 0, name)
        finally:
            self.machine.unlock()
        return description if description < 0 else self.install(description, 0)


def host_number(host: str) -> int:
    """HOST_* of a loopback or any-address, -1 for all others. 127.0.0.0/8 is the loopback."""
    if host == 'localhost' or host.startswith('127.'):
        return HOST_V4
    if host == '::ffff:127.0.0.1':
        return HOST_V4
    return _ADDRESSES.index(host) if host in _ADDRESSES[:4] else -1


def is_v6(host: int) -> bool:
    return host == HOST_V6 or host == HOST_ANY_V6
