"""audit: searches the audit log, and looks whether it was changed. The log is the kernel's (kernel/audit_log.py); here
it is only read."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import now_ms
from runtime_py.security.audit_chain import Head, lines_of, read_line, verify
from runtime_py.security.audit_query import Query, line_for_people, seconds_of
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.zone import zone_of

FOLDER = '/var/log/audit'
_LONG_NAMES = ['since=', 'who=', 'kind=', 'denied', 'json', 'follow', 'help']
_FOLLOW_MS = 200
_HELP = """Usage: audit [OPTION]...     show records of the audit log
  or:  audit verify          look whether it was changed
  --since=TIME   from an ISO time on, or as long ago as 90, 10m, 2h, 1d
  --who=TEXT     a pid, or part of a program's or package's name
  --kind=KIND    start, end, decision, connection, behaviour, port, note, limit, preview, warning, policy, log
  --denied       only what a policy refused
  --json         as the log has it, a record a line
  -f, --follow   go on with what comes
"""


async def main(context: Context) -> int:
    options = parse_options(context.args, 'f', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    words = options.operands
    if len(words) == 1 and words[0] == 'verify':
        return await _verify(context)
    if len(words) > 0:
        return await usage_error(context, f"extra operand '{words[0]}'")
    since = _since(options.value('since'))
    if since is None:
        return await usage_error(context, f"invalid time '{options.value('since')}'")
    query = Query(since, options.value('who'), options.has('denied'), options.value('kind'))
    return await _show(context, options, query)


def _since(text: str) -> str | None:
    """An ISO time in UTC; '' for all; None for anything that isn't a time."""
    seconds = seconds_of(text)
    if seconds >= 0:
        return format_time('%Y-%m-%dT%H:%M:%S', Moment(now_ms() / 1000 - seconds, zone_of('UTC')))
    digits = len([letter for letter in text[:4] if letter.isdigit()])
    return text if text == '' or (digits == 4 and text[4:5] == '-') else None


async def _show(context: Context, options: Options, query: Query) -> int:
    shown = 0
    while True:
        for line in lines_of(_text(context)):
            record = read_line(line)
            if record is None or record.get('number') <= shown:
                continue
            shown = record.get('number')
            if query.wants(record):
                await context.write((line if options.has('json') else line_for_people(record)) + '\n')
        if not options.any(['f', 'follow']):
            return 0
        await context.flush()
        await context.sleep(_FOLLOW_MS)


async def _verify(context: Context) -> int:
    head = await context.system.ask_kernel('audit.head')
    lines = lines_of(_text(context))
    problems = verify(lines, Head(head[0], head[1]) if isinstance(head, list) else None)
    for problem in problems:
        await context.write(problem + '\n')
    if len(problems) == 0:
        await context.write(f'{len(lines)} records, none was changed\n')
    return 0 if len(problems) == 0 else 1


def _text(context: Context) -> str:
    names: Any = context.system.readdir(FOLDER)
    if isinstance(names, int):
        return ''
    parts = sorted([name for name in names if name.isdigit()], key=lambda name: int(name))
    found = ''
    for name in [*parts, 'current']:
        content = context.system.read_file(f'{FOLDER}/{name}')
        found += '' if isinstance(content, int) else decode(content)
    return found
