"""install: copies files and sets their mode, and makes folders (GNU coreutils). There is one owner: -o and -g must name
the user."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.file_tree import Copier, CopyOptions
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.status import parse_mode, status_of
from runtime_py.shell.support.targets import find_targets
from runtime_py.shell.utilities.mkdir import make_folder

_LONG_NAMES = [
    'directory',
    'mode=',
    'owner=',
    'group=',
    'preserve-timestamps',
    'verbose',
    'target-directory=',
    'no-target-directory',
]
_OWNERS = ['', 'user', '1000']


async def main(context: Context) -> int:
    options = parse_options(context.args, 'cdDg:m:o:pt:Tv', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    mode = parse_mode(options.value('m', options.value('mode', '755')), 0, 0, True)
    if mode < 0:
        await context.error(f"invalid mode '{options.value('m', options.value('mode'))}'")
        return 1
    for name in (options.value('o', options.value('owner')), options.value('g', options.value('group'))):
        if name not in _OWNERS:
            await context.error(f"cannot change ownership to '{name}': Operation not permitted")
            return 1
    if options.any(['d', 'directory']):
        return await _make_folders(context, options, mode)
    if options.any(['D']) and not await _make_room(context, options):
        return 1
    targets = await find_targets(context, options, 'install')
    status = 0 if targets.complete else 1
    for source, target in targets.pairs:
        status = max(status, await _install(context, options, source, target, mode))
    return status


async def _make_folders(context: Context, options: Options, mode: int) -> int:
    if len(options.operands) == 0:
        return await usage_error(context, 'missing file operand')
    status = 0
    for path in options.operands:
        error = await make_folder(context, path, True, options.any(['v', 'verbose']))
        if error == 0:
            error = -context.system.chmod(context.path(path), mode)
        if error != 0:
            await cannot(context, 'create directory', path, error)
            status = 1
    return status


async def _make_room(context: Context, options: Options) -> bool:
    """-D: makes the parent folders of the target, or the folder of -t."""
    folder = options.value('t', options.value('target-directory'))
    if folder == '' and len(options.operands) == 2 and '/' in options.operands[1]:
        folder = options.operands[1][: options.operands[1].rfind('/')]
    error = await make_folder(context, folder, True, False) if folder != '' else 0
    if error != 0:
        await cannot(context, 'create directory', folder, error)
    return error == 0


async def _install(context: Context, options: Options, source: str, target: str, mode: int) -> int:
    status = status_of(context, source)
    if status.is_folder():
        await context.error(f"omitting directory '{source}'")
        return 1
    if status.error == 0 and status_of(context, target, False).error == 0:
        # replaces the file, so that a running program keeps the old one
        removed = context.system.unlink(context.path(target))
        if removed < 0:
            await context.error(f"cannot remove '{target}': {strerror(-removed)}")
            return 1
    how = CopyOptions()
    how.keeps_times = options.any(['p', 'preserve-timestamps'])
    how.verbose = options.any(['v', 'verbose'])
    if not await Copier(context, how).copy(source, target):
        return 1
    changed = context.system.chmod(context.path(target), mode)
    if changed < 0:
        await context.error(f"cannot change permissions of '{target}': {strerror(-changed)}")
    return 1 if changed < 0 else 0
