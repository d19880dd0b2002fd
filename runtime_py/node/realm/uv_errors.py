"""Errors of system calls as libuv's bindings throw them: `ENOENT: no such file or directory, open '/x'` with errno,
code, syscall, path, dest."""

from __future__ import annotations

from runtime_py.node.stacks.errors_made_here import made_here
from runtime_py.node.stacks.text_stacks import forget_frames
from runtime_py.platform.errno import message_of, name_of


class _Making:
    """`for_later`: the errors of a request are created while its caller is on the stack, but belong to the turn in
    which it completes."""

    def __init__(self) -> None:
        self.for_later = False


_making = _Making()


def with_errors_for_later(work: object) -> object:
    before = _making.for_later
    _making.for_later = True
    try:
        return work()
    finally:
        _making.for_later = before


def _error(text: str) -> object:
    if not _making.for_later:
        return made_here(Error, text)
    limit = Error.stackTraceLimit
    # a program may have made it read-only
    Reflect.set(Error, 'stackTraceLimit', 0)
    error = Error(text)
    Reflect.set(Error, 'stackTraceLimit', limit)
    forget_frames(error)
    return error


def uv_exception(result: int, syscall: str, path: object = None, dest: object = None, message: str = '') -> object:
    """`result` is -errno; `message` replaces its own text."""
    code = name_of(-result)
    text = f'{code}: {message or message_of(-result)}, {syscall}'
    if js_typeof(path) == 'string':
        text += f" '{path}'"
    if js_typeof(dest) == 'string':
        text += f" -> '{dest}'"
    error = _error(text)
    error.errno = result
    error.code = code
    error.syscall = syscall
    if js_typeof(path) == 'string':
        error.path = path
    if js_typeof(dest) == 'string':
        error.dest = dest
    return error
