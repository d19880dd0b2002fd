"""Entangled ports inside one process: queues of cloned messages, pairs and named groups.

Knows: cloning with transfer, order, closing of both ends. Must not know: events, handles, the library's classes.
A port's owner is told by `wake()` when a message waits, and by `peer_closed()` when nothing more can come.
"""
from __future__ import annotations

from runtime_py.platform.maps import Map

_groups: Map[str, list] = Map()


class PortEnd:
    def __init__(self, owner: object) -> None:
        self.owner = owner
        self.peer = None
        self.group = ''
        self.closed = False
        self._queue = []

    def post(self, message: object) -> None:
        """`message` is [value, ports], already cloned; a group's members share nothing, so each gets a clone of its own."""
        if self.peer is not None and not self.peer.closed:
            self.peer.receive(message)

    def others(self) -> list:
        return [end for end in _groups.get(self.group) if end is not self]

    def receive(self, message: object) -> None:
        self._queue.append(message)
        self.owner.wake()

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def take(self) -> object:
        return self._queue.pop(0)

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        if self.group != '':
            _groups.set(self.group, self.others())
        if self.peer is not None and not self.peer.closed:
            self.peer.owner.peer_closed()


def entangle(a: PortEnd, b: PortEnd) -> None:
    a.peer = b
    b.peer = a


def join_group(end: PortEnd, name: str) -> None:
    end.group = 'name:' + name
    members = _groups.get(end.group)
    if members is None:
        members = []
        _groups.set(end.group, members)
    members.append(end)
