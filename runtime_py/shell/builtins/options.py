"""set: the shell's options and parameters (POSIX XCU set)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.shell.builtins.variables import sorted_variables
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.option_names import BASH_OPTIONS, LETTERS, OPTIONS
from runtime_py.shell.quoting import quoted_in_dash


async def set_options(interpreter: Any, context: Context, io: Io) -> int:
    """set [-abc] [+abc] [-o name] [-- | -] [parameters]"""
    state = interpreter.state
    args = context.args
    if len(args) == 0:
        for name, variable in sorted_variables(state):
            if variable.value is not None:
                await context.write(f'{name}={quoted_in_dash(variable.value)}\n')
        return 0
    await take_options(state, args, lambda k: _set_letters(state, context, args, k))
    return 0


async def take_options(state: Any, args: list[str], set_letters: Callable[[int], Awaitable[int]]) -> None:
    """`set_letters(k)` sets the options in args[k - 1], and returns where the arguments go on. Those that are left are
    the parameters."""
    k = 0
    while k < len(args):
        arg = args[k]
        k += 1
        if arg == '--':
            state.replace_parameters(args[k:])
            return
        if arg == '-':
            # a historical form, kept in dash and bash: tracing ends, and parameters stay if there are no new ones
            state.options.set('xtrace', False)
            state.options.set('verbose', False)
            break
        if arg == '' or arg[0] not in '-+':
            k -= 1
            break
        k = await set_letters(k)
    if k < len(args):
        state.replace_parameters(args[k:])


async def _set_letters(state: Any, context: Context, args: list[str], k: int) -> int:
    """Sets the options in args[k - 1]; `o` takes the next argument. Returns where the arguments go on."""
    on = args[k - 1][0] == '-'
    for letter in args[k - 1][1:]:
        if letter == 'o':
            if k < len(args):
                set_option(state, args[k], on)
                k += 1
            else:
                await _show_options(state, context, on)
        elif letter in LETTERS:
            state.options.set(OPTIONS[LETTERS.index(letter)], on)
        else:
            raise BuiltinProblem(f'Illegal option -{letter}')
    return k


def set_option(state: Any, name: str, on: bool) -> None:
    if name not in (BASH_OPTIONS if state.bash else OPTIONS):
        raise BuiltinProblem(f'Illegal option -o {name}')
    state.options.set(name, on)


async def _show_options(state: Any, context: Context, as_table: bool) -> None:
    """`set -o` prints for people, `set +o` for `eval`."""
    if as_table:
        await context.write('Current option settings\n')
    for name in OPTIONS:
        on = state.has_option(name)
        await context.write(
            f'{name.ljust(16)}{"on" if on else "off"}\n' if as_table else f'set {"-" if on else "+"}o {name}\n'
        )


COMMANDS: list[Any] = [['set', set_options]]
