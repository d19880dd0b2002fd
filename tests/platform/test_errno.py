"""Errors of the system: numbers, names and messages."""

from __future__ import annotations

from runtime_py.platform.errno import EACCES, ENOENT, OsError, error_message, message_of, name_of


def test_names_and_messages() -> None:
    assert ENOENT == 2 and name_of(ENOENT) == 'ENOENT' and message_of(ENOENT) == 'no such file or directory'
    assert name_of(EACCES) == 'EACCES'


def test_errors() -> None:
    error = OsError(ENOENT, 'open', '/a')
    assert error.errno == ENOENT and error.code == 'ENOENT' and error.syscall == 'open' and error.path == '/a'
    assert error.message == "ENOENT: no such file or directory, open '/a'"
    assert error_message(ENOENT, 'rename', '/a', '/b') == "ENOENT: no such file or directory, rename '/a' -> '/b'"
