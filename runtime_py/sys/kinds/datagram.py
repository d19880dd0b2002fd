"""Datagram sockets (ipc/datagram.py). Programs read them with datagram_receive."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.datagram import DATAGRAM_BYTES, MEMBERSHIP_BYTES, MESSAGE_BYTES
from runtime_py.sys.kinds.facts import SOCKET_DEVICE, fill
from runtime_py.sys.kinds.kind import Kind, WithoutOctets
from runtime_py.sys.structures import Structures
from runtime_py.vfs.layout import S_IFSOCK

KIND_DATAGRAM = 10


class DatagramKind(WithoutOctets):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.shared_bytes = DATAGRAM_BYTES

    def poll(self, description: int, target: int) -> int:
        return self.parts.datagrams.poll(target)

    def read_queue(self, target: int) -> int:
        return self.parts.datagrams.queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.datagrams.queue(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        return fill(self.parts, out, SOCKET_DEVICE, S_IFSOCK | 0o777, target, 0)

    def name(self, target: int) -> str:
        return f'socket:[{target}]'

    def release(self, target: int) -> None:
        free_datagram_socket(self.parts, target)


def free_datagram_socket(parts: Structures, socket: int) -> None:
    """The caller holds the lock."""
    datagrams = parts.datagrams
    datagrams.close(socket)
    message = datagrams.take(socket)
    while message > 0:
        free_message(parts, message)
        message = datagrams.take(socket)
    membership = datagrams.take_membership(socket)
    while membership != 0:
        parts.heap.free(membership, MEMBERSHIP_BYTES)
        membership = datagrams.take_membership(socket)
    parts.heap.free(socket, DATAGRAM_BYTES)


def free_message(parts: Structures, message: int) -> None:
    parts.heap.free(message, MESSAGE_BYTES + parts.datagrams.length(message))


def create(parts: Structures) -> list[Kind]:
    return [DatagramKind(parts, KIND_DATAGRAM)]
