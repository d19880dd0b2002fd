"""internalBinding('fs_event_wrap'): fs.watch over the machine's watch queues."""

from __future__ import annotations

from typing import Any

from runtime_py.node.fs.events import FsEvents
from runtime_py.node.fs.names import in_encoding
from runtime_py.node.fs.requests import path_text
from runtime_py.node.realm.callbacks import call_back, realm
from runtime_py.node.realm.host import HandleWrap, hidden


class FSEvent(HandleWrap):
    """The library sets `onchange(status, kind, name)`."""

    onchange: Any

    def __init__(self) -> None:
        super().__init__('FSEVENTWRAP')
        hidden(self, '_id', 0)
        hidden(self, '_name', '')
        hidden(self, '_encoding', 'utf8')

    @property
    def initialized(self) -> bool:
        return self._id > 0

    def start(self, path: object, persistent: bool, recursive: bool, encoding: object) -> int:
        name = path_text(path)
        number = _events().add(name, Boolean(recursive), lambda kind, name: self._tell(kind, name))
        if number < 0:
            return number
        self._id = number
        self._name = name[name.rfind('/') + 1 :]
        self._encoding = encoding
        self.set_active(True)
        if not persistent:
            self.unref()
        return 0

    def _tell(self, kind: str, name: str) -> None:
        """When too many events were lost, reports a change without a name. An event of the watched path itself has no
        name: libuv gives it the path's last part."""
        lost = kind == 'overflow'
        call_back(
            self,
            self.onchange,
            [0, 'rename' if lost else kind, None if lost else in_encoding(name or self._name, self._encoding)],
        )

    def release(self) -> None:
        if self._id > 0:
            _events().remove(self._id)
            self._id = 0


_shared = []


def _events() -> FsEvents:
    if len(_shared) == 0:
        _shared.append(FsEvents(realm().system, lambda run: realm().loop.enqueue(run)))
    return _shared[0]


def create(realm: object, binding_data: object) -> object:
    return {'FSEvent': FSEvent}
