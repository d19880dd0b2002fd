"""internalBinding('fs_dir'): opendir."""

from __future__ import annotations

from runtime_py.node.fs.names import in_encoding
from runtime_py.node.fs.requests import answer, checked, path_text
from runtime_py.node.realm.host import AsyncWrap, hidden


class DirHandle(AsyncWrap):
    """States: open -> closed. The names are those at the time of opening."""

    def __init__(self, entries: list) -> None:
        super().__init__('DIRHANDLE')
        hidden(self, '_entries', entries)
        hidden(self, '_next', 0)

    def read(self, encoding: object, count: int, req: object = None) -> object:
        """[name, type, name, type...], at most `count` pairs; null at the end."""
        return answer(req, lambda: self._take(encoding, count))

    def _take(self, encoding: object, count: int) -> list | None:
        end = Math.min(self._next + count, self._entries.length)
        if end == self._next:
            return None
        found = []
        for k in range(self._next, end):
            pair = self._entries[k]
            found.push(in_encoding(pair[0], encoding), pair[1])
        self._next = end
        return found

    def close(self, req: object = None) -> object:
        self._entries = []
        self._next = 0
        return answer(req, lambda: js_undefined)


def create(realm: object, binding_data: object) -> object:
    def opendir(path, encoding, req):
        text = path_text(path)
        return answer(req, lambda: DirHandle(checked(realm.system.readdir_types(text), 'opendir', text)))

    def opendir_sync(path):
        # Node's error has no path here
        return DirHandle(checked(realm.system.readdir_types(path_text(path)), 'opendir'))

    return {'DirHandle': DirHandle, 'opendir': opendir, 'opendirSync': opendir_sync}
