"""What every start of `node SCRIPT` asks, answered in one message: a call costs a turn of the kernel, and a start makes
some twenty of which the kernel knows beforehand what they will be.

The answers are those of the moment in which they are asked for together, as if the program had started faster. They
hold until the script is read, or until the first call that isn't among them: what the program does itself sees nothing
old. Must not know messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.vfs.layout import S_IFLNK, S_IFMT, S_IFREG
from runtime_py.vfs.path_text import normal

MOST_CONTENT = 16 * 1024  # of a file that is sent along
_MODE = 1  # in what `stat` fills in
_SIZE = 8
_PASSING = ['begin']  # changes nothing that was asked


class NodeStart:
    """`ask(name, arguments)` makes a call; `read(path)` gives a file's content or -errno. `found`: [[name, arguments,
    result], …], in the order in which Node asks."""

    def __init__(self, ask: Callable[[str, list[Any]], Any], read: Callable[[str], Any]) -> None:
        self._make = ask
        self._read = read
        self.found: list[list[Any]] = []

    def foresee(self, script: str) -> None:
        """Stops where a start would take another way, so that nothing is asked of the policy but what the program asks.
        May raise what the calls raise; `found` has the answers until then."""
        for fd in range(3):
            self._ask('fd_kind', [fd])
        self._ask('getppid', [])
        self._ask('mode_of', ['.'])
        folder = self._ask('getcwd', [])
        if not isinstance(folder, str):
            return
        path = normal(script if script.startswith('/') else f'{folder}/{script}')
        mode = self._mode('stat', path)
        if mode & S_IFMT != S_IFREG or not self._is_real(path):
            return
        # of other names it isn't asked whose package they are
        if not path.endswith('.js') or self._describe(path):
            self._content(path)

    def _ask(self, name: str, given: list[Any]) -> Any:
        result = self._make(name, given)
        self.found.append([name, given, result])
        return result

    def _mode(self, name: str, path: str) -> int:
        """Below 0: why not."""
        result = self._ask(name, [path])
        return int(result[1][_MODE]) if result[0] >= 0 else int(result[0])

    def _is_real(self, path: str) -> bool:
        """Whether no part of it is a link."""
        at = path.find('/', 1)
        while at > 0:
            mode = self._mode('lstat', path[:at])
            if mode < 0 or mode & S_IFMT == S_IFLNK:
                return False
            at = path.find('/', at + 1)
        mode = self._mode('lstat', path)
        return mode >= 0 and mode & S_IFMT != S_IFLNK

    def _describe(self, path: str) -> bool:
        """The package.json above the script (Packages.nearest in node/bindings/modules.py); False: it is too long to be
        sent along."""
        folder = path
        while folder != '':
            folder = folder[: folder.rfind('/')]
            if folder.endswith('/node_modules'):
                return True
            content = self._read(f'{folder}/package.json')
            if not isinstance(content, int) and len(content) > MOST_CONTENT:
                return False
            self.found.append(['read_file', [f'{folder}/package.json'], content])
            if not isinstance(content, int):
                return True
        return True

    def _content(self, path: str) -> bool:
        size = [entry[2][1][_SIZE] for entry in self.found if entry[0] == 'stat' and entry[1][0] == path][0]
        content = self._read(path) if size <= MOST_CONTENT else None
        if content is None:
            return False
        self.found.append(['read_file', [path], content])
        return not isinstance(content, int)


class Foreseen:
    """The program's side: what it has been told beforehand."""

    def __init__(self) -> None:
        self._results: Map[str, Any] = Map()
        self._last = ''  # the answer after which the program itself runs

    def keep(self, found: list[list[Any]]) -> None:
        for name, given, result in found:
            self._last = _key(name, given)
            self._results.set(self._last, result)

    def has(self, name: str, given: list[Any]) -> bool:
        """The first call that isn't here ends it."""
        if self._results.size == 0:
            return False
        if self._results.has(_key(name, given)):
            return True
        if name not in _PASSING:
            self._results.clear()
        return False

    def take(self, name: str, given: list[Any]) -> Any:
        key = _key(name, given)
        result = self._results.get(key)
        if name == 'read_file' and not isinstance(result, int):
            self._results.delete(key)  # whoever reads it owns the buffer
        if key == self._last:
            self._results.clear()
        return result


def _key(name: str, given: list[Any]) -> str:
    return '\0'.join([name, *[str(value) for value in given]])
