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
_LIMITS: Map[str, list[str]] = Map()
for _letter, _name, _value in [
    ['c', 'core file size (blocks)', '0'], ['f', 'file size (blocks)', UNLIMITED], ['n', 'open files', str(CAPACITY)], ['t', 'cpu time (seconds)', UNLIMITED],
    ['u', 'max user processes', str(SLOTS)], ['v', 'virtual memory (kbytes)', UNLIMITED],
]:
    _LIMITS.set(_letter, [_name, _value])


async def ulimit(interpreter: Any, context: Context, io: Io) -> int:
    """ulimit [-HSa] [-cfntuv [limit]]"""
    letters = ''
    value = ''
    for arg in context.args:
        if value == '' and arg.startswith('-'):
            # the last one counts, as in dash
            letters = ''.join([letter for letter in arg[1:] if letter not in 'HS'])[-1:] or letters
        elif value != '':
            raise BuiltinProblem('too many arguments')
        else:
            value = arg
    if value not in ('', 'hard', 'soft', UNLIMITED) and not value.isdigit():
        raise BuiltinProblem(f'bad number: {value}')
    if letters == 'a':
        for letter, limit in _LIMITS.entries():
            await context.write(f'-{letter}: {limit[0].ljust(28)}{limit[1]}\n')
        return 0
    for letter in letters if letters != '' else 'f':
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
