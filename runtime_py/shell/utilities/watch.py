"""watch: runs a command repeatedly, each time on an empty screen (procps)."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.zone import zone_in
from runtime_py.shell.utilities.identity import host_name
from runtime_py.shell.utilities.sleep import duration

_LONG_NAMES = ['interval=', 'no-title', 'errexit', 'beep', 'exec', 'color']
_HOME_AND_ERASE = '\x1b[H\x1b[2J'
_SHORTEST = 0.1
_COMMAND_FAILED = 8


async def main(context: Context) -> int:
    options = parse_options(context.args, 'n:tebxc', _LONG_NAMES, False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing command')
    seconds = duration(options.value('n', options.value('interval', '2')).replace(',', '.'))
    if seconds < 0:
        await context.error(f"failed to parse argument: '{options.value('n', options.value('interval'))}'")
        return 1
    seconds = max(seconds, _SHORTEST)
    text = ' '.join(options.operands)
    command = options.operands if options.any(['x', 'exec']) else ['sh', '-c', text]
    while True:
        title = '' if options.any(['t', 'no-title']) else _title(context, seconds, text)
        await context.write(_HOME_AND_ERASE + title)
        await context.flush()
        status = await context.run(command)
        if status != 0 and options.any(['b', 'beep']):
            await context.write('\x07')
        if status != 0 and options.any(['e', 'errexit']):
            await context.error('command exit with a non-zero status')
            return _COMMAND_FAILED
        await context.flush()
        await context.sleep(seconds * 1000)


def _title(context: Context, seconds: float, command: str) -> str:
    """`Every 2.0s: command` on the left, host and time on the right, then an empty line."""
    right = f'{host_name(context)}: {format_time("%a %b %e %H:%M:%S %Y", Moment(now_ms() / 1000, zone_in(context)))}'
    tenths = int(seconds * 10)
    left = f'Every {tenths // 10}.{tenths % 10}s: {command}'
    room = context.columns() - len(right) - 1
    if room < 1:
        return left[: context.columns()] + '\n\n'
    shown = left if len(left) <= room else left[: max(room - 3, 0)] + '...'
    return shown + pad_left(right, context.columns() - len(shown), ' ') + '\n\n'
