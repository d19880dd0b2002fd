"""DatabaseSync. A database that the program no longer references is closed."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.sqlite.connection import Connection
from runtime_py.node.sqlite.errors import error_of_connection, wrong_state, wrong_type, wrong_value
from runtime_py.node.sqlite.limits import Limits
from runtime_py.node.sqlite.made_functions import make_aggregate, make_function
from runtime_py.node.sqlite.native_class import NativeClass
from runtime_py.node.sqlite.options import OpenOptions, StatementOptions, argument, given_options, path_of, typed
from runtime_py.node.sqlite.session_class import apply_changeset, create_session, session_class
from runtime_py.node.sqlite.statement import Statement
from runtime_py.node.sqlite.statement_class import StatementClasses
from runtime_py.node.sqlite.tag_store import TagStore, capacity_of, tag_store_class

# SQLITE_DESERIALIZE_FREEONCLOSE and RESIZEABLE
_OWNED = 3
_lost = js_new(globalThis.FinalizationRegistry, lambda connection: end(connection))


def end(connection: Connection) -> None:
    if connection.at != 0:
        connection.close()


class DatabaseClasses:
    """All the classes of the binding."""

    def __init__(self, library: object) -> None:
        self.library = library
        self.statements = StatementClasses()
        self.sessions = session_class()
        self.tag_stores = tag_store_class(self.statements.iterators)
        self.databases = NativeClass('DatabaseSync', self._construct)
        self.databases.methods(
            {
                'open': lambda connection, args: connection.open(),
                'close': lambda connection, args: connection.close(),
                'prepare': self._prepare,
                'exec': execute,
                'function': make_function,
                'createTagStore': lambda connection, args: self._tag_store(connection, args),
                'location': location_of,
                'aggregate': make_aggregate,
                'createSession': lambda connection, args: self.sessions.create(create_session(connection, args)),
                'applyChangeset': apply_changeset,
                'enableLoadExtension': enable_load_extension,
                'enableDefensive': enable_defensive,
                'loadExtension': load_extension,
                'serialize': serialize,
                'deserialize': deserialize,
                'setAuthorizer': set_authorizer,
            }
        )
        self.databases.method(Symbol.dispose, lambda connection, args: end(connection), '')
        self.databases.getter('isOpen', lambda connection: connection.at != 0)
        self.databases.getter('isTransaction', is_transaction)
        self.databases.getter('limits', limits_of)

    def _construct(self, made: object, args: list) -> None:
        path = path_of(args[0], 'path')
        options = given_options(args, 1)
        connection = Connection(self.library, OpenOptions(path, {} if options is None else options))
        if connection.options.open:
            connection.open()
        self.databases.adopt(made, connection)
        connection.database = js_new(globalThis.WeakRef, made)
        made[Symbol['for']('sqlite-type')] = 'node:sqlite'
        _lost.register(made, connection)

    def _prepare(self, connection: Connection, args: list) -> object:
        connection.needs_open()
        sql = argument(args, 0, 'string', 'sql')
        given = {} if js_typeof(args[1]) == 'undefined' else given_options(args, 1)
        options = StatementOptions(given, connection.options.statement)
        return self.statements.create(Statement(connection, connection.prepare(sql), options))

    def _tag_store(self, connection: Connection, args: list) -> object:
        connection.needs_open()
        return self.tag_stores.create(TagStore(connection, capacity_of(args)))


def is_transaction(connection: Connection) -> bool:
    connection.needs_open()
    return connection.engine.exports.sqlite3_get_autocommit(connection.at) == 0


def limits_of(connection: Connection) -> object:
    connection.needs_open()
    if connection.limits is None:
        connection.limits = Limits(connection)
    return connection.limits.refresh()


def execute(connection: Connection, args: list) -> None:
    connection.needs_open()
    connection.execute(argument(args, 0, 'string', 'sql'))


def database_name(args: list, at: int) -> str:
    return 'main' if js_typeof(args[at]) == 'undefined' else argument(args, at, 'string', 'dbName')


def location_of(connection: Connection, args: list) -> str | None:
    connection.needs_open()
    return connection.file_of(database_name(args, 0))


# extensions are shared libraries: the permission is stored, loading fails


def enable_load_extension(connection: Connection, args: list) -> None:
    allow = argument(args, 0, 'boolean', 'allow')
    if allow and not connection.options.allow_extension:
        raise wrong_state('Cannot enable extension loading because it was disabled at database creation.')
    connection.needs_open()
    connection.may_load_extension = allow


def load_extension(connection: Connection, args: list) -> None:
    connection.needs_open()
    if not connection.options.allow_extension or not connection.may_load_extension:
        raise wrong_state('extension loading is not allowed')
    path = argument(args, 0, 'string', 'path')
    raise coded_error(
        Error, 'ERR_LOAD_SQLITE_EXTENSION', f"{path}: extensions are machine code, which can't be loaded in Terrarium"
    )


def enable_defensive(connection: Connection, args: list) -> None:
    connection.needs_open()
    connection.defend(argument(args, 0, 'boolean', 'active'))


def set_authorizer(connection: Connection, args: list) -> None:
    decide = args[0]
    if js_typeof(decide) != 'function' and not (js_typeof(decide) == 'object' and decide is None):
        raise wrong_type('The "callback" argument must be a function or null.')
    connection.needs_open()
    connection.authorize_by(decide)


# whole databases as bytes


def serialize(connection: Connection, args: list) -> Uint8Array:
    connection.needs_open()
    name = database_name(args, 0)
    engine = connection.engine
    height = engine.enter()
    try:
        size = engine.room(8)
        at = connection.with_text(name, lambda text: engine.exports.sqlite3_serialize(connection.at, text, size, 0))
        if at == 0:
            connection.rethrow()
            raise error_of_connection(engine, connection.at)
        found = engine.read_octets(at, engine.i32[size >> 2])
        engine.free(at)
        return found
    finally:
        engine.leave(height)


def deserialize(connection: Connection, args: list) -> None:
    connection.needs_open()
    octets = args[0]
    if not js_instanceof(octets, Uint8Array):
        raise wrong_type('The "buffer" argument must be a Uint8Array.')
    if octets.byteLength == 0:
        raise wrong_value('The "buffer" argument must not be empty.')
    options = None if js_typeof(args[1]) == 'undefined' else given_options(args, 1)
    name = 'main' if options is None else typed(options, 'dbName', 'string', 'main')
    engine = connection.engine
    connection.needs_rest('replaced')
    connection.finish_statements()
    size = BigInt(octets.byteLength)
    code = connection.with_text(
        name,
        lambda text: engine.exports.sqlite3_deserialize(connection.at, text, engine.octets(octets), size, size, _OWNED),
    )
    if code != 0:
        raise error_of_connection(engine, connection.at)
