"""rm: removes files, and with -r folders."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.file_tree import Remover
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.vfs.path_text import normal


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'rRfivdI',
        ['recursive', 'force', 'interactive', 'verbose', 'dir', 'no-preserve-root', 'preserve-root'],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    remover = Remover(context)
    remover.recursive = options.any(['r', 'R', 'recursive'])
    remover.force = options.any(['f', 'force'])
    remover.interactive = options.any(['i', 'interactive'])
    remover.empty_folders = options.any(['d', 'dir'])
    remover.verbose = options.any(['v', 'verbose'])
    if len(options.operands) == 0 and not remover.force:
        return await usage_error(context, 'missing operand')
    status = 0
    for path in options.operands:
        if remover.recursive and normal(context.path(path)) == '/' and not options.has('no-preserve-root'):
            await context.error("it is dangerous to operate recursively on '/'")
            await context.error('use --no-preserve-root to override this failsafe')
            status = 1
        elif not await remover.remove(path):
            status = 1
    return status
