"""Converts values between JavaScript and SQLite: columns, arguments of functions, parameters and results.

Integers that a double represents exactly are read as doubles, which is faster than through a BigInt."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import BLOB, FLOAT, INTEGER, TEXT
from runtime_py.node.sqlite.engine import TRANSIENT
from runtime_py.node.sqlite.errors import out_of_range, wrong_type, wrong_value

_MAX_SAFE = 9007199254740991
_LEAST = BigInt('-9223372036854775808')


def too_large(value: object) -> object:
    return out_of_range(f'Value is too large to be represented as a JavaScript number: {value}')


def inexact(value: object) -> float:
    """Node's check overflows for the least integer, which therefore is read as a number; all others are refused."""
    if value == _LEAST:
        return Number(value)
    raise too_large(value)


def fits_int64(value: object) -> bool:
    return BigInt.asIntN(64, value) == value


class Values:
    def __init__(self, engine: object) -> None:
        self.engine = engine
        self.calls = engine.exports

    def column(self, statement: int, at: int, big: bool) -> object:
        calls = self.calls
        kind = calls.sqlite3_column_type(statement, at)
        if kind == INTEGER:
            if big:
                return calls.sqlite3_column_int64(statement, at)
            number = calls.sqlite3_column_double(statement, at)
            if -_MAX_SAFE <= number <= _MAX_SAFE:
                return number
            return inexact(calls.sqlite3_column_int64(statement, at))
        if kind == TEXT:
            text = calls.sqlite3_column_text(statement, at)
            return self.engine.read_text(text, calls.sqlite3_column_bytes(statement, at))
        if kind == FLOAT:
            return calls.sqlite3_column_double(statement, at)
        if kind == BLOB:
            octets = calls.sqlite3_column_blob(statement, at)
            return self.engine.read_octets(octets, calls.sqlite3_column_bytes(statement, at))
        return None

    def argument(self, value: int, big: bool) -> object:
        """An argument of a user-defined function."""
        calls = self.calls
        kind = calls.sqlite3_value_type(value)
        if kind == INTEGER:
            if big:
                return calls.sqlite3_value_int64(value)
            number = calls.sqlite3_value_double(value)
            if -_MAX_SAFE <= number <= _MAX_SAFE:
                return number
            return inexact(calls.sqlite3_value_int64(value))
        if kind == TEXT:
            text = calls.sqlite3_value_text(value)
            return self.engine.read_text(text, calls.sqlite3_value_bytes(value))
        if kind == FLOAT:
            return calls.sqlite3_value_double(value)
        if kind == BLOB:
            octets = calls.sqlite3_value_blob(value)
            return self.engine.read_octets(octets, calls.sqlite3_value_bytes(value))
        return None

    def arguments(self, count: int, table: int, big: bool) -> list:
        found = []
        for k in range(count):
            found.append(self.argument(self.engine.i32[(table >> 2) + k], big))
        return found

    def bind(self, statement: int, at: int, value: object) -> int:
        """Returns SQLite's result code."""
        kind = js_typeof(value)
        if kind == 'number':
            return self.calls.sqlite3_bind_double(statement, at, value)
        if kind == 'string':
            count = self.engine.put(value)
            text = self.engine.text
            return self.calls.sqlite3_bind_text(statement, at, text, count, self._owner(text))
        if kind == 'object' and value is None:
            return self.calls.sqlite3_bind_null(statement, at)
        if kind == 'bigint':
            if not fits_int64(value):
                raise wrong_value('BigInt value is too large to bind.')
            return self.calls.sqlite3_bind_int64(statement, at, value)
        if kind == 'object' and ArrayBuffer.isView(value):
            return self.calls.sqlite3_bind_blob(
                statement, at, self.engine.octets(value), value.byteLength, self.engine.release
            )
        raise wrong_type(f'Provided value cannot be bound to SQLite parameter {at}.')

    def _owner(self, text: int) -> int:
        """SQLite's destructor argument for a text: it copies one in the scratch area, and owns any other."""
        return TRANSIENT if text == self.engine.scratch else self.engine.release

    def give(self, context: int, value: object) -> None:
        """Sets the result of a user-defined function."""
        kind = js_typeof(value)
        if value is None:
            self.calls.sqlite3_result_null(context)
        elif kind == 'number':
            self.calls.sqlite3_result_double(context, value)
        elif kind == 'string':
            count = self.engine.put(value)
            text = self.engine.text
            self.calls.sqlite3_result_text(context, text, count, self._owner(text))
        elif ArrayBuffer.isView(value):
            self.calls.sqlite3_result_blob(context, self.engine.octets(value), value.byteLength, self.engine.release)
        elif kind == 'bigint':
            if fits_int64(value):
                self.calls.sqlite3_result_int64(context, value)
            else:
                self.fail(context, 'BigInt value is too large for SQLite')
        elif js_instanceof(value, Promise):
            self.fail(context, 'Asynchronous user-defined functions are not supported')
        else:
            self.fail(context, 'Returned JavaScript value cannot be converted to a SQLite value')

    def fail(self, context: int, message: str) -> None:
        count = self.engine.put(message)
        self.calls.sqlite3_result_error(context, self.engine.text, count)
