"""Errors of system calls as libuv's bindings throw them: `ENOENT: no such file or directory, open '/x'` with errno, code, syscall, path, dest."""
from __future__ import annotations

from runtime_py.platform.errno import message_of, name_of


def uv_exception(result: int, syscall: str, path: object = None, dest: object = None, message: str = '') -> object:
    """`result` is -errno, `message` what to say in place of its own text."""
    code = name_of(-result)
    text = f'{code}: {message or message_of(-result)}, {syscall}'
    if js_typeof(path) == 'string':
        text += f" '{path}'"
    if js_typeof(dest) == 'string':
        text += f" -> '{dest}'"
    error = Error(text)
    error.errno = result
    error.code = code
    error.syscall = syscall
    if js_typeof(path) == 'string':
        error.path = path
    if js_typeof(dest) == 'string':
        error.dest = dest
    return error
