"""cd with bash's words, and pushd, popd and dirs: the stack of folders."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EACCES, ENOTDIR
from runtime_py.shell.builtins.environment import along_cdpath
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.strerror import strerror
from runtime_py.vfs.layout import S_IFDIR, S_IFMT
from runtime_py.vfs.path_text import normal


async def cd(interpreter: Any, context: Context, io: Io) -> int:
    """cd [-L | -P] [-e] [folder | -]; CDPATH is searched."""
    state = interpreter.state
    args = context.args
    physical = False
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        for letter in args[0][1:]:
            if letter not in 'LPe-':
                raise BuiltinProblem(f'Illegal option -{letter}')
            physical = letter == 'P' if letter in 'LP' else physical
        args = args[1:]
    if len(args) > 1:
        await context.error('too many arguments')
        return 1
    variable = 'HOME' if len(args) == 0 else ('OLDPWD' if args[0] == '-' else '')
    target = state.get(variable) if variable != '' else args[0]
    if target is None:
        await context.error(f'{variable} not set')
        return 1
    if target == '':
        return 0
    path = along_cdpath(interpreter, target)
    problem = enter(interpreter, context, path, physical)
    if problem != 0:
        await context.error(f'{target}: {strerror(problem)}')
        return 1
    if variable == 'OLDPWD' or path != context.path(target):
        await context.write(state.cwd + '\n')
    return 0


def enter(interpreter: Any, context: Context, path: str, physical: bool) -> int:
    """0, or what is wrong with the folder."""
    state = interpreter.state
    real = context.system.realpath(path)
    if not isinstance(real, str):
        return -int(real)
    mode = context.system.mode_of(real)
    if (mode & S_IFMT) != S_IFDIR:
        return ENOTDIR
    if (mode & 0o100) == 0:
        return EACCES
    state.set('OLDPWD', state.cwd)
    state.cwd = real if physical else normal(path)
    state.set('PWD', state.cwd)
    if not state.is_subshell:
        context.system.chdir(real)
    return 0


def _tilde(state: Any, path: str) -> str:
    home = state.get('HOME') or ''
    return '~' + path[len(home) :] if home != '' and (path == home or path.startswith(home + '/')) else path


async def dirs(interpreter: Any, context: Context, io: Io) -> int:
    """dirs [-clpv] [+n | -n]"""
    state = interpreter.state
    stack = [state.cwd, *state.beyond.folders]
    letters = ''
    chosen = -1
    for arg in context.args:
        if _is_place(arg):
            chosen = _place(arg, len(stack), context)
            if chosen < 0:
                raise BuiltinProblem(f'{arg}: directory stack index out of range')
        elif len(arg) > 1 and arg[0] == '-' and all([letter in 'clpv' for letter in arg[1:]]):
            letters += arg[1:]
        else:
            await context.error(f'{arg}: invalid {"option" if arg[:1] == "-" else "number"}')
            return 2
    if 'c' in letters:
        state.beyond.folders = []
        return 0
    shown = [path if 'l' in letters else _tilde(state, path) for path in stack]
    if chosen >= 0:
        await context.write(shown[chosen] + '\n')
    elif 'v' in letters:
        for k, path in enumerate(shown):
            await context.write(f'{str(k).rjust(2)}  {path}\n')
    else:
        await context.write(('\n' if 'p' in letters else ' ').join(shown) + '\n')
    return 0


def _is_place(arg: str) -> bool:
    return len(arg) > 1 and arg[0] in '+-' and count(arg[1:]) is not None


def _place(arg: str, size: int, context: Context) -> int:
    """+n from the left, -n from the right; -1 outside."""
    number = count(arg[1:]) or 0
    place = number if arg[0] == '+' else size - 1 - number
    return place if 0 <= place < size else -1


async def pushd(interpreter: Any, context: Context, io: Io) -> int:
    """pushd [-n] [folder | +n | -n]: without one, the two topmost change places."""
    state = interpreter.state
    args = [arg for arg in context.args if arg != '-n']
    stays = '-n' in context.args
    stack = [state.cwd, *state.beyond.folders]
    arg = args[0] if len(args) > 0 and args[0] != '--' else (args[1] if len(args) > 1 else '')
    if arg == '' or _is_place(arg):
        if len(stack) < 2:
            raise BuiltinProblem('no other directory' if arg == '' else f'{arg}: directory stack empty')
        place = 1 if arg == '' else _place(arg, len(stack), context)
        if place < 0:
            raise BuiltinProblem(f'{arg}: directory stack index out of range')
        turned = [stack[1], stack[0], *stack[2:]] if arg == '' else [*stack[place:], *stack[:place]]
    elif stays:
        turned = [stack[0], absolute(arg, state.cwd), *stack[1:]]
    else:
        turned = [arg, *stack]
    return await _go(interpreter, context, turned, stays)


async def popd(interpreter: Any, context: Context, io: Io) -> int:
    """popd [-n] [+n | -n]"""
    state = interpreter.state
    stack = [state.cwd, *state.beyond.folders]
    args = [arg for arg in context.args if arg != '-n']
    if len(stack) < 2:
        raise BuiltinProblem('directory stack empty')
    place = 0
    if len(args) > 0:
        if not _is_place(args[0]):
            raise BuiltinProblem(f'{args[0]}: invalid argument')
        place = _place(args[0], len(stack), context)
        if place < 0:
            raise BuiltinProblem(f'{args[0]}: directory stack index out of range')
    if place == 0 and '-n' in context.args:
        place = 1
    left = [path for k, path in enumerate(stack) if k != place]
    return await _go(interpreter, context, left, place != 0)


async def _go(interpreter: Any, context: Context, stack: list[str], stays: bool) -> int:
    """Enters the topmost folder, keeps the rest, and shows the stack."""
    state = interpreter.state
    if not stays:
        problem = enter(interpreter, context, along_cdpath(interpreter, stack[0]), False)
        if problem != 0:
            raise BuiltinProblem(f'{stack[0]}: {strerror(problem)}')
    state.beyond.folders = stack[1:]
    await context.write(' '.join([_tilde(state, path) for path in [state.cwd, *stack[1:]]]) + '\n')
    return 0


COMMANDS: list[Any] = [['cd', cd], ['dirs', dirs], ['pushd', pushd], ['popd', popd]]
