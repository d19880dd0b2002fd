"""printenv: prints values of environment variables, or all of them (GNU coreutils)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.env import print_all

_TROUBLE = 2


async def main(context: Context) -> int:
    options = parse_options(context.args, '0', ['null'], False)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    end = '\0' if options.any(['0', 'null']) else '\n'
    if len(options.operands) == 0:
        await print_all(context, context.env, end)
        return 0
    status = 0
    for name in options.operands:
        found = context.env.get(name)
        if found is None:
            status = 1
        else:
            await context.write(f'{found}{end}')
    return status
