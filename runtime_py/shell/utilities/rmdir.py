"""rmdir: removes empty folders; -p also the parents that become empty."""

from __future__ import annotations

from runtime_py.platform.errno import ENOTEMPTY
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import folder_name
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'pv', ['parents', 'verbose', 'ignore-fail-on-non-empty'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    status = 0
    for operand in options.operands:
        path = operand
        while path not in ('', '.', '/'):
            if options.any(['v', 'verbose']):
                await context.write(f'rmdir: removing directory, {shown_in_quotes(path)}\n')
            result = context.system.rmdir(context.path(path))
            if result < 0:
                if result != -ENOTEMPTY or not options.has('ignore-fail-on-non-empty'):
                    await context.error(f'failed to remove {shown_in_quotes(path)}: {strerror(-result)}')
                    status = 1
                break
            if not options.any(['p', 'parents']):
                break
            path = folder_name(path)
    return status
