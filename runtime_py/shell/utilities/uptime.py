"""uptime: how long the machine has been running, and its load (procps)."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.numbers import to_fixed
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.zone import zone_in

_SPANS = ['week', 'day', 'hour', 'minute']
_MINUTES = [10080, 1440, 60, 1]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'ps', ['pretty', 'since'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['s', 'since']):
        await context.write(format_time('%F %T', Moment(booted(context) / 1000, zone_in(context))) + '\n')
    elif options.any(['p', 'pretty']):
        await context.write(pretty(minutes_up(context)) + '\n')
    else:
        await context.write(uptime_line(context) + '\n')
    return 0


def booted(context: Context) -> float:
    """When the oldest process began, in ms since 1970."""
    return min([process.started for process in context.system.list_processes()])


def minutes_up(context: Context) -> int:
    return int(max(0.0, now_ms() - booted(context)) // 60000)


def pretty(minutes: int) -> str:
    """`up 1 day, 2 hours, 5 minutes`: zero parts are left out, except the minutes if there is nothing else."""
    parts: list[str] = []
    left = minutes
    for k, name in enumerate(_SPANS):
        size = _MINUTES[k]
        count = left // size
        left = left % size
        if count > 0 or (size == 1 and len(parts) == 0):
            parts.append(f'{count} {name}{"" if count == 1 else "s"}')
    return 'up ' + ', '.join(parts)


def uptime_line(context: Context) -> str:
    """` 14:31:53 up 1 day, 16:10,  1 user,  load average: 0.10, 0.20, 0.30`"""
    minutes = minutes_up(context)
    days = minutes // 1440
    up = '' if days == 0 else f'{days} day{"" if days == 1 else "s"}, '
    hours = minutes // 60 % 24
    up += (
        f'{pad_left(str(hours), 2, " ")}:{pad_left(str(minutes % 60), 2, "0")}' if hours > 0 else f'{minutes % 60} min'
    )
    clock = format_time('%H:%M:%S', Moment(now_ms() / 1000, zone_in(context)))
    averages = ', '.join([to_fixed(each, 2) for each in context.system.load_averages()])
    return f' {clock} up {up},  1 user,  load average: {averages}'
