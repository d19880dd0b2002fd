"""internalBinding('pipe_wrap'): pipes, socket pairs to children, Unix sockets, and the channel of `fork`."""

from __future__ import annotations

from runtime_py.node.bindings.tcp_wrap import TCP
from runtime_py.node.bindings.udp_wrap import UDP
from runtime_py.node.realm.callbacks import realm
from runtime_py.node.realm.host import hidden
from runtime_py.node.streams.connections import ConnectionStream, ConnectWrap
from runtime_py.platform.errno import EACCES, EINVAL, ENOENT
from runtime_py.sys.kinds.datagram import KIND_DATAGRAM
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.kinds.socket import KIND_SOCKET

SOCKET = 0
SERVER = 1
IPC = 2
UV_READABLE = 1
UV_WRITABLE = 2


class PipeConnectWrap(ConnectWrap):
    def __init__(self) -> None:
        super().__init__('PIPECONNECTWRAP')


class Pipe(ConnectionStream):
    is_ipc: bool

    def __init__(self, kind: int) -> None:
        super().__init__('PIPESERVERWRAP' if kind == SERVER else 'PIPEWRAP')
        hidden(self, 'is_ipc', kind == IPC)
        hidden(self, '_path', None)
        # where the library looks for a handle that came with a message
        if kind == IPC:
            self.pendingHandle = None

    def receive_carried(self) -> None:
        if not self.is_ipc:
            return
        fd = realm().system.take_carried(self._fd)
        if fd >= 0:
            self.pendingHandle = handle_around(fd)

    def make_client(self) -> object:
        return Pipe(SOCKET)

    def bind(self, path: str) -> int:
        if self._path is not None or self._fd >= 0:
            return -EINVAL
        fd = realm().system.unix_bind(path)
        if fd < 0:
            # libuv: as on Windows
            return -EACCES if fd == -ENOENT else fd
        self._path = path
        self.attach(fd)
        return 0

    def listen(self, backlog: int) -> int:
        return -EINVAL if self._fd < 0 else self.start_listening(backlog)

    def connect(self, req: object, path: str) -> int:
        return self.finish_connect(req, realm().system.unix_connect(path, self._fd))

    def fchmod(self, mode: int) -> int:
        if self._path is None:
            return -EINVAL
        bits = 0o600
        if (mode & UV_READABLE) != 0:
            bits = bits | 0o444
        if (mode & UV_WRITABLE) != 0:
            bits = bits | 0o222
        return min(realm().system.chmod(self._path, bits), 0)

    def release(self) -> None:
        super().release()
        # a bound socket loses its name, as in libuv
        if self._path is not None and not self._path.startswith('\0'):
            realm().system.unlink(self._path)


def handle_around(fd: int) -> object:
    """The handle for a descriptor received from another process."""
    system = realm().system
    kind = system.fd_kind(fd)
    made: object
    if kind == KIND_DATAGRAM:
        made = UDP()
    elif system.is_unix_socket(fd) or (kind != KIND_SOCKET and kind != KIND_LISTENER):
        made = Pipe(SERVER if kind == KIND_LISTENER else SOCKET)
    else:
        made = TCP(SERVER if kind == KIND_LISTENER else SOCKET)
    made.open(fd)
    return made


def create(realm: object, binding_data: object) -> object:
    constants = {'SOCKET': SOCKET, 'SERVER': SERVER, 'IPC': IPC, 'UV_READABLE': UV_READABLE, 'UV_WRITABLE': UV_WRITABLE}
    return {'Pipe': Pipe, 'PipeConnectWrap': PipeConnectWrap, 'constants': constants}
