"""Runs bash's compound commands: (( )), for (( )), select, [[ ]]."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import code_points
from runtime_py.shell.ast import ArithmeticCommand, ArithmeticFor, Command, Condition, Coprocess, Part, Select
from runtime_py.shell.bash.condition import run_condition
from runtime_py.shell.bash.coprocess import run_coprocess
from runtime_py.shell.bash.reactions import before_command, trace
from runtime_py.shell.expansion import ExpansionProblem, Scope
from runtime_py.shell.io import Io
from runtime_py.shell.loops import goes_on
from runtime_py.shell.numerals import count

DEFAULT_PS3 = '#? '
_NEWLINE = 10
_TAB = 8
_BEHIND_NUMBER = 2  # `) `


async def run_compound(interpreter: Any, command: Command, io: Io) -> int:
    interpreter.state.line = command.line
    if isinstance(command, Condition):
        await before_command(interpreter, command.text, io)
        status = await run_condition(interpreter, command, io)
        interpreter.excused = False
        return status
    if isinstance(command, ArithmeticCommand):
        await before_command(interpreter, f'(({command.text}))', io)
        await trace(interpreter, f'(( {command.text} ))', io)
        status = await _guarded(interpreter, command, io)
        interpreter.excused = False
        return status
    if isinstance(command, ArithmeticFor):
        return await _run_for(interpreter, command, io)
    if isinstance(command, Coprocess):
        return await run_coprocess(interpreter, command, io)
    if isinstance(command, Select):
        return await _run_select(interpreter, command, io)
    raise TypeError('unknown command')


async def _guarded(interpreter: Any, command: ArithmeticCommand, io: Io) -> int:
    """An invalid expression fails, and the script continues."""
    try:
        return 0 if await _value(interpreter, command.parts, io) != 0 else 1
    except ExpansionProblem as problem:
        await interpreter.complain_at(command.line, f'((: {problem.message}', io)
        return 1


async def _value(interpreter: Any, parts: list[Part], io: Io) -> int:
    expander = interpreter.expander
    found: int = expander.arithmetic(await expander.quoted_text(parts, Scope(io)))
    return found


async def _run_for(interpreter: Any, command: ArithmeticFor, io: Io) -> int:
    status = 0
    first, condition, step = command.clauses
    interpreter.loops += 1
    try:
        await _value(interpreter, first, io)
        while True:
            if len(condition) > 0 and await _value(interpreter, condition, io) == 0:
                return status
            status = await interpreter.run_list(command.body, io)
            if interpreter.leaving is not None:
                on = await goes_on(interpreter, io)
                status = interpreter.state.status
                if not on:
                    return status
            await _value(interpreter, step, io)
    except ExpansionProblem as problem:
        await interpreter.complain_at(command.line, f'((: {problem.message}', io)
        return 1
    finally:
        interpreter.loops -= 1


async def _run_select(interpreter: Any, command: Select, io: Io) -> int:
    state = interpreter.state
    if command.words is None:
        choices = list(state.parameters)
    else:
        choices = await interpreter.expander.fields(command.words, Scope(io))
    if len(choices) == 0:
        return 0
    status = 0
    shows = True
    interpreter.loops += 1
    try:
        while True:
            if shows:
                await interpreter.write_error(menu(choices, _width(interpreter)), io)
            await interpreter.write_error(state.get('PS3') or DEFAULT_PS3, io)
            line = await _line(interpreter, io)
            if line is None:
                await _end_line(interpreter, io)
                return 1
            state.set('REPLY', line)
            shows = line.strip() == ''
            if shows:
                continue
            number = count(line.strip())
            state.set(command.name, choices[number - 1] if number is not None and 0 < number <= len(choices) else '')
            status = await interpreter.run_list(command.body, io)
            if interpreter.leaving is not None:
                on = await goes_on(interpreter, io)
                status = state.status
                if not on:
                    return status
    finally:
        interpreter.loops -= 1


async def _end_line(interpreter: Any, io: Io) -> None:
    """At the end of the input, on standard output as in bash."""
    if io.get(1) >= 0:
        await interpreter.system.write_async(io.get(1), to_bytes('\n'), 0, 1)


def _width(interpreter: Any) -> int:
    return count(interpreter.state.get('COLUMNS') or '') or 80


def menu(choices: list[str], width: int) -> str:
    """Numbered choices in columns, from top to bottom, aligned with tabs as bash's are."""
    digits = len(str(len(choices)))
    step = max([char_count(choice) for choice in choices]) + _BEHIND_NUMBER + digits + 2
    columns = max(1, width // step)
    rows = (len(choices) + columns - 1) // columns
    if rows == 1:
        rows = len(choices)
    shown = ''
    for row in range(rows):
        column = 0
        for k in range(row, len(choices), rows):
            wide = len(str(rows)) if column == 0 else digits
            text = f'{str(k + 1).rjust(wide)}) {choices[k]}'
            shown += text
            if k + rows < len(choices):
                shown += _indent(column + char_count(text), column + step)
            column += step
        shown += '\n'
    return shown


def char_count(text: str) -> int:
    return len(code_points(text))


def _indent(start: int, end: int) -> str:
    shown = ''
    at = start
    while at < end:
        tab = end // _TAB > at // _TAB
        shown += '\t' if tab else ' '
        at += _TAB - at % _TAB if tab else 1
    return shown


async def _line(interpreter: Any, io: Io) -> str | None:
    """A line of standard input, byte by byte, since what follows is for others. None at the end."""
    octets: list[int] = []
    buffer = alloc(1)
    while True:
        found = await interpreter.system.read_async(io.get(0), buffer, 0, 1)
        if found <= 0:
            return None
        if buffer[0] == _NEWLINE:
            break
        octets.append(buffer[0])
    data = alloc(len(octets))
    for k, octet in enumerate(octets):
        data[k] = octet
    return to_text(data)
