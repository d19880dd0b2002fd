"""Checks arguments and options by type, with Node's messages."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.sqlite.errors import out_of_range, wrong_type
from runtime_py.platform.bytes import decode

_INT_MAX = 0x7FFFFFFF
_NO_PATH = 'argument must be a string, Uint8Array, or URL without null bytes.'


def is_object(value: object) -> bool:
    return (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function'


def is_int32(value: object) -> bool:
    return js_typeof(value) == 'number' and (value | 0) == value and not Object['is'](value, -0.0)


def given_options(args: list, at: int) -> object | None:
    """The options at this argument position; None if the call has fewer arguments."""
    if len(args) <= at:
        return None
    if not is_object(args[at]):
        raise wrong_type('The "options" argument must be an object.')
    return args[at]


def typed(options: object, name: str, kind: str, otherwise: object) -> object:
    """An option of this type, or the default."""
    value = options[name]
    if js_typeof(value) == 'undefined':
        return otherwise
    if js_typeof(value) != kind:
        raise wrong_type(f'The "options.{name}" argument must be a {kind}.')
    return value


def integer(options: object, name: str, otherwise: int) -> int:
    value = options[name]
    if js_typeof(value) == 'undefined':
        return otherwise
    if not is_int32(value):
        raise wrong_type(f'The "options.{name}" argument must be an integer.')
    return value


def argument(args: list, at: int, kind: str, name: str) -> object:
    if js_typeof(args[at]) != kind:
        raise wrong_type(f'The "{name}" argument must be a {kind}.')
    return args[at]


def path_of(value: object, name: str) -> str:
    """The path from a text, bytes or a URL, which SQLite parses itself."""
    if js_typeof(value) == 'string' and '\0' not in value:
        return value
    if js_instanceof(value, Uint8Array) and not Uint8Array.prototype.includes.call(value, 0):
        return decode(Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    if (
        is_object(value)
        and not js_instanceof(value, Uint8Array)
        and js_typeof(value.href) == 'string'
        and '\0' not in value.href
    ):
        if not value.href.startswith('file:'):
            raise coded_error(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file:')
        return value.href
    raise wrong_type(f'The "{name}" {_NO_PATH}')


class OpenOptions:
    """Those of DatabaseSync."""

    def __init__(self, path: str, options: object) -> None:
        self.path = path
        self.open = typed(options, 'open', 'boolean', True)
        self.read_only = typed(options, 'readOnly', 'boolean', False)
        self.foreign_keys = typed(options, 'enableForeignKeyConstraints', 'boolean', True)
        self.double_quoted = typed(options, 'enableDoubleQuotedStringLiterals', 'boolean', False)
        self.allow_extension = typed(options, 'allowExtension', 'boolean', False)
        self.timeout = integer(options, 'timeout', 0)
        self.statement = StatementOptions(options, None)
        self.defensive = typed(options, 'defensive', 'boolean', True)
        self.limits = options.limits
        if js_typeof(self.limits) != 'undefined' and not is_object(self.limits):
            raise wrong_type('The "options.limits" argument must be an object.')


class StatementOptions:
    """How a statement reads values and parameters."""

    def __init__(self, options: object, inherited: StatementOptions | None) -> None:
        self.read_big_ints = typed(options, 'readBigInts', 'boolean', inherited is not None and inherited.read_big_ints)
        self.return_arrays = typed(
            options, 'returnArrays', 'boolean', inherited is not None and inherited.return_arrays
        )
        self.allow_bare = typed(
            options, 'allowBareNamedParameters', 'boolean', inherited is None or inherited.allow_bare
        )
        self.allow_unknown = typed(
            options, 'allowUnknownNamedParameters', 'boolean', inherited is not None and inherited.allow_unknown
        )


def initial_limit(limits: object, name: str) -> int | None:
    value = limits[name]
    if js_typeof(value) == 'undefined':
        return None
    if not is_int32(value):
        raise wrong_type(f'The "options.limits.{name}" argument must be an integer.')
    if value < 0:
        raise out_of_range(f'The "options.limits.{name}" argument must be non-negative.')
    return value


def limit_value(value: object) -> int:
    if value == Infinity:
        return _INT_MAX
    if not is_int32(value):
        raise wrong_type('Limit value must be a non-negative integer or Infinity.')
    if value < 0:
        raise out_of_range('Limit value must be non-negative.')
    return value
