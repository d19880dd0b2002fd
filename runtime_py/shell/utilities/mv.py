"""mv: renames; across file systems it copies and removes."""

from __future__ import annotations

from runtime_py.platform.errno import EXDEV
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.backups import BACKUP_LETTERS, BACKUP_NAMES, Backups, shown_backup
from runtime_py.shell.support.file_tree import Copier, CopyOptions, Remover, confirm
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.targets import find_targets

_LONG_NAMES = [
    'force',
    'interactive',
    'no-clobber',
    'verbose',
    'update',
    'target-directory=',
    'no-target-directory',
    'strip-trailing-slashes',
    'context',
    *BACKUP_NAMES,
]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'finvut:TZ' + BACKUP_LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    kept = Backups(context, options)
    if kept.problem != '':
        return await usage_error(context, kept.problem)
    if options.has('strip-trailing-slashes'):
        options.operands = [name.rstrip('/') or name for name in options.operands]
    targets = await find_targets(context, options, 'move')
    status = 0 if targets.complete else 1
    copiers: list[Copier] = []  # made when it is needed
    for source, target in targets.pairs:
        if not await _move(context, options, kept, copiers, source, target):
            status = 1
    return status


async def _move(
    context: Context, options: Options, kept: Backups, copiers: list[Copier], source: str, target: str
) -> bool:
    status = status_of(context, source, False)
    if status.error != 0:
        await cannot(context, 'stat', source, status.error)
        return False
    there = status_of(context, target, False)
    saved = ''
    if there.error == 0:
        if status.same_file(there):
            await context.error(f'{shown_in_quotes(source)} and {shown_in_quotes(target)} are the same file')
            return False
        if options.any(['n', 'no-clobber']) or (options.any(['u', 'update']) and there.mtime >= status.mtime):
            return True
        if options.any(['i', 'interactive']) and not await confirm(context, f'overwrite {shown_in_quotes(target)}?'):
            return True
        if kept.wanted and not (there.is_folder() and not status.is_folder()):
            made = await kept.keep(target)
            if made is None:
                return False
            saved = made
        elif there.is_folder() and not status.is_folder():
            await context.error(
                f'cannot overwrite directory {shown_in_quotes(target)} with non-directory {shown_in_quotes(source)}'
            )
            return False
        elif status.is_folder() and not there.is_folder():
            await context.error(
                f'cannot overwrite non-directory {shown_in_quotes(target)} with directory {shown_in_quotes(source)}'
            )
            return False
    result = context.system.rename(context.path(source), context.path(target))
    if result == -EXDEV:
        return await _copy_over(context, copiers, source, target)
    if result < 0:
        if status.is_folder() and (context.path(target) + '/').startswith(context.path(source).rstrip('/') + '/'):
            await context.error(
                f'cannot move {shown_in_quotes(source)} to a subdirectory of itself, {shown_in_quotes(target)}'
            )
        else:
            await context.error(
                f'cannot move {shown_in_quotes(source)} to {shown_in_quotes(target)}: {strerror(-result)}'
            )
        return False
    if options.any(['v', 'verbose']):
        await context.write(f'renamed {shown_in_quotes(source)} -> {shown_in_quotes(target)}{shown_backup(saved)}\n')
    return True


def _copier(context: Context) -> Copier:
    """The copier for moves to another file system, shared by all operands so that hard links are preserved."""
    how = CopyOptions()
    how.recursive = True
    how.keeps_mode = True
    how.keeps_times = True
    how.keeps_links = True
    how.follow = False
    how.force = True
    return Copier(context, how)


async def _copy_over(context: Context, copiers: list[Copier], source: str, target: str) -> bool:
    if len(copiers) == 0:
        copiers.append(_copier(context))
    if not await copiers[0].copy(source, target):
        return False
    remover = Remover(context)
    remover.recursive = True
    return await remover.remove(source)
