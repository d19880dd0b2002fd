"""Builtins on variables: export readonly unset set shift local read alias unalias getopts let."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, concat, decode
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.lexer import name_at
from runtime_py.shell.quoting import quoted
from runtime_py.shell.state import LETTERS, OPTIONS, ReadOnly


async def export_variables(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'export')


async def readonly(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'readonly')


async def _declare(interpreter: Any, context: Context, what: str) -> int:
    state = interpreter.state
    args = [arg for arg in context.args if arg != '-p']
    if len(args) == 0:
        for name, variable in sorted_variables(state):
            if variable.exported if what == 'export' else variable.readonly:
                value = '' if variable.value is None else '=' + quoted(variable.value)
                await context.write(f'{what} {name}{value}\n')
        return 0
    remove = args[0] == '-n'
    status = 0
    for arg in args[1:] if remove else args:
        name = name_at(arg, 0)
        if name == '' or (len(name) < len(arg) and arg[len(name)] != '='):
            await context.error(f'{arg}: bad variable name')
            status = 2
            continue
        if len(name) < len(arg):
            state.set(name, arg[len(name) + 1:])
        variable = state.declare(name)
        if what == 'export':
            variable.exported = not remove
        else:
            variable.readonly = True
    return status


def sorted_variables(state: Any) -> list:
    """[name, Variable] by name."""
    names = sorted([name for name in state.variables.keys()])
    return [[name, state.variables.get(name)] for name in names]


async def local(interpreter: Any, context: Context, io: Io) -> int:
    state = interpreter.state
    if len(state.locals) == 0:
        await context.error('can only be used in a function')
        return 1
    for arg in context.args:
        name = name_at(arg, 0)
        if name == '':
            continue
        state.make_local(name)
        if arg[len(name):len(name) + 1] == '=':
            state.set(name, arg[len(name) + 1:])
    return 0


async def unset(interpreter: Any, context: Context, io: Io) -> int:
    functions = False
    status = 0
    for arg in context.args:
        if arg == '-f' or arg == '-v':
            functions = arg == '-f'
        elif functions:
            interpreter.state.functions.delete(arg)
        else:
            try:
                if interpreter.state.variables.has(arg):
                    interpreter.state.unset(arg)
                else:
                    interpreter.state.functions.delete(arg)
            except ReadOnly as problem:
                await context.error(problem.message)
                status = 2
    return status


async def set_options(interpreter: Any, context: Context, io: Io) -> int:
    """set [-abc] [-o name] [--] [parameters]"""
    state = interpreter.state
    args = context.args
    if len(args) == 0:
        for name, variable in sorted_variables(state):
            if variable.value is not None:
                await context.write(f'{name}={quoted(variable.value)}\n')
        return 0
    k = 0
    while k < len(args):
        arg = args[k]
        if arg == '--':
            state.parameters = args[k + 1:]
            return 0
        if len(arg) < 2 or arg[0] not in '-+':
            break
        on = arg[0] == '-'
        for letter in arg[1:]:
            if letter == 'o':
                k += 1
                name = args[k] if k < len(args) else ''
                if name == '':
                    await _show_options(state, context)
                elif name not in OPTIONS:
                    await context.error(f'Illegal option -o {name}')
                    return 2
                else:
                    state.options.set(name, on)
            elif letter in LETTERS:
                state.options.set(OPTIONS[LETTERS.index(letter)], on)
            else:
                await context.error(f'Illegal option -{letter}')
                return 2
        k += 1
    if k < len(args):
        state.parameters = args[k:]
    return 0


async def _show_options(state: Any, context: Context) -> None:
    for name in OPTIONS:
        await context.write(f'{name.ljust(16)}{"on" if state.has_option(name) else "off"}\n')


async def shift(interpreter: Any, context: Context, io: Io) -> int:
    count = int(context.argv[1]) if len(context.argv) > 1 and context.argv[1].isdigit() else 1
    if count > len(interpreter.state.parameters):
        await context.error("can't shift that many")
        return 2
    interpreter.state.parameters = interpreter.state.parameters[count:]
    return 0


async def read(interpreter: Any, context: Context, io: Io) -> int:
    """read [-r] [-s] [-p prompt] names: one line, split at IFS."""
    raw = False
    names: list[str] = []
    args = context.args
    k = 0
    while k < len(args):
        if args[k] == '-r':
            raw = True
        elif args[k] == '-p' and k + 1 < len(args):
            k += 1
            if context.system.isatty(context.stdin):
                await context.write_error(args[k])
        elif args[k] != '-s' and args[k] != '--':
            names.append(args[k])
        k += 1
    if len(names) == 0:
        names = ['REPLY']
    line = await _line(context, raw)
    ifs = interpreter.state.get('IFS')
    values = _split(line[0], ' \t\n' if ifs is None else ifs, len(names), raw)
    for k, name in enumerate(names):
        interpreter.state.set(name, values[k] if k < len(values) else '')
    return 0 if line[1] else 1


async def _line(context: Context, raw: bool) -> list:
    """[text, whether it ended in a newline]. Byte by byte: what follows the line belongs to the next reader."""
    octet = alloc(1)
    octets: list[Bytes] = []
    escaped = False
    while True:
        count = await context.read_byte(octet)
        if count <= 0:
            return [decode(concat(octets)), False]
        if octet[0] == 10 and not escaped:
            return [decode(concat(octets)), True]
        if octet[0] == 10 and escaped and not raw:
            octets.pop()
            escaped = False
            continue
        escaped = octet[0] == 92 and not escaped and not raw
        octets.append(octet[0:1])


def _split(line: str, ifs: str, most: int, raw: bool) -> list[str]:
    """Fields at IFS; the last takes the rest. A backslash keeps the next character from splitting."""
    values: list[str] = []
    blank = ''.join([char for char in ifs if char in ' \t\n'])
    at = 0
    while at < len(line) and line[at] in blank:
        at += 1
    current = ''
    started = at < len(line)
    while at < len(line):
        char = line[at]
        if char == '\\' and not raw and at + 1 < len(line):
            current += line[at + 1]
            at += 2
            continue
        if char in ifs and ifs != '' and len(values) < most - 1:
            values.append(current)
            current = ''
            while at < len(line) and line[at] in blank:
                at += 1
            if at < len(line) and line[at] in ifs:
                at += 1
            while at < len(line) and line[at] in blank:
                at += 1
            continue
        current += char
        at += 1
    if started:
        values.append(current.rstrip(blank) if blank != '' else current)
    return values


async def alias(interpreter: Any, context: Context, io: Io) -> int:
    aliases = interpreter.state.aliases
    if len(context.args) == 0:
        for name in sorted([name for name in aliases.keys()]):
            await context.write(f'alias {name}={quoted(aliases.get(name))}\n')
        return 0
    status = 0
    for arg in context.args:
        at = arg.find('=')
        if at > 0:
            aliases.set(arg[:at], arg[at + 1:])
        elif aliases.has(arg):
            await context.write(f'alias {arg}={quoted(aliases.get(arg))}\n')
        else:
            await context.error(f'{arg}: not found')
            status = 1
    return status


async def unalias(interpreter: Any, context: Context, io: Io) -> int:
    status = 0
    for arg in context.args:
        if arg == '-a':
            interpreter.state.aliases.clear()
        elif interpreter.state.aliases.has(arg):
            interpreter.state.aliases.delete(arg)
        else:
            await context.error(f'{arg}: not found')
            status = 1
    return status


async def getopts(interpreter: Any, context: Context, io: Io) -> int:
    """getopts optstring name [args]; OPTIND counts arguments, the place inside of one is kept in OPTPLACE."""
    state = interpreter.state
    if len(context.args) < 2:
        await context.error('usage: getopts optstring name [arg]')
        return 2
    letters = context.args[0]
    silent = letters.startswith(':')
    args = context.args[2:] if len(context.args) > 2 else state.parameters
    index = int(state.get('OPTIND') or '1')
    place = int(state.get('OPTPLACE') or '1') if index > 0 else 1
    arg = args[index - 1] if index - 1 < len(args) else ''
    if len(arg) < 2 or arg[0] != '-' or arg == '--':
        state.set('OPTIND', str(index + (1 if arg == '--' else 0)))
        state.set(context.args[1], '?')
        return 1
    letter = arg[place]
    place += 1
    at = letters.find(letter)
    value = ''
    found = letter
    if letter == ':' or at < 0:
        found = '?'
        value = letter if silent else ''
        if not silent:
            await context.write_error(f'{state.name}: Illegal option -{letter}\n')
    elif letters[at + 1:at + 2] == ':':
        if place < len(arg):
            value = arg[place:]
        elif index < len(args):
            value = args[index]
            index += 1
        else:
            found = ':' if silent else '?'
            value = letter if silent else ''
            if not silent:
                await context.write_error(f'{state.name}: No arg for -{letter} option\n')
        place = len(arg)
    if place >= len(arg):
        index += 1
        place = 1
    state.set('OPTIND', str(index))
    state.set('OPTPLACE', str(place))
    state.set('OPTARG', value)
    state.set(context.args[1], found)
    return 0


async def evaluate_let(interpreter: Any, context: Context, io: Io) -> int:
    value = 0
    for arg in context.args:
        value = interpreter.expander.arithmetic(arg)
    return 0 if value != 0 else 1
