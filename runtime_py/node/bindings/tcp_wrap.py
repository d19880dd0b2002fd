"""internalBinding('tcp_wrap'): TCP over the loopback, and connections to outside hosts (sys/calls/outside.py).

Knows: binding, listening, connecting, names of both ends. Must not know: how the system transfers the bytes.

Only this machine's addresses can be bound: others are EADDRNOTAVAIL.
"""

from __future__ import annotations

from runtime_py.ipc.ip_text import canonical, parse_address
from runtime_py.node.realm.callbacks import realm
from runtime_py.node.realm.host import hidden
from runtime_py.node.streams.connections import ConnectionStream, ConnectWrap
from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EADDRINUSE, EINVAL
from runtime_py.sys.proxies import preface_line, proxies_of

SOCKET = 0
SERVER = 1
UV_TCP_IPV6ONLY = 1
UV_TCP_REUSEPORT = 2


class TCPConnectWrap(ConnectWrap):
    def __init__(self) -> None:
        super().__init__('TCPCONNECTWRAP')


def name_proxies(fd: int) -> None:
    """Sends the proxies in the program's environment to the network worker, ahead of the request."""
    target = realm().system.outside_target(fd)
    if len(target) == 0:
        return
    env = realm().process.env
    line = encode(preface_line(proxies_of(lambda name: env[name] or ''), target[0], target[1]))
    if len(line) > 0:
        realm().system.write(fd, line, 0, len(line))


class TCP(ConnectionStream):
    def __init__(self, kind: int) -> None:
        super().__init__('TCPSERVERWRAP' if kind == SERVER else 'TCPWRAP')
        hidden(self, '_delayed_error', 0)

    def make_client(self) -> object:
        return TCP(SOCKET)

    def bind(self, address: str, port: int, flags: int = 0) -> int:
        if parse_address(address) is None or self._fd >= 0:
            return -EINVAL
        fd = realm().system.socket_bind(address, port, (flags & UV_TCP_IPV6ONLY) != 0)
        if fd >= 0:
            self.attach(fd)
        elif fd == -EADDRINUSE:
            # as in libuv, the error is kept for listen, connect and getsockname
            self._delayed_error = fd
            return 0
        return min(fd, 0)

    def bind6(self, address: str, port: int, flags: int = 0) -> int:
        return self.bind(address, port, flags)

    def listen(self, backlog: int) -> int:
        status = self._delayed_error
        if status == 0 and self._fd < 0:
            status = self.bind('0.0.0.0', 0)
        return status if status < 0 else self.start_listening(backlog)

    def connect(self, req: object, address: str, port: int) -> int:
        plain = canonical(address)
        if plain is None:
            return -EINVAL
        if self._delayed_error < 0:
            return self.finish_connect(req, self._delayed_error)
        fd = realm().system.socket_connect(address if address.find('%') >= 0 else plain, port, self._fd)
        if fd >= 0:
            name_proxies(fd)
        return self.finish_connect(req, fd)

    def connect6(self, req: object, address: str, port: int) -> int:
        return self.connect(req, address, port)

    def getsockname(self, out: object) -> int:
        if self._delayed_error < 0:
            return self._delayed_error
        return -EINVAL if self._fd < 0 else self._describe(out, realm().system.sockname(self._fd))

    def getpeername(self, out: object) -> int:
        return self._describe(out, realm().system.peername(self._fd))

    def _describe(self, out: object, name: object) -> int:
        if js_typeof(name) == 'number':
            return name
        out.address = name[0]
        out.family = 'IPv6' if name[0].find(':') >= 0 else 'IPv4'
        out.port = name[1]
        return 0

    # a loopback has no delays, probes or priorities to tune
    def setNoDelay(self, on: bool) -> int:
        return 0

    def setKeepAlive(self, on: bool, delay: int) -> int:
        return 0

    def setTypeOfService(self, value: int) -> int:
        return 0

    def getTypeOfService(self) -> int:
        return 0

    def setSimultaneousAccepts(self, on: bool) -> int:
        return 0

    def reset(self, callback: object = None) -> int:
        if self.is_closing:
            return 0
        if self._shutdown_req is not None:
            return -EINVAL
        realm().system.reset(self._fd)
        self.close(callback)
        return 0


def create(realm: object, binding_data: object) -> object:
    constants = {
        'SOCKET': SOCKET,
        'SERVER': SERVER,
        'UV_TCP_IPV6ONLY': UV_TCP_IPV6ONLY,
        'UV_TCP_REUSEPORT': UV_TCP_REUSEPORT,
    }
    return {'TCP': TCP, 'TCPConnectWrap': TCPConnectWrap, 'constants': constants}
