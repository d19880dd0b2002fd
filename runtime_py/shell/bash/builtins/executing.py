"""exec, as in bash: -a gives another name, -c an empty environment, -l the name of a login shell."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.bash.help_texts import usage_of
from runtime_py.shell.builtins.control import cannot_execute
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem, ShellExit
from runtime_py.shell.io import Io

USAGE = 2


async def execute(interpreter: Any, context: Context, io: Io) -> int:
    """exec [-cl] [-a name] command [args]"""
    letters = ''
    name = ''
    args = context.args
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        option = args[0][1:]
        args = args[1:]
        if option == '-':
            break
        while option != '':
            letter, option = option[0], option[1:]
            if letter not in 'cla':
                raise BuiltinProblem(f'Illegal option -{letter}')
            letters += letter
            if letter == 'a':
                if option == '' and len(args) == 0:
                    await context.error('-a: option requires an argument')
                    await context.write_error(usage_of('exec'))
                    return USAGE
                name = option if option != '' else args[0]
                args = args if option != '' else args[1:]
                option = ''
    if len(args) == 0:
        return 0
    state = interpreter.state
    stays = cannot_execute(interpreter, args[0]) and (interpreter.shell.interactive or state.beyond.has('execfail'))
    if 'c' in letters and not stays:
        for variable in state.variables.values():
            variable.exported = False
        state.beyond.exported_functions.clear()
    shown = ('-' if 'l' in letters else '') + (name if name != '' else args[0])
    status: int = await interpreter.commands.dispatch(
        [shown, *args[1:]], Map() if 'c' in letters else context.env, io, False, None, 'exec: ', args[0]
    )
    if stays:
        return status
    state.traps.delete('EXIT')
    raise ShellExit(status)


COMMANDS: list[Any] = [['exec', execute]]
