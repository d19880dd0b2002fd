"""Builtins that steer the interpreter: : true false break continue return exit eval exec . command."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.flow import FunctionReturn, LoopControl, ShellExit
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import describe, find_program
from runtime_py.shell.strerror import strerror


async def colon(interpreter: Any, context: Context, io: Io) -> int:
    return 0


async def always_false(interpreter: Any, context: Context, io: Io) -> int:
    return 1


async def loop_break(interpreter: Any, context: Context, io: Io) -> int:
    if interpreter.loops == 0:
        return await _no_loop(context)
    raise LoopControl(min(_count(context), interpreter.loops), False)


async def loop_continue(interpreter: Any, context: Context, io: Io) -> int:
    if interpreter.loops == 0:
        return await _no_loop(context)
    raise LoopControl(min(_count(context), interpreter.loops), True)


async def _no_loop(context: Context) -> int:
    await context.write_error(f"{context.argv[0]}: only meaningful in a `for', `while', or `until' loop\n")
    return 0


def _count(context: Context) -> int:
    return max(int(context.argv[1]), 1) if len(context.argv) > 1 and context.argv[1].isdigit() else 1


def _status(interpreter: Any, context: Context) -> int:
    if len(context.argv) < 2:
        return interpreter.state.status
    text = context.argv[1]
    digits = text[1:] if text.startswith('-') else text
    return int(text) & 255 if digits.isdigit() else 2


async def function_return(interpreter: Any, context: Context, io: Io) -> int:
    raise FunctionReturn(_status(interpreter, context))


async def shell_exit(interpreter: Any, context: Context, io: Io) -> int:
    raise ShellExit(_status(interpreter, context))


async def evaluate(interpreter: Any, context: Context, io: Io) -> int:
    source = ' '.join(context.args)
    return await interpreter.run_source(source, io) if source.strip() != '' else 0


async def execute(interpreter: Any, context: Context, io: Io) -> int:
    """exec COMMAND: runs it and ends the shell with it. Without a command it is the interpreter's (redirections that stay)."""
    status = await interpreter.commands.dispatch(context.args, context.env, io, False)
    interpreter.state.traps.delete('EXIT')
    raise ShellExit(status)


async def source(interpreter: Any, context: Context, io: Io) -> int:
    if len(context.argv) < 2:
        await context.error('filename argument required')
        return 2
    path = context.argv[1]
    if '/' not in path:
        found = find_program(interpreter, path, True)
        path = path if found == '' else found
    content = context.system.read_file(context.path(path))
    if isinstance(content, int):
        await context.error(f'{context.argv[1]}: {strerror(-content)}')
        return 1
    state = interpreter.state
    parameters = state.parameters
    if len(context.argv) > 2:
        state.parameters = context.argv[2:]
    try:
        return await interpreter.run_source(decode(content), io)
    except FunctionReturn as leave:
        return leave.status
    finally:
        state.parameters = parameters


async def command(interpreter: Any, context: Context, io: Io) -> int:
    """command [-v | -V] name [args]: without functions."""
    args = context.args
    if len(args) > 0 and args[0] in ('-v', '-V'):
        status = 0
        for name in args[1:]:
            text = describe(interpreter, name, args[0] == '-V')
            if text == '':
                status = 127
                if args[0] == '-V':
                    await context.error(f'{name}: not found')
            else:
                await context.write(text + '\n')
        return status
    if len(args) > 0 and args[0] in ('-p', '--'):
        args = args[1:]
    if len(args) == 0:
        return 0
    values: Map[str, str] = Map()
    return await interpreter.commands.dispatch(args, values, io, False)


async def type_of(interpreter: Any, context: Context, io: Io) -> int:
    status = 0
    for name in context.args:
        text = describe(interpreter, name, True)
        if text == '':
            await context.error(f'{name}: not found')
            status = 127
        else:
            await context.write(text + '\n')
    return status
