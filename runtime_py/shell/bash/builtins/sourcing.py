""". and source, as frames of FUNCNAME and BASH_SOURCE, with the trap RETURN at the end; return, exit and let."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.octets import to_text
from runtime_py.shell.bash.beyond import Frame
from runtime_py.shell.bash.dynamic import SOURCE
from runtime_py.shell.bash.posix import POSIX, ends_script
from runtime_py.shell.bash.reactions import after_return
from runtime_py.shell.builtins.control import function_return, read_script, shell_exit
from runtime_py.shell.context import Context
from runtime_py.shell.expansion import ExpansionProblem
from runtime_py.shell.flow import BuiltinProblem, Discard, FunctionReturn, ShellExit
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import find_program
from runtime_py.shell.numerals import decimal
from runtime_py.shell.strerror import strerror
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

USAGE = 2


async def source(interpreter: Any, context: Context, io: Io) -> int:
    """. file [parameters]"""
    args = context.args
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if len(args) == 0:
        await context.error('filename argument required')
        await context.write_error(f'{context.name}: usage: {context.name} filename [arguments]\n')
        return USAGE
    path = args[0]
    if '/' not in path:
        found = find_program(interpreter, path, True, None, not interpreter.state.has_option(POSIX))
        path = path if found == '' else found
    if (context.system.mode_of(context.path(path)) & S_IFMT) == S_IFDIR:
        await context.error(f'{args[0]}: is a directory')
        return 1
    content = await read_script(context, path)
    if isinstance(content, int):
        if interpreter.state.has_option(POSIX):
            await context.error(f'{args[0]}: file not found' if '/' not in path else f'{args[0]}: {strerror(-content)}')
            if ends_script(interpreter):
                raise ShellExit(1)
            return 1
        await context.write_error(f'{_place(interpreter)}{args[0]}: {strerror(-content)}\n')
        return 1
    return await _run(interpreter, args, to_text(content), io)


def _place(interpreter: Any) -> str:
    state = interpreter.state
    return f'{state.name}: ' if interpreter.shell.interactive else f'{state.name}: line {state.line}: '


async def _run(interpreter: Any, args: list[str], text: str, io: Io) -> int:
    state = interpreter.state
    parameters, line = state.parameters, state.line
    if len(args) > 1:
        state.parameters = args[1:]
    state.beyond.frames.append(Frame(SOURCE, args[0], line))
    try:
        status: int = await interpreter.run_nested(text, io, 1, args[0])
        if isinstance(interpreter.leaving, FunctionReturn):
            status = interpreter.take_leave(status)
        state.status = status
        await after_return(interpreter, io)
        return status
    finally:
        state.beyond.frames.pop()
        state.line = line
        if len(args) > 1:
            state.parameters = parameters


async def leave_function(interpreter: Any, context: Context, io: Io) -> int:
    """return [n]"""
    if len(interpreter.state.beyond.frames) == 0:
        await context.error("can only `return' from a function or sourced script")
        return USAGE
    if len(context.argv) > 2 and decimal(context.argv[1]) is not None:
        await context.error('too many arguments')
        raise Discard('discarded')
    try:
        status: int = await function_return(interpreter, context, io)
        return status
    except BuiltinProblem:
        await context.error(f'{context.argv[1]}: numeric argument required')
        interpreter.leaving = FunctionReturn(USAGE)
        return USAGE


async def leave_shell(interpreter: Any, context: Context, io: Io) -> int:
    """exit [n]"""
    if len(context.argv) > 2 and decimal(context.argv[1]) is not None:
        await context.error('too many arguments')
        raise Discard('discarded')
    if interpreter.shell.interactive and not interpreter.state.is_subshell:
        await interpreter.shell.tell(interpreter.state.beyond.farewell())
    try:
        status: int = await shell_exit(interpreter, context, io)
        return status
    except BuiltinProblem:
        await context.error(f'{context.argv[1]}: numeric argument required')
        raise ShellExit(USAGE)


async def leave_login(interpreter: Any, context: Context, io: Io) -> int:
    """logout [n]"""
    if not interpreter.state.beyond.has('login_shell'):
        await context.error("not login shell: use `exit'")
        return 1
    return await leave_shell(interpreter, context, io)


async def evaluate_let(interpreter: Any, context: Context, io: Io) -> int:
    if len(context.args) == 0:
        await context.error('expression expected')
        return 1
    value = 0
    for arg in context.args:
        try:
            value = interpreter.expander.arithmetic(arg)
        except ExpansionProblem as problem:
            await context.error(problem.message)
            return 1
    return 0 if value != 0 else 1


COMMANDS: list[Any] = [
    ['.', source],
    ['source', source],
    ['let', evaluate_let],
    ['return', leave_function],
    ['exit', leave_shell],
    ['logout', leave_login],
]
