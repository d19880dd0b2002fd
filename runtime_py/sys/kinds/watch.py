"""Queues of file events (vfs/watch.py), like inotify's. Programs read them with watch_read."""

from __future__ import annotations

from typing import Any

from runtime_py.sys.kinds.facts import OTHER_DEVICE, fill
from runtime_py.sys.kinds.kind import Kind, WithoutOctets
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_WATCH

_MODE = 0o600


class WatchKind(WithoutOctets):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.lies_in_files = True

    def poll(self, description: int, target: int) -> int:
        return self.parts.fs.poll_watch(target)

    def read_queue(self, target: int) -> int:
        return self.parts.fs.watch_queue(target)

    def write_queue(self, target: int) -> int:
        return self.parts.fs.watch_queue(target)

    def stat(self, description: int, target: int, out: Any) -> int:
        return fill(self.parts, out, OTHER_DEVICE, _MODE, target, 0)

    def name(self, target: int) -> str:
        return 'anon_inode:inotify'


def create(parts: Structures) -> list[Kind]:
    return [WatchKind(parts, KIND_WATCH)]
