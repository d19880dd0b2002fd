"""ln: makes links, hard or (-s) symbolic."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.backups import BACKUP_LETTERS, BACKUP_NAMES, Backups, shown_backup
from runtime_py.shell.support.file_tree import confirm
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import folder_name, relative
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.targets import find_targets
from runtime_py.shell.utilities.readlink import real_path

_LONG_NAMES = [
    'symbolic',
    'force',
    'interactive',
    'no-dereference',
    'verbose',
    'relative',
    'target-directory=',
    'no-target-directory',
    'logical',
    'physical',
    *BACKUP_NAMES,
]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'sfinvrt:TLPdF' + BACKUP_LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    kept = Backups(context, options)
    if kept.problem != '':
        return await usage_error(context, kept.problem)
    # with -n, a link to a folder isn't treated as a folder; a single operand is linked into the current folder
    if len(options.operands) == 1 and not options.any(['t', 'target-directory']):
        options.operands.append('.')
    if (
        options.any(['n', 'no-dereference'])
        and len(options.operands) == 2
        and status_of(context, options.operands[1], False).is_link()
    ):
        options.add('T', '')
    targets = await find_targets(context, options, 'link')
    status = 0 if targets.complete else 1
    for source, target in targets.pairs:
        if not await _link(context, options, kept, source, target):
            status = 1
    return status


async def _link(context: Context, options: Options, kept: Backups, source: str, target: str) -> bool:
    symbolic = options.any(['s', 'symbolic'])
    kind = 'symbolic link' if symbolic else 'hard link'
    if not symbolic:
        there = status_of(context, source, False)
        if there.error != 0:
            await context.error(f'failed to access {shown_in_quotes(source)}: {strerror(there.error)}')
            return False
        if there.is_folder():
            await context.error(f'{source}: hard link not allowed for directory')
            return False
    old = status_of(context, target, False)
    saved = ''
    if old.error == 0:
        replaces = options.any(['f', 'force'])
        if options.any(['i', 'interactive']):
            replaces = await confirm(context, f'replace {shown_in_quotes(target)}?')
            if not replaces:
                return False
        if replaces and not old.is_folder():
            if not symbolic and old.same_file(status_of(context, source, False)):
                await context.error(f'{shown_in_quotes(source)} and {shown_in_quotes(target)} are the same file')
                return False
            if not kept.wanted:
                context.system.unlink(context.path(target))
        if kept.wanted and not old.is_folder():
            made = await kept.keep(target)
            if made is None:
                return False
            saved = made
    text = _relative_text(context, source, target) if symbolic and options.any(['r', 'relative']) else source
    to = context.path(target)
    follows = options.any(['L', 'logical']) and not symbolic
    real = context.system.realpath(context.path(source)) if follows else ''
    origin = real if isinstance(real, str) and real != '' else context.path(source)
    result = context.system.symlink(text, to) if symbolic else context.system.link(origin, to)
    if result < 0:
        arrow = (
            f'{shown_in_quotes(target)} => {shown_in_quotes(source)}'
            if not symbolic and old.error != 0
            else f'{shown_in_quotes(target)}'
        )
        await context.error(f'failed to create {kind} {arrow}: {strerror(-result)}')
        return False
    if options.any(['v', 'verbose']):
        await context.write(f"{shown_in_quotes(target)} {'->' if symbolic else '=>'} '{text}'{shown_backup(saved)}\n")
    return True


def _relative_text(context: Context, source: str, target: str) -> str:
    """The path from where the link will really be to what the source really is."""
    folder = real_path(context, folder_name(target), False, True)
    origin = real_path(context, source, False, True)
    return relative(
        folder if isinstance(folder, str) else folder_name(context.path(target)),
        origin if isinstance(origin, str) else context.path(source),
    )
