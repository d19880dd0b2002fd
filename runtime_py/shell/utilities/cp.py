"""cp: copies files, and with -r folders."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.backups import BACKUP_LETTERS, BACKUP_NAMES, Backups
from runtime_py.shell.support.file_tree import Copier, CopyOptions
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.targets import find_targets

_LONG_NAMES = [
    'recursive',
    'archive',
    'force',
    'interactive',
    'no-clobber',
    'preserve',
    'preserve=',
    'no-preserve=',
    'verbose',
    'update',
    'dereference',
    'no-dereference',
    'link',
    'symbolic-link',
    'target-directory=',
    'no-target-directory',
    'parents',
    'copy-contents',
    'one-file-system',
    'attributes-only',
    'reflink',
    'reflink=',
    'sparse=',
    'strip-trailing-slashes',
    'remove-destination',
    'context',
    'context=',
    *BACKUP_NAMES,
]

_ATTRIBUTES = ['mode', 'ownership', 'timestamps', 'links', 'context', 'xattr', 'all']


async def main(context: Context) -> int:
    options = parse_options(context.args, 'rRapfinvuLPHdlst:TDxZ' + BACKUP_LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    for text in [*options.all_values('preserve'), *options.all_values('no-preserve')]:
        for word in text.split(',') if text != '' else []:
            if word not in _ATTRIBUTES:
                return await usage_error(
                    context, f"invalid argument '{word}' for '--preserve' (there are {', '.join(_ATTRIBUTES)})"
                )
    kept = Backups(context, options)
    if kept.problem != '':
        return await usage_error(context, kept.problem)
    for name in ['reflink', 'sparse']:
        if options.value(name) not in ('', 'auto', 'always', 'never'):
            return await usage_error(context, f"invalid argument '{options.value(name)}' for '--{name}'")
    if options.value('reflink') == 'always' or (options.has('reflink') and options.value('reflink') == ''):
        await context.error('--reflink=always is not supported: files here share no blocks')
        return 1
    if options.has('strip-trailing-slashes'):
        options.operands = [name.rstrip('/') or name for name in options.operands]
    copier = Copier(context, _copy_options(options, context.args), kept if kept.wanted else None)
    targets = await find_targets(context, options, 'copy')
    status = 0 if targets.complete else 1
    if options.has('parents') and targets.complete:
        folder = options.value('t', options.value('target-directory', options.operands[-1]))
        if not status_of(context, folder).is_folder():
            return await usage_error(context, 'with --parents, the destination must be a directory')
        targets.pairs = [[pair[0].rstrip('/'), join(folder, pair[0].strip('/'))] for pair in targets.pairs]
    for source, target in targets.pairs:
        if options.has('parents') and not await _make_parents(context, source, target):
            status = 1
            continue
        if not await copier.copy(source, target, True):
            status = 1
    return status


async def _make_parents(context: Context, source: str, target: str) -> bool:
    """Makes the folders of the source's path, with their modes there."""
    at = source.find('/', 1)
    while at > 0:
        status = status_of(context, source[:at])
        place = target[: len(target) - len(source) + at]
        error = (
            0
            if status_of(context, place).is_folder()
            else context.system.mkdir(context.path(place), (status.mode & 0o7777) | 0o700)
        )
        if status.error != 0 or error < 0:
            await cannot(
                context,
                'stat' if status.error != 0 else 'make directory',
                source[:at] if status.error != 0 else place,
                max(status.error, -error),
            )
            return False
        at = source.find('/', at + 1)
    return True


def _choose_kept(options: Options, found: CopyOptions, archive: bool) -> None:
    """-p keeps mode and times, -d links, -a all. Attributes that don't exist here (ownership, context, xattr) need
    nothing."""
    kept: list[str] = ['all'] if archive else []
    if options.has('d'):
        kept.append('links')
    if options.any(['p', 'preserve']):
        named = ','.join([text for text in options.all_values('preserve') if text != ''])
        kept.extend(named.split(',') if named != '' else [])
        if options.has('p') or named == '':
            kept.extend(['mode', 'timestamps'])
    dropped = ','.join(options.all_values('no-preserve')).split(',')
    found.keeps_mode = _is_kept('mode', kept, dropped)
    found.keeps_times = _is_kept('timestamps', kept, dropped)
    found.keeps_links = _is_kept('links', kept, dropped)


def _is_kept(name: str, kept: list[str], dropped: list[str]) -> bool:
    return (name in kept or 'all' in kept) and name not in dropped and 'all' not in dropped


def _link_rule(args: list[str]) -> str:
    """Which links are followed: L all, H those on the command line, P none; '' without an option. The last option
    counts."""
    rule = ''
    for arg in args:
        if arg == '--':
            break
        if arg in ('--dereference', '--no-dereference', '--archive'):
            rule = 'L' if arg == '--dereference' else 'P'
        elif arg.startswith('-') and not arg.startswith('--'):
            for letter in arg[1:]:
                if letter == 't':
                    break
                rule = letter if letter in 'HLP' else ('P' if letter in 'ad' else rule)
    return rule


def _copy_options(options: Options, args: list[str]) -> CopyOptions:
    found = CopyOptions()
    archive = options.any(['a', 'archive'])
    found.recursive = archive or options.any(['r', 'R', 'recursive'])
    _choose_kept(options, found, archive)
    found.force = options.any(['f', 'force'])
    found.interactive = options.any(['i', 'interactive'])
    found.no_clobber = options.any(['n', 'no-clobber'])
    found.update = options.any(['u', 'update'])
    found.verbose = options.any(['v', 'verbose'])
    rule = _link_rule(args)
    found.follow = rule == 'L' or (rule == '' and not found.recursive)
    found.follows_operands = found.follow or rule == 'H'
    found.link = options.any(['l', 'link'])
    found.attributes_only = options.has('attributes-only')
    found.removes_first = options.has('remove-destination')
    found.one_file_system = options.any(['x', 'one-file-system'])
    found.symbolic = options.any(['s', 'symbolic-link'])
    return found
