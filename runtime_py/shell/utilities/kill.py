"""kill: sends signals to processes (POSIX XCU kill). `%job` is handled by the shell's builtin."""

from __future__ import annotations

from runtime_py.platform.text import parse_int
from runtime_py.shell.context import SIGNALED, Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.signals import HIGHEST, SIGTERM, name_of_signal, number_of_signal

LAST_NAMED = 31


async def main(context: Context) -> int:
    args = context.args
    number = SIGTERM
    if len(args) > 0 and args[0] in ('-l', '-L', '--list', '--table'):
        return await list_signals(context, args[1:])
    if len(args) > 1 and args[0] in ('-s', '-n', '--signal'):
        number = number_of_signal(args[1])
        if number < 0:
            return await usage_error(context, f"'{args[1]}': invalid signal")
        args = args[2:]
    elif len(args) > 0 and args[0] == '--':
        args = args[1:]
    elif len(args) > 0 and args[0].startswith('-') and len(args[0]) > 1:
        number = number_of_signal(args[0][1:])
        if number < 0:
            return await usage_error(context, f"'{args[0][1:]}': invalid signal")
        args = args[1:]
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if len(args) == 0:
        return await usage_error(context, 'no process ID specified')
    status = 0
    for arg in args:
        pid = parse_int(arg, 10)
        if pid is None:
            await context.error(f"'{arg}': invalid process id")
            status = 1
            continue
        result = context.system.kill(pid, number)
        if result < 0:
            await context.error(f'({arg}) - {strerror(-result)}')
            status = 1
    return status


async def list_signals(context: Context, args: list[str]) -> int:
    """kill -l: lists all names, or the name for a number (or for a status), or the number for a name."""
    if len(args) == 0:
        await context.write(' '.join([name_of_signal(number) for number in range(1, LAST_NAMED + 1)]) + '\n')
        return 0
    for arg in args:
        if not arg.isdigit():
            number = number_of_signal(arg)
            if number < 0:
                return await usage_error(context, f"'{arg}': invalid signal")
            await context.write(f'{number}\n')
            continue
        # the exit status after a signal is the signal plus 128
        number = int(arg) - (SIGNALED if int(arg) > SIGNALED else 0)
        if number < 1 or number > HIGHEST:
            await context.error(f'invalid signal number or exit status: {arg}')
            return 1
        await context.write(name_of_signal(number) + '\n')
    return 0
