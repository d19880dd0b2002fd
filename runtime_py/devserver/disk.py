"""Access to the machine's files for the dev server. Calls the system; raises OsError where writing fails."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.paths import folder_of
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EEXIST, ENOENT, OsError
from runtime_py.vfs.layout import S_IFDIR, S_IFMT, S_IFREG

_FILE, _FOLDER, _LINK = 1, 2, 3
_MODE = 1
_STAT_FIELDS = 18
_LEFT_OUT = ['node_modules', '.git']


class Disk:
    def __init__(self, system: Any) -> None:
        self._system = system
        self._out: list[float] = [0 for _ in range(_STAT_FIELDS)]

    def read(self, path: str) -> Bytes | None:
        found = self._system.read_file(path)
        return None if isinstance(found, int) else found

    def write(self, path: str, data: Bytes) -> None:
        """Writes a file with its parent folders."""
        result = self._system.write_file(path, data, 0o666)
        if result == -ENOENT:
            self.make_folder(folder_of(path))
            result = self._system.write_file(path, data, 0o666)
        if result < 0:
            raise OsError(-result, 'open', path)

    def make_folder(self, path: str) -> None:
        result = self._system.mkdir(path, 0o777)
        if result == -ENOENT:
            self.make_folder(folder_of(path))
            result = self._system.mkdir(path, 0o777)
        if result < 0 and result != -EEXIST:
            raise OsError(-result, 'mkdir', path)

    def remove_tree(self, path: str) -> None:
        """Removes a tree; does nothing when it doesn't exist."""
        entries = self._system.readdir_types(path)
        if isinstance(entries, int):
            return
        for name, kind in entries:
            if kind == _FOLDER:
                self.remove_tree(f'{path}/{name}')
            else:
                self._system.unlink(f'{path}/{name}')
        self._system.rmdir(path)

    def _kind(self, path: str) -> int:
        if self._system.stat(path, self._out) < 0:
            return -1
        return int(self._out[_MODE]) & S_IFMT

    def is_file(self, path: str) -> bool:
        return self._kind(path) == S_IFREG

    def is_folder(self, path: str) -> bool:
        return self._kind(path) == S_IFDIR

    def real_path(self, path: str) -> str:
        found = self._system.realpath(path)
        return found if isinstance(found, str) else path

    def below(self, folder: str) -> list[str]:
        """All files below a folder, without node_modules and hidden folders."""
        found: list[str] = []
        waiting = [folder]
        while len(waiting) > 0:
            current = waiting.pop()
            entries = self._system.readdir_types(current)
            if isinstance(entries, int):
                continue
            for name, kind in entries:
                path = current.removesuffix('/') + '/' + name
                if kind == _FOLDER and name not in _LEFT_OUT and not name.startswith('.'):
                    waiting.append(path)
                elif kind == _FILE or kind == _LINK and self.is_file(path):
                    found.append(path)
        return sorted(found)
