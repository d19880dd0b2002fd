"""pgrep and pkill: find processes by names and attributes (procps). All criteria must match; utilities that run inside
the shell aren't processes and aren't found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.process_fields import UID, name_of, numbers, terminal_of, users
from runtime_py.shell.support.regex.compile import Pattern, compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.processes import ProcessInfo
from runtime_py.sys.signals import SIGTERM, number_of_signal

_SHARED_LETTERS = 'cfinoxg:P:s:t:u:U:G:r:'
_SHARED_NAMES = [
    'count',
    'full',
    'ignore-case',
    'newest',
    'oldest',
    'exact',
    'pgroup=',
    'parent=',
    'session=',
    'terminal=',
    'euid=',
    'uid=',
    'group=',
    'runstates=',
]
_CRITERIA = [
    'g',
    'pgroup',
    'P',
    'parent',
    's',
    'session',
    't',
    'terminal',
    'u',
    'euid',
    'U',
    'uid',
    'G',
    'group',
    'r',
    'runstates',
]
_NONE = 1
_USAGE = 2
_TROUBLE = 3


class _Problem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


async def pgrep(context: Context) -> int:
    options = parse_options(
        context.args, _SHARED_LETTERS + 'alvd:', [*_SHARED_NAMES, 'list-full', 'list-name', 'inverse', 'delimiter=']
    )
    return await _run(context, options, lambda found: _print(context, options, found))


async def pkill(context: Context) -> int:
    args = list(context.args)
    number = SIGTERM
    for arg in context.args:
        # -9, -KILL, -SIGKILL; real options keep their meaning
        if (
            arg.startswith('-')
            and len(arg) > 1
            and (arg[1:].isdigit() or (len(arg) > 2 and arg[1:].isupper()))
            and number_of_signal(arg[1:]) >= 0
        ):
            number = number_of_signal(arg[1:])
            args.remove(arg)
            break
    options = parse_options(args, _SHARED_LETTERS + 'e', [*_SHARED_NAMES, 'echo', 'signal='])
    named = options.value('signal')
    if named != '':
        number = number_of_signal(named)
        if number < 0:
            return await usage_error(context, f"unknown signal name '{named}'", _USAGE)
    return await _run(context, options, lambda found: _kill(context, options, found, number))


async def _run(context: Context, options: Options, act: Callable) -> int:
    if options.problem != '':
        return await usage_error(context, options.problem, _USAGE)
    if len(options.operands) > 1:
        return await usage_error(context, 'only one pattern can be provided', _USAGE)
    if len(options.operands) == 0 and not options.any(_CRITERIA):
        return await usage_error(context, 'no matching criteria specified', _USAGE)
    try:
        found = _found(context, options)
    except _Problem as problem:
        await context.error(problem.message)
        return _USAGE
    if options.any(['c', 'count']):
        await context.write(f'{len(found)}\n')
        if context.name == 'pgrep':
            return 0 if len(found) > 0 else _NONE
    return await act(found)


def _found(context: Context, options: Options) -> list[ProcessInfo]:
    pattern = _pattern(options)
    own = context.system.pid if context.owns_process else -1
    found: list[ProcessInfo] = []
    for process in context.system.list_processes():
        if process.pid != own and _matches(context, options, pattern, process) != options.any(['v', 'inverse']):
            found.append(process)
    # the table is in the order of slots, which are reused
    found = sorted(found, key=lambda process: process.pid)
    if len(found) > 0 and options.any(['n', 'newest', 'o', 'oldest']):
        times = [process.started for process in found]
        newest = options.any(['n', 'newest'])
        wanted = max(times) if newest else min(times)
        same = [process for process in found if process.started == wanted]
        found = [same[-1] if newest else same[0]]
    return found


def _pattern(options: Options) -> Pattern | None:
    if len(options.operands) == 0:
        return None
    text = options.operands[0]
    try:
        return compile_posix(
            f'^({text})$' if options.any(['x', 'exact']) else text, True, options.any(['i', 'ignore-case'])
        )
    except PatternProblem as problem:
        raise _Problem(f'regex error: {problem.message}')


def _matches(context: Context, options: Options, pattern: Pattern | None, process: ProcessInfo) -> bool:
    if pattern is not None:
        text = process.command if options.any(['f', 'full']) else name_of(process)
        if pattern.regexp.exec(text, 0) is None:
            return False
    for letter, name, value in [
        ['P', 'parent', process.ppid],
        ['g', 'pgroup', process.pgid],
        ['s', 'session', context.system.getsid(process.pid)],
    ]:
        if options.any([letter, name]) and value not in _numbers(context, options, letter, name):
            return False
    for letter, name in [['u', 'euid'], ['U', 'uid'], ['G', 'group']]:
        if options.any([letter, name]):
            ids = users([*options.all_values(letter), *options.all_values(name)])
            if isinstance(ids, str):
                raise _Problem(f'invalid user name: {ids}')
            if UID not in ids:
                return False
    if options.any(['t', 'terminal']):
        names = ','.join([*options.all_values('t'), *options.all_values('terminal')]).split(',')
        if terminal_of(process) not in ['?' if name == '-' else name.removeprefix('/dev/') for name in names]:
            return False
    states = options.value('r', options.value('runstates'))
    return states == '' or process.state in states


def _numbers(context: Context, options: Options, letter: str, name: str) -> list[int]:
    """For a group or session, 0 means our own."""
    found = numbers([*options.all_values(letter), *options.all_values(name)])
    if found is None:
        raise _Problem(f'invalid argument of --{name}')
    if letter == 'P':
        return found
    own = context.system.getpgid(0) if letter == 'g' else context.system.getsid(0)
    return [own if number == 0 else number for number in found]


async def _print(context: Context, options: Options, found: list[ProcessInfo]) -> int:
    lines: list[str] = []
    for process in found:
        line = str(process.pid)
        if options.any(['a', 'list-full']):
            line += ' ' + process.command
        elif options.any(['l', 'list-name']):
            line += ' ' + (process.command if options.any(['f', 'full']) else name_of(process))
        lines.append(line)
    if len(lines) > 0:
        await context.write(options.value('d', options.value('delimiter', '\n')).join(lines) + '\n')
    return 0 if len(lines) > 0 else _NONE


async def _kill(context: Context, options: Options, found: list[ProcessInfo], number: int) -> int:
    status = 0 if len(found) > 0 else _NONE
    for process in found:
        result = context.system.kill(process.pid, number)
        if result < 0:
            await context.error(f'killing pid {process.pid} failed: {strerror(-result)}')
            status = _NONE
        elif options.any(['e', 'echo']):
            await context.write(f'{name_of(process)} killed (pid {process.pid})\n')
    return status


COMMANDS: list[Any] = [['pgrep', pgrep], ['pkill', pkill]]
