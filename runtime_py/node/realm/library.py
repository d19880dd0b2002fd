"""Node's library in this worker: natives.js has what every process needs; further files are loaded when one of their
modules is first required.

toolchain/natives.py makes the files. Must not know what the modules do."""

from __future__ import annotations

from runtime_py.node.realm.host import define
from runtime_py.platform.worker_scripts import load_script, loaded_script_urls

FIRST_FILE = 'natives.js'
# modules that many programs require
FURTHER_FILES = ['natives-common.js', 'natives-further.js', 'natives-acorn.js']
_HEAD = 2  # lines in a file before its first module
_files = []
_lengths = js_new(globalThis.Map)  # id -> characters


class LibraryFile:
    """A file of modules, one after the other: [id, lines, characters] of each."""

    def __init__(self, name: str, contents: list) -> None:
        self.name = name
        self.ids = [native_id for native_id, _lines, _length in contents]
        self._contents = contents
        self.urls = loaded_script_urls(name)
        self.is_loaded = False
        self._starts = []  # [first line, id] of each module

    def load_into(self, natives: object) -> None:
        load_script(self.name)
        self.urls = loaded_script_urls(self.name)  # it may have arrived in memory meanwhile
        self.is_loaded = True
        loaded = globalThis.TERRARIUM_NATIVES
        js_delete(globalThis, 'TERRARIUM_NATIVES')
        for native_id in self.ids:
            define(natives, native_id, {'value': loaded[native_id], 'enumerable': True})

    def announce_in(self, natives: object) -> None:
        """Makes its modules appear to exist."""
        for native_id in self.ids:
            define(
                natives, native_id, {'get': self._getter(natives, native_id), 'enumerable': True, 'configurable': True}
            )

    def _getter(self, natives: object, native_id: str) -> object:
        def get():
            self.load_into(natives)
            return natives[native_id]

        return get

    def module_at(self, line: int) -> list:
        """[first line, id] of the module at this line."""
        if self._starts.length == 0:
            self._find_starts()
        low = 0
        high = self._starts.length - 1
        while low < high:
            middle = (low + high + 1) >> 1
            if self._starts[middle][0] <= line:
                low = middle
            else:
                high = middle - 1
        return self._starts[low]

    def _find_starts(self) -> None:
        line = _HEAD + 1
        for native_id, lines, _length in self._contents:
            self._starts.push([line, native_id])
            line += lines


def open_library() -> object:
    """id -> function, for all modules. natives.js must be loaded in this worker."""
    natives = globalThis.TERRARIUM_NATIVES
    js_delete(globalThis, 'TERRARIUM_NATIVES')
    for name, contents in Object.entries(globalThis.TERRARIUM_NATIVE_FILES):
        file = LibraryFile(name, contents)
        if name != FIRST_FILE:
            file.announce_in(natives)
        _files.push(file)
        for native_id, _lines, length in contents:
            _lengths.set(native_id, length)
    return natives


def text_length(native_id: str) -> int:
    """Of a module, in characters; 0 if there is none."""
    return _lengths.get(native_id) or 0


def load_further(natives: object) -> None:
    """Loads what many programs would load: called in a worker that waits for a program."""
    for file in _files:
        if file.name in FURTHER_FILES and not file.is_loaded:
            file.load_into(natives)


def load_files(natives: object, names: list[str]) -> None:
    for file in _files:
        if file.name in names and not file.is_loaded:
            file.load_into(natives)


def file_at(url: str) -> LibraryFile | None:
    """The library file that has this URL in the engine."""
    for k in range(_files.length):
        if _files[k].urls.includes(url):
            return _files[k]
    return None
