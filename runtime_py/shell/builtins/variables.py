"""Builtins on variables: export readonly unset shift local read alias unalias let."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, concat
from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.quoting import quoted
from runtime_py.shell.scanner import name_at


async def export_variables(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'export')


async def readonly(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'readonly')


async def _declare(interpreter: Any, context: Context, what: str) -> int:
    """export [-p] [name[=value]...]; `export -n` is bash's."""
    state = interpreter.state
    args = context.args
    remove = False
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        option = args[0]
        args = args[1:]
        if option == '--':
            break
        if option == '-n' and what == 'export':
            remove = True
        elif option != '-p':
            raise BuiltinProblem(f'Illegal option {option}')
    if len(args) == 0:
        for name, variable in sorted_variables(state):
            if variable.exported if what == 'export' else variable.readonly:
                value = '' if variable.value is None else '=' + quoted(variable.value)
                await context.write(f'{what} {name}{value}\n')
        return 0
    for arg in args:
        name = _declared_name(arg)
        if len(name) < len(arg):
            state.set(name, arg[len(name) + 1:])
        variable = state.declare(name)
        if what == 'export':
            variable.exported = not remove
        else:
            variable.readonly = True
    return 0


def _declared_name(arg: str) -> str:
    """The name of `name` or `name=value`."""
    name = name_at(arg, 0)
    if name == '' or (len(name) < len(arg) and arg[len(name)] != '='):
        at = arg.find('=')
        raise BuiltinProblem(f'{arg if at < 0 else arg[:at]}: bad variable name')
    return name


def sorted_variables(state: Any) -> list:
    """[name, Variable] by name."""
    names = sorted([name for name in state.variables.keys()])
    return [[name, state.variables.get(name)] for name in names]


async def local(interpreter: Any, context: Context, io: Io) -> int:
    """local [name[=value]...]: the value stays until it gets a new one. `local -` keeps the options."""
    state = interpreter.state
    if len(state.locals) == 0:
        raise BuiltinProblem('not in a function')
    for arg in context.args:
        if arg == '-':
            state.keep_options()
            continue
        name = _declared_name(arg)
        state.make_local(name)
        if len(name) < len(arg):
            state.set(name, arg[len(name) + 1:])
    return 0


async def unset(interpreter: Any, context: Context, io: Io) -> int:
    """unset [-f | -v] name..."""
    functions = False
    args = context.args
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        option = args[0]
        args = args[1:]
        if option == '--':
            break
        for letter in option[1:]:
            if letter not in 'fv':
                raise BuiltinProblem(f'Illegal option -{letter}')
        functions = option[-1] == 'f'
    for name in args:
        if functions:
            interpreter.state.functions.delete(name)
        elif name == '' or name_at(name, 0) != name:
            raise BuiltinProblem(f'{name}: bad variable name')
        else:
            interpreter.state.unset(name)
    return 0


async def shift(interpreter: Any, context: Context, io: Io) -> int:
    given = context.argv[1] if len(context.argv) > 1 else '1'
    places = count(given)
    if places is None:
        raise BuiltinProblem(f'Illegal number: {given}')
    if places > len(interpreter.state.parameters):
        raise BuiltinProblem("can't shift that many")
    interpreter.state.replace_parameters(interpreter.state.parameters[places:])
    return 0


async def read(interpreter: Any, context: Context, io: Io) -> int:
    """read [-r] [-s] [-p prompt] names: one line, split at IFS."""
    raw = False
    names: list[str] = []
    args = context.args
    k = 0
    while k < len(args):
        if len(args[k]) > 2 and args[k][0] == '-' and args[k] != '--':
            # letters together, as in -rp
            args = [*args[:k], args[k][:2], '-' + args[k][2:] if args[k][1] != 'p' else args[k][2:], *args[k + 1:]]
        if args[k] == '-r':
            raw = True
        elif args[k] == '-p' and k + 1 < len(args):
            k += 1
            if context.system.isatty(context.stdin):
                await context.write_error(args[k])
        elif args[k] == '--':
            names.extend(args[k + 1:])
            break
        elif args[k].startswith('-') and args[k] != '-s':
            raise BuiltinProblem(f'Illegal option {args[k]}')
        elif args[k] != '-s':
            names.extend(args[k:])
            break
        k += 1
    whole = len(names) == 0
    if whole:
        names = ['REPLY']
    for name in names:
        if name == '' or name_at(name, 0) != name:
            raise BuiltinProblem(f'{name}: bad variable name')
    line = await _line(context, raw)
    found = '' if whole else interpreter.state.get('IFS')
    values = _split(line[0], ' \t\n' if found is None else found, len(names), raw)
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
            return [to_text(concat(octets)), False]
        if octet[0] == 10 and not escaped:
            return [to_text(concat(octets)), True]
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
    at = _skip(line, 0, blank)
    while at < len(line) and len(values) < most - 1:
        end = _field_end(line, at, ifs, raw)
        values.append(line[at:end] if raw else _unescaped(line[at:end]))
        if end >= len(line):
            return values
        at = _behind_delimiter(line, end, ifs, blank)
    if at < len(line):
        # one field and its delimiter are one field; with more of them the rest is taken as it is
        end = _field_end(line, at, ifs, raw)
        if end >= len(line) or _behind_delimiter(line, end, ifs, blank) < len(line):
            end = len(line)
            while end > at and line[end - 1] in blank and (raw or not _is_escaped(line, end - 1)):
                end -= 1
        values.append(line[at:end] if raw else _unescaped(line[at:end]))
    return values


def _skip(line: str, at: int, chars: str) -> int:
    while at < len(line) and line[at] in chars:
        at += 1
    return at


def _field_end(line: str, at: int, ifs: str, raw: bool) -> int:
    while at < len(line) and line[at] not in ifs:
        at += 2 if line[at] == '\\' and not raw else 1
    return min(at, len(line))


def _behind_delimiter(line: str, at: int, ifs: str, blank: str) -> int:
    """Behind blanks, one other delimiter, and blanks."""
    at = _skip(line, at, blank)
    if at < len(line) and line[at] in ifs:
        at += 1
    return _skip(line, at, blank)


def _is_escaped(line: str, at: int) -> bool:
    before = line[:at]
    return (len(before) - len(before.rstrip('\\'))) % 2 == 1


def _unescaped(text: str) -> str:
    plain = ''
    at = 0
    while at < len(text):
        if text[at] == '\\':
            at += 1
        plain += text[at:at + 1]
        at += 1
    return plain


async def alias(interpreter: Any, context: Context, io: Io) -> int:
    aliases = interpreter.state.aliases
    prefix = 'alias ' if interpreter.state.bash else ''
    if len(context.args) == 0:
        for name in sorted([name for name in aliases.keys()]):
            await context.write(f'{prefix}{name}={quoted(aliases.get(name))}\n')
        return 0
    status = 0
    for arg in context.args:
        at = arg.find('=')
        if at > 0:
            aliases.set(arg[:at], arg[at + 1:])
        elif aliases.has(arg):
            await context.write(f'{prefix}{arg}={quoted(aliases.get(arg))}\n')
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


async def evaluate_let(interpreter: Any, context: Context, io: Io) -> int:
    value = 0
    for arg in context.args:
        value = interpreter.expander.arithmetic(arg)
    return 0 if value != 0 else 1
