"""internalBinding('udp_wrap'): datagrams over the loopback, with libuv's checks and timing.

Knows: families, flags of `bind`, when a send is reported as done. Must not know: the receivers
(sys/calls/datagrams.py).

A handle's life: no descriptor -> the first bind, connect or send makes one of that family -> closed.
"""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.datagram import BROADCAST, MULTICAST_LOOP, ONLY_V6, REUSE_ADDRESS, REUSE_PORT
from runtime_py.ipc.ip import ANY_V4, ANY_V6, is_any, is_loopback, is_v4
from runtime_py.ipc.ip_text import format_ipv4, format_ipv6, parse_ipv4, parse_ipv6
from runtime_py.ipc.pipe import POLLIN
from runtime_py.node.realm.callbacks import call_back, complete_later, make_buffer, plain_bytes, realm
from runtime_py.node.realm.host import HandleWrap, ReqWrap, hidden, own_field
from runtime_py.platform.bytes import concat
from runtime_py.platform.errno import (
    EADDRNOTAVAIL,
    EAGAIN,
    EBADF,
    ECANCELED,
    EEXIST,
    EINVAL,
    ENOPROTOOPT,
    message_of,
    name_of,
)
from runtime_py.platform.numbers import u32
from runtime_py.sys.kinds.datagram import KIND_DATAGRAM

UV_UDP_IPV6ONLY = 1
UV_UDP_REUSEADDR = 4
UV_UDP_REUSEPORT = 64
LARGEST = 65536
LARGEST_INT = 2147483647
# most messages read per readiness event, as in libuv's recvmsg loop
RECEIVES_PER_TURN = 32

# messages are copied out before JavaScript runs
_buffer = Uint8Array(LARGEST)


class SendWrap(ReqWrap):
    def __init__(self) -> None:
        super().__init__('UDPSENDWRAP')


class UDP(HandleWrap):
    _queued: Any
    _queued_bytes: Any
    onmessage: Any

    def __init__(self) -> None:
        super().__init__('UDPWRAP')
        hidden(self, '_fd', -1)
        hidden(self, '_watch', None)
        hidden(self, '_queued_bytes', 0)
        hidden(self, '_queued', 0)

    @property
    def fd(self) -> int:
        fd = own_field(self, '_fd')
        return fd if fd >= 0 else -EBADF

    def fd_to_send(self) -> int:
        """The descriptor to pass to another process in a message."""
        return self._fd

    def open(self, fd: int) -> int:
        if realm().system.fd_kind(fd) != KIND_DATAGRAM:
            return -EINVAL
        # libuv: one handle per descriptor in a loop
        if realm().system.reactor.is_watched(fd):
            return -EEXIST
        self._fd = fd
        return 0

    def _ensure_open(self, six: bool) -> int:
        if self._fd < 0 and not self.is_closing:
            self._fd = realm().system.datagram_socket(six)
        return self._fd if self._fd >= 0 else -EBADF

    # names

    def bind(self, address: str, port: int, flags: int = 0) -> int:
        return self._bind(False, address, port, flags)

    def bind6(self, address: str, port: int, flags: int = 0) -> int:
        return self._bind(True, address, port, flags)

    def _bind(self, six: bool, address: str, port: int, flags: int) -> int:
        octets = parse(six, address)
        if octets is None or ((flags & UV_UDP_IPV6ONLY) != 0 and not six):
            return -EINVAL
        fd = self._ensure_open(six)
        if fd < 0:
            return fd
        system = realm().system
        if (flags & UV_UDP_REUSEADDR) != 0:
            system.datagram_set_flag(fd, REUSE_ADDRESS, True)
        if (flags & UV_UDP_REUSEPORT) != 0:
            system.datagram_set_flag(fd, REUSE_PORT, True)
        if six:
            system.datagram_set_flag(fd, ONLY_V6, (flags & UV_UDP_IPV6ONLY) != 0)
        # `bind(callback)` arrives here with a function as the port
        return system.datagram_bind(fd, octets, u32(port) & 0xFFFF)

    def connect(self, address: str, port: int) -> int:
        return self._connect(False, address, port)

    def connect6(self, address: str, port: int) -> int:
        return self._connect(True, address, port)

    def _connect(self, six: bool, address: str, port: int) -> int:
        octets = parse(six, address)
        if octets is None:
            return -EINVAL
        fd = self._ensure_open(six)
        return fd if fd < 0 else realm().system.datagram_connect(fd, octets, port)

    def disconnect(self) -> int:
        return realm().system.datagram_disconnect(self._fd)

    def getsockname(self, out: object) -> int:
        return describe(out, realm().system.datagram_name(self._fd))

    def getpeername(self, out: object) -> int:
        return describe(out, realm().system.datagram_peer(self._fd))

    # sending

    def send(self, req: object, chunks: list, count: int, *rest: object) -> int:
        return self._send(False, req, chunks, rest)

    def send6(self, req: object, chunks: list, count: int, *rest: object) -> int:
        return self._send(True, req, chunks, rest)

    def _send(self, six: bool, req: object, chunks: list, rest: tuple) -> int:
        """The length + 1 when it was sent at once, 0 when `oncomplete` will be called. `rest`: port, address,
        has_callback; if connected: has_callback."""
        octets = None
        if rest.length == 3:
            octets = parse(six, rest[1])
            if octets is None:
                return -EINVAL
        fd = self._ensure_open(six)
        if fd < 0:
            return fd
        data = concat([plain_bytes(chunk) for chunk in chunks])
        sent = realm().system.datagram_send(fd, data, octets, rest[0] if octets is not None else 0)
        if not realm().option_overrides['--test-udp-no-try-send']:
            return sent if sent < 0 else sent + 1
        self._queued += 1
        self._queued_bytes += data.length
        complete_later(lambda: self._report(req, data.length, sent))
        return 0

    def _report(self, req: object, length: int, sent: int) -> None:
        self._queued -= 1
        self._queued_bytes -= length
        status = -ECANCELED if self.is_closing and sent < 0 else min(sent, 0)
        call_back(req, req.oncomplete, [status, max(sent, 0)])

    def getSendQueueSize(self) -> int:
        return self._queued_bytes

    def getSendQueueCount(self) -> int:
        return self._queued

    # receiving

    def recvStart(self) -> int:
        if self._fd < 0:
            return -EBADF
        if self._watch is None:
            self.set_active(True)
            self._watch = realm().system.reactor.add(self._fd, POLLIN, lambda events: self._on_readable())
        return 0

    def recvStop(self) -> int:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
            self.set_active(False)
        return 0

    def _on_readable(self) -> None:
        for _ in range(RECEIVES_PER_TURN):
            if self._watch is None:
                return
            arrival = realm().system.datagram_receive(self._fd, _buffer)
            if js_typeof(arrival) == 'number':
                if arrival != -EAGAIN:
                    call_back(self, self.onmessage, [arrival, self, js_undefined, js_undefined])
                return
            rinfo = {}
            describe(rinfo, [arrival.source, arrival.port, realm().system.datagram_name(self._fd)[2]])
            call_back(
                self, self.onmessage, [arrival.length, self, make_buffer(_buffer.slice(0, arrival.length)), rinfo]
            )

    # options

    def bufferSize(self, size: int, receive: bool, context: object) -> object:
        failed = -EINVAL if size > LARGEST_INT else realm().system.datagram_buffer(self._fd, receive, size)
        if failed >= 0:
            return failed if size == 0 else size
        context.errno = failed
        context.code = name_of(-failed)
        context.message = message_of(-failed)
        context.syscall = 'uv_recv_buffer_size' if receive else 'uv_send_buffer_size'
        return js_undefined

    def setBroadcast(self, on: int) -> int:
        return realm().system.datagram_set_flag(self._fd, BROADCAST, on != 0)

    def setMulticastLoopback(self, on: int) -> int:
        return realm().system.datagram_set_flag(self._fd, MULTICAST_LOOP, on != 0)

    # on a loopback every message takes one hop: the limits are checked but have no effect
    def setTTL(self, ttl: int) -> int:
        return self._check_option(1 <= ttl <= 255)

    def setMulticastTTL(self, ttl: int) -> int:
        return self._check_option(0 <= ttl <= 255)

    def _check_option(self, valid: bool) -> int:
        if not valid:
            return -EINVAL
        name = realm().system.datagram_name(self._fd)
        return name[0] if len(name) == 1 else 0

    def setMulticastInterface(self, address: str) -> int:
        octets = None if address == '' else parse(address.find(':') >= 0, address)
        if address != '' and octets is None:
            return -EINVAL
        name = realm().system.datagram_name(self._fd)
        if name[2] is None:
            return -EBADF
        if address == '':
            return 0
        if is_v4(octets) == name[2]:
            return -ENOPROTOOPT
        return 0 if is_any(octets) or is_loopback(octets) or not is_v4(octets) else -EADDRNOTAVAIL

    def addMembership(self, group: str, device: object) -> int:
        return self._join(js_undefined, group, device)

    def addSourceSpecificMembership(self, source: str, group: str, device: object) -> int:
        return self._join(source, group, device)

    def _join(self, source: object, group: str, device: object) -> int:
        found = Membership(source, group, device)
        if not found.valid:
            return -EINVAL
        fd = self._ensure_open(not is_v4(found.group))
        if fd < 0:
            return fd
        # libuv binds an unbound socket to any port
        if realm().system.datagram_name(fd)[1] == 0:
            realm().system.datagram_bind(fd, ANY_V4 if is_v4(found.group) else ANY_V6, 0)
        return realm().system.datagram_join(fd, found.group, found.source, found.device)

    def dropMembership(self, group: str, device: object) -> int:
        return self._leave(js_undefined, group, device)

    def dropSourceSpecificMembership(self, source: str, group: str, device: object) -> int:
        return self._leave(source, group, device)

    def _leave(self, source: object, group: str, device: object) -> int:
        found = Membership(source, group, device)
        if not found.valid:
            return -EINVAL
        fd = self._ensure_open(not is_v4(found.group))
        return fd if fd < 0 else realm().system.datagram_leave(fd, found.group, found.source)

    def release(self) -> None:
        self.recvStop()
        if self._fd >= 0:
            realm().system.close(self._fd)
        self._fd = -1


class Membership:
    """The parsed addresses of a membership; all of one family."""

    def __init__(self, source: object, group: str, device: object) -> None:
        six = js_typeof(group) == 'string' and group.find(':') >= 0
        self.group = parse(six, group)
        self.source = ANY_V6 if source is None else parse(six, source)
        self.device = ANY_V6 if device is None else parse(six, device)
        self.valid = self.group is not None and self.source is not None and self.device is not None


def parse(six: bool, address: object) -> list[int] | None:
    """The 16 octets of an address, which must be of this family."""
    if js_typeof(address) != 'string':
        return None
    if six:
        return parse_ipv6(address)
    found = parse_ipv4(address)
    return None if found is None else [*ANY_V4[0:12], *found]


def describe(out: object, name: list) -> int:
    """Fills in address, family and port; or -errno."""
    if name.length == 1:
        return name[0]
    six = name[2]
    out.address = format_ipv6(name[0]) if six else format_ipv4(name[0][12:16])
    out.family = 'IPv6' if six else 'IPv4'
    out.port = name[1]
    return 0


def create(realm: object, binding_data: object) -> object:
    return {'UDP': UDP, 'SendWrap': SendWrap}
