"""type, command and builtin: what a name is, and calls that pass over functions."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.bash.builtins.declaring import function_text
from runtime_py.shell.bash.grammar import COMPOUND_WORDS
from runtime_py.shell.builtins.control import command as command_of_posix
from runtime_py.shell.context import Context
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import STANDARD_PATH
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.parser import RESERVED
from runtime_py.shell.quoting import quoted
from runtime_py.vfs.layout import S_IFMT, S_IFREG

ALIAS = 'alias'
KEYWORD = 'keyword'
FUNCTION = 'function'
BUILTIN = 'builtin'
FILE = 'file'


class Meaning:
    def __init__(self, kind: str, path: str) -> None:
        self.kind = kind
        self.path = path
        self.hashed = False


def meanings(interpreter: Any, name: str, letters: str, path: str | None = None) -> list[Meaning]:
    """All that a name is, in the order of search. `letters`: f without functions, P files only."""
    state = interpreter.state
    found: list[Meaning] = []
    if 'P' not in letters:
        if state.aliases.has(name) and (interpreter.shell.interactive or state.beyond.has('expand_aliases')):
            found.append(Meaning(ALIAS, ''))
        if name in RESERVED or name in COMPOUND_WORDS:
            found.append(Meaning(KEYWORD, ''))
        if 'f' not in letters and state.functions.has(name):
            found.append(Meaning(FUNCTION, ''))
        if interpreter.commands.is_builtin(name):
            found.append(Meaning(BUILTIN, ''))
    found.extend([Meaning(FILE, file) for file in _files(interpreter, name, path)])
    return found


def _files(interpreter: Any, name: str, path: str | None) -> list[str]:
    state = interpreter.state
    if '/' in name:
        return [name] if _is_program(interpreter, absolute(name, state.cwd)) else []
    search = (state.get('PATH') or '') if path is None else path
    found: list[str] = []
    for folder in search.split(':'):
        file = (folder if folder != '' else '.') + '/' + name
        if file not in found and _is_program(interpreter, absolute(file, state.cwd)):
            found.append(file)
    return found


def _is_program(interpreter: Any, path: str) -> bool:
    mode = interpreter.system.mode_of(path)
    return mode >= 0 and (mode & S_IFMT) == S_IFREG and (mode & 0o111) != 0


def described(interpreter: Any, name: str, meaning: Meaning) -> str:
    """As `type` and `command -V` tell it."""
    state = interpreter.state
    if meaning.kind == ALIAS:
        return f"{name} is aliased to `{state.aliases.get(name)}'"
    if meaning.kind == KEYWORD:
        return f'{name} is a shell keyword'
    if meaning.kind == FUNCTION:
        return f'{name} is a function\n{function_text(state, name)}'
    if meaning.kind == BUILTIN:
        return f'{name} is a shell builtin'
    return f'{name} is hashed ({meaning.path})' if meaning.hashed else f'{name} is {meaning.path}'


def at_hand(interpreter: Any, name: str, meaning: Meaning) -> Meaning:
    """A file by the path that the shell remembers."""
    entry = interpreter.state.beyond.hashed.entries.get(name) if meaning.kind == FILE else None
    if entry is None:
        return meaning
    entry.hits += 1
    made = Meaning(FILE, entry.path)
    made.hashed = True
    return made


async def type_of(interpreter: Any, context: Context, io: Io) -> int:
    """type [-afptP] name..."""
    options = OptionLetters(context.args, 'afptP')
    letters = options.letters
    status = 0
    for name in options.rest:
        found = meanings(interpreter, name, letters)
        if len(found) == 0 and 'a' not in letters and interpreter.state.beyond.hashed.entries.has(name):
            found = [Meaning(FILE, '')]
        if len(found) == 0:
            status = 1
            if 't' not in letters and 'p' not in letters and 'P' not in letters:
                await context.error(f'{name}: not found')
        for meaning in found if 'a' in letters else found[:1]:
            await _tell(
                interpreter, context, name, meaning if 'a' in letters else at_hand(interpreter, name, meaning), letters
            )
    return status


async def _tell(interpreter: Any, context: Context, name: str, meaning: Meaning, letters: str) -> None:
    if 't' in letters:
        await context.write(meaning.kind + '\n')
    elif 'p' in letters or 'P' in letters:
        if meaning.kind == FILE:
            await context.write(meaning.path + '\n')
    else:
        await context.write(described(interpreter, name, meaning) + '\n')


async def command(interpreter: Any, context: Context, io: Io) -> int:
    """command [-p] [-v | -V] name [args]"""
    args = context.args
    letters = ''
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and args[0] != '--':
        letters += args[0][1:]
        args = args[1:]
    if 'v' not in letters and 'V' not in letters:
        return await command_of_posix(interpreter, context, io)
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    status = 1
    for name in args:
        found = meanings(interpreter, name, '', STANDARD_PATH if 'p' in letters else None)
        if len(found) == 0 and interpreter.state.beyond.hashed.entries.has(name):
            found = [Meaning(FILE, '')]
        if len(found) == 0:
            if 'V' in letters:
                await context.error(f'{name}: not found')
            continue
        status = 0
        first = at_hand(interpreter, name, found[0])
        if 'V' in letters:
            text = described(interpreter, name, first)
        elif first.kind == ALIAS:
            text = f'alias {name}={quoted(interpreter.state.aliases.get(name))}'
        else:
            text = first.path if first.kind == FILE else name
        await context.write(text + '\n')
    return status


async def builtin(interpreter: Any, context: Context, io: Io) -> int:
    """builtin name [args]"""
    args = context.args
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if len(args) == 0:
        return 0
    if not interpreter.commands.is_builtin(args[0]):
        await context.error(f'{args[0]}: not a shell builtin')
        return 1
    status: int = await interpreter.commands.dispatch(args, Map(), io, False)
    return status


COMMANDS: list[Any] = [['type', type_of], ['command', command], ['builtin', builtin]]
