"""Errors of system calls as libuv's bindings throw them: `ENOENT: no such file or directory, open '/x'` with errno, code, syscall, path, dest."""
from __future__ import annotations

from runtime_py.platform.errno import error_message, name_of


def uv_exception(result: int, syscall: str, path: object = None, dest: object = None) -> object:
    """`result` is -errno."""
    error = Error(error_message(-result, syscall, path if js_typeof(path) == 'string' else '', dest if js_typeof(dest) == 'string' else ''))
    error.errno = result
    error.code = name_of(-result)
    error.syscall = syscall
    if js_typeof(path) == 'string':
        error.path = path
    if js_typeof(dest) == 'string':
        error.dest = dest
    return error
