"""Builtins on the shell's environment: cd pwd umask hash times."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EACCES, ENOTDIR
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import find_program
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.stopwatch import minutes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.status import mode_text, parse_mode
from runtime_py.vfs.layout import S_IFDIR, S_IFMT
from runtime_py.vfs.path_text import normal


async def cd(interpreter: Any, context: Context, io: Io) -> int:
    """cd [-L | -P] [folder | -]; CDPATH is searched."""
    state = interpreter.state
    failed = 1 if state.bash else 2
    if len(context.args) > 0 and context.args[0] == '-':
        args, letters = context.args, ''
    else:
        options = OptionLetters(context.args, 'LPe' if state.bash else 'LP')
        args, letters = options.rest, options.letters.replace('e', '')
    if state.bash and len(args) > 1:
        await context.error('too many arguments')
        return failed
    physical = letters.endswith('P') or (letters == '' and state.has_option('physical'))
    show = False
    if len(args) == 0:
        home = state.get('HOME')
        target = '' if home is None else home
    elif args[0] == '-':
        before = state.get('OLDPWD')
        if before is None:
            await context.error('OLDPWD not set')
            return failed
        target = before
        show = True
    else:
        target = args[0]
    if target == '':
        return 0
    path = along_cdpath(interpreter, target)
    show = show or path != context.path(target)
    real = context.system.realpath(path)
    if not isinstance(real, str):
        await context.error(f"can't cd to {target}{_reason(context, -real)}")
        return failed
    mode = context.system.mode_of(real)
    if (mode & S_IFMT) != S_IFDIR or (mode & 0o100) == 0:
        reason = _reason(context, ENOTDIR if (mode & S_IFMT) != S_IFDIR else EACCES)
        await context.error(f"can't cd to {target}{reason}")
        return failed
    state.set('OLDPWD', state.cwd)
    state.cwd = real if physical else normal(path)
    state.set('PWD', state.cwd)
    if not state.is_subshell:
        context.system.chdir(real)  # for /proc; the shell doesn't use the worker's own folder
    if show:
        await context.write(state.cwd + '\n')
    return 0


def _reason(context: Context, error: int) -> str:
    """A script is told as little as dash tells it."""
    return f': {strerror(error)}' if context.speaker == context.name else ''


def along_cdpath(interpreter: Any, target: str) -> str:
    state = interpreter.state
    path = state.get('CDPATH')
    own = absolute(target, state.cwd)
    if path is None or target.startswith(('/', './', '../')) or target in ('.', '..'):
        return own
    for folder in path.split(':'):
        candidate = absolute(folder + '/' + target, state.cwd)
        if folder != '' and interpreter.system.exists(candidate):
            return candidate
    return own


async def pwd(interpreter: Any, context: Context, io: Io) -> int:
    letters = OptionLetters(context.args, 'LP').letters
    if letters.endswith('P') or (letters == '' and interpreter.state.has_option('physical')):
        real = context.system.realpath(interpreter.state.cwd)
        await context.write((real if isinstance(real, str) else interpreter.state.cwd) + '\n')
    else:
        await context.write(interpreter.state.cwd + '\n')
    return 0


async def umask(interpreter: Any, context: Context, io: Io) -> int:
    """umask [-S] [mask]: octal digits are the bits to remove, `u=rwx,g-w` (as in chmod) the bits to keep."""
    state = interpreter.state
    options = OptionLetters(context.args, 'pS' if state.bash else 'S')
    args = options.rest
    symbolic = 'S' in options.letters
    if len(args) == 0:
        if 'p' in options.letters:
            await context.write('umask -S ' if symbolic else 'umask ')
        await context.write(
            (_symbolic_mask(state.umask) if symbolic else pad_left(to_base(state.umask, 8), 4, '0')) + '\n'
        )
        return 0
    mode = parse_mode(args[0], ~state.umask & 0o777, 0, False)
    if mode < 0:
        raise BuiltinProblem(f'Illegal {"number" if args[0][:1].isdigit() else "mode"}: {args[0]}')
    state.umask = (mode if args[0][0] in '01234567' else ~mode) & 0o777
    return 0


def _symbolic_mask(mask: int) -> str:
    """`u=rwx,g=rx,o=rx`: the bits to keep."""
    left = mode_text(~mask & 0o777)[1:]
    return ','.join([who + '=' + left[k * 3 : k * 3 + 3].replace('-', '') for k, who in enumerate('ugo')])


async def hashed(interpreter: Any, context: Context, io: Io) -> int:
    """hash [-r] [name...]: checks that programs are found, and lists where earlier ones are. Every lookup is done
    again, so nothing can be stale."""
    state = interpreter.state
    names = context.args
    if len(names) > 0 and names[0] == '-r':
        state.hashed = []
        names = names[1:]
    elif len(names) > 0 and names[0] == '--':
        names = names[1:]
    elif len(names) > 0 and names[0].startswith('-'):
        raise BuiltinProblem(f'Illegal option {names[0][:2]}')
    elif len(names) == 0:
        if state.bash and len(state.hashed) == 0:
            await context.write('hash: hash table empty\n')
        for name in state.hashed:
            await context.write(find_program(interpreter, name, False) + '\n')
    status = 0
    for name in names:
        if interpreter.shell.is_builtin(name) or state.functions.has(name):
            continue
        if find_program(interpreter, name, False) == '':
            await context.error(f'{name}: not found')
            status = 1
        elif name not in state.hashed and '/' not in name:
            state.hashed.append(name)
    return status


async def times(interpreter: Any, context: Context, io: Io) -> int:
    """The CPU time of the shell, which includes its utilities, then that of its children, user and system (POSIX XCU
    times)."""
    own = interpreter.system.cpu_of_process()
    children = interpreter.system.cpu_of_children()
    for one in [own, children]:
        await context.write(f'{minutes(one.user)} {minutes(one.system)}\n')
    return 0


COMMANDS: list[Any] = [['cd', cd], ['pwd', pwd], ['umask', umask], ['hash', hashed], ['times', times]]
