"""System calls on watches of files and folders (vfs/watch.py)."""

from __future__ import annotations

from runtime_py.platform.errno import EBADF
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.mount_table import PROC
from runtime_py.vfs.description import KIND_WATCH
from runtime_py.vfs.watch import LARGE_CAPACITY, SMALL_CAPACITY


class WatchCalls:
    def __init__(self, context: ProcessContext, files: FileCalls, descriptors: DescriptorCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.fs = context.fs
        self.files = files
        self.descriptors = descriptors

    def watch(self, path: str, recursive: bool) -> int:
        """Makes a descriptor with one watch."""
        fd = self.watch_open(SMALL_CAPACITY)
        if fd < 0:
            return fd
        number = self.watch_add(fd, path, recursive)
        if number < 0:
            self.descriptors.close(fd)
        return min(number, 0) or fd

    def watch_open(self, capacity: int = LARGE_CAPACITY) -> int:
        """Makes a descriptor for the events of any number of watches, as inotify_init does."""
        return self.context.install(lambda: self.fs.watch_open(capacity))

    def watch_add(self, fd: int, path: str, recursive: bool) -> int:
        """Adds a watch: its id, above 0."""
        listener = self._listener(fd)
        if listener < 0:
            return listener
        number = self.fs.watch_add(listener, self.context.absolute(path), recursive)
        if isinstance(number, int):
            return number
        # files in /proc change without events, on Linux too
        return self.files.across(
            number,
            True,
            lambda inside: self.fs.watch_add(listener, inside, recursive),
            lambda backend, node: self.fs.watch_add(listener, PROC, False),
        )

    def watch_remove(self, fd: int, number: int) -> int:
        listener = self._listener(fd)
        return listener if listener < 0 else self.fs.watch_remove(listener, number)

    def watch_read(self, fd: int) -> list[list] | int:
        """[kind, name, id] of all new events: 'rename', 'change' or 'overflow' (for all watches, id 0)."""
        listener = self._listener(fd)
        return listener if listener < 0 else self.fs.watch_read(listener)

    def _listener(self, fd: int) -> int:
        description = self.context.description(fd)
        if description < 0 or self.machine.descriptions.kind(description) != KIND_WATCH:
            return -EBADF
        return self.machine.descriptions.object(description)
