"""enable, help and suspend."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.help_texts import TEXTS, builtin_names
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.pattern import has_magic, matches
from runtime_py.sys.signals import SIGSTOP

INDENT = '    '


async def enable(interpreter: Any, context: Context, io: Io) -> int:
    """enable [-anps] [name...]"""
    options = OptionLetters(context.args, 'anpsdf')
    letters = options.letters
    if 'f' in letters or 'd' in letters:
        return await _from_files(context, options)
    disabled = interpreter.state.beyond.disabled
    if len(options.rest) == 0 or 'p' in letters:
        await _list(context, disabled, letters)
        return 0
    status = 0
    for name in options.rest:
        if name not in builtin_names():
            await context.error(f'{name}: not a shell builtin')
            status = 1
        elif 'n' in letters:
            disabled = [*disabled, name] if name not in disabled else disabled
        else:
            disabled = [other for other in disabled if other != name]
    interpreter.state.beyond.disabled = disabled
    interpreter.commands.use_builtins()
    return status


async def _from_files(context: Context, options: OptionLetters) -> int:
    """There are no shared objects here."""
    if 'f' in options.letters and len(options.rest) > 0:
        file = options.rest[0]
        reason = 'cannot open shared object file: No such file or directory'
        await context.error(f'cannot open shared object {file}: {file}: {reason}')
    for name in options.rest if 'f' not in options.letters else []:
        known = name in builtin_names()
        await context.error(f'{name}: {"not dynamically loaded" if known else "not a shell builtin"}')
    return 1


async def _list(context: Context, disabled: list[str], letters: str) -> None:
    special = ['.', ':', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift']
    special = [*special, 'source', 'times', 'trap', 'unset']
    for name in builtin_names():
        off = name in disabled
        if 's' in letters and name not in special:
            continue
        if 'a' in letters or off == ('n' in letters):
            await context.write(f'enable {"-n " if off else ""}{name}\n')


async def show_help(interpreter: Any, context: Context, io: Io) -> int:
    """help [-dms] [pattern...]"""
    options = OptionLetters(context.args, 'dms')
    if len(options.rest) == 0:
        await context.write('Commands of this shell. `help name` tells more about one.\n\n')
        for row in TEXTS:
            await context.write(f' {row[1]}\n')
        return 0
    status = 0
    for pattern in options.rest:
        found = [row for row in TEXTS if row[0] == pattern or (has_magic(pattern) and matches(pattern, row[0]))]
        if len(found) == 0:
            found = [row for row in TEXTS if row[0].startswith(pattern)]
        if len(found) == 0:
            await context.error(
                f"no help topics match `{pattern}'.  Try `help help' or `man -k {pattern}' or `info {pattern}'."
            )
            status = 1
        for row in found:
            await context.write(_told(row, options.letters))
    return status


def _told(row: list[str], letters: str) -> str:
    if 'd' in letters:
        return f'{row[0]} - {row[2]}\n'
    if 's' in letters:
        return f'{row[0]}: {row[1]}\n'
    if 'm' in letters:
        return f'NAME\n{INDENT}{row[0]} - {row[2]}\n\nSYNOPSIS\n{INDENT}{row[1]}\n'
    return f'{row[0]}: {row[1]}\n{INDENT}{row[2]}\n'


async def suspend(interpreter: Any, context: Context, io: Io) -> int:
    """suspend [-f]"""
    options = OptionLetters(context.args, 'f')
    if not interpreter.shell.monitor:
        await context.error('cannot suspend: no job control')
        return 1
    if interpreter.state.beyond.has('login_shell') and 'f' not in options.letters:
        await context.error('cannot suspend a login shell')
        return 1
    context.system.kill(context.system.pid, SIGSTOP)
    return 0


COMMANDS: list[Any] = [['enable', enable], ['help', show_help], ['suspend', suspend]]
