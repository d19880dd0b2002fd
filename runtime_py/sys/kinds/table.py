"""Maps the number of a kind to the kind. To add one, add a module here and a line below."""

from __future__ import annotations

from runtime_py.sys.kinds.datagram import DatagramKind
from runtime_py.sys.kinds.device import DeviceKind
from runtime_py.sys.kinds.directory import DirectoryKind
from runtime_py.sys.kinds.fifo import FifoKind
from runtime_py.sys.kinds.file import FileKind
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.kinds.listener import ListenerKind
from runtime_py.sys.kinds.pipe import PipeKind
from runtime_py.sys.kinds.pty import PtyKind
from runtime_py.sys.kinds.socket import SocketKind
from runtime_py.sys.kinds.tty import TtyKind
from runtime_py.sys.kinds.watch import WatchKind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import (
    KIND_DATAGRAM,
    KIND_DEVICE,
    KIND_DIR,
    KIND_FIFO,
    KIND_FILE,
    KIND_LISTENER,
    KIND_PIPE_BOTH,
    KIND_PIPE_READ,
    KIND_PIPE_WRITE,
    KIND_PTY,
    KIND_SOCKET,
    KIND_TTY,
    KIND_WATCH,
)


class Kinds:
    """`listener` is also found by its type, for operations that only it has."""

    def __init__(self, parts: Structures) -> None:
        self.listener = ListenerKind(parts, KIND_LISTENER)
        made: list[Kind] = [
            FileKind(parts, KIND_FILE),
            DirectoryKind(parts, KIND_DIR),
            DeviceKind(parts, KIND_DEVICE),
            WatchKind(parts, KIND_WATCH),
            FifoKind(parts, KIND_FIFO),
            PipeKind(parts, KIND_PIPE_READ),
            PipeKind(parts, KIND_PIPE_WRITE),
            PipeKind(parts, KIND_PIPE_BOTH),
            SocketKind(parts, KIND_SOCKET),
            self.listener,
            DatagramKind(parts, KIND_DATAGRAM),
            TtyKind(parts, KIND_TTY),
            PtyKind(parts, KIND_PTY),
        ]
        self._parts = parts
        self._by_number: list[Kind] = [Kind(parts, number) for number in range(max([kind.number for kind in made]) + 1)]
        for kind in made:
            self._by_number[kind.number] = kind

    def get(self, number: int) -> Kind:
        """For an unknown number: a Kind whose every operation raises UnknownKind."""
        return self._by_number[number] if 0 <= number < len(self._by_number) else Kind(self._parts, number)
