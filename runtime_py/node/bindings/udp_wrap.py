"""internalBinding('udp_wrap'): datagrams. The machine has none yet: a socket can be made, and every use of it is ENOTSUP."""
from __future__ import annotations

from runtime_py.node.host import HandleWrap, ReqWrap
from runtime_py.platform.errno import EBADF, ENOTSUP

REFUSED = ['open', 'bind', 'bind6', 'connect', 'connect6', 'send', 'send6', 'disconnect', 'recvStart', 'recvStop', 'getpeername', 'getsockname',
           'addMembership', 'dropMembership', 'addSourceSpecificMembership', 'dropSourceSpecificMembership', 'setMulticastInterface',
           'setMulticastTTL', 'setMulticastLoopback', 'setBroadcast', 'setTTL']


class SendWrap(ReqWrap):
    def __init__(self) -> None:
        super().__init__('UDPSENDWRAP')


class UDP(HandleWrap):
    def __init__(self) -> None:
        super().__init__('UDPWRAP')

    @property
    def fd(self) -> int:
        return -EBADF

    def bufferSize(self, size: int, receive: bool, context: object) -> object:
        context.errno = -ENOTSUP
        context.code = 'ENOTSUP'
        context.message = 'operation not supported on socket'
        context.syscall = 'uv_recv_buffer_size' if receive else 'uv_send_buffer_size'
        return js_undefined

    def getSendQueueSize(self) -> int:
        return 0

    def getSendQueueCount(self) -> int:
        return 0


def refuse() -> int:
    return -ENOTSUP


def create(realm: object, seed: object) -> object:
    for name in REFUSED:
        UDP.prototype[name] = refuse
    return {'UDP': UDP, 'SendWrap': SendWrap, 'constants': {'UV_UDP_IPV6ONLY': 1, 'UV_UDP_REUSEADDR': 4, 'UV_UDP_REUSEPORT': 8}}
