"""pwd: prints the current folder; -P without symbolic links."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'LP', ['logical', 'physical'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    path = context.cwd
    if options.any(['P', 'physical']):
        real = context.system.realpath(path)
        path = real if isinstance(real, str) else path
    await context.write(path + '\n')
    return 0
