"""backup(): copies a database page by page, a few in each turn of the loop, so that the program continues meanwhile."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import complete_later
from runtime_py.node.sqlite.codes import BUSY, DONE, LOCKED, OK
from runtime_py.node.sqlite.errors import error_of_code, error_of_connection, wrong_state, wrong_type
from runtime_py.node.sqlite.options import given_options, integer, path_of, typed

_OPEN = 0x46  # SQLITE_OPEN_URI, READWRITE, CREATE
_RATE = 100


class Backup:
    """start -> `turn` repeatedly -> finish."""

    def __init__(self, connection: object, options: object, resolvers: object) -> None:
        self.connection = connection
        self.database = connection.database.deref()  # a reference, or it would be closed when collected
        self.library = connection.library
        self.engine = connection.engine
        self.rate = integer(options, 'rate', _RATE)
        self.source = typed(options, 'source', 'string', 'main')
        self.target = typed(options, 'target', 'string', 'main')
        self.progress = typed(options, 'progress', 'function', None)
        self.resolvers = resolvers
        self.file = 0
        self.at = 0

    def start(self, path: str) -> None:
        exports = self.engine.exports
        self.connection.backups.add(self)
        try:
            self.file = self.library.open(path, _OPEN)
        except Exception as error:
            self.reject(error)
            return
        connection = self.connection
        self.at = connection.with_text(
            self.target,
            lambda target: connection.with_text(
                self.source, lambda source: exports.sqlite3_backup_init(self.file, target, connection.at, source)
            ),
        )
        if self.at == 0:
            self.reject(error_of_connection(self.engine, self.file))
        else:
            complete_later(self.turn)

    def turn(self) -> None:
        """Does nothing if the source was closed meanwhile, which ends the backup."""
        if self.at == 0:
            return
        exports = self.engine.exports
        code = exports.sqlite3_backup_step(self.at, self.rate)
        if code not in (OK, DONE, BUSY, LOCKED):
            self.reject(error_of_code(self.engine, code))
            return
        total = exports.sqlite3_backup_pagecount(self.at)
        left = exports.sqlite3_backup_remaining(self.at)
        if left != 0:
            self._tell_progress(total, left)
        elif code != DONE:
            self.reject(error_of_connection(self.engine, self.file))
        else:
            self.finish()
            self.resolvers.resolve(total)

    def _tell_progress(self, total: int, left: int) -> None:
        if self.progress is not None:
            progress = self.progress
            try:
                progress.call(None, {'totalPages': total, 'remainingPages': left})
            except Exception as error:
                self.reject(error)
                return
        complete_later(self.turn)

    def reject(self, error: object) -> None:
        self.finish()
        self.resolvers.reject(error)

    def finish(self) -> None:
        exports = self.engine.exports
        if self.at != 0:
            exports.sqlite3_backup_finish(self.at)
            self.at = 0
        if self.file != 0:
            exports.sqlite3_close_v2(self.file)
            self.file = 0
        self.connection.backups.delete(self)


def start_backup(connection: object | None, args: list) -> object:
    if connection is not None:
        connection.needs_open()
    path = path_of(args[1], 'path')
    if connection is None:
        raise wrong_state('database is not open')
    options = given_options(args, 2)
    resolvers = Promise.withResolvers()
    backup = Backup(connection, {} if options is None else options, resolvers)
    backup.start(path)
    return resolvers.promise


def source_of(databases: object, args: list) -> object | None:
    """The connection of the first argument; None if it is another kind of object."""
    if len(args) < 1 or js_typeof(args[0]) not in ('object', 'function') or args[0] is None:
        raise wrong_type('The "sourceDb" argument must be an object.')
    return databases.state_of(args[0])
