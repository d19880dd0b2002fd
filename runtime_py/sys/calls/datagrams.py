"""System calls on datagram sockets: UDP between programs of this machine.

Addresses are lists of 16 octets (ipc/ip.py). Addresses outside the loopback can't be reached: -ENETUNREACH when
sending, -EADDRNOTAVAIL when binding."""

from __future__ import annotations

from runtime_py.ipc.datagram import (
    BOUND,
    BROADCAST,
    CONNECTED,
    DATAGRAM_BYTES,
    MEMBERSHIP_BYTES,
    MESSAGE_BYTES,
    ONLY_V6,
    SIX,
)
from runtime_py.ipc.ip import any_for, is_any, is_broadcast, is_loopback, is_multicast, is_v4, loopback_for
from runtime_py.platform.bytes import Bytes, copy
from runtime_py.platform.errno import (
    EACCES,
    EADDRINUSE,
    EADDRNOTAVAIL,
    EAFNOSUPPORT,
    EAGAIN,
    EDESTADDRREQ,
    EINVAL,
    EISCONN,
    EMSGSIZE,
    ENETUNREACH,
    ENODEV,
    ENOMEM,
    ENOTCONN,
    ENOTSOCK,
)
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.kinds.datagram import KIND_DATAGRAM, free_datagram_socket, free_message
from runtime_py.vfs.flags import O_RDWR

LARGEST_V4 = 65507  # 64 KiB less the headers of IP and UDP
LARGEST_V6 = 65527
LARGEST_BUFFER = 425984  # Linux: twice net.core.rmem_max, whatever is asked for
LEAST_RECEIVE_BUFFER = 2304
LEAST_SEND_BUFFER = 4608


class Arrival:
    """A received message: `length` bytes were copied of the `whole` that it had."""

    def __init__(self, length: int, whole: int, source: list[int], port: int) -> None:
        self.length = length
        self.whole = whole
        self.source = source
        self.port = port


class DatagramCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.machine = context.machine

    def datagram_socket(self, six: bool) -> int:
        """Makes a datagram socket: an fd, not bound yet."""
        return self.context.install(lambda: self._make_datagram_socket(six))

    def _make_datagram_socket(self, six: bool) -> int:
        socket = self.machine.heap.alloc(DATAGRAM_BYTES)
        if socket == 0:
            return -ENOMEM
        self.machine.datagrams.open(socket, six)
        description = self.machine.descriptions.create(KIND_DATAGRAM, O_RDWR, socket)
        if description < 0:
            free_datagram_socket(self.machine, socket)
        return description

    def _datagram(self, fd: int) -> int:
        """The socket of an fd, or -EBADF, -ENOTSOCK."""
        description = self.context.description(fd)
        if description < 0:
            return description
        return (
            self.machine.descriptions.object(description)
            if self.machine.descriptions.kind(description) == KIND_DATAGRAM
            else -ENOTSOCK
        )

    def datagram_set_flag(self, fd: int, flag: int, on: bool) -> int:
        """REUSE_ADDRESS, REUSE_PORT, ONLY_V6, BROADCAST or MULTICAST_LOOP of ipc/datagram.py."""
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        self.machine.lock()
        self.machine.datagrams.set_flag(socket, flag, on)
        self.machine.unlock()
        return 0

    def datagram_bind(self, fd: int, address: list[int], port: int) -> int:
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        if not is_any(address) and not is_loopback(address) and not is_multicast(address) and not is_broadcast(address):
            return -EADDRNOTAVAIL
        return self.context.locked(lambda: self._bind(socket, address, port))

    def _bind(self, socket: int, address: list[int], port: int) -> int:
        datagrams = self.machine.datagrams
        if datagrams.has(socket, BOUND) or (is_v4(address) and datagrams.has(socket, ONLY_V6)):
            return -EINVAL
        if not datagrams.has(socket, SIX) and not is_v4(address):
            return -EAFNOSUPPORT
        if port == 0:
            port = self.machine.free_datagram_port()
            if port < 0:
                return -EADDRINUSE
        elif datagrams.is_taken(socket, address, port):
            return -EADDRINUSE
        datagrams.bind(socket, address, port)
        return 0

    def _ensure_bound(self, socket: int) -> int:
        datagrams = self.machine.datagrams
        return 0 if datagrams.has(socket, BOUND) else self._bind(socket, any_for(datagrams.has(socket, SIX)), 0)

    def datagram_connect(self, fd: int, address: list[int], port: int) -> int:
        socket = self._datagram(fd)
        return socket if socket < 0 else self.context.locked(lambda: self._connect_datagram(socket, address, port))

    def _connect_datagram(self, socket: int, address: list[int], port: int) -> int:
        datagrams = self.machine.datagrams
        if datagrams.has(socket, CONNECTED):
            return -EISCONN
        target = loopback_for(address) if is_any(address) else address
        refused = self._check_target(socket, target)
        if refused == 0:
            refused = self._ensure_bound(socket)
        if refused == 0:
            datagrams.connect(socket, target, port)
        return refused

    def datagram_disconnect(self, fd: int) -> int:
        socket = self._datagram(fd)
        return socket if socket < 0 else self.context.locked(lambda: self._disconnect(socket))

    def _disconnect(self, socket: int) -> int:
        datagrams = self.machine.datagrams
        if not datagrams.has(socket, CONNECTED):
            return -ENOTCONN
        datagrams.disconnect(socket, any_for(datagrams.has(socket, SIX)))
        return 0

    def _check_target(self, socket: int, address: list[int]) -> int:
        datagrams = self.machine.datagrams
        if is_broadcast(address):
            return 0 if datagrams.has(socket, BROADCAST) else -EACCES
        if not is_loopback(address) and not is_multicast(address):
            return -ENETUNREACH
        if is_v4(address) and datagrams.has(socket, ONLY_V6):
            return -ENETUNREACH
        return 0 if is_v4(address) or datagrams.has(socket, SIX) else -EAFNOSUPPORT

    def datagram_send(self, fd: int, data: Bytes, address: list[int] | None, port: int) -> int:
        """Sends a message: its length, or -errno. Without an address it goes to the peer."""
        socket = self._datagram(fd)
        return socket if socket < 0 else self.context.locked(lambda: self._send(socket, data, address, port))

    def _send(self, socket: int, data: Bytes, address: list[int] | None, port: int) -> int:
        datagrams = self.machine.datagrams
        error = datagrams.take_error(socket)
        if error < 0:
            return error
        if address is None:
            if not datagrams.has(socket, CONNECTED):
                return -EDESTADDRREQ
            address = datagrams.peer(socket)
            port = datagrams.peer_port(socket)
        if port == 0:
            return -EINVAL
        if is_any(address):
            address = loopback_for(address)
        if len(data) > (LARGEST_V4 if is_v4(address) else LARGEST_V6) or len(data) > datagrams.send_size(socket):
            return -EMSGSIZE
        refused = self._check_target(socket, address)
        if refused == 0:
            refused = self._ensure_bound(socket)
        return refused if refused < 0 else self._deliver(socket, data, address, port)

    def _deliver(self, socket: int, data: Bytes, address: list[int], port: int) -> int:
        datagrams = self.machine.datagrams
        own = datagrams.address(socket)
        source = loopback_for(address) if is_any(own) or is_multicast(own) or is_broadcast(own) else own
        receivers = datagrams.receivers(socket, source, address, port)
        if len(receivers) == 0 and datagrams.has(socket, CONNECTED):
            datagrams.refuse(socket)
        for receiver in receivers:
            if datagrams.has_room(receiver, len(data)):
                message = self.machine.heap.alloc_stored(MESSAGE_BYTES + len(data))
                if message == 0:
                    return -ENOMEM
                datagrams.fill(message, source, datagrams.port(socket), data, 0, len(data))
                datagrams.deliver(receiver, message)
        return len(data)

    def datagram_receive(self, fd: int, buffer: Bytes) -> Arrival | int:
        """Receives the next message, cut to the buffer's size; -EAGAIN, or the error of an earlier send."""
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        self.machine.lock()
        try:
            return self._receive(socket, buffer)
        finally:
            self.machine.unlock()

    def _receive(self, socket: int, buffer: Bytes) -> Arrival | int:
        datagrams = self.machine.datagrams
        error = datagrams.take_error(socket)
        if error < 0:
            return error
        message = datagrams.take(socket)
        if message < 0:
            return -EAGAIN
        whole = datagrams.length(message)
        length = min(whole, len(buffer))
        copy(self.context.memory.u8, message + MESSAGE_BYTES, message + MESSAGE_BYTES + length, buffer, 0)
        arrival = Arrival(length, whole, datagrams.source(message), datagrams.source_port(message))
        free_message(self.machine, message)
        return arrival

    def datagram_name(self, fd: int) -> list:
        """[16 octets, port, whether it is an IPv6 socket]; [-errno] when the fd isn't a datagram socket. Port 0: not
        bound."""
        socket = self._datagram(fd)
        if socket < 0:
            return [socket]
        datagrams = self.machine.datagrams
        six = datagrams.has(socket, SIX)
        return [
            datagrams.address(socket) if datagrams.has(socket, BOUND) else any_for(six),
            datagrams.port(socket),
            six,
        ]

    def datagram_peer(self, fd: int) -> list:
        socket = self._datagram(fd)
        if socket < 0:
            return [socket]
        datagrams = self.machine.datagrams
        if not datagrams.has(socket, CONNECTED):
            return [-ENOTCONN]
        return [datagrams.peer(socket), datagrams.peer_port(socket), datagrams.has(socket, SIX)]

    def datagram_buffer(self, fd: int, receive: bool, size: int) -> int:
        """The buffer's size; `size` above 0 sets it (Linux accounts for twice the requested size)."""
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        datagrams = self.machine.datagrams
        if size > 0 and receive:
            datagrams.set_receive_size(socket, max(LEAST_RECEIVE_BUFFER, min(size * 2, LARGEST_BUFFER)))
        elif size > 0:
            datagrams.set_send_size(socket, max(LEAST_SEND_BUFFER, min(size * 2, LARGEST_BUFFER)))
        return datagrams.receive_size(socket) if receive else datagrams.send_size(socket)

    def datagram_join(self, fd: int, group: list[int], source: list[int], device: list[int]) -> int:
        """Joins a multicast group on the loopback; an all-zero source means any source."""
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        if not is_multicast(group):
            return -EINVAL
        if not is_any(device) and not is_loopback(device):
            return -ENODEV
        membership = self.machine.heap.alloc(MEMBERSHIP_BYTES)
        if membership == 0:
            return -ENOMEM
        self.machine.lock()
        try:
            if self.machine.datagrams.is_member(socket, group, source):
                self.machine.heap.free(membership, MEMBERSHIP_BYTES)
                return -EADDRINUSE
            self.machine.datagrams.join(socket, membership, group, source)
        finally:
            self.machine.unlock()
        return 0

    def datagram_leave(self, fd: int, group: list[int], source: list[int]) -> int:
        socket = self._datagram(fd)
        if socket < 0:
            return socket
        self.machine.lock()
        membership = self.machine.datagrams.leave(socket, group, source)
        self.machine.unlock()
        if membership == 0:
            return -EADDRNOTAVAIL
        self.machine.heap.free(membership, MEMBERSHIP_BYTES)
        return 0
