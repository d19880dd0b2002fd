"""internalBinding('fs_dir'): opendir."""
from __future__ import annotations

from runtime_py.node.fs_names import in_encoding
from runtime_py.node.fs_requests import answer, checked, path_text
from runtime_py.node.host import AsyncWrap, hidden


class DirHandle(AsyncWrap):
    """The names as they were when the folder was opened."""

    def __init__(self, entries: list) -> None:
        super().__init__('DIRHANDLE')
        hidden(self, '_entries', entries)

    def read(self, encoding: object, count: int, req: object = None) -> object:
        def work():
            taken = self._entries.splice(0, count)
            if taken.length == 0:
                return None
            found = []
            for pair in taken:
                found.push(in_encoding(pair[0], encoding), pair[1])
            return found
        return answer(req, work)

    def close(self, req: object = None) -> object:
        return answer(req, lambda: js_undefined)


def create(realm: object, seed: object) -> object:
    def open_folder(path):
        text = path_text(path)
        return DirHandle(checked(realm.system.readdir_types(text), 'opendir', text))
    return {'DirHandle': DirHandle, 'opendir': lambda path, encoding, req=None: answer(req, lambda: open_folder(path)), 'opendirSync': open_folder}
