"""complete, compgen and compopt: how arguments are completed at the prompt."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.completions import ACTIONS, LETTERS, OPTIONS, Asked, Generator, Specification, action_of
from runtime_py.shell.bash.help_texts import usage_of
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.quoting import quoted_if_needed

USAGE = 2
# names under which the specifications for other commands are kept: any command, an empty line, the first word
DEFAULT = '-D'
EMPTY = '-E'
INITIAL = '-I'
_WITH_VALUES = 'oAGWFCXPS'


class _Call:
    def __init__(self) -> None:
        self.spec = Specification()
        self.shows = False
        self.removes = False
        self.places: list[str] = []  # -D, -E, -I
        self.rest: list[str] = []
        self.problem = ''


def _parse(args: list[str], places: bool) -> _Call:
    call = _Call()
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] == '-':
        option = args[k]
        k += 1
        if option == '--':
            break
        for j, letter in enumerate(option[1:]):
            if letter in _WITH_VALUES:
                value = option[j + 2 :]
                if value == '':
                    if k == len(args):
                        call.problem = f'-{letter}: option requires an argument'
                        return call
                    value = args[k]
                    k += 1
                _take(call, letter, value)
                break
            if letter in LETTERS:
                call.spec.actions.append(action_of(letter))
            elif places and letter == 'p':
                call.shows = True
            elif places and letter == 'r':
                call.removes = True
            elif places and letter in 'DEI':
                call.places.append('-' + letter)
            else:
                call.problem = f'-{letter}: invalid option'
                return call
    call.rest = args[k:]
    return call


def _take(call: _Call, letter: str, value: str) -> None:
    spec = call.spec
    if letter == 'o':
        if value not in OPTIONS:
            call.problem = f'{value}: invalid option name'
        spec.options.append(value)
    elif letter == 'A':
        if value not in ACTIONS:
            call.problem = f'{value}: invalid action name'
        spec.actions.append(value)
    elif letter == 'G':
        spec.glob = value
    elif letter == 'W':
        spec.words = value
    elif letter == 'F':
        spec.function = value
    elif letter == 'C':
        spec.command = value
    elif letter == 'X':
        spec.filter = value
    elif letter == 'P':
        spec.prefix = value
    else:
        spec.suffix = value


async def _refuse(context: Context, problem: str) -> int:
    await context.error(problem)
    if not problem.endswith(' name'):
        await context.write_error(usage_of(context.name))
    return USAGE


async def compgen(interpreter: Any, context: Context, io: Io) -> int:
    """compgen [option] [word]"""
    call = _parse(context.args, False)
    if call.problem != '':
        return await _refuse(context, call.problem)
    if call.spec.function is not None:
        await context.error('warning: -F option may not work as you expect')
    if call.spec.command is not None:
        await context.error('warning: -C option may not work as you expect')
    word = call.rest[0] if len(call.rest) > 0 else ''
    await context.flush()
    generator = Generator(interpreter, io)
    found = await generator.generate(call.spec, Asked(['compgen', '', word], 2, '', 0))
    if len(found) == 0 and ('default' in call.spec.options or 'bashdefault' in call.spec.options):
        plain = Specification()
        plain.actions = ['file']
        found = await generator.generate(plain, Asked([word], 0, '', 0))
    for name in found:
        await context.write(name + '\n')
    return 0 if len(found) > 0 else 1


async def complete(interpreter: Any, context: Context, io: Io) -> int:
    """complete [-pr] [-DEI] [options] [name...]"""
    call = _parse(context.args, True)
    if call.problem != '':
        return await _refuse(context, call.problem)
    known = interpreter.shell.completions
    names = [*call.places[:1]] if len(call.places) > 0 else call.rest
    if call.removes:
        return await _remove(context, known, names)
    if call.shows or len(context.args) == 0:
        return await _show(context, known, names)
    if len(names) == 0:
        await context.write_error(
            'complete: usage: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] ...\n'
        )
        return USAGE
    for name in names:
        known.set(name, call.spec)
    return 0


async def _remove(context: Context, known: Any, names: list[str]) -> int:
    if len(names) == 0:
        for name in [name for name in known.keys()]:
            known.delete(name)
        return 0
    return await _each(context, known, names, lambda name: known.delete(name))


async def _each(context: Context, known: Any, names: list[str], act: Any) -> int:
    status = 0
    for name in names:
        if known.has(name):
            act(name)
        else:
            await context.error(f'{name}: no completion specification')
            status = 1
    return status


async def _show(context: Context, known: Any, names: list[str]) -> int:
    lines: list[str] = []
    shown = names if len(names) > 0 else [name for name in known.keys()]
    status = await _each(context, known, shown, lambda name: lines.append(_line(name, known.get(name))))
    for line in lines:
        await context.write(line)
    return status


def _line(name: str, spec: Specification) -> str:
    """As input. bash's order: options, actions by letters, other actions, the rest."""
    words = ['complete', *[f'-o {option}' for option in OPTIONS if option in spec.options]]
    letters = [letter for letter in 'abcdefgjksuv' if action_of(letter) in spec.actions]
    words.extend(['-' + letter for letter in letters])
    by_letter = [action_of(letter) for letter in LETTERS]
    words.extend([f'-A {action}' for action in ACTIONS if action in spec.actions and action not in by_letter])
    values: list[tuple[str, str | None]] = [
        ('G', spec.glob),
        ('W', spec.words),
        ('P', spec.prefix),
        ('S', spec.suffix),
        ('X', spec.filter),
    ]
    for letter, value in values:
        if value is not None and not (letter in 'PS' and value == ''):
            words.append(f"-{letter} '{value}'")
    if spec.command is not None:
        words.append(f"-C '{spec.command}'")
    if spec.function is not None:
        words.append(f'-F {spec.function}')
    return ' '.join([*words, name if name in (DEFAULT, EMPTY, INITIAL) else quoted_if_needed(name)]) + '\n'


async def compopt(interpreter: Any, context: Context, io: Io) -> int:
    """compopt [-o option] [+o option] [-DEI] [name...]"""
    args = context.args
    changes: list[list[str]] = []
    names: list[str] = []
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] in '-+':
        option = args[k]
        k += 1
        if option in ('-D', '-E', '-I'):
            names.append(option)
            continue
        if option not in ('-o', '+o') or k == len(args):
            await context.error(f'{option}: invalid option')
            return USAGE
        if args[k] not in OPTIONS:
            await context.error(f'{args[k]}: invalid option name')
            return USAGE
        changes.append([option[0], args[k]])
        k += 1
    known = interpreter.shell.completions
    names.extend(args[k:])
    running = interpreter.shell.completing
    if len(names) == 0:
        if running is None:
            await context.error('not currently executing completion function')
            return 1
        _change(running, changes)
        return 0
    return await _each(context, known, names, lambda name: _change(known.get(name), changes))


def _change(spec: Specification, changes: list[list[str]]) -> None:
    for sign, option in changes:
        rest = [other for other in spec.options if other != option]
        spec.options = [*rest, option] if sign == '-' else rest


COMMANDS: list[Any] = [['compgen', compgen], ['complete', complete], ['compopt', compopt]]
