"""trap: sets what a shell does on a signal, or at its end (POSIX XCU trap). interrupts.py decides which commands a
signal ends."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.quoting import quoted_in_dash
from runtime_py.sys.signals import HIGHEST, name_of_signal, number_of_signal

EXIT = 'EXIT'


async def trap(interpreter: Any, context: Context, io: Io) -> int:
    """trap [action condition...], trap -p [condition...]. `-` resets, '' ignores; without an action the conditions are
    reset."""
    state = interpreter.state
    args = context.args
    shows = len(args) > 0 and args[0] == '-p'
    if shows or (len(args) > 0 and args[0] == '--'):
        args = args[1:]
    if shows or len(args) == 0:
        return await _show(state.traps if interpreter.shown_traps is None else interpreter.shown_traps, context, args)
    resets = len(args) == 1 or args[0] == '-' or args[0].isdigit()
    if len(args) > 1 and not args[0].isdigit():
        conditions = args[1:]
    else:
        conditions = args
    for condition in conditions:
        number = number_of_condition(condition)
        if number < 0:
            return await _bad(context, condition)
        name = _name(number)
        if resets:
            state.traps.delete(name)
        else:
            state.traps.set(name, args[0])
        if number > 0:
            interpreter.shell.trap_changed(state, number)
    return 0


async def _bad(context: Context, condition: str) -> int:
    await context.flush()
    await context.write_error(f'trap: {condition}: bad trap\n')  # without the line, as dash
    return 1


def number_of_condition(condition: str) -> int:
    """0 for EXIT; -1 when it isn't a condition."""
    return 0 if condition.upper() in (EXIT, '0') else number_of_signal(condition)


def _name(number: int) -> str:
    return EXIT if number == 0 else name_of_signal(number)


async def _show(traps: Map[str, str], context: Context, conditions: list[str]) -> int:
    """Prints commands that restore the traps; for a requested condition without a trap, its reset."""
    numbers = [number for number in range(HIGHEST + 1) if traps.has(_name(number))]
    if len(conditions) > 0:
        numbers = [number_of_condition(condition) for condition in conditions]
        if min(numbers) < 0:
            return await _bad(context, conditions[numbers.index(min(numbers))])
    for number in numbers:
        text = traps.get(_name(number))
        await context.write(f'trap -- {"-" if text is None else quoted_in_dash(text)} {_name(number)}\n')
    return 0
