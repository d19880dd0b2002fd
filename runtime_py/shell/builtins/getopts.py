"""getopts (POSIX XCU getopts), in dash's way: OPTIND is the next argument, also inside a group of letters."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.scanner import name_at
from runtime_py.shell.state import OptionPlace


async def getopts(interpreter: Any, context: Context, io: Io) -> int:
    """getopts optstring name [argument...]"""
    state = interpreter.state
    if len(context.args) < 2 and state.bash:
        await context.write_error('getopts: usage: getopts optstring name [arg ...]\n')
        return 2
    if len(context.args) < 2:
        raise BuiltinProblem('Usage: getopts optstring var [arg...]')
    letters = context.args[0]
    name = context.args[1]
    if name == '' or name_at(name, 0) != name:
        raise BuiltinProblem(f"`{name}': not a valid identifier" if state.bash else f'{name}: bad variable name')
    args = context.args[2:] if len(context.args) > 2 else state.parameters
    place = state.option_place
    if place.index > len(args) + 1:
        place = OptionPlace()
    option = _next(place, args, letters)
    # bash counts an argument once its last letter is done
    state.set('OPTIND', str(place.index - 1 if state.bash and place.offset >= 0 else place.index))
    state.option_place = place  # setting OPTIND starts over
    if option.value is None or (option.value == '' and state.bash and not option.takes_value):
        state.unset('OPTARG')
    elif not option.ended:
        state.set('OPTARG', option.value)
    if option.problem != '':
        told = option.problem
        if state.bash:
            kind = 'illegal option' if told.startswith('Illegal') else 'option requires an argument'
            told = f'{state.name}: {kind} -- {told.removeprefix("Illegal option -").removeprefix("No arg for -")[:1]}'
        if not state.bash or state.get('OPTERR') != '0':
            await context.write_error(told + '\n')
    state.set(name, option.letter)
    return 1 if option.ended else 0


class _Option:
    """The option found. `value` is for OPTARG; None unsets it."""

    def __init__(self, letter: str, value: str | None) -> None:
        self.letter = letter
        self.value = value
        self.ended = False
        self.takes_value = False
        self.problem = ''


def _next(place: OptionPlace, args: list[str], letters: str) -> _Option:
    """Takes the next letter; advances `place`."""
    before = args[place.index - 2] if 2 <= place.index <= len(args) + 1 else ''
    at = place.offset
    if at < 0 or at >= len(before):
        before = args[place.index - 1] if place.index <= len(args) else ''
        if len(before) < 2 or before[0] != '-':
            return _end(place)
        place.index += 1
        if before == '--':
            return _end(place)
        at = 1
    letter = before[at]
    at += 1
    place.offset = at if at < len(before) else -1
    silent = letters.startswith(':')
    known = letters[1:].find(letter) + 1 if silent else letters.find(letter)
    if letter == ':' or known < (1 if silent else 0):
        return _wrong('?', letter, silent, f'Illegal option -{letter}')
    if letters[known + 1 : known + 2] != ':':
        return _Option(letter, '')
    place.offset = -1
    if at < len(before):
        return _with_value(letter, before[at:])
    if place.index > len(args):
        return _wrong(':' if silent else '?', letter, silent, f'No arg for -{letter} option')
    place.index += 1
    return _with_value(letter, args[place.index - 2])


def _with_value(letter: str, value: str) -> _Option:
    option = _Option(letter, value)
    option.takes_value = True
    return option


def _end(place: OptionPlace) -> _Option:
    place.offset = -1
    found = _Option('?', '')
    found.ended = True
    return found


def _wrong(found: str, letter: str, silent: bool, problem: str) -> _Option:
    option = _Option(found, letter if silent else None)
    option.problem = '' if silent else problem
    return option
