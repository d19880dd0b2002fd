"""Errors as in node_sqlite.cc: from SQLite, with its number and messages; for a wrong state; for wrong arguments."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error


def plain_error(message: str) -> object:
    return coded_error(Error, 'ERR_SQLITE_ERROR', message)


def error_of_connection(engine: object, connection: int) -> object:
    """The connection's last error."""
    exports = engine.exports
    code = exports.sqlite3_extended_errcode(connection)
    error = plain_error(engine.c_text(exports.sqlite3_errmsg(connection)))
    error.errcode = code
    error.errstr = engine.c_text(exports.sqlite3_errstr(code))
    return error


def error_of_code(engine: object, code: int) -> object:
    text = engine.c_text(engine.exports.sqlite3_errstr(code))
    error = plain_error(text)
    error.errcode = code
    error.errstr = text
    return error


def wrong_state(message: str) -> object:
    return coded_error(Error, 'ERR_INVALID_STATE', message)


def wrong_type(message: str) -> object:
    return coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', message)


def wrong_value(message: str) -> object:
    return coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', message)


def out_of_range(message: str) -> object:
    return coded_error(RangeError, 'ERR_OUT_OF_RANGE', message)
