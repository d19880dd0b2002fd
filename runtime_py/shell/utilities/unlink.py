"""unlink: removes one name (POSIX XCU unlink)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) != 1:
        return await usage_error(
            context, 'missing operand' if len(options.operands) == 0 else f"extra operand '{options.operands[1]}'"
        )
    result = context.system.unlink(context.path(options.operands[0]))
    if result < 0:
        await context.error(f"cannot unlink '{options.operands[0]}': {strerror(-result)}")
    return 1 if result < 0 else 0
