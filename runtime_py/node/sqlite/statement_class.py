"""StatementSync and its iterators. A statement that the program no longer references is finalized."""

from __future__ import annotations

from runtime_py.node.sqlite.native_class import NativeClass, refuse_construction
from runtime_py.node.sqlite.options import argument
from runtime_py.node.sqlite.statement import Iteration

_lost = js_new(globalThis.FinalizationRegistry, lambda statement: forget(statement))


def forget(statement: object) -> None:
    if statement.at != 0:
        statement.connection.statements.delete(statement)
        statement.engine.exports.sqlite3_finalize(statement.at)
        statement.at = 0


def iterator_step(row: object) -> object:
    step = Object.create(None)
    step.done = row is None
    step.value = row
    return step


def stop(iteration: Iteration) -> object:
    iteration.stop()
    return iterator_step(None)


def setter(field: str, name: str) -> object:
    def put(statement, args):
        statement.needs_life()
        statement[field] = argument(args, 0, 'boolean', name)

    return put


class StatementClasses:
    def __init__(self) -> None:
        self.iterators = NativeClass('StatementSyncIterator', refuse_construction)
        self.iterators.methods(
            {
                'next': lambda iteration, args: iterator_step(iteration.next()),
                'return': lambda iteration, args: stop(iteration),
            }
        )
        Object.setPrototypeOf(self.iterators.constructor_function.prototype, globalThis.Iterator.prototype)
        self.statements = NativeClass('StatementSync', refuse_construction)
        self.statements.methods(
            {
                'iterate': lambda statement, args: self.iterate(statement, args),
                'all': lambda statement, args: statement.all(args),
                'get': lambda statement, args: statement.get(args),
                'run': lambda statement, args: statement.run(args),
                'columns': lambda statement, args: statement.columns(),
                'setAllowBareNamedParameters': setter('allow_bare', 'allowBareNamedParameters'),
                'setAllowUnknownNamedParameters': setter('allow_unknown', 'enabled'),
                'setReadBigInts': setter('read_big_ints', 'readBigInts'),
                'setReturnArrays': setter('return_arrays', 'returnArrays'),
            }
        )
        self.statements.getter('sourceSQL', lambda statement: statement.source())
        self.statements.getter('expandedSQL', lambda statement: statement.expanded())

    def iterate(self, statement: object, args: list) -> object:
        statement.begin(args)
        return self.iterators.create(Iteration(statement))

    def create(self, statement: object) -> object:
        statement.connection.statements.add(statement)
        statement.database = statement.connection.database.deref()
        made = self.statements.create(statement)
        statement.made = js_new(globalThis.WeakRef, made)
        _lost.register(made, statement)
        return made
