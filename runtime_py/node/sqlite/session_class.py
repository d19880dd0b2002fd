"""Session: records changes as a changeset or patchset; also applies one."""

from __future__ import annotations

from runtime_py.node.sqlite.callbacks import ChangesetRules
from runtime_py.node.sqlite.codes import ABORT, OK
from runtime_py.node.sqlite.errors import plain_error, wrong_state, wrong_type
from runtime_py.node.sqlite.native_class import NativeClass, refuse_construction
from runtime_py.node.sqlite.options import given_options, is_object


class Session:
    """`at` is 0 after it is closed."""

    def __init__(self, connection: object, at: int) -> None:
        self.connection = connection
        self.database = connection.database.deref()  # a reference, or it would be closed when collected
        self.at = at

    def needs_open(self) -> None:
        self.connection.needs_open()
        if self.at == 0:
            raise wrong_state('session is not open')

    def changes(self, call: str) -> Uint8Array:
        self.needs_open()
        engine = self.connection.engine
        height = engine.enter()
        try:
            out = engine.room(8)
            self.connection.check(engine.exports[call](self.at, out, out + 4))
            at = engine.i32[(out >> 2) + 1]
            found = engine.read_octets(at, engine.i32[out >> 2])
            engine.free(at)
            return found
        finally:
            engine.leave(height)

    def close(self) -> None:
        self.needs_open()
        self.connection.sessions.delete(self)
        self.connection.engine.exports.sqlite3session_delete(self.at)
        self.at = 0

    def dispose(self) -> None:
        if self.at != 0 and self.connection.at != 0:
            self.close()


def session_class() -> NativeClass:
    made = NativeClass('Session', refuse_construction)
    made.methods(
        {
            'changeset': lambda session, args: session.changes('sqlite3session_changeset'),
            'patchset': lambda session, args: session.changes('sqlite3session_patchset'),
            'close': lambda session, args: session.close(),
        }
    )
    made.method(Symbol.dispose, lambda session, args: session.dispose(), '')
    return made


def own_text(options: object, name: str, otherwise: str) -> str:
    if not Object.hasOwn(options, name):
        return otherwise
    if js_typeof(options[name]) != 'string':
        raise wrong_type(f'The "options.{name}" argument must be a string.')
    return options[name]


def create_session(connection: object, args: list) -> Session:
    options = given_options(args, 0)
    table = '' if options is None else own_text(options, 'table', '')
    database = 'main' if options is None else own_text(options, 'db', 'main')
    connection.needs_open()
    engine = connection.engine
    height = engine.enter()
    try:
        out = engine.room(4)
        connection.check(
            connection.with_text(database, lambda name: engine.exports.sqlite3session_create(connection.at, name, out))
        )
        made = Session(connection, engine.i32[out >> 2])
    finally:
        engine.leave(height)
    connection.sessions.add(made)
    attach = engine.exports.sqlite3session_attach
    connection.check(
        attach(made.at, 0) if table == '' else connection.with_text(table, lambda name: attach(made.at, name))
    )
    return made


def rules_of(connection: object, options: object) -> ChangesetRules:
    on_conflict = options.onConflict
    if js_typeof(on_conflict) == 'undefined':
        on_conflict = None
    elif js_typeof(on_conflict) != 'function':
        raise wrong_type('The "options.onConflict" argument must be a function.')
    accepts = None
    if Object.hasOwn(options, 'filter'):
        accepts = options.filter
        if js_typeof(accepts) != 'function':
            raise wrong_type('The "options.filter" argument must be a function.')
    return ChangesetRules(connection, on_conflict, accepts)


def apply_changeset(connection: object, args: list) -> bool:
    """False if a conflict stopped it."""
    connection.needs_open()
    if not js_instanceof(args[0], Uint8Array):
        raise wrong_type('The "changeset" argument must be a Uint8Array.')
    options = {} if js_typeof(args[1]) == 'undefined' else args[1]
    if not is_object(options):
        raise wrong_type('The "options" argument must be an object.')
    callbacks = connection.library.callbacks
    engine = connection.engine
    number = callbacks.remember(rules_of(connection, options))
    changes = engine.octets(args[0])
    try:
        code = engine.exports.sqlite3changeset_apply(
            connection.at, args[0].byteLength, changes, callbacks.filter, callbacks.conflict, number
        )
    finally:
        engine.free(changes)
        callbacks.forget(number)
    connection.rethrow()
    if code in (OK, ABORT):
        return code == OK
    error = plain_error(engine.c_text(engine.exports.sqlite3_errstr(code)))
    error.errcode = code
    raise error
