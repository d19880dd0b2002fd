"""dirname: paths without their last part."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import folder_name
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'z', ['zero'], False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    for path in options.operands:
        await context.write(folder_name(path) + ('\0' if options.any(['z', 'zero']) else '\n'))
    return 0
