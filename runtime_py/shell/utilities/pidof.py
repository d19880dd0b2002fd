"""pidof: prints the pids of processes that run a program, the newest first (sysvinit-utils)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import base_name
from runtime_py.shell.support.process_fields import name_of
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'sqo:S:', ['single-shot'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    omitted = [word for text in options.all_values('o') for word in text.split(',')]
    found = [
        one.pid
        for one in context.system.list_processes()
        if name_of(one) in [base_name(name) for name in options.operands]
        and str(one.pid) not in omitted
        and one.state != 'Z'
    ]
    found.reverse()
    if options.any(['s', 'single-shot']):
        found = found[:1]
    if len(found) > 0 and not options.has('q'):
        await context.write(options.value('S', ' ').join([str(pid) for pid in found]) + '\n')
    return 0 if len(found) > 0 else 1
