"""Watches as open file descriptions: a queue of events, and the watches that fill it (watch.py)."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.errno import (
    EINVAL,
    ENOSPC,
)
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.description import KIND_WATCH
from runtime_py.vfs.volume import Volume


class Watching:
    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.paths = volume.paths
        self.watches = volume.watches
        self.descriptions = volume.descriptions

    def watch_open(self, capacity: int) -> int:
        """Makes a queue of events; returns its description."""
        self.volume.lock()
        try:
            listener = self.watches.listen(capacity)
            return -ENOSPC if listener == 0 else self.descriptions.create(KIND_WATCH, 0, listener)
        finally:
            self.volume.unlock()

    def watch_add(self, listener: int, path: str, recursive: bool) -> int | Crossing:
        """Adds a watch; returns its id."""
        self.volume.lock()
        try:
            inode = self.paths.walk(path, True)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            number = self.watches.add(listener, inode, recursive)
            return -ENOSPC if number == 0 else number
        finally:
            self.volume.unlock()

    def watch_remove(self, listener: int, number: int) -> int:
        self.volume.lock()
        try:
            return 0 if self.watches.remove(listener, number) else -EINVAL
        finally:
            self.volume.unlock()

    def watch_read(self, listener: int) -> list[list]:
        self.volume.lock()
        try:
            return self.watches.read(listener)
        finally:
            self.volume.unlock()

    def watch_queue(self, listener: int) -> int:
        return self.watches.queue(listener)

    def poll_watch(self, listener: int) -> int:
        return POLLIN if self.watches.has_events(listener) else 0
