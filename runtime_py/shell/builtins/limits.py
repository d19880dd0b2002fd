"""ulimit: the limits of this environment and of the programs that it starts (POSIX XCU ulimit; letters as in bash).

A shell that is a process of its own sets them for itself too. A subshell runs in its shell's worker, so there they hold
for the programs that it starts, and for the descriptors that it opens by number. What an interactive shell itself
computes isn't limited: its utilities' time would count."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.resources.limits import CPU, DESCRIPTORS, PROCESSES, UNLIMITED, Bounds, Limit, limit_of_letter
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io

_UNLIMITED = 'unlimited'
_MOST_DIGITS = 15
_NAMES = [
    ['t', 'cpu time (seconds)'],
    ['f', 'file size (blocks)'],
    ['u', 'max user processes'],
    ['v', 'virtual memory (kbytes)'],
    ['n', 'open files'],
]
_CORE = 'core file size (blocks)'  # programs leave none, and that can't be changed


async def ulimit(interpreter: Any, context: Context, io: Io) -> int:
    """ulimit [-HSa] [-cfntuv [limit]]"""
    letters = ''
    sides = ''
    value = ''
    for arg in context.args:
        if value == '' and arg.startswith('-'):
            # the last option counts, as in dash
            sides += ''.join([letter for letter in arg[1:] if letter in 'HS'])
            letters = ''.join([letter for letter in arg[1:] if letter not in 'HS'])[-1:] or letters
        elif value != '':
            raise BuiltinProblem('too many arguments')
        else:
            value = arg
    if value not in ('', 'hard', 'soft', _UNLIMITED) and not value.isdigit():
        raise BuiltinProblem('bad number')
    if letters == 'a':
        return await _show_all(interpreter, context, sides)
    letter = letters if letters != '' else 'f'
    if letter == 'c':
        return await _core(context, value)
    limit = limit_of_letter(letter)
    if limit is None:
        await context.error(f'-{letter}: this limit does not exist here')
        return 2
    if value == '':
        await context.write(_shown(limit, limits_of(interpreter, limit), sides) + '\n')
        return 0
    _set(interpreter, limit, sides, value)
    return 0


async def _core(context: Context, value: str) -> int:
    if value == '':
        await context.write('0\n')
    elif value not in ('0', 'hard', 'soft'):
        await context.error(f'{_CORE}: can not be changed: it is 0')
        return 1
    return 0


async def _show_all(interpreter: Any, context: Context, sides: str) -> int:
    await context.write(f'-c: {_CORE.ljust(28)}0\n')
    for letter, name in _NAMES:
        limit = limit_of_letter(letter)
        if limit is not None:
            await context.write(f'-{letter}: {name.ljust(28)}{_shown(limit, limits_of(interpreter, limit), sides)}\n')
    return 0


def limits_of(interpreter: Any, limit: Limit) -> Bounds:
    """This environment's, which it has set or which are its process's."""
    if limit.place == DESCRIPTORS:
        return Bounds(interpreter.state.open_files[0], interpreter.state.open_files[1])
    for place, found in interpreter.state.limits:
        if place == limit.place:
            return Bounds(found.soft, found.hard)
    of_process = interpreter.system.get_limits(0, limit.place)
    return of_process if isinstance(of_process, Bounds) else Bounds(UNLIMITED, UNLIMITED)


def _shown(limit: Limit, found: Bounds, sides: str) -> str:
    """The soft limit unless the hard one is meant."""
    value = found.hard if sides.endswith('H') else found.soft
    if value == UNLIMITED:
        return str(SLOTS) if limit.place == PROCESSES else _UNLIMITED
    return str(int(value // limit.unit))


def _set(interpreter: Any, limit: Limit, sides: str, value: str) -> None:
    before = limits_of(interpreter, limit)
    if value == 'hard' or value == 'soft':
        number = before.hard if value == 'hard' else before.soft
    elif value == _UNLIMITED or len(value) > _MOST_DIGITS:
        number = UNLIMITED
    else:
        number = float(int(value) * limit.unit)
    wanted = Bounds(
        number if 'S' in sides or 'H' not in sides else before.soft,
        number if 'H' in sides or 'S' not in sides else before.hard,
    )
    problem = wanted.problem(before)
    if problem != '':
        raise BuiltinProblem(
            f'error setting limit ({"Operation not permitted" if problem == "EPERM" else "Invalid argument"})'
        )
    state = interpreter.state
    if limit.place == DESCRIPTORS:
        state.open_files = [int(wanted.soft), int(wanted.hard)]
        return
    state.limits = [each for each in state.limits if each[0] != limit.place]
    state.limits.append((limit.place, wanted))
    if not state.is_subshell and not (limit.place == CPU and interpreter.shell.interactive):
        interpreter.system.set_limits(0, limit.place, wanted.soft, wanted.hard)


COMMANDS: list[Any] = [['ulimit', ulimit]]
