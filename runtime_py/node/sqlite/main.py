"""The script sqlite.js: SQLite and the classes of node:sqlite. A process loads it when a program first requires that
module.

A separate bundle, since SQLite's WebAssembly is large; runtime_py/node/bindings/sqlite.py loads it, and removes its
global again."""

from __future__ import annotations

from runtime_py.node.realm.host import set_current_realm
from runtime_py.node.sqlite.backup import source_of, start_backup
from runtime_py.node.sqlite.database_class import DatabaseClasses
from runtime_py.node.sqlite.library import Library
from runtime_py.node.sqlite.native_class import named


def create(realm: object, host: object) -> object:
    set_current_realm(realm)
    classes = DatabaseClasses(Library(realm, host))

    def backup(*args):
        return start_backup(source_of(classes.databases, [*args]), [*args])

    return {
        'DatabaseSync': classes.databases.constructor_function,
        'StatementSync': classes.statements.statements.constructor_function,
        'Session': classes.sessions.constructor_function,
        'backup': named(backup, 'backup', 2),
    }


globalThis.terrarium_sqlite = create
