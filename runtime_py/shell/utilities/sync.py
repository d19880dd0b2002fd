"""sync: returns when all files are in the browser's storage, or (FILE...) reports why they can't be stored."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'df', ['data', 'file-system'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    status = 0
    for path in options.operands if len(options.operands) > 0 else ['/']:
        fd = context.system.open(context.path(path), 0, 0)
        result = fd
        if fd >= 0:
            result = await context.system.fsync_async(fd)
            context.system.close(fd)
        if result < 0:
            await context.error(f"error syncing '{path}': {strerror(-result)}")
            status = 1
    return status
