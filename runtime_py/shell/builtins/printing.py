"""echo and printf as builtins. `sh`'s echo takes backslashes as they are, as busybox's and bash's do; dash, whose words
printf uses, interprets them."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.jsh import is_jsh
from runtime_py.shell.utilities.echo import print_words
from runtime_py.shell.utilities.printf import print_formatted


async def echo(interpreter: Any, context: Context, io: Io) -> int:
    """echo [-neE] [word...]"""
    state = interpreter.state
    return await print_words(context, state.bash and state.beyond.has('xpg_echo'))


async def printf(interpreter: Any, context: Context, io: Io) -> int:
    """printf format [argument...]"""
    if is_jsh(interpreter.state.name):
        return await print_formatted(context, lambda problem: problem, True)
    return await print_formatted(context, _told, False)


def _told(problem: str) -> str:
    """In dash's words."""
    if not problem.startswith("'"):
        return problem
    end = problem.rfind("': ")
    words = problem[end + 3 :]
    if words == 'expected a numeric value':
        words = 'expected numeric value'
    elif words == 'value not completely converted':
        words = 'not completely converted'
    return f'{problem[1:end]}: {words}'


COMMANDS: list[Any] = [['echo', echo], ['printf', printf]]
