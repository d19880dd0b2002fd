"""Calls of the shell's functions: parameters, local variables, the depth, and in bash frames and traps."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Command
from runtime_py.shell.bash.beyond import Frame
from runtime_py.shell.bash.reactions import after_return, hide, on_entry, restore
from runtime_py.shell.flow import BuiltinProblem, FunctionReturn
from runtime_py.shell.io import Io
from runtime_py.shell.state import State

MOST_CALLS = 1000  # as in dash


async def call_function(interpreter: Any, body: Command, argv: list[str], io: Io) -> int:
    if interpreter.depth >= MOST_CALLS:
        raise BuiltinProblem(f'Maximum function recursion depth ({MOST_CALLS}) reached')
    name = argv[0]
    if name in interpreter.copied and interpreter.shell.guard.is_bomb(name):
        await interpreter.commands.permission.defuse(name, io)
    interpreter.calls.append(name)
    state = interpreter.state
    parameters, place, line = state.parameters, state.option_place, state.line
    state.replace_parameters(argv[1:])
    state.begin_locals()
    interpreter.depth += 1
    loops = interpreter.loops
    interpreter.loops = 0  # `break` in a function doesn't affect its caller's loops
    hidden = _enter_frame(state, name, line) if state.bash else []
    try:
        if state.bash:
            await on_entry(interpreter, io)
        status: int = await interpreter.run_command(body, io)
        leaving = interpreter.leaving
        status = interpreter.take_leave(status)
        if state.bash:
            state.status = leaving.before if isinstance(leaving, FunctionReturn) else status
            await after_return(interpreter, io)
        return status
    finally:
        if state.bash:
            state.beyond.frames.pop()
            restore(state, hidden)
        interpreter.calls.pop()
        interpreter.depth -= 1
        interpreter.loops = loops
        state.restore_locals()
        state.parameters, state.line = parameters, line
        if not state.bash:
            state.option_place = place  # in bash a function continues with its caller's


def _enter_frame(state: State, name: str, line: int) -> list[list[str]]:
    """The traps that the function doesn't inherit."""
    beyond: Any = state.beyond
    beyond.frames.append(Frame(name, beyond.function_files.get(name) or beyond.origin, line))
    return hide(state, name in beyond.traced)
