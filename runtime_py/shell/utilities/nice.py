"""nohup, nice and renice: run a command immune to hangups, or at another priority; change a priority.

The value is inherited and shown, and does not change how programs are scheduled (docs/RESOURCES.md). Utilities run in
the shell's own process, and so at its priority."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import parse_int
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.signals import SIGHUP
from runtime_py.vfs.flags import O_APPEND, O_CLOEXEC, O_CREAT, O_WRONLY

_TROUBLE = 125
_MOST = 19
_AS_NICE = 20  # getpriority returns the nice value plus 20
_CREATE_AND_APPEND = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
_NO_INPUT = 'ignoring input'


async def nice(context: Context) -> int:
    args = list(context.args)
    if len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and parse_int(args[0][1:], 10) is not None:
        args = ['-n', args[0][1:], *args[1:]]  # the old form: nice -5 command
    options = parse_options(args, 'n:', ['adjustment='], False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    given = options.value('n', options.value('adjustment', '10'))
    if parse_int(given, 10) is None:
        return await usage_error(context, f"invalid adjustment '{given}'", _TROUBLE)
    if len(options.operands) == 0:
        if options.any(['n', 'adjustment']):
            return await usage_error(context, 'a command must be given with an adjustment', _TROUBLE)
        await context.write(f'{context.system.getpriority(0) - _AS_NICE + context.interrupts.niceness}\n')
        return 0
    adjustment = int(parse_int(given, 10) or 0)
    if adjustment < 0:
        await context.error('cannot set niceness: Permission denied')
        adjustment = 0
    before = context.interrupts.niceness
    context.interrupts.niceness = min(before + adjustment, _MOST)
    try:
        return await context.derive(options.operands).run(options.operands)
    finally:
        context.interrupts.niceness = before


async def renice(context: Context) -> int:
    """renice [-n] PRIORITY [-p] PID... | -g PGID...: only upwards, as for any user except root."""
    args = [arg for arg in context.args if arg not in ('-n', '--priority', '-p', '--pid')]
    by_group = any([arg in ('-g', '--pgrp') for arg in args])
    words = [arg for arg in args if arg not in ('-g', '--pgrp')]
    if len(words) < 2:
        return await usage_error(context, 'not enough arguments')
    value = parse_int(words[0], 10)
    if value is None:
        await context.error(f"invalid priority '{words[0]}'")
        return 1
    status = 0
    for word in words[1:]:
        number = parse_int(word, 10)
        if number is None:
            await context.error(f'bad process ID value: {word}')
            status = 1
        elif not await _renice_all(context, int(number), int(value), by_group):
            status = 1
    return status


async def _renice_all(context: Context, number: int, value: int, by_group: bool) -> bool:
    system = context.system
    what = 'process group ID' if by_group else 'process ID'
    pids = [process.pid for process in system.list_processes() if (process.pgid if by_group else process.pid) == number]
    if len(pids) == 0:
        await context.error(f'failed to get priority for {number} ({what}): No such process')
        return False
    before = system.getpriority(pids[0]) - _AS_NICE
    for pid in pids:
        error = system.setpriority(pid, max(-_AS_NICE, min(value, _MOST)))
        if error < 0:
            await context.error(f'failed to set priority for {number} ({what}): {strerror(-error)}')
            return False
    await context.write(
        f'{number} ({what}) old priority {before}, new priority {system.getpriority(pids[0]) - _AS_NICE}\n'
    )
    return True


async def nohup(context: Context) -> int:
    options = parse_options(context.args, '', [], False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    command = options.operands
    if len(command) == 0:
        return await usage_error(context, 'missing operand', _TROUBLE)
    system = context.system
    made = context.derive(command)
    opened: list[int] = []
    said = ''
    if system.isatty(context.stdin):
        made.stdin = system.open('/dev/null', O_WRONLY)  # reading from it fails, as intended
        opened.append(made.stdin)
        said = _NO_INPUT
    if system.isatty(context.stdout):
        name = 'nohup.out'
        fd = system.open(context.path(name), _CREATE_AND_APPEND, 0o600)
        if fd < 0 and context.env.get('HOME') is not None:
            name = f'{context.env.get("HOME")}/nohup.out'
            fd = system.open(context.path(name), _CREATE_AND_APPEND, 0o600)
        if fd < 0:
            await context.error(f"failed to open '{name}': {strerror(-fd)}")
            return _TROUBLE
        opened.append(fd)
        made.stdout = fd
        said += f"{' and ' if said != '' else ''}appending output to '{name}'"
    if system.isatty(context.stderr):
        made.stderr = made.stdout
        if not system.isatty(context.stdout):
            said += f'{" and " if said != "" else ""}redirecting stderr to stdout'
    if said != '':
        await context.error(said)
    ignored = context.interrupts.ignored
    context.interrupts.ignored = [*ignored, SIGHUP]
    try:
        return await made.run(command)
    finally:
        context.interrupts.ignored = ignored
        for fd in opened:
            system.close(fd)


COMMANDS: list[Any] = [['nice', nice], ['nohup', nohup], ['renice', renice]]
