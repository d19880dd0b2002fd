"""An open database, shared by the classes of the binding: SQLite's handle, the objects that end with it, and the
conversion of errors to exceptions."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import OK
from runtime_py.node.sqlite.errors import error_of_connection, wrong_state
from runtime_py.node.sqlite.limits import LIMITS
from runtime_py.node.sqlite.options import initial_limit

HostSet = globalThis.Set
_OPEN_READONLY = 1
_OPEN_READWRITE_CREATE = 6
_OPEN_URI = 0x40
# SQLITE_DBCONFIG_*
_ENABLE_FKEY = 1002
_DEFENSIVE = 1010
_DQS_DML = 1013
_DQS_DDL = 1014
_PAGE_SIZE = 'PRAGMA page_size=4096'  # native SQLite's default


class Connection:
    """`at` is 0 while it is closed. `statements` and `sessions` must end before it."""

    def __init__(self, library: object, options: object) -> None:
        self.library = library
        self.engine = library.engine
        self.options = options
        self.at = 0
        self.database = None  # a WeakRef to the program's object
        self.statements = js_new(HostSet)
        self.sessions = js_new(HostSet)
        self.backups = js_new(HostSet)
        self.limits = None
        self.authorizer = None
        self.authorizer_number = 0
        self.thrown = None
        self.calls_under_way = 0  # running calls by SQLite of the program's functions
        self.may_load_extension = options.allow_extension
        self.initial_limits = (
            []
            if js_typeof(options.limits) == 'undefined'
            else [[limit[1], initial_limit(options.limits, limit[0])] for limit in LIMITS]
        )

    # errors

    def rethrow(self) -> None:
        """Throws the exception that a function of the program threw within SQLite."""
        if self.thrown is not None:
            thrown = self.thrown
            self.thrown = None
            raise thrown.value

    def check(self, code: int) -> None:
        """Throws unless this result code means success."""
        if self.thrown is not None:
            self.rethrow()
        if code != OK:
            raise error_of_connection(self.engine, self.at)

    def needs_open(self) -> None:
        if self.at == 0:
            raise wrong_state('database is not open')

    def needs_rest(self, what: str) -> None:
        """Throws while SQLite calls one of the program's functions, since it still needs what would be freed."""
        if self.calls_under_way > 0:
            raise wrong_state(f"database can't be {what} by a function that it calls")

    # life cycle

    def open(self) -> None:
        if self.at != 0:
            raise wrong_state('database is already open')
        at = self.library.open(
            self.options.path, _OPEN_URI | (_OPEN_READONLY if self.options.read_only else _OPEN_READWRITE_CREATE)
        )
        self.at = at
        try:
            self._configure()
        except Exception:
            self.at = 0
            self.engine.exports.sqlite3_close_v2(at)
            raise

    def _configure(self) -> None:
        options = self.options
        for pair in [
            [_DQS_DML, options.double_quoted],
            [_DQS_DDL, options.double_quoted],
            [_ENABLE_FKEY, options.foreign_keys],
            [_DEFENSIVE, options.defensive],
        ]:
            self.configure(pair[0], pair[1])
        self.engine.exports.sqlite3_busy_timeout(self.at, options.timeout)
        self.execute(_PAGE_SIZE)
        for limit in self.initial_limits:
            if limit[1] is not None:
                self.engine.exports.sqlite3_limit(self.at, limit[0], limit[1])

    def configure(self, what: int, on: bool) -> None:
        self.check(self.engine.exports['sqlite3__wasm_db_config_ip'](self.at, what, 1 if on else 0, 0))

    def defend(self, on: bool) -> None:
        self.configure(_DEFENSIVE, on)

    def close(self) -> None:
        self.needs_open()
        self.needs_rest('closed')
        self.finish_all()
        at = self.at
        self.check(self.engine.exports.sqlite3_close_v2(at))
        self.at = 0
        self.library.callbacks.forget(self.authorizer_number)
        self.authorizer_number = 0

    def finish_statements(self) -> None:
        for statement in self.statements:
            self.engine.exports.sqlite3_finalize(statement.at)
            statement.at = 0
        self.statements.clear()

    def finish_all(self) -> None:
        self.finish_statements()
        for backup in self.backups:
            backup.finish()
        self.backups.clear()
        for session in self.sessions:
            self.engine.exports.sqlite3session_delete(session.at)
            session.at = 0
        self.sessions.clear()

    # calls that take texts

    def execute(self, sql: str) -> None:
        text = self.engine.c_string(sql)
        try:
            self.check(self.engine.exports.sqlite3_exec(self.at, text, 0, 0, 0))
        finally:
            self.engine.free(text)

    def with_text(self, text: str, call: object) -> object:
        """Calls `call` with the address of a copy of the text, which is freed afterwards."""
        at = self.engine.c_string(text)
        try:
            return call(at)
        finally:
            self.engine.free(at)

    def prepare(self, sql: str) -> int:
        """Prepares a statement; returns its handle."""
        exports = self.engine.exports
        height = self.engine.enter()
        text = self.engine.c_string(sql)
        try:
            out = self.engine.room(4)
            code = exports.sqlite3_prepare_v2(self.at, text, -1, out, 0)
            made = self.engine.i32[out >> 2]
            if self.thrown is not None:
                exports.sqlite3_finalize(made)
            self.check(code)
            return made
        finally:
            self.engine.free(text)
            self.engine.leave(height)

    def file_of(self, name: str) -> str | None:
        """The file of that database; None if it is in memory."""
        found = self.with_text(name, lambda at: self.engine.exports.sqlite3_db_filename(self.at, at))
        path = self.engine.nullable_text(found)
        return None if path == '' else path

    def authorize_by(self, decide: object) -> None:
        """None allows everything."""
        if self.authorizer_number == 0:
            self.authorizer_number = self.library.callbacks.remember(self)
        self.authorizer = decide
        self.check(
            self.engine.exports.sqlite3_set_authorizer(
                self.at, 0 if decide is None else self.library.callbacks.authorize, self.authorizer_number
            )
        )
