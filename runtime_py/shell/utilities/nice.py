"""nohup and nice: run a command that a hangup doesn't end, or at another priority. The machine's scheduler is the browser's: nice says that it changes nothing."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.text import parse_int
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.signals import SIGHUP

_TROUBLE = 125
_CREATE_AND_APPEND = 0o1 | 0o100 | 0o2000 | 0o2000000
_NO_INPUT = 'ignoring input'


async def nice(context: Context) -> int:
    args = list(context.args)
    if len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and parse_int(args[0][1:], 10) is not None:
        args = ['-n', args[0][1:], *args[1:]]       # the old form: nice -5 command
    options = parse_options(args, 'n:', ['adjustment='], False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    given = options.value('n', options.value('adjustment', '10'))
    if parse_int(given, 10) is None:
        return await usage_error(context, f"invalid adjustment '{given}'", _TROUBLE)
    if len(options.operands) == 0:
        if options.any(['n', 'adjustment']):
            return await usage_error(context, 'a command must be given with an adjustment', _TROUBLE)
        await context.write('0\n')
        return 0
    if parse_int(given, 10) != 0:
        await context.error('cannot set niceness: Operation not supported')
    return await context.derive(options.operands).run(options.operands)


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
        made.stdin = system.open('/dev/null', 0o1)       # a read of it fails, as it should
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
            said += f"{' and ' if said != '' else ''}redirecting stderr to stdout"
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


COMMANDS: list[Any] = [['nice', nice], ['nohup', nohup]]
