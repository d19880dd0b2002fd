"""Stream sockets that have an address and aren't connected: they accept, or become a connected one (sockets.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.socket import LISTENER_BYTES
from runtime_py.sys.kinds.facts import SOCKET_DEVICE, fill
from runtime_py.sys.kinds.kind import Kind, WithoutOctets
from runtime_py.sys.kinds.socket import KIND_SOCKET, free_socket
from runtime_py.sys.structures import Structures
from runtime_py.vfs.layout import S_IFSOCK

KIND_LISTENER = 7


class ListenerKind(WithoutOctets):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.shared_bytes = LISTENER_BYTES

    def poll(self, description: int, target: int) -> int:
        return self.parts.sockets.poll_listener(target)

    def read_queue(self, target: int) -> int:
        """The caller is about to wait in the queue: only now is the port announced."""
        if self.parts.sockets.is_first_wait(target):
            self.parts.ports_changed()
        return self.parts.sockets.listener_queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.sockets.listener_queue(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        return fill(self.parts, out, SOCKET_DEVICE, S_IFSOCK | 0o777, target, 0)

    def name(self, target: int) -> str:
        return f'socket:[{target}]'

    def release(self, target: int) -> None:
        free_listener(self.parts, target)


def free_listener(parts: Structures, listener: int) -> None:
    """Closes it, and the connections that nobody accepted. The caller holds the lock."""
    parts.sockets.unlisten(listener)
    end = parts.sockets.accept(listener)
    while end > 0:
        free_socket(parts, end)
        end = parts.sockets.accept(listener)
    name = parts.sockets.abstract_name(listener)
    if name[0] != 0:
        parts.heap.free(name[0], name[1])
    parts.heap.free(listener, LISTENER_BYTES)
    parts.ports_changed()


def become_socket(parts: Structures, description: int, end: int) -> None:
    """Turns a bound socket into a connected one. The caller holds the lock."""
    listener = parts.descriptions.object(description)
    parts.descriptions.become(description, KIND_SOCKET, end)
    free_listener(parts, listener)


def create(parts: Structures) -> list[Kind]:
    return [ListenerKind(parts, KIND_LISTENER)]
