"""Builtins that control the interpreter: : true false break continue return exit eval exec . command."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.integers import and64
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem, FunctionReturn, LoopControl, ShellExit
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import STANDARD_PATH, describe, find_program
from runtime_py.shell.numerals import count, decimal
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.strerror import reason_for_open
from runtime_py.vfs.layout import S_IFDIR, S_IFIFO, S_IFMT


async def colon(interpreter: Any, context: Context, io: Io) -> int:
    return 0


async def always_false(interpreter: Any, context: Context, io: Io) -> int:
    return 1


async def loop_break(interpreter: Any, context: Context, io: Io) -> int:
    levels = _levels(context)
    if interpreter.loops == 0:
        return await _no_loop(interpreter, context)
    interpreter.leaving = LoopControl(min(levels, interpreter.loops), False)
    return 0


async def loop_continue(interpreter: Any, context: Context, io: Io) -> int:
    levels = _levels(context)
    if interpreter.loops == 0:
        return await _no_loop(interpreter, context)
    interpreter.leaving = LoopControl(min(levels, interpreter.loops), True)
    return 0


async def _no_loop(interpreter: Any, context: Context) -> int:
    if not interpreter.state.bash:
        return 0
    await context.error("only meaningful in a `for', `while', or `until' loop")
    return 0


def _number(context: Context, least: int) -> int:
    value = count(context.argv[1])
    if value is None or value < least:
        raise BuiltinProblem(f'Illegal number: {context.argv[1]}')
    return value


def _levels(context: Context) -> int:
    return _number(context, 1) if len(context.argv) > 1 else 1


def _status(interpreter: Any, context: Context) -> int:
    if len(context.argv) > 1 and interpreter.state.bash:
        value = decimal(context.argv[1])
        if value is None:
            raise BuiltinProblem(f'Illegal number: {context.argv[1]}')
        return and64(value, 255)  # bash's may be negative
    return _number(context, 0) if len(context.argv) > 1 else interpreter.state.status


async def function_return(interpreter: Any, context: Context, io: Io) -> int:
    """`return`: without an argument in a trap, the status is that from before the trap (POSIX XCU return), but not in a
    function that the trap calls."""
    runner = interpreter.trap_runner
    if len(context.argv) == 1 and runner.status is not None and runner.depth == interpreter.depth:
        status = runner.status
    else:
        status = _status(interpreter, context)
    interpreter.leaving = FunctionReturn(status, interpreter.state.status)
    return status


async def shell_exit(interpreter: Any, context: Context, io: Io) -> int:
    before = interpreter.trap_runner.status
    if not interpreter.state.is_subshell and not await interpreter.shell.may_leave():
        return 0
    raise ShellExit(before if len(context.argv) == 1 and before is not None else _status(interpreter, context) & 255)


async def evaluate(interpreter: Any, context: Context, io: Io) -> int:
    source = ' '.join(context.args)
    return await interpreter.run_nested(source, io, interpreter.state.line) if source.strip() != '' else 0


async def execute(interpreter: Any, context: Context, io: Io) -> int:
    """exec COMMAND: runs it and ends the shell. Without a command, the interpreter handles it (permanent
    redirections)."""
    stays = interpreter.shell.interactive and cannot_execute(interpreter, context.args[0])
    status: int = await interpreter.commands.dispatch(context.args, context.env, io, False, None, 'exec: ')
    if stays:
        return status
    interpreter.state.traps.delete('EXIT')
    raise ShellExit(status)


def cannot_execute(interpreter: Any, name: str) -> bool:
    """Whether there is no such program: an interactive shell survives that."""
    return find_program(interpreter, name, False) == ''


async def read_script(context: Context, path: str) -> Any:
    """Reads a script. A device at its end is an empty script; dash treats a folder as one, too. A pipe is read to its
    end."""
    mode = context.system.mode_of(context.path(path))
    if context.path(path) == '/dev/null' or (mode >= 0 and (mode & S_IFMT) == S_IFDIR):
        return bytes()
    if mode >= 0 and (mode & S_IFMT) == S_IFIFO:
        fd = context.system.open(context.path(path), 0, 0)
        if fd < 0:
            return fd
        inner = context.derive(context.argv)
        inner.stdin = fd
        try:
            return await inner.read_all()
        finally:
            context.system.close(fd)
    return context.system.read_file(context.path(path))


async def source(interpreter: Any, context: Context, io: Io) -> int:
    if len(context.argv) < 2:
        raise BuiltinProblem('filename argument required')
    path = context.argv[1]
    if '/' not in path:
        path = find_program(interpreter, path, True)
        if path == '':
            raise BuiltinProblem(f'{context.argv[1]}: not found')
    content = await read_script(context, path)
    if isinstance(content, int):
        raise BuiltinProblem(f'cannot open {context.argv[1]}: {reason_for_open(-content, False)}')
    state = interpreter.state
    parameters = state.parameters
    if len(context.argv) > 2:
        state.parameters = context.argv[2:]
    try:
        status: int = await interpreter.run_nested(to_text(content), io, 1)
        return interpreter.take_leave(status) if isinstance(interpreter.leaving, FunctionReturn) else status
    finally:
        if len(context.argv) > 2:
            state.parameters = parameters


async def command(interpreter: Any, context: Context, io: Io) -> int:
    """command [-p] [-v | -V] name [args]: runs it without functions. -p: along the default PATH."""
    options = OptionLetters(context.args, 'pvV')
    args = options.rest
    standard = 'p' in options.letters
    shows = options.letters.replace('p', '')[-1:]  # the last one counts
    if shows != '':
        return await _describe_all(interpreter, context, args, shows == 'V', standard)
    if len(args) == 0:
        return 0
    return await interpreter.commands.dispatch(args, Map(), io, False, STANDARD_PATH if standard else None)


async def _describe_all(interpreter: Any, context: Context, names: list[str], at_length: bool, standard: bool) -> int:
    status = 0
    for name in names:
        text = describe(interpreter, name, at_length, STANDARD_PATH if standard else None)
        if text == '':
            status = 1 if interpreter.state.bash else 127
            if at_length and interpreter.state.bash:
                await context.error(f'{name}: not found')
            elif at_length:
                await context.write(f'{name}: not found\n')
        else:
            await context.write(text + '\n')
    return status


async def type_of(interpreter: Any, context: Context, io: Io) -> int:
    status = 0
    for name in context.args:
        text = describe(interpreter, name, True)
        if text == '':
            await context.write(f'{name}: not found\n')
            status = 127
        else:
            await context.write(text + '\n')
    return status


COMMANDS: list[Any] = [
    [':', colon],
    ['true', colon],
    ['false', always_false],
    ['.', source],
    ['source', source],
    ['break', loop_break],
    ['continue', loop_continue],
    ['return', function_return],
    ['exit', shell_exit],
    ['eval', evaluate],
    ['exec', execute],
    ['command', command],
    ['type', type_of],
]
