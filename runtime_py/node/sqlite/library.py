"""State shared by all databases of a thread: the engine with its VFS, values, callbacks. Also opens files."""

from __future__ import annotations

from npm_modules.sqlite_wasm_file import default as wasm_file

from runtime_py.node.sqlite.callbacks import Callbacks
from runtime_py.node.sqlite.codes import OK
from runtime_py.node.sqlite.engine import Engine
from runtime_py.node.sqlite.errors import error_of_connection
from runtime_py.node.sqlite.values import Values
from runtime_py.node.sqlite.vfs import Vfs


class Library:
    def __init__(self, realm: object, host: object) -> None:
        self.engine = Engine(wasm_file, host)
        self.vfs = Vfs(self.engine, realm.system)
        self.vfs.register()
        self.values = Values(self.engine)
        self.callbacks = Callbacks(self.engine, self.values)

    def open(self, path: str, flags: int) -> int:
        """Opens a connection; returns its handle."""
        exports = self.engine.exports
        height = self.engine.enter()
        name = self.engine.c_string(path)
        try:
            out = self.engine.room(4)
            code = exports.sqlite3_open_v2(name, out, flags, 0)
            at = self.engine.i32[out >> 2]
            if code != OK:
                error = error_of_connection(self.engine, at)
                exports.sqlite3_close_v2(at)
                raise error
            return at
        finally:
            self.engine.free(name)
            self.engine.leave(height)
