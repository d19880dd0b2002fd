"""shopt, and set with bash's own options."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.attributes import compound
from runtime_py.shell.bash.builtins.declaring import function_text
from runtime_py.shell.bash.dynamic import ON
from runtime_py.shell.bash.help_texts import usage_of
from runtime_py.shell.bash.options import EFFECTIVE, INERT, ON_FROM_THE_START, all_options
from runtime_py.shell.bash.posix import POSIX, ends_script, follow_posix
from runtime_py.shell.bash.quoting import set_quoted
from runtime_py.shell.bash.restricted import restrict
from runtime_py.shell.bash_only import refusal
from runtime_py.shell.builtins.options import set_option, take_options
from runtime_py.shell.builtins.variables import sorted_variables
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem, Refusal, ShellExit
from runtime_py.shell.io import Io
from runtime_py.shell.option_letters import OptionLetters
from runtime_py.shell.option_names import BASH_LETTERS, BASH_OPTIONS

USAGE = 2
BRACES = 'braceexpand'
_EDITORS = ['emacs', 'vi']


async def shopt(interpreter: Any, context: Context, io: Io) -> int:
    """shopt [-s | -u] [-pqo] [option...]"""
    options = OptionLetters(context.args, 'supqo')
    state = interpreter.state
    letters = options.letters
    if 's' in letters and 'u' in letters:
        await context.error('cannot set and unset shell options simultaneously')
        return 1
    changes = ('s' in letters or 'u' in letters) and len(options.rest) > 0
    status = 0
    for name in options.rest if len(options.rest) > 0 else _all(letters):
        if not _exists(name, letters):
            await context.error(f'{name}: invalid {"option" if "o" in letters else "shell option"} name')
            status = 1
        elif changes:
            _change(interpreter, name, 's' in letters, letters)
        else:
            on = _is_on(state, name, letters)
            if len(options.rest) > 0:
                status = status if on else 1
            elif ('s' in letters and not on) or ('u' in letters and on):
                continue
            if 'q' not in letters:
                await context.write(_line(name, on, letters))
    return status


def _all(letters: str) -> list[str]:
    return sorted([*BASH_OPTIONS, BRACES, *ON]) if 'o' in letters else all_options()


def _exists(name: str, letters: str) -> bool:
    return name in _all(letters)


def _is_on(state: Any, name: str, letters: str) -> bool:
    if 'o' in letters and name == BRACES:
        return bool(state.braces)
    if 'o' in letters:
        return bool(state.has_option(name)) or (name in ON and name not in state.beyond.off)
    return bool(state.beyond.has(name))


def _line(name: str, on: bool, letters: str) -> str:
    if 'p' in letters:
        if 'o' in letters:
            return f'set {"-" if on else "+"}o {name}\n'
        return f'shopt -{"s" if on else "u"} {name}\n'
    return f'{name.ljust(15)}\t{"on" if on else "off"}\n'


def _change(interpreter: Any, name: str, on: bool, letters: str) -> None:
    if 'o' in letters:
        set_bash_option(interpreter, name, on)
        return
    if name == 'restricted_shell' and not on:
        return  # can't be taken back
    if name not in EFFECTIVE and name not in INERT and on != (name in ON_FROM_THE_START):
        raise Refusal(refusal(name))
    interpreter.state.beyond.options.set(name, on)
    interpreter.use_options()


# set


def set_bash_option(interpreter: Any, name: str, on: bool) -> None:
    state = interpreter.state
    if name in ON:
        state.beyond.off = [other for other in state.beyond.off if other != name]
        if not on:
            state.beyond.off.append(name)
        return
    if name == BRACES:
        state.braces = on
        return
    if name not in BASH_OPTIONS:
        raise BuiltinProblem(f'{name}: invalid option name')
    set_option(state, name, on)
    if on and name in _EDITORS:
        set_option(state, _EDITORS[1 - _EDITORS.index(name)], False)
    if name == POSIX:
        follow_posix(interpreter, on)


async def set_options(interpreter: Any, context: Context, io: Io) -> int:
    """set [-abcCeEfmnTuvx] [+...] [-o name] [-- | -] [parameters]"""
    state = interpreter.state
    args = context.args
    if len(args) == 0:
        await _show_all(state, context)
        return 0
    try:
        await take_options(state, args, lambda k: _set_letters(interpreter, context, args, k))
    except _Unknown as unknown:
        await context.error(unknown.message)
        if unknown.message.endswith(': invalid option'):
            await context.write_error(usage_of('set'))
        if ends_script(interpreter):
            raise ShellExit(USAGE)
        return unknown.status
    return 0


class _Unknown(Exception):
    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


async def _set_letters(interpreter: Any, context: Context, args: list[str], k: int) -> int:
    """The options in args[k - 1]; `o` takes the next argument. Returns where the arguments go on."""
    state = interpreter.state
    sign = args[k - 1][0]
    for letter in args[k - 1][1:]:
        if letter == 'o':
            if k < len(args):
                if not _exists(args[k], 'o'):
                    raise _Unknown(f'{args[k]}: invalid option name', USAGE)
                set_bash_option(interpreter, args[k], sign == '-')
                k += 1
            else:
                await _show_options(state, context, sign == '-')
        elif letter in BASH_LETTERS:
            set_bash_option(interpreter, BASH_OPTIONS[BASH_LETTERS.index(letter)], sign == '-')
        elif letter == 'r' and sign == '-':
            restrict(state, False)
        elif letter in 'Bh':
            set_bash_option(interpreter, BRACES if letter == 'B' else 'hashall', sign == '-')
        else:
            raise _Unknown(f'{sign}{letter}: invalid option', USAGE)
    return k


async def _show_options(state: Any, context: Context, as_table: bool) -> None:
    for name in _all('o'):
        on = _is_on(state, name, 'o')
        await context.write(f'{name.ljust(15)}\t{"on" if on else "off"}\n' if as_table else _line(name, on, 'op'))


async def _show_all(state: Any, context: Context) -> None:
    """Variables and functions, as input."""
    for name, variable in sorted_variables(state):
        if variable.elements is not None:
            await context.write(f'{name}={compound(variable.elements)}\n')
        elif variable.value is not None:
            await context.write(f'{name}={set_quoted(variable.value)}\n')
    if state.has_option(POSIX):
        return
    for name in sorted([name for name in state.functions.keys()]):
        await context.write(function_text(state, name) + '\n')


COMMANDS: list[Any] = [['shopt', shopt], ['set', set_options]]
