"""bash's traps that no signal sets off: DEBUG before commands, ERR after one that failed, RETURN after a function or a
sourced file.

Functions and subshells don't inherit them, unless `set -E` (ERR) or `set -T` (DEBUG, RETURN) says so."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import Command, Pipeline, Simple, Subshell
from runtime_py.shell.bash.printer import printed_command
from runtime_py.shell.bash.tracing import trace_lines
from runtime_py.shell.io import Io

ERR = 'ERR'
DEBUG = 'DEBUG'
RETURN = 'RETURN'
REACTIONS = [DEBUG, ERR, RETURN]


async def before_command(interpreter: Any, text: str, io: Io) -> None:
    """`text` is the command's own, for BASH_COMMAND."""
    beyond = interpreter.state.beyond
    if beyond.reacting == '':
        beyond.command = text
        if interpreter.state.traps.has(DEBUG):
            await _react(interpreter, DEBUG, io)


async def trace(interpreter: Any, text: str, io: Io) -> None:
    """With `set -x`: a line behind PS4."""
    await trace_lines(interpreter, [text], io)


async def before_round(interpreter: Any, text: str, io: Io) -> None:
    """Before each round of a loop, and before `case`."""
    await before_command(interpreter, text, io)
    await trace(interpreter, text.rstrip(' '), io)


async def before_parts(interpreter: Any, commands: list[Command], io: Io) -> None:
    """The parts of a pipeline don't inherit DEBUG, which runs for each of them."""
    if not interpreter.state.traps.has(DEBUG) or interpreter.state.has_option('functrace'):
        return
    for command in commands:
        if isinstance(command, Simple):
            await before_command(interpreter, command.text, io)


async def after_failure(interpreter: Any, pipeline: Pipeline, io: Io) -> None:
    if interpreter.state.traps.has(ERR):
        if isinstance(pipeline.commands[0], Subshell):
            interpreter.state.beyond.command = printed_command(pipeline.commands[0])
        await _react(interpreter, ERR, io)


async def after_return(interpreter: Any, io: Io) -> None:
    if interpreter.state.traps.has(RETURN):
        await _react(interpreter, RETURN, io)


async def _react(interpreter: Any, name: str, io: Io) -> None:
    """Doesn't change `$?`; within a trap there is no reaction of the same kind."""
    state = interpreter.state
    text = state.traps.get(name)
    if text is None or text == '' or state.beyond.reacting == name:
        return
    outer, status, leaving, line = state.beyond.reacting, state.status, interpreter.leaving, state.line
    state.beyond.reacting = name
    interpreter.leaving = None
    statuses = state.beyond.pipe_status
    try:
        await interpreter.run_source(text, io, False, line)
    finally:
        state.beyond.reacting = outer
    if interpreter.leaving is None:
        interpreter.leaving = leaving
        state.status = status
        state.line = line
        state.beyond.pipe_status = statuses


async def on_entry(interpreter: Any, io: Io) -> None:
    """At the begin of a function that inherits DEBUG."""
    if interpreter.state.traps.has(DEBUG):
        await _react(interpreter, DEBUG, io)


def hide(state: Any, traced: bool) -> list[list[str]]:
    """Takes away the traps that a function doesn't inherit; for `restore`."""
    hidden: list[list[str]] = []
    for name in REACTIONS:
        text = state.traps.get(name)
        inherits = state.has_option('errtrace' if name == ERR else 'functrace') or (traced and name != ERR)
        if text is not None and not inherits:
            hidden.append([name, text])
            state.traps.delete(name)
    return hidden


def restore(state: Any, hidden: list[list[str]]) -> None:
    """What the function has set itself stays."""
    for name, text in hidden:
        if not state.traps.has(name):
            state.traps.set(name, text)


def inherit(state: Any, made: Any) -> None:
    """Passes traps to a subshell's state."""
    for name in REACTIONS:
        text = state.traps.get(name)
        if text is not None and state.has_option('errtrace' if name == ERR else 'functrace'):
            made.traps.set(name, text)
