"""trap with ERR, DEBUG and RETURN, and caller."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.quoting import shell_quoted
from runtime_py.shell.bash.reactions import REACTIONS
from runtime_py.shell.builtins.trap import number_of_condition
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.sys.signals import HIGHEST, name_of_signal

_EXIT = 'EXIT'


async def trap(interpreter: Any, context: Context, io: Io) -> int:
    """trap [-lp] [action condition...]"""
    state = interpreter.state
    args = context.args
    shows = False
    while len(args) > 0 and args[0] in ('-p', '--', '-l'):
        option = args[0]
        args = args[1:]
        if option == '-l':
            return await interpreter.commands.dispatch(['kill', '-l'], context.env, io, False)
        if option == '--':
            break
        shows = True
    if len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        raise BuiltinProblem(f'Illegal option {args[0][:2]}')
    if shows or len(args) == 0:
        return await _show(interpreter, context, args)
    resets = len(args) == 1 or args[0] == '-' or (args[0].isdigit() and number_of_condition(args[0]) >= 0)
    status = 0
    for condition in args if len(args) == 1 or (resets and args[0] != '-') else args[1:]:
        name = _name(condition)
        if name == '':
            await context.error(f'{condition}: invalid signal specification')
            status = 1
            continue
        if resets:
            state.traps.delete(name)
        else:
            state.traps.set(name, args[0])
        if name not in REACTIONS and name != _EXIT:
            interpreter.shell.trap_changed(state, number_of_condition(condition))
    return status


def _name(condition: str) -> str:
    """'' when it isn't one."""
    upper = condition.upper()
    if upper in REACTIONS:
        return upper
    number = number_of_condition(condition)
    if number < 0:
        return ''
    return _EXIT if number == 0 else name_of_signal(number)


async def _show(interpreter: Any, context: Context, conditions: list[str]) -> int:
    traps = interpreter.state.traps if interpreter.shown_traps is None else interpreter.shown_traps
    names = [_EXIT, *[name_of_signal(number) for number in range(1, HIGHEST + 1)], 'DEBUG', 'ERR', 'RETURN']
    if len(conditions) > 0:
        names = [_name(condition) for condition in conditions]
        if '' in names:
            await context.error(f'{conditions[names.index("")]}: invalid signal specification')
            return 1
    for name in names:
        text = traps.get(name)
        if text is not None:
            bare = name == _EXIT or name in REACTIONS or interpreter.state.has_option('posix')
            shown = name if bare else 'SIG' + name
            await context.write(f'trap -- {shell_quoted(text)} {shown}\n')
    return 0


async def caller(interpreter: Any, context: Context, io: Io) -> int:
    """caller [n]: line, function and file of a call on the stack."""
    beyond = interpreter.state.beyond
    frames = list(reversed(beyond.frames))
    whole = len(context.args) > 0
    number = count(context.args[0]) if whole else 0
    if number is None:
        raise BuiltinProblem(f'{context.args[0]}: invalid number')
    if number >= len(frames):
        if not whole and len(frames) == 0 and beyond.file != '':
            await context.write('0 NULL\n')
            return 0
        return 1
    frame = frames[number]
    outer = frames[number + 1] if number + 1 < len(frames) else None
    file = outer.file if outer is not None else (beyond.file if beyond.file != '' else 'NULL')
    if whole:
        if outer is None and beyond.file == '':
            return 1
        await context.write(f'{frame.line} {"main" if outer is None else outer.name} {file}\n')
    else:
        await context.write(f'{frame.line} {file}\n')
    return 0


COMMANDS: list[Any] = [['trap', trap], ['caller', caller]]
