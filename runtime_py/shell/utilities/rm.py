"""rm: removes files, and with -r folders."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.file_tree import Remover, confirm
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.vfs.path_text import normal


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'rRfivdI',
        [
            'recursive',
            'force',
            'interactive',
            'interactive=',
            'verbose',
            'dir',
            'no-preserve-root',
            'preserve-root',
            'preserve-root=',
            'one-file-system',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    remover = Remover(context)
    remover.recursive = options.any(['r', 'R', 'recursive'])
    when = _when(context.args)
    if when == '':
        return await usage_error(context, f"invalid argument '{options.value('interactive')}' for '--interactive'")
    remover.interactive = when == 'always'
    remover.force = options.any(['f', 'force']) and when == 'never'
    remover.one_file_system = options.has('one-file-system')
    remover.empty_folders = options.any(['d', 'dir'])
    remover.verbose = options.any(['v', 'verbose'])
    if len(options.operands) == 0 and not remover.force:
        return 0 if options.any(['f', 'force']) else await usage_error(context, 'missing operand')
    if when == 'once' and (remover.recursive or len(options.operands) > 3):
        count = len(options.operands)
        many = 'argument' if count == 1 else 'arguments'
        how = ' recursively' if remover.recursive else ''
        if not await confirm(context, f'remove {count} {many}{how}?'):
            return 0
    status = 0
    for path in options.operands:
        if remover.recursive and normal(context.path(path)) == '/' and not options.has('no-preserve-root'):
            await context.error("it is dangerous to operate recursively on '/'")
            await context.error('use --no-preserve-root to override this failsafe')
            status = 1
        elif not await remover.remove(path, True):
            status = 1
    return status


def _when(args: list[str]) -> str:
    """When to ask: never, once or always, by the last option that says so; '' when its value is none of these."""
    found = 'never'
    for arg in args:
        if arg == '--':
            break
        if arg == '--force':
            found = 'never'
        elif arg.startswith('--interactive'):
            value = arg[len('--interactive=') :]
            found = 'always' if value in ('', 'always', 'yes') else value
            found = 'never' if found in ('no', 'none') else found
            if found not in ('always', 'once', 'never'):
                return ''
        elif arg.startswith('-') and not arg.startswith('--'):
            for letter in arg[1:]:
                found = 'never' if letter == 'f' else ('once' if letter == 'I' else found)
                found = 'always' if letter == 'i' else found
    return found
