"""ulimit: the limits that a machine in a browser has, and no others (POSIX XCU ulimit; letters as in bash)."""
from __future__ import annotations

from typing import Any

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.vfs.fdtable import CAPACITY

UNLIMITED = 'unlimited'
_MOST_DIGITS = 9
_LIMITS: Map[str, list[str]] = Map()
for _letter, _name, _value in [
    ['c', 'core file size (blocks)', '0'], ['f', 'file size (blocks)', UNLIMITED], ['n', 'open files', str(CAPACITY)], ['t', 'cpu time (seconds)', UNLIMITED],
    ['u', 'max user processes', str(SLOTS)], ['v', 'virtual memory (kbytes)', UNLIMITED],
]:
    _LIMITS.set(_letter, [_name, _value])


async def ulimit(interpreter: Any, context: Context, io: Io) -> int:
    """ulimit [-HSa] [-cfntuv [limit]]"""
    letters = ''
    sides = ''
    value = ''
    for arg in context.args:
        if value == '' and arg.startswith('-'):
            # the last one counts, as in dash
            sides += ''.join([letter for letter in arg[1:] if letter in 'HS'])
            letters = ''.join([letter for letter in arg[1:] if letter not in 'HS'])[-1:] or letters
        elif value != '':
            raise BuiltinProblem('too many arguments')
        else:
            value = arg
    if value not in ('', 'hard', 'soft', UNLIMITED) and not value.isdigit():
        raise BuiltinProblem('bad number')
    if letters == 'a':
        return await _show_all(interpreter, context, sides)
    letter = letters if letters != '' else 'f'
    if letter == 'n':
        return await _open_files(interpreter, context, sides, value)
    found = _LIMITS.get(letter)
    if found is None:
        await context.error(f'-{letter}: there is no such limit here')
        return 2
    if value == '':
        await context.write(found[1] + '\n')
    elif value != found[1] and value not in ('hard', 'soft'):
        await context.error(f'{found[0]}: can not be changed: it is {found[1]}')
        return 1
    return 0


async def _show_all(interpreter: Any, context: Context, sides: str) -> int:
    for letter, limit in _LIMITS.entries():
        shown = limit[1] if letter != 'n' else str(_side_of(interpreter, sides))
        await context.write(f'-{letter}: {limit[0].ljust(28)}{shown}\n')
    return 0


def _side_of(interpreter: Any, sides: str) -> int:
    """The soft limit unless the hard one is meant."""
    return int(interpreter.state.open_files[1 if sides.endswith('H') else 0])


async def _open_files(interpreter: Any, context: Context, sides: str, value: str) -> int:
    """Holds for what the script opens by number, and for the programs that it starts; utilities run in the shell's own process."""
    soft, hard = interpreter.state.open_files
    if value == '':
        await context.write(f'{_side_of(interpreter, sides)}\n')
        return 0
    if value == 'hard' or value == 'soft':
        number = hard if value == 'hard' else soft
    else:
        number = CAPACITY + 1 if value == UNLIMITED or len(value) > _MOST_DIGITS else int(value)
    new_hard = number if 'H' in sides or 'S' not in sides else hard
    new_soft = number if 'S' in sides or 'H' not in sides else soft
    if new_hard > hard:
        raise BuiltinProblem('error setting limit (Operation not permitted)')
    if new_soft > new_hard:
        raise BuiltinProblem('error setting limit (Invalid argument)')
    interpreter.state.open_files = [new_soft, new_hard]
    return 0


COMMANDS: list[Any] = [['ulimit', ulimit]]
