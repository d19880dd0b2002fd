"""date: the time, in any format."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.dates import DateProblem, parse_date
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import UTC, Zone, zone_in

_LONG_NAMES = [
    'utc',
    'universal',
    'date=',
    'reference=',
    'iso-8601',
    'iso-8601=',
    'rfc-3339=',
    'rfc-email',
    'file=',
    'debug',
    'resolution',
    'set=',
]
_RFC_EMAIL = '%a, %d %b %Y %H:%M:%S %z'


async def main(context: Context) -> int:
    args: list[str] = []
    for arg in context.args:
        # -I only takes a value attached to it
        args.append(
            '--iso-8601=' + arg[2:] if arg.startswith('-I') and len(arg) > 2 else ('--iso-8601' if arg == '-I' else arg)
        )
    options = parse_options(args, 'ud:r:Rf:s:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    zone = UTC if options.any(['u', 'utc', 'universal']) else zone_in(context)
    seconds = now_ms() / 1000
    reference = options.value('r', options.value('reference'))
    if options.any(['d', 'date']):
        text = options.value('d', options.value('date'))
        try:
            seconds = parse_date(text, zone)
        except DateProblem:
            await context.error(f"invalid date '{text}'")
            return 1
    elif reference != '':
        status = status_of(context, reference)
        if status.error != 0:
            await context.error(f'{reference}: {strerror(status.error)}')
            return 1
        seconds = status.mtime
    pattern = _pattern(options)
    if len(options.operands) > 1:
        return await usage_error(context, f"extra operand '{options.operands[1]}'")
    for operand in options.operands:
        if not operand.startswith('+'):
            await context.error(f"invalid date '{operand}'")
            return 1
        pattern = operand[1:]
    if options.any(['s', 'set']):
        await context.error('cannot set date: Operation not permitted')
        return 1
    if options.has('resolution'):
        seconds, pattern = 0.000000001, '%s.%N'
    if options.any(['f', 'file']):
        return await _from_file(context, options.value('f', options.value('file')), pattern, zone)
    await context.write(format_time(pattern, Moment(seconds, zone)) + '\n')
    return 0


async def _from_file(context: Context, name: str, pattern: str, zone: Zone) -> int:
    """-f: a date for each line."""
    source = Input(context, name)
    lines = await source.all_lines()
    source.close()
    if source.error != 0:
        await context.error(f'{name}: {strerror(source.error)}')
        return 1
    status = 0
    for line in lines:
        try:
            await context.write(format_time(pattern, Moment(parse_date(line, zone), zone)) + '\n')
        except DateProblem:
            await context.error(f"invalid date '{line}'")
            status = 1
    return status


def _pattern(options: Options) -> str:
    if options.any(['R', 'rfc-email', 'file=', 'debug', 'resolution', 'set=']):
        return _RFC_EMAIL
    precise = options.value('iso-8601', options.value('rfc-3339'))
    between = ' ' if options.has('rfc-3339') else 'T'
    if options.any(['iso-8601', 'rfc-3339']):
        if precise in ('', 'date'):
            return '%Y-%m-%d'
        clock = '%H:%M:%S.%N' if options.has('rfc-3339') else '%H:%M:%S,%N'
        for name, found in [['hours', '%H'], ['minutes', '%H:%M'], ['seconds', '%H:%M:%S']]:
            clock = found if name.startswith(precise) else clock
        return f'%Y-%m-%d{between}{clock}%:z'
    return '%a %b %e %H:%M:%S %Z %Y'
