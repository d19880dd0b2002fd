"""which: finds a program along PATH."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of


async def main(context: Context) -> int:
    options = parse_options(context.args, 'as', [])
    if options.problem != '':
        return await usage_error(context, options.problem, 2)
    status = 0
    for name in options.operands:
        found = programs(context, name)
        if len(found) == 0:
            status = 1
        elif not options.has('s'):
            for path in found if options.has('a') else found[:1]:
                await context.write(path + '\n')
    return status


def programs(context: Context, name: str) -> list[str]:
    """All executable files of this name along PATH."""
    if '/' in name:
        return [name] if _is_program(context, name) else []
    path = context.env.get('PATH')
    found: list[str] = []
    for folder in ('/usr/bin:/bin' if path is None else path).split(':'):
        candidate = ('.' if folder == '' else folder.rstrip('/')) + '/' + name
        if _is_program(context, candidate) and candidate not in found:
            found.append(candidate)
    return found


def _is_program(context: Context, path: str) -> bool:
    status = status_of(context, path)
    return status.is_regular() and (status.mode & 0o111) != 0
