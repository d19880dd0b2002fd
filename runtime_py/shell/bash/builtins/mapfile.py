"""mapfile and readarray: lines of the input as elements of an array."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.octets import to_text
from runtime_py.shell.bash.arrays import Elements
from runtime_py.shell.bash.references import make_array, put, replace_elements, resolved
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.quoting import quoted
from runtime_py.shell.scanner import name_at

_DEFAULT = 'MAPFILE'
_QUANTUM = 5000


class _Options:
    def __init__(self) -> None:
        self.end = '\n'
        self.most = 0  # 0: all
        self.origin = -1  # -1: empties the array first
        self.skipped = 0
        self.trims = False
        self.fd = -1
        self.callback = ''
        self.quantum = _QUANTUM
        self.name = _DEFAULT


def _parse(args: list[str]) -> _Options:
    found = _Options()
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] == '-':
        arg = args[k]
        k += 1
        if arg == '--':
            break
        at = 1
        while at < len(arg):
            letter = arg[at]
            at += 1
            if letter == 't':
                found.trims = True
                continue
            if letter not in 'dnOsuCc':
                raise BuiltinProblem(f'Illegal option -{letter}')
            value = arg[at:]
            if value == '':
                if k >= len(args):
                    raise BuiltinProblem(f'-{letter}: option requires an argument')
                value = args[k]
                k += 1
            _set(found, letter, value)
            break
    if k < len(args):
        found.name = args[k]
    if name_at(found.name, 0) != found.name:
        raise BuiltinProblem(f"`{found.name}': not a valid identifier")
    return found


def _set(found: _Options, letter: str, value: str) -> None:
    if letter == 'd':
        found.end = value[:1] if value != '' else '\0'
    elif letter == 'C':
        found.callback = value
    else:
        number = count(value)
        if number is None:
            what = 'line count' if letter in 'ns' else ('array origin' if letter == 'O' else 'number')
            raise BuiltinProblem(f'{value}: invalid {what}')
        if letter == 'n':
            found.most = number
        elif letter == 's':
            found.skipped = number
        elif letter == 'O':
            found.origin = number
        elif letter == 'u':
            found.fd = number
        else:
            found.quantum = max(number, 1)


async def mapfile(interpreter: Any, context: Context, io: Io) -> int:
    """mapfile [-d end] [-n most] [-O origin] [-s skipped] [-t] [-u fd] [-C command [-c quantum]] [array]"""
    options = _parse(context.args)
    state = interpreter.state
    if options.fd >= 0:
        context.stdin = io.get(options.fd)
        if context.stdin < 0:
            raise BuiltinProblem(f'{options.fd}: invalid file descriptor: Bad file descriptor')
    name = resolved(state, options.name).name
    if options.origin < 0:
        replace_elements(state, name, [])
    variable = state.declare(name)
    make_array(variable, False)
    elements: Elements = variable.elements
    elements.is_set = True
    lines = await _lines(context, options)
    for k, line in enumerate(lines):
        index = max(options.origin, 0) + k
        text = line.removesuffix(options.end) if options.trims else line
        if options.callback != '' and (k + 1) % options.quantum == 0:
            await interpreter.run_nested(f'{options.callback} {index} {quoted(text)}', io, state.line)
        put(state, variable, str(index), text, False)
    return 0


async def _lines(context: Context, options: _Options) -> list[str]:
    """With their ends. Only as many as are wanted are read from a file that others read too."""
    wanted = options.skipped + options.most if options.most > 0 else -1
    text = to_text(await context.read_all()) if wanted < 0 else await _some(context, options.end, wanted)
    found: list[str] = []
    start = 0
    while start < len(text):
        end = text.find(options.end, start)
        end = len(text) if end < 0 else end + 1
        found.append(text[start:end])
        start = end
    return found[options.skipped :]


async def _some(context: Context, end: str, wanted: int) -> str:
    text = ''
    for _ in range(wanted):
        line = await context.read_until(end)
        if line == '':
            break
        text += line
    return text


COMMANDS: list[Any] = [['mapfile', mapfile], ['readarray', mapfile]]
