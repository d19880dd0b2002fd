"""Builtins on variables: export readonly local unset shift alias unalias let."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.quoting import quoted, quoted_in_dash
from runtime_py.shell.scanner import name_at


async def export_variables(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'export')


async def readonly(interpreter: Any, context: Context, io: Io) -> int:
    return await _declare(interpreter, context, 'readonly')


async def _declare(interpreter: Any, context: Context, what: str) -> int:
    """export [-p] [name[=value]...]; `export -n` is from bash."""
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
                value = '' if variable.value is None else '=' + quoted_in_dash(variable.value)
                await context.write(f'{what} {name}{value}\n')
        return 0
    for arg in args:
        name = _declared_name(arg)
        if len(name) < len(arg):
            state.set(name, arg[len(name) + 1 :])
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
    """local [name[=value]...]: keeps the value until a new one is assigned. `local -` saves the options."""
    state = interpreter.state
    if len(state.locals) == 0:
        raise BuiltinProblem('not in a function')
    for arg in context.args:
        if arg == '-':
            state.keep_options()
            continue
        if arg.startswith('-'):
            raise BuiltinProblem(f'Illegal option {arg}')
        name = _declared_name(arg)
        state.make_local(name)
        if len(name) < len(arg):
            state.set(name, arg[len(name) + 1 :])
    return 0


async def unset(interpreter: Any, context: Context, io: Io) -> int:
    """unset [-f | -v] name..."""
    options = OptionLetters(context.args, 'fv')
    functions = options.letters.endswith('f')
    for name in options.rest:
        if functions:
            interpreter.state.functions.delete(name)
        elif name == '' or name_at(name, 0) != name:
            raise BuiltinProblem(f'{name}: bad variable name')
        else:
            if interpreter.state.bash and not interpreter.state.variables.has(name):
                interpreter.state.functions.delete(name)
            interpreter.state.unset(name)
    return 0


async def shift(interpreter: Any, context: Context, io: Io) -> int:
    given = context.argv[1] if len(context.argv) > 1 else '1'
    places = count(given)
    if interpreter.state.bash and places is None and given.startswith('-') and count(given[1:]) is not None:
        raise BuiltinProblem(f'{given}: shift count out of range')
    if places is None:
        raise BuiltinProblem(f'Illegal number: {given}')
    if places > len(interpreter.state.parameters):
        if interpreter.state.bash:
            if interpreter.state.beyond.has('shift_verbose'):
                await context.error(f'{given}: shift count out of range')
            return 1
        raise BuiltinProblem("can't shift that many")
    interpreter.state.replace_parameters(interpreter.state.parameters[places:])
    return 0


async def alias(interpreter: Any, context: Context, io: Io) -> int:
    aliases = interpreter.state.aliases
    prefix = 'alias ' if interpreter.state.bash else ''
    args = context.args
    lists = len(args) == 0
    if interpreter.state.bash:
        options = OptionLetters(args, 'p')
        args = options.rest
        lists = 'p' in options.letters or len(args) == 0
    shown = quoted if interpreter.state.bash else quoted_in_dash
    if lists:
        for name in sorted([name for name in aliases.keys()]):
            await context.write(f'{prefix}{name}={shown(aliases.get(name))}\n')
    status = 0
    for arg in args:
        at = arg.find('=')
        if at > 0:
            aliases.set(arg[:at], arg[at + 1 :])
        elif aliases.has(arg):
            await context.write(f'{prefix}{arg}={shown(aliases.get(arg))}\n')
        else:
            await _unknown(interpreter, context, arg)
            status = 1
    return status


async def _unknown(interpreter: Any, context: Context, name: str) -> None:
    if interpreter.state.bash:
        await context.error(f'{name}: not found')
    else:
        await context.write_error(f'{context.argv[0]}: {name} not found\n')


async def unalias(interpreter: Any, context: Context, io: Io) -> int:
    status = 0
    for arg in context.args:
        if arg == '-a':
            interpreter.state.aliases.clear()
        elif interpreter.state.aliases.has(arg):
            interpreter.state.aliases.delete(arg)
        else:
            await _unknown(interpreter, context, arg)
            status = 1
    return status


async def evaluate_let(interpreter: Any, context: Context, io: Io) -> int:
    value = 0
    for arg in context.args:
        value = interpreter.expander.arithmetic(arg)
    return 0 if value != 0 else 1


COMMANDS: list[Any] = [
    ['export', export_variables],
    ['readonly', readonly],
    ['local', local],
    ['unset', unset],
    ['shift', shift],
    ['alias', alias],
    ['unalias', unalias],
    ['let', evaluate_let],
]
