"""cp: copies files, and with -r folders."""
from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.utils.file_tree import Copier, CopyOptions
from runtime_py.shell.utils.options import Options, parse_options
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.targets import find_targets

_LONG_NAMES = ['recursive', 'archive', 'force', 'interactive', 'no-clobber', 'preserve', 'preserve=', 'verbose', 'update', 'dereference', 'no-dereference',
               'link', 'symbolic-link', 'target-directory=', 'no-target-directory', 'parents']


async def main(context: Context) -> int:
    options = parse_options(context.args, 'rRapfinvuLPHdlst:TD', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    copier = Copier(context, _copy_options(options))
    targets = await find_targets(context, options, 'copy')
    status = 0 if targets.complete else 1
    for source, target in targets.pairs:
        if not await copier.copy(source, target):
            status = 1
    return status


def _copy_options(options: Options) -> CopyOptions:
    found = CopyOptions()
    archive = options.any(['a', 'archive'])
    found.recursive = archive or options.any(['r', 'R', 'recursive'])
    found.preserve = archive or options.any(['p', 'preserve'])
    found.force = options.any(['f', 'force'])
    found.interactive = options.any(['i', 'interactive'])
    found.no_clobber = options.any(['n', 'no-clobber'])
    found.update = options.any(['u', 'update'])
    found.verbose = options.any(['v', 'verbose'])
    found.follow = not archive and not options.any(['P', 'd', 'no-dereference']) and (options.any(['L', 'dereference']) or not found.recursive)
    found.link = options.any(['l', 'link'])
    found.symbolic = options.any(['s', 'symbolic-link'])
    return found
