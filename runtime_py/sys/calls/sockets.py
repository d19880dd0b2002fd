"""System calls on loopback sockets: TCP on 127.0.0.1 and ::1, and unix sockets by path.

outside.py handles other addresses."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ipc.hosts import HOST_ANY_V6, HOST_ONLY_V6, HOST_UNIX, as_seen_by, as_source, as_target, host_number
from runtime_py.ipc.pipe import CARRIED_BYTES, PIPE_BYTES
from runtime_py.ipc.socket import LISTENER_BYTES, SOCKET_BYTES
from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.errno import (
    EADDRINUSE,
    EADDRNOTAVAIL,
    EAGAIN,
    ECONNREFUSED,
    EINVAL,
    EISCONN,
    EMFILE,
    ENETUNREACH,
    ENOMEM,
    ENOTSOCK,
)
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.kinds.listener import KIND_LISTENER, become_socket
from runtime_py.sys.kinds.pipe import free_carried
from runtime_py.sys.kinds.socket import KIND_SOCKET, free_socket
from runtime_py.vfs.flags import O_RDWR
from runtime_py.vfs.layout import S_IFSOCK

W_OK = 2
_INO = 7

_scratch: list[float] = [0.0 for _ in range(18)]


class SocketCalls:
    def __init__(self, context: ProcessContext, files: FileCalls, descriptors: DescriptorCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.files = files
        self.descriptors = descriptors

    def socket_bind(self, host: str, port: int, only_v6: bool = False) -> int:
        """Makes an fd bound to host:port, for `listen` or `socket_connect`; port 0 picks a free one."""
        address = host_number(host)
        if address < 0:
            return -EADDRNOTAVAIL
        if port < 0 or port > 65535:
            return -EINVAL
        if only_v6 and address == HOST_ANY_V6:
            address = HOST_ONLY_V6

        def call() -> int:
            chosen = port if port > 0 else self.machine.free_port()
            if chosen < 0 or (port > 0 and self.machine.sockets.is_taken(port, address)):
                return -EADDRINUSE
            return self._make_listener(address, chosen, 0)

        return self.context.install(call)

    def listen(self, fd: int, backlog: int) -> int:
        """Accepts connections to the fd's address from now on."""
        description = self.context.description(fd)
        if description < 0:
            return description
        if self.machine.descriptions.kind(description) != KIND_LISTENER:
            return -EINVAL
        listener = self.machine.descriptions.object(description)

        def call() -> int:
            sockets = self.machine.sockets
            host = sockets.listener_host(listener)
            if (
                host != HOST_UNIX
                and not sockets.is_listening(listener)
                and sockets.is_taken(sockets.listener_port(listener), host)
            ):
                return -EADDRINUSE
            sockets.listen(listener, backlog)
            return 0

        return self.context.locked(call)

    def socket_listen(self, host: str, port: int, backlog: int) -> int:
        """Binds and listens: an fd that accepts connections to host:port."""
        fd = self.socket_bind(host, port)
        result = fd if fd < 0 else self.listen(fd, backlog)
        if fd >= 0 and result < 0:
            self.descriptors.close(fd)
        return result if result < 0 else fd

    def _make_listener(self, address: int, port: int, name: int) -> int:
        listener = self.machine.heap.alloc(LISTENER_BYTES)
        if listener == 0:
            return -ENOMEM
        description = self.machine.descriptions.create(KIND_LISTENER, O_RDWR, listener)
        if description < 0:
            self.machine.heap.free(listener, LISTENER_BYTES)
            return description
        self.machine.sockets.bind(listener, address, port, name)
        return description

    def connect_here(self, host: str, port: int, bound: int = -1) -> int:
        """Returns an fd: of a new socket, or `bound`, which `socket_bind` created."""
        address = host_number(host)
        if address < 0:
            return -ENETUNREACH
        target = as_target(address)
        return self.connect(
            lambda: self.machine.sockets.find_port(port, target),
            bound,
            lambda listener, a, b: self._name_ends(listener, a, b, target, port, bound),
        )

    def _name_ends(self, listener: int, a: int, b: int, target: int, port: int, bound: int) -> None:
        sockets = self.machine.sockets
        source = as_source(HOST_ANY_V6, target)
        source_port = -1
        if bound >= 0:
            own = self.machine.descriptions.object(self.context.description(bound))
            source_port = sockets.listener_port(own)
            source = as_source(sockets.listener_host(own), target)
        if source_port < 0:
            source_port = self.machine.free_port()
        host = sockets.listener_host(listener)
        sockets.set_names(a, source, source_port, target, port)
        sockets.set_names(b, as_seen_by(host, target), port, as_seen_by(host, source), source_port)

    def connect(self, find: Callable[[], int], bound: int, name_ends: Callable[[int, int, int], None]) -> int:
        """`find` returns the listener or 0, `name_ends` sets the addresses of the two ends."""
        if bound >= 0:
            kind = self.descriptors.fd_kind(bound)
            if kind != KIND_LISTENER:
                return -EISCONN if kind == KIND_SOCKET else min(kind, -EINVAL)
        self.machine.lock()
        try:
            listener = find()
            if listener == 0 or not self.machine.sockets.has_room(listener):
                return -ECONNREFUSED
            ends = self._make_pair()
            if ends[0] < 0:
                return ends[0]
            name_ends(listener, ends[0], ends[1])
            self.machine.sockets.offer(listener, ends[1])
            if bound >= 0:
                become_socket(self.machine, self.context.description(bound), ends[0])
                return bound
            description = self.machine.descriptions.create(KIND_SOCKET, O_RDWR, ends[0])
            if description < 0:
                free_socket(self.machine, ends[0])
            return description if description < 0 else self.context.install_held(description, 0)
        finally:
            self.machine.unlock()

    def _make_pair(self) -> list[int]:
        """Two joined ends, or [-ENOMEM]. Leaves nothing behind when memory runs out."""
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
        self.machine.sockets.pair(made[0], made[1], made[2], made[3])
        return made

    def accept(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0:
            return description
        if self.machine.descriptions.kind(description) != KIND_LISTENER:
            return -EINVAL
        self.machine.lock()
        try:
            if not self.machine.sockets.is_listening(self.machine.descriptions.object(description)):
                return -EINVAL
            end = self.machine.sockets.accept(self.machine.descriptions.object(description))
            if end < 0:
                return end
            made = self.machine.descriptions.create(KIND_SOCKET, O_RDWR, end)
            if made < 0:
                free_socket(self.machine, end)
                return -EMFILE
            return self.context.install_held(made, 0)
        finally:
            self.machine.unlock()

    def socketpair(self) -> list[int]:
        """Two connected fds, or [-errno, -errno]."""
        fds = [-ENOMEM, -ENOMEM]
        self.context.locked(lambda: self._make_socketpair(fds))
        return fds

    def _make_socketpair(self, fds: list[int]) -> int:
        ends = self._make_pair()
        if ends[0] < 0:
            return 0
        descriptions = self.machine.descriptions
        made = [descriptions.create(KIND_SOCKET, O_RDWR, ends[0]), descriptions.create(KIND_SOCKET, O_RDWR, ends[1])]
        return self.context.install_both(fds, made, lambda: self._drop_pair(ends[0], ends[1]))

    def _drop_pair(self, a: int, b: int) -> None:
        free_socket(self.machine, a)
        free_socket(self.machine, b)

    def write_carrying(self, fd: int, data: Bytes, start: int, length: int, carried: int) -> int:
        """As `write`, to a socket; the description behind another of our fds travels with the first byte
        (SCM_RIGHTS)."""
        end = self.socket_of(fd)
        return end if end < 0 else self.context.locked(lambda: self._write_carrying(end, data, start, length, carried))

    def _write_carrying(self, end: int, data: Bytes, start: int, length: int, carried: int) -> int:
        description = self.context.held(carried)
        if description < 0:
            return description
        node = self.machine.heap.alloc(CARRIED_BYTES)
        if node == 0:
            self.machine.release_held(description)
            return -ENOMEM
        pipe = self.machine.sockets.sending_pipe(end)
        offset = self.machine.pipes.used(pipe)
        count = self.machine.sockets.write(end, data, start, length)
        if count > 0:
            self.machine.pipes.carry(pipe, node, description, offset)
        else:
            self.machine.release_held(description)
            self.machine.heap.free(node, CARRIED_BYTES)
        return count

    def take_carried(self, fd: int) -> int:
        """A new fd for the description that the last read brought, or -EAGAIN."""
        end = self.socket_of(fd)
        if end < 0:
            return end
        return self.context.install(lambda: self._take_carried(end))

    def _take_carried(self, end: int) -> int:
        node = self.machine.pipes.take_arrived(self.machine.sockets.receiving_pipe(end))
        return -EAGAIN if node == 0 else free_carried(self.machine, node)

    def shutdown(self, fd: int) -> int:
        """Shuts down our writing direction."""
        end = self.socket_of(fd)
        return end if end < 0 else self.context.locked(lambda: self.machine.sockets.shutdown(end))

    def reset(self, fd: int) -> int:
        """Makes the close abrupt: the peer gets ECONNRESET, whether or not there are unread bytes."""
        end = self.socket_of(fd)
        return end if end < 0 else self.context.locked(lambda: self.machine.sockets.reset(end))

    def socket_of(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0:
            return description
        return (
            self.machine.descriptions.object(description)
            if self.machine.descriptions.kind(description) == KIND_SOCKET
            else -ENOTSOCK
        )

    # unix sockets: found by the inode number of their path, or (Linux) by an abstract name, which begins with NUL and
    # is in no folder

    def unix_bind(self, path: str) -> int:
        """An fd bound to the path, for `listen` or `unix_connect`."""
        if path.startswith('\0'):
            return self._bind_abstract(encode(path))
        made = self.files.mknod(path, S_IFSOCK | 0o777, 0)
        if made < 0:
            return -EADDRINUSE if self.files.exists(path) else made
        self.files.lstat(path, _scratch)
        return self.context.install(lambda: self._make_listener(HOST_UNIX, 0, int(_scratch[_INO])))

    def _bind_abstract(self, name: Bytes) -> int:
        def call() -> int:
            if self.machine.sockets.find_abstract(name) != 0:
                return -EADDRINUSE
            text = self.machine.heap.alloc(len(name))
            if text == 0:
                return -ENOMEM
            description = self._make_listener(HOST_UNIX, 0, 0)
            if description < 0:
                self.machine.heap.free(text, len(name))
                return description
            for k in range(len(name)):
                self.context.memory.u8[text + k] = name[k]
            self.machine.sockets.set_abstract_name(self.machine.descriptions.object(description), text, len(name))
            return description

        return self.context.install(call)

    def unix_connect(self, path: str, bound: int = -1) -> int:
        if path.startswith('\0'):
            name = encode(path)
            return self.connect(
                lambda: self.listening(self.machine.sockets.find_abstract(name)), bound, lambda listener, a, b: None
            )
        found = self.files.stat(path, _scratch)
        if found < 0:
            return found
        inode = int(_scratch[_INO])
        denied = self.files.access(path, W_OK)
        if denied < 0:
            return denied
        return self.connect(lambda: self.machine.sockets.find_name(inode), bound, lambda listener, a, b: None)

    def listening(self, listener: int) -> int:
        return listener if listener != 0 and self.machine.sockets.is_listening(listener) else 0
