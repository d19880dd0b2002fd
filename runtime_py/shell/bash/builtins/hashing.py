"""hash, as in bash."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.help_texts import usage_of
from runtime_py.shell.bash.quoting import backslashed
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import find_program
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

USAGE = 2


class _Options:
    def __init__(self, args: list[str]) -> None:
        self.letters = ''
        self.path: str | None = None
        self.lacks = False  # -p without its argument
        k = 0
        while k < len(args) and len(args[k]) > 1 and args[k][0] == '-':
            option = args[k]
            k += 1
            if option == '--':
                break
            for at in range(1, len(option)):
                letter = option[at]
                if letter not in 'rldtp':
                    raise BuiltinProblem(f'Illegal option -{letter}')
                self.letters += letter
                if letter == 'p':
                    self.path = option[at + 1 :]
                    if self.path == '':
                        self.lacks = k == len(args)
                        self.path = '' if self.lacks else args[k]
                        k += 1
                    break
        self.names = args[k:]


async def hash_command(interpreter: Any, context: Context, io: Io) -> int:
    """hash [-lr] [-p path] [-dt] [name...]"""
    options = _Options(context.args)
    state = interpreter.state
    table = state.beyond.hashed
    table.renew(state.get('PATH') or '')
    if 'hashall' in state.beyond.off:
        await context.error('hashing disabled')
        return 1
    if options.lacks:
        await context.error('-p: option requires an argument')
        await context.write_error(usage_of('hash'))
        return USAGE
    if 'r' in options.letters:
        table.entries.clear()
    if len(options.names) == 0:
        if 't' in options.letters or 'd' in options.letters:
            await context.error(f'-{"d" if "d" in options.letters else "t"}: option requires an argument')
            return 1
        if 'r' not in options.letters:
            await _list(table, context, 'l' in options.letters)
        return 0
    if options.path is not None and _is_folder(context, absolute(options.path, state.cwd)):
        await context.error(f'{options.path}: Is a directory')
        return 1
    status = 0
    for name in options.names:
        if not await _one(interpreter, context, options, name):
            status = 1
    return status


async def _one(interpreter: Any, context: Context, options: _Options, name: str) -> bool:
    state = interpreter.state
    table = state.beyond.hashed
    entry = table.entries.get(name)
    if 't' in options.letters or 'd' in options.letters:
        if entry is None:
            await context.error(f'{name}: not found')
            return False
        entry.hits += 1
        if 'd' in options.letters:
            table.entries.delete(name)
        elif 'l' in options.letters:
            await context.write(_as_command(name, entry.path))
        else:
            await context.write((f'{name}\t' if len(options.names) > 1 else '') + entry.path + '\n')
        return True
    if options.path is not None:
        table.add(name, options.path, True)
        return True
    if '/' in name or state.functions.has(name) or interpreter.commands.is_builtin(name):
        return True
    path = find_program(interpreter, name, False)
    if path == '':
        table.entries.delete(name)
        await context.error(f'{name}: not found')
        return False
    table.add(name, path, False)
    return True


async def _list(table: Any, context: Context, as_commands: bool) -> None:
    if table.entries.size == 0:
        await context.write('' if as_commands else f'{context.name}: hash table empty\n')
        return
    if not as_commands:
        await context.write('hits\tcommand\n')
    for name in table.names():
        entry = table.entries.get(name)
        await context.write(
            _as_command(name, entry.path) if as_commands else f'{str(entry.hits).rjust(4)}\t{entry.path}\n'
        )


def _as_command(name: str, path: str) -> str:
    return f'builtin hash -p {backslashed(path)} {backslashed(name)}\n'


def _is_folder(context: Context, path: str) -> bool:
    mode = context.system.mode_of(path)
    return mode >= 0 and (mode & S_IFMT) == S_IFDIR


COMMANDS: list[Any] = [['hash', hash_command]]
