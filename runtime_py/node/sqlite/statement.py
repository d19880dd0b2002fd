"""A prepared statement: parameters, rows, columns (StatementSync of node_sqlite.cc, without the class for programs:
statement_class.py).

A row is an object without a prototype, or an array. Each execution begins by resetting the statement, which ends a
running iteration, as `generation` shows."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import DONE, OK, ROW
from runtime_py.node.sqlite.errors import plain_error, wrong_state
from runtime_py.node.sqlite.options import is_object

HostMap = globalThis.Map
_REPREPARED = 5  # SQLITE_STMTSTATUS_REPREPARE
_QUESTION_MARK = 0x3F


class Statement:
    """`at` is 0 after it is finalized."""

    def __init__(self, connection: object, at: int, options: object) -> None:
        self.connection = connection
        self.engine = connection.engine
        self.calls = connection.engine.exports
        self.values = connection.library.values
        self.at = at
        self.read_big_ints = options.read_big_ints
        self.return_arrays = options.return_arrays
        self.allow_bare = options.allow_bare
        self.allow_unknown = options.allow_unknown
        self.bare_names = None
        self.generation = 0
        self.is_running = False
        self.database = None  # the program's object, which must not be collected and closed before this
        self.made = None  # a WeakRef of the StatementSync
        self.keys = []
        self.keys_of = -1  # SQLite's reprepare count when `keys` were read

    def needs_life(self) -> None:
        if self.at == 0:
            raise wrong_state('statement has been finalized')

    # parameters

    def begin(self, args: list) -> None:
        """Resets the statement and binds new parameters."""
        self.needs_life()
        if self.is_running:
            raise wrong_state('statement is being executed')
        self.connection.check(self.reset())
        self.calls.sqlite3_clear_bindings(self.at)
        self._bind_all(args)

    def reset(self) -> int:
        self.generation += 1
        return self.calls.sqlite3_reset(self.at)

    def _bind_all(self, args: list) -> None:
        start = 0
        if len(args) > 0 and is_object(args[0]) and not ArrayBuffer.isView(args[0]):
            self._bind_named(args[0])
            start = 1
        at = 1
        for k in range(start, len(args)):
            while self._is_named(at):
                at += 1
            self.bind(at, args[k])
            at += 1

    def _is_named(self, at: int) -> bool:
        name = self.calls.sqlite3_bind_parameter_name(self.at, at)
        return name != 0 and self.engine.u8[name] != _QUESTION_MARK

    def bind(self, at: int, value: object) -> None:
        code = self.values.bind(self.at, at, value)
        if code != OK:
            self.connection.check(code)

    def _bind_named(self, given: object) -> None:
        if self.allow_bare and self.bare_names is None:
            self.bare_names = self._find_bare_names()
        for name in Object.keys(given):
            at = self._parameter(name)
            if at == 0 and self.allow_bare and self.bare_names.has(name):
                at = self._parameter(self.bare_names.get(name))
            if at != 0:
                self.bind(at, given[name])
            elif not self.allow_unknown:
                raise wrong_state(f"Unknown named parameter '{name}'")

    def _parameter(self, name: str) -> int:
        return self.connection.with_text(name, lambda text: self.calls.sqlite3_bind_parameter_index(self.at, text))

    def _find_bare_names(self) -> object:
        """Name without its first character -> full name."""
        found = js_new(HostMap)
        for k in range(self.calls.sqlite3_bind_parameter_count(self.at)):
            name = self.engine.nullable_text(self.calls.sqlite3_bind_parameter_name(self.at, k + 1))
            if name is None:
                continue
            bare = name[1:]
            if found.has(bare) and found.get(bare) != name:
                raise wrong_state(
                    f"Cannot create bare named parameter '{bare}' because of conflicting names '{found.get(bare)}' and '{name}'."
                )
            found.set(bare, name)
        return found

    # rows

    def step(self) -> bool:
        """Whether there is another row; throws on an error."""
        self.is_running = True
        code = self.calls.sqlite3_step(self.at)
        self.is_running = False
        if self.connection.thrown is not None:
            self.connection.rethrow()
        if code == ROW:
            return True
        if code != DONE:
            self.connection.check(code)
        return False

    def row(self) -> object:
        count = self.calls.sqlite3_column_count(self.at)
        values = self.values
        if self.return_arrays:
            return [values.column(self.at, k, self.read_big_ints) for k in range(count)]
        keys = self._keys(count)
        row = Object.create(None)
        for k in range(count):
            row[keys[k]] = values.column(self.at, k, self.read_big_ints)
        return row

    def _keys(self, count: int) -> list:
        """Names of columns, which change when SQLite reprepares a statement after a schema change."""
        prepared = self.calls.sqlite3_stmt_status(self.at, _REPREPARED, 0)
        if prepared != self.keys_of:
            self.keys = [self.engine.c_text(self.calls.sqlite3_column_name(self.at, k)) for k in range(count)]
            self.keys_of = prepared
        return self.keys

    # executions

    def all(self, args: list) -> list:
        self.begin(args)
        return self.rest()

    def rest(self) -> list:
        rows = []
        try:
            while self.step():
                rows.append(self.row())
        finally:
            self.reset()
        return rows

    def get(self, args: list) -> object:
        self.begin(args)
        return self.first()

    def first(self) -> object:
        """Undefined if there is no row, or the statement returns none."""
        try:
            return self.row() if self.step() and self.calls.sqlite3_column_count(self.at) > 0 else js_undefined
        finally:
            self.reset()

    def run(self, args: list) -> object:
        self.begin(args)
        return self.execute()

    def execute(self) -> object:
        self.is_running = True
        self.calls.sqlite3_step(self.at)
        self.is_running = False
        code = self.reset()
        connection = self.connection
        if code != OK or connection.thrown is not None:
            connection.check(code)
        changes = self.calls.sqlite3_changes64(connection.at)
        row = self.calls.sqlite3_last_insert_rowid(connection.at)
        if self.read_big_ints:
            return {'changes': changes, 'lastInsertRowid': row}
        return {'changes': Number(changes), 'lastInsertRowid': Number(row)}

    # properties

    def columns(self) -> list:
        self.needs_life()
        found = []

        def text(at):
            return self.engine.nullable_text(at)

        calls = self.calls
        for k in range(calls.sqlite3_column_count(self.at)):
            column = Object.create(None)
            column.column = text(calls.sqlite3_column_origin_name(self.at, k))
            column.database = text(calls.sqlite3_column_database_name(self.at, k))
            column.name = text(calls.sqlite3_column_name(self.at, k))
            column.table = text(calls.sqlite3_column_table_name(self.at, k))
            column.type = text(calls.sqlite3_column_decltype(self.at, k))
            found.append(column)
        return found

    def source(self) -> str:
        self.needs_life()
        return self.engine.c_text(self.calls.sqlite3_sql(self.at))

    def expanded(self) -> str:
        self.needs_life()
        at = self.calls.sqlite3_expanded_sql(self.at)
        if at == 0:
            raise plain_error('Expanded SQL text would exceed configured limits')
        text = self.engine.c_text(at)
        self.engine.free(at)
        return text


class Iteration:
    """Over a statement's rows, until the statement is executed again."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        # a reference, or it would be finalized when collected
        self.kept = None if statement.made is None else statement.made.deref()
        self.generation = statement.generation
        self.is_done = False

    def next(self) -> object:
        """The next row, or None."""
        statement = self.statement
        statement.needs_life()
        if self.is_done:
            return None
        if self.generation != statement.generation:
            raise wrong_state('iterator was invalidated')
        if statement.step():
            return statement.row()
        self._end()
        return None

    def stop(self) -> None:
        self.statement.needs_life()
        if self.generation == self.statement.generation:
            self._end()
        self.is_done = True

    def _end(self) -> None:
        self.statement.reset()
        self.is_done = True
