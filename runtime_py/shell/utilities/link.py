"""link: adds a name to a file (POSIX XCU link)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = options.operands
    if len(names) != 2:
        problem = (
            'missing operand'
            if len(names) == 0
            else (f"missing operand after '{names[0]}'" if len(names) == 1 else f"extra operand '{names[2]}'")
        )
        return await usage_error(context, problem)
    result = context.system.link(context.path(names[0]), context.path(names[1]))
    if result < 0:
        await context.error(f"cannot create link '{names[1]}' to '{names[0]}': {strerror(-result)}")
    return 1 if result < 0 else 0
