"""internalBinding('fs_event_wrap'): fs.watch over the machine's watch queues."""
from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.node.fs_names import in_encoding
from runtime_py.node.fs_requests import path_text
from runtime_py.node.host import HandleWrap, hidden
from runtime_py.node.wiring import call_back, realm


class FSEvent(HandleWrap):
    """The library sets `onchange(status, kind, name)`."""

    def __init__(self) -> None:
        super().__init__('FSEVENTWRAP')
        hidden(self, '_fd', -1)
        hidden(self, '_watch', None)
        hidden(self, '_encoding', 'utf8')

    @property
    def initialized(self) -> bool:
        return self._fd >= 0

    def start(self, path: object, persistent: bool, recursive: bool, encoding: object) -> int:
        fd = realm().system.watch(path_text(path), Boolean(recursive))
        if fd < 0:
            return fd
        self._fd = fd
        self._encoding = encoding
        self._watch = realm().system.reactor.add(fd, POLLIN, lambda events: self._tell())
        self.set_active(True)
        if not persistent:
            self.unref()
        return 0

    def _tell(self) -> None:
        for pair in realm().system.watch_read(self._fd):
            if self._fd < 0:
                return
            name = None if pair[0] == 'overflow' else in_encoding(pair[1], self._encoding)
            call_back(self, self.onchange, [0, 'rename' if pair[0] == 'overflow' else pair[0], name])

    def release(self) -> None:
        if self._fd >= 0:
            self._watch.stop()
            realm().system.close(self._fd)
            self._fd = -1


def create(realm: object, seed: object) -> object:
    return {'FSEvent': FSEvent}
