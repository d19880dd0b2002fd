"""declare, typeset, local, export, readonly and unset, as in bash."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Simple
from runtime_py.shell.bash.assignments import Entry, assign_entries, decoded, entries_of
from runtime_py.shell.bash.attributes import declaration, posix_declaration
from runtime_py.shell.bash.printer import printed_function
from runtime_py.shell.bash.quoting import set_quoted
from runtime_py.shell.bash.references import assign, make_array, reference, resolved, unset_element
from runtime_py.shell.builtins.variables import sorted_variables
from runtime_py.shell.context import Context
from runtime_py.shell.expansion import Scope
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError, name_at

_ATTRIBUTES = 'aAilnrtuxc'
_ACTIONS = 'fFgIp'


class _Options:
    """`on` and `off` are letters of attributes, `actions` of what else."""

    def __init__(self) -> None:
        self.on = ''
        self.off = ''
        self.actions = ''
        self.names: list[str] = []

    def has(self, letter: str) -> bool:
        return letter in self.actions


def _parse(args: list[str], allowed: str, actions: str) -> _Options:
    found = _Options()
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] in '-+':
        arg = args[k]
        k += 1
        if arg == '--':
            break
        for letter in arg[1:]:
            if letter in actions:
                found.actions += letter
            elif letter not in allowed:
                raise BuiltinProblem(f'Illegal option {arg[0]}{letter}')
            elif arg[0] == '-':
                found.on += letter
            else:
                found.off += letter
    found.names = args[k:]
    return found


async def declare(interpreter: Any, context: Context, io: Io) -> int:
    """declare [-aAfFgilnprtuxc] [name[=value]...]; in a function the variables are local, unless -g."""
    options = _parse(context.args, _ATTRIBUTES, _ACTIONS)
    state = interpreter.state
    if options.has('f') or options.has('F'):
        return await _functions(interpreter, context, options)
    if options.has('p') or (len(options.names) == 0):
        return await _print(interpreter, context, options)
    local = len(state.locals) > 0 and not options.has('g')
    return await _each(interpreter, context, io, options, local)


async def local(interpreter: Any, context: Context, io: Io) -> int:
    options = _parse(context.args, _ATTRIBUTES, 'pI')
    state = interpreter.state
    if len(state.locals) == 0:
        await context.error('can only be used in a function')
        return 1
    if '-' in options.names:
        state.keep_options()
        options.names = [name for name in options.names if name != '-']
    elif len(options.names) == 0 and state.local_options[-1] is not None:
        await context.write('local -\n')
    if len(options.names) == 0:
        names = sorted([name for name in state.locals[-1].keys() if state.variables.has(name)])
        return await _print_names(interpreter, context, names)
    return await _each(interpreter, context, io, options, True)


async def export_variables(interpreter: Any, context: Context, io: Io) -> int:
    options = _parse(context.args, '', 'fnp')
    if options.has('f'):
        return await _export_functions(interpreter, context, options)
    if len(options.names) == 0:
        return await _print_names(interpreter, context, _with(interpreter.state, 'x'), 'export')
    if options.has('n'):
        options.off = 'x'
    else:
        options.on = 'x'
    return await _each(interpreter, context, io, options, False)


async def readonly(interpreter: Any, context: Context, io: Io) -> int:
    options = _parse(context.args, 'aA', 'fp')
    if options.has('f'):
        options.on = 'r'
        return await _functions(interpreter, context, options)
    if len(options.names) == 0:
        return await _print_names(interpreter, context, _with(interpreter.state, 'r'), 'readonly')
    options.on += 'r'
    return await _each(interpreter, context, io, options, False)


def _with(state: Any, letter: str) -> list[str]:
    """The variables with an attribute."""
    found: list[str] = []
    for name, variable in sorted_variables(state):
        if variable.exported if letter == 'x' else variable.readonly:
            found.append(name)
    return found


# declaring


async def _each(interpreter: Any, context: Context, io: Io, options: _Options, is_local: bool) -> int:
    status = 0
    for arg in options.names:
        try:
            await _one(interpreter, arg, io, options, is_local)
        except BuiltinProblem as problem:
            await context.error(problem.message)
            status = 1
    return status


class _Argument:
    """`name`, `name=value`, `name+=value` or with a [subscript]; `value` is None without =."""

    def __init__(self, text: str) -> None:
        self.name = name_at(text, 0)
        rest = text[len(self.name) :]
        self.subscript: str | None = None
        if rest.startswith('['):
            end = rest.find(']=') if ']=' in rest else (rest.find(']+=') if ']+=' in rest else len(rest) - 1)
            self.subscript = rest[1:end]
            rest = rest[end + 1 :]
        self.append = rest.startswith('+=')
        self.value: str | None = None
        if self.append or rest.startswith('='):
            self.value = rest[2 if self.append else 1 :]
        elif rest != '':
            self.name = ''
        if self.name == '':
            raise BuiltinProblem(f"`{text}': not a valid identifier")


async def _one(interpreter: Any, text: str, io: Io, options: _Options, is_local: bool) -> None:
    state = interpreter.state
    entries = decoded(text)
    argument = _Argument(text if entries is None else text[: text.find('\0')])
    name = argument.name
    if is_local:
        state.make_local(name)
    elif 'n' not in options.on and 'n' not in options.off:
        name = resolved(state, name).name
    variable = state.declare(name)
    _change(state, name, variable, options, argument)
    if entries is None and argument.value is not None and _is_list(variable, argument):
        entries = await _parsed(interpreter, argument.value, io)
    if entries is not None:
        assign_entries(state, name, entries, argument.append, 'A' in options.on)
    elif argument.value is not None:
        _assign(state, name, variable, argument)
    if 'r' in options.on:
        variable.readonly = True


def _change(state: Any, name: str, variable: Any, options: _Options, argument: _Argument) -> None:
    """The attributes, apart from r."""
    if variable.readonly and (options.on.strip('rx') != '' or 'r' in options.off):
        state.refuse_readonly(name)
    kind = variable.elements
    if 'A' in options.on and 'a' in options.on:
        raise BuiltinProblem(f'{name}: cannot convert indexed to associative array')
    if 'A' in options.on and kind is not None and not kind.associative:
        raise BuiltinProblem(f'{name}: cannot convert indexed to associative array')
    if 'a' in options.on and kind is not None and kind.associative:
        raise BuiltinProblem(f'{name}: cannot convert associative to indexed array')
    if 'A' in options.on or 'a' in options.on or argument.subscript is not None:
        make_array(variable, 'A' in options.on)
    for letter in 'ilnutc':
        if letter in options.off:
            variable.attributes = variable.attributes.replace(letter, '')
        elif letter in options.on:
            for other in 'luc':
                if letter in 'luc' and other != letter:
                    variable.attributes = variable.attributes.replace(other, '')
            variable.attributes += '' if letter in variable.attributes else letter
    variable.is_plain = variable.elements is None and variable.attributes == ''
    if 'x' in options.on or 'x' in options.off:
        variable.exported = 'x' in options.on


def _is_list(variable: Any, argument: _Argument) -> bool:
    """Whether a value in quotes is a list: `declare -a 'x=(1 2)'`."""
    value = argument.value or ''
    return (
        variable.elements is not None and argument.subscript is None and value.startswith('(') and value.endswith(')')
    )


async def _parsed(interpreter: Any, text: str, io: Io) -> list[Entry]:
    try:
        tree = parse(f'list={text}', Map(), True)
    except ShellSyntaxError as error:
        raise BuiltinProblem(error.told)
    command = tree.items[0].pipelines[0].commands[0]
    if not isinstance(command, Simple) or len(command.assignments) != 1:
        raise BuiltinProblem(f'{text}: bad list')
    return await entries_of(interpreter.expander, command.assignments[0], Scope(io))


def _assign(state: Any, name: str, variable: Any, argument: _Argument) -> None:
    value = argument.value or ''
    if 'n' in variable.attributes and argument.subscript is None:
        if variable.readonly:
            state.refuse_readonly(name)
        if reference(value) is None and value != '':
            raise BuiltinProblem(f"`{value}': invalid variable name for name reference")
        if value == name:
            raise BuiltinProblem(f'{name}: nameref variable self references not allowed')
        variable.value = value
        return
    assign(state, name, argument.subscript, value, argument.append)


# printing


async def _print(interpreter: Any, context: Context, options: _Options) -> int:
    names = options.names
    if len(names) > 0:
        return await _print_names(interpreter, context, names)
    if not options.has('p') and options.on == '':
        for name, variable in sorted_variables(interpreter.state):
            if variable.value is not None and variable.elements is None:
                await context.write(f'{name}={set_quoted(variable.value)}\n')
        return 0
    for name, variable in sorted_variables(interpreter.state):
        shown = declaration(name, variable)
        head = shown.split(' ')[1]
        if options.on == '' or all([letter in head for letter in options.on]):
            await context.write(shown + '\n')
    return 0


async def _print_names(interpreter: Any, context: Context, names: list[str], builtin: str = '') -> int:
    """In POSIX mode as the builtin that was asked prints them."""
    posix = builtin != '' and interpreter.state.has_option('posix')
    status = 0
    for name in names:
        variable = interpreter.state.variables.get(name)
        if variable is None:
            await context.error(f'{name}: not found')
            status = 1
        else:
            await context.write(
                (posix_declaration(builtin, name, variable) if posix else declaration(name, variable)) + '\n'
            )
    return status


# functions


async def _functions(interpreter: Any, context: Context, options: _Options) -> int:
    """declare -f [name...] prints functions, -F only their names."""
    state = interpreter.state
    only_names = options.has('F')
    if len(options.names) == 0:
        for name in sorted([name for name in state.functions.keys()]):
            if 'r' in options.on and name not in state.beyond.fixed:
                continue
            shown = _letters_of_function(state, name)
            flags = f'declare -{shown} {name}\n'
            text = flags if only_names else function_text(state, name) + '\n'
            await context.write(text + (flags if not only_names and 'r' in options.on else ''))
        return 0
    status = 0
    for name in options.names:
        if not state.functions.has(name):
            if options.on != '':
                await context.error(f'{name}: not a function')
            status = 1
        elif options.on != '' or options.off != '':
            _change_function(state, name, options)
        else:
            await context.write((name if only_names else function_text(state, name)) + '\n')
    return status


def _letters_of_function(state: Any, name: str) -> str:
    shown = 'f' + ('r' if name in state.beyond.fixed else '') + ('t' if name in state.beyond.traced else '')
    return shown + ('x' if state.beyond.exported_functions.has(name) else '')


def _change_function(state: Any, name: str, options: _Options) -> None:
    beyond = state.beyond
    if 't' in options.on or 't' in options.off:
        beyond.traced = [other for other in beyond.traced if other != name]
        beyond.traced = [*beyond.traced, name] if 't' in options.on else beyond.traced
    if 'r' in options.on:
        beyond.fixed = [*beyond.fixed, name]
    if 'x' in options.on:
        beyond.exported_functions.set(name, True)
    elif 'x' in options.off:
        beyond.exported_functions.delete(name)


def function_text(state: Any, name: str) -> str:
    """A function as a script that defines it."""
    return printed_function(name, state.functions.get(name))


async def _export_functions(interpreter: Any, context: Context, options: _Options) -> int:
    """export -f: children that are bash get the functions too."""
    state = interpreter.state
    status = 0
    for name in options.names:
        if not state.functions.has(name):
            await context.error(f'{name}: not a function')
            status = 1
        elif options.has('n'):
            state.beyond.exported_functions.delete(name)
        else:
            state.beyond.exported_functions.set(name, True)
    return status


async def unset(interpreter: Any, context: Context, io: Io) -> int:
    """unset [-f | -v | -n] name...: a variable, else a function; an element; -n: a reference, not its target."""
    options = _parse(context.args, '', 'fvn')
    state = interpreter.state
    status = 0
    for name in options.names:
        found = reference(name)
        if name in state.beyond.fixed and (options.has('f') or not state.variables.has(name)):
            await context.error(f'{name}: cannot unset: readonly function')
            status = 1
        elif options.has('f'):
            forget_function(state, name)
        elif found is None:
            if not options.has('v'):
                forget_function(state, name)
                continue
            await context.error(f"`{name}': not a valid identifier")
            status = 1
        elif found.subscript is not None:
            unset_element(state, found.name, found.subscript)
        else:
            target = found if options.has('n') else resolved(state, name)
            if target.subscript is None and reveal(state, target.name):
                continue
            if target.subscript is not None:
                unset_element(state, target.name, target.subscript)
            elif state.variables.has(target.name) or options.has('v'):
                state.unset(target.name)
            else:
                forget_function(state, name)
    return status


def reveal(state: Any, name: str) -> bool:
    """Unsets a variable that is local to a caller: what it hides is seen again. Whether there was one."""
    for hidden in reversed(state.locals[: max(0, len(state.locals) - 1)]):
        if hidden.has(name) and not state.locals[-1].has(name):
            before = hidden.get(name)
            hidden.delete(name)
            if before.value is None and before.is_plain and not before.exported:
                state.variables.delete(name)
            else:
                state.variables.set(name, before)
            return True
    return False


def forget_function(state: Any, name: str) -> None:
    state.functions.delete(name)
    state.beyond.exported_functions.delete(name)


COMMANDS: list[Any] = [
    ['declare', declare],
    ['typeset', declare],
    ['local', local],
    ['export', export_variables],
    ['readonly', readonly],
    ['unset', unset],
]
