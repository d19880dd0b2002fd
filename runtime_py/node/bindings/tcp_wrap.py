"""internalBinding('tcp_wrap'): TCP over the loopback.

Knows: binding, listening, connecting, names of both ends. Must not know: how the system moves the bytes.

Only this machine can be reached: another address is ENETUNREACH, binding to one EADDRNOTAVAIL.
"""
from __future__ import annotations

from runtime_py.node.connections import ConnectionStream, ConnectWrap
from runtime_py.node.host import hidden
from runtime_py.node.net_address import is_loopback, is_unspecified, parse_address
from runtime_py.node.wiring import realm
from runtime_py.platform.errno import EADDRNOTAVAIL, EINVAL, ENETUNREACH

SOCKET = 0
SERVER = 1
UV_TCP_IPV6ONLY = 1
BACKLOG = 511           # what the library asks for by default
UV_TCP_REUSEPORT = 2


class TCPConnectWrap(ConnectWrap):
    def __init__(self) -> None:
        super().__init__('TCPCONNECTWRAP')


class TCP(ConnectionStream):
    def __init__(self, kind: int) -> None:
        super().__init__('TCPSERVERWRAP' if kind == SERVER else 'TCPWRAP')
        hidden(self, '_bound', None)

    def make_client(self) -> object:
        return TCP(SOCKET)

    def fd_to_send(self) -> int:
        """An address that is bound has no descriptor before it listens: whoever receives it listens on the same."""
        if self._fd < 0 and self._bound is not None:
            self.attach(realm().system.socket_listen(self._bound[0], self._bound[1], BACKLOG))
        return self._fd

    def bind(self, address: str, port: int, flags: int = 0) -> int:
        octets = parse_address(address)
        if octets is None:
            return -EINVAL
        if not is_loopback(octets) and not is_unspecified(octets):
            return -EADDRNOTAVAIL
        self._bound = [address, port]
        return 0

    def bind6(self, address: str, port: int, flags: int = 0) -> int:
        return self.bind(address, port, flags)

    def listen(self, backlog: int) -> int:
        if self._fd >= 0:
            return self.start_listening(self._fd)
        host = self._bound[0] if self._bound is not None else '0.0.0.0'
        port = self._bound[1] if self._bound is not None else 0
        return self.start_listening(realm().system.socket_listen(host, port, backlog))

    def connect(self, req: object, address: str, port: int) -> int:
        octets = parse_address(address)
        if octets is None:
            return -EINVAL
        if not is_loopback(octets) and not is_unspecified(octets):
            return -ENETUNREACH
        return self.finish_connect(req, realm().system.socket_connect(address, port))

    def connect6(self, req: object, address: str, port: int) -> int:
        return self.connect(req, address, port)

    def getsockname(self, out: object) -> int:
        if self._fd < 0:
            if self._bound is None:
                return -EINVAL
            return self._describe(out, self._bound)
        return self._describe(out, realm().system.sockname(self._fd))

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
            return -EINVAL
        self.close(callback)
        return 0


def create(realm: object, seed: object) -> object:
    constants = {'SOCKET': SOCKET, 'SERVER': SERVER, 'UV_TCP_IPV6ONLY': UV_TCP_IPV6ONLY, 'UV_TCP_REUSEPORT': UV_TCP_REUSEPORT}
    return {'TCP': TCP, 'TCPConnectWrap': TCPConnectWrap, 'constants': constants}
