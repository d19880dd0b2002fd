"""printf with bash's -v, %q, %Q and %(format)T."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.bash.messages import of_printf
from runtime_py.shell.bash.quoting import backslashed
from runtime_py.shell.bash.references import assign_text, reference
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import decimal
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.printf_format import Formatter
from runtime_py.shell.support.zone import zone_in

USAGE = 'usage: printf [-v var] format [arguments]'


async def printf(interpreter: Any, context: Context, io: Io) -> int:
    """printf [-v name] format [argument...]"""
    args = context.args
    name = ''
    if len(args) > 0 and args[0].startswith('-v'):
        name = args[0][2:] if args[0] != '-v' else (args[1] if len(args) > 1 else '')
        args = args[1 if args[0] != '-v' else 2 :]
        if reference(name) is None:
            await context.error(f"`{name}': not a valid identifier")
            return 2
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    elif len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        await context.error(f'{args[0][:2]}: invalid option')
        await context.write_error(f'printf: {USAGE}\n')
        return 2
    if len(args) == 0:
        await context.write_error(f'printf: {USAGE}\n')
        return 2
    formatter = Formatter(args[0], args[1:])
    formatter.quote = backslashed
    formatter.ends_at_c = False
    formatter.plain = '"\'?'
    started_ms = interpreter.state.beyond.started_ms
    formatter.moment = lambda pattern, given: _moment(context, pattern, given, started_ms)
    text = formatter.run()
    if name != '':
        assign_text(interpreter.state, name, text.replace('\0', ''), False)
    else:
        await context.write_bytes(to_bytes(text))
    for problem in formatter.problems:
        await context.error(of_printf(problem))
    return 1 if len(formatter.problems) > 0 else 0


def _moment(context: Context, pattern: str, given: str, started_ms: float) -> str:
    """%(pattern)T of a number of seconds; -1 and nothing is now, -2 when the shell was started."""
    number = decimal(given)
    seconds = 0.0 if number is None else float(number)
    if given == '' or number == -1:
        seconds = float(now_ms() // 1000)
    elif number == -2:
        seconds = float(started_ms // 1000)
    return format_time(pattern if pattern != '' else '%X', Moment(seconds, zone_in(context)))


COMMANDS: list[Any] = [['printf', printf]]
