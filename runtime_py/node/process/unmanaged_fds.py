"""Descriptors that a thread opened by number (fs.open), which are closed with it: it is warned when its own record of
them is wrong.

Only with `trackUnmanagedFds`, and never in the main thread (src/env.cc, AddUnmanagedFd). The kernel closes them
(kernel/threads.py)."""

from __future__ import annotations


class UnmanagedFds:
    def __init__(self, realm: object) -> None:
        self.realm = realm
        self._open = js_new(globalThis.Set)

    def _tracks(self) -> bool:
        return self.realm.thread.track_fds

    def opened(self, fd: int) -> int:
        if self._tracks():
            if self._open.has(fd):
                self.realm.process.emitWarning(f'File descriptor {fd} opened in unmanaged mode twice')
            self._open.add(fd)
        return fd

    def closed(self, fd: int) -> None:
        if self._tracks() and not self._open.delete(fd):
            self.realm.process.emitWarning(f'File descriptor {fd} closed but not opened in unmanaged mode')
