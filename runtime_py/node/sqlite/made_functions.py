"""database.function() and database.aggregate(): user-defined SQL functions."""

from __future__ import annotations

from runtime_py.node.sqlite.callbacks import Aggregate, MadeFunction
from runtime_py.node.sqlite.errors import wrong_type
from runtime_py.node.sqlite.options import argument, is_object, typed

_UTF8 = 1
_DETERMINISTIC = 0x800
_DIRECT_ONLY = 0x80000


def make_function(connection: object, args: list) -> None:
    connection.needs_open()
    name = argument(args, 0, 'string', 'name')
    options = {}
    at = 1
    if len(args) >= 3:
        at = 2
        options = args[1]
        if not is_object(options):
            raise wrong_type('The "options" argument must be an object.')
    big = typed(options, 'useBigIntArguments', 'boolean', False)
    takes_all = typed(options, 'varargs', 'boolean', False)
    kind = _UTF8
    if typed(options, 'deterministic', 'boolean', False):
        kind |= _DETERMINISTIC
    if typed(options, 'directOnly', 'boolean', False):
        kind |= _DIRECT_ONLY
    call = argument(args, at, 'function', 'function')
    callbacks = connection.library.callbacks
    number = callbacks.remember(MadeFunction(connection, call, big))
    create = connection.engine.exports.sqlite3_create_function_v2
    connection.check(
        connection.with_text(
            name,
            lambda text: create(
                connection.at,
                text,
                -1 if takes_all else call.length,
                kind,
                number,
                callbacks.function,
                0,
                0,
                callbacks.destroy,
            ),
        )
    )


def callable_option(options: object, name: str) -> object | None:
    value = options[name]
    if js_typeof(value) == 'undefined':
        return None
    if js_typeof(value) != 'function':
        raise wrong_type(f'The "options.{name}" argument must be a function.')
    return value


def make_aggregate(connection: object, args: list) -> None:
    connection.needs_open()
    name = String(args[0])
    options = args[1]
    if js_typeof(options.start) == 'undefined':
        raise wrong_type('The "options.start" argument must be a function or a primitive value.')
    if js_typeof(options.step) != 'function':
        raise wrong_type('The "options.step" argument must be a function.')
    big = typed(options, 'useBigIntArguments', 'boolean', False)
    takes_all = typed(options, 'varargs', 'boolean', False)
    kind = _UTF8 | (_DIRECT_ONLY if typed(options, 'directOnly', 'boolean', False) else 0)
    inverse = callable_option(options, 'inverse')
    # the first argument is the value so far
    count = max(options.step.length - 1, 0 if inverse is None else inverse.length - 1, 0)
    callbacks = connection.library.callbacks
    number = callbacks.remember(Aggregate(connection, options, big))
    create = connection.engine.exports.sqlite3_create_window_function
    connection.check(
        connection.with_text(
            name,
            lambda text: create(
                connection.at,
                text,
                -1 if takes_all else count,
                kind,
                number,
                callbacks.step,
                callbacks.final,
                0 if inverse is None else callbacks.value,
                0 if inverse is None else callbacks.inverse,
                callbacks.destroy,
            ),
        )
    )
