"""Resolves command names, for `command -v`, `type` and `.`."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.builtins.special import SPECIAL
from runtime_py.shell.glob import absolute
from runtime_py.shell.parser import RESERVED
from runtime_py.vfs.layout import S_IFMT, S_IFREG

STANDARD_PATH = '/usr/bin:/bin'  # for `command -p`: all utilities are there


def find_program(interpreter: Any, name: str, readable: bool, path: str | None = None, here: bool = True) -> str:
    """The path of a program along PATH (for `.`, of a readable file, which may be `here`), or along another path; '' when
    there is none."""
    state = interpreter.state
    if '/' in name:
        return name if interpreter.system.exists(absolute(name, state.cwd)) else ''
    path = state.get('PATH') if path is None else path
    folders = ('' if path is None else path).split(':')
    for folder in [*folders, '.'] if readable and here else folders:
        file = absolute((folder if folder != '' else '.') + '/' + name, state.cwd)
        mode = interpreter.system.mode_of(file)
        if mode >= 0 and (mode & S_IFMT) == S_IFREG and (readable or (mode & 0o111) != 0):
            return file
    return ''


def describe(interpreter: Any, name: str, at_length: bool, path: str | None = None) -> str:
    """What a name is, as `command -v` (short) or `command -V` prints it; '' when it is nothing."""
    state = interpreter.state
    alias = state.aliases.get(name)
    if alias is not None:
        return f'{name} is an alias for {alias}' if at_length else f"alias {name}='{alias}'"
    if name in RESERVED:
        return f'{name} is a shell keyword' if at_length else name
    if state.functions.has(name):
        return f'{name} is a shell function' if at_length else name
    if interpreter.shell.is_builtin(name):
        kind = 'special shell builtin' if name in SPECIAL and not state.bash else 'shell builtin'
        return f'{name} is a {kind}' if at_length else name
    file = find_program(interpreter, name, False, path)
    if file == '':
        return ''
    return f'{name} is {file}' if at_length else file
