"""The file of trace events, in Chrome's format: {"traceEvents":[EVENT,EVENT...]}.

The main thread begins and ends the file; in between every thread appends its events, each append being one write. The
first event is the main thread's, so all others begin with a comma. Must not know what events mean."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_TRUNC, O_WRONLY

_FILE_MODE = 0o644
_MOST_PENDING = 1000  # events


class TraceLog:
    """`path` is absolute. After a failed `begin` nothing is written."""

    def __init__(self, system: object, path: str) -> None:
        self.path = path
        self._system = system
        self._pending = []
        self._works = True

    def begin(self, first: str) -> int:
        """0, or the error of opening the file."""
        fd = self._system.open(self.path, O_WRONLY | O_CREAT | O_TRUNC, _FILE_MODE)
        if fd < 0:
            self._works = False
            return fd
        self._write(fd, '{"traceEvents":[' + first)
        return 0

    def add(self, event: str) -> None:
        self._pending.push(event)
        if self._pending.length >= _MOST_PENDING:
            self.flush()

    def flush(self) -> None:
        self._append(self._take())

    def end(self) -> None:
        self._append(self._take() + ']}')

    def _take(self) -> str:
        text = ''.join([f',{event}' for event in self._pending])
        self._pending = []
        return text

    def _append(self, text: str) -> None:
        if not self._works or text == '':
            return
        fd = self._system.open(self.path, O_WRONLY | O_APPEND, 0)
        if fd >= 0:
            self._write(fd, text)

    def _write(self, fd: int, text: str) -> None:
        data = encode(text)
        self._system.write_wait(fd, data, 0, len(data))
        self._system.close(fd)
