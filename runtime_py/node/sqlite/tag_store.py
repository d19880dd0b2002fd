"""SQLTagStore: template literals as statements; keeps the most recently used ones prepared."""

from __future__ import annotations

from runtime_py.node.sqlite.errors import error_of_connection, wrong_type
from runtime_py.node.sqlite.native_class import NativeClass, refuse_construction
from runtime_py.node.sqlite.statement import Iteration, Statement
from runtime_py.node.sqlite.statement_class import forget

HostMap = globalThis.Map
_CAPACITY = 1000


class TagStore:
    def __init__(self, connection: object, capacity: int) -> None:
        self.connection = connection
        self.database = connection.database.deref()
        self.capacity = capacity
        self.kept = js_new(HostMap)  # in the order of their last use, oldest first

    def begin(self, args: list) -> Statement:
        """The statement for a template, with its parameters bound."""
        self.connection.needs_open()
        sql = sql_of(args[0], len(args) - 1)
        statement = self._find(sql)
        self.connection.check(statement.reset())
        statement.calls.sqlite3_clear_bindings(statement.at)
        for k in range(1, len(args)):
            statement.bind(k, args[k])
        return statement

    def _find(self, sql: str) -> Statement:
        found = self.kept.get(sql)
        if found is not None and found.at == 0:
            found = None
        if found is None:
            at = self.connection.prepare(sql)
            if at == 0:
                raise error_of_connection(self.connection.engine, self.connection.at)
            found = Statement(self.connection, at, self.connection.options.statement)
            self.connection.statements.add(found)
        self.kept.delete(sql)
        self.kept.set(sql, found)
        if self.kept.size > self.capacity:
            self._drop_oldest(found)
        return found

    def _drop_oldest(self, used: Statement) -> None:
        """Drops without finalizing, since an iteration may still use it: the end of the connection finalizes it."""
        oldest = self.kept.keys().next().value
        statement = self.kept.get(oldest)
        self.kept.delete(oldest)
        if statement is not used and statement.calls.sqlite3_stmt_busy(statement.at) == 0:
            forget(statement)

    def clear(self) -> None:
        for statement in self.kept.values():
            if statement.at != 0 and statement.calls.sqlite3_stmt_busy(statement.at) == 0:
                forget(statement)
        self.kept.clear()


def sql_of(parts: object, values: int) -> str:
    """With a placeholder for each value."""
    if not Array.isArray(parts):
        raise wrong_type('First argument must be an array of strings (template literal).')
    sql = ''
    for k in range(len(parts)):
        if js_typeof(parts[k]) != 'string':
            raise wrong_type('Template literal parts must be strings.')
        sql += parts[k] + ('?' if k < values else '')
    return sql


def capacity_of(args: list) -> int:
    """Converts a number as C++ does to size_t."""
    if js_typeof(args[0]) != 'number':
        return _CAPACITY
    whole = args[0] | 0
    return whole if whole >= 0 else Number(BigInt.asUintN(64, BigInt(whole)))


def tag_store_class(iterators: object) -> NativeClass:
    made = NativeClass('SQLTagStore', refuse_construction)
    made.methods(
        {
            'get': lambda store, args: store.begin(args).first(),
            'all': lambda store, args: store.begin(args).rest(),
            'iterate': lambda store, args: iterators.create(Iteration(store.begin(args))),
            'run': lambda store, args: store.begin(args).execute(),
            'clear': lambda store, args: store.clear(),
        }
    )
    made.getter('capacity', lambda store: store.capacity)
    made.getter('db', lambda store: store.database)
    made.getter('size', lambda store: store.kept.size)
    return made
