"""mount: lists mounts, or mounts a file system on a folder (mount(8)); umount unmounts it; mountpoint tests a folder.

Types: tmpfs (memory), zip (a packed image, read-only), folder (a folder of the user's disk, which the user gave to the
page, or, as `opfs:NAME`, of the browser's private file system). `mount -a` mounts what /etc/fstab names."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.errno import EACCES, EBUSY, EINVAL, ENOENT, ENOTDIR
from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.mount.options import MountOptions
from runtime_py.sys.proc_text import options_of

FSTAB = '/etc/fstab'
TYPES = ['tmpfs', 'zip', 'folder']
FAILED = 32  # mount(8)'s exit code for a mount that failed
# messages for an errno here: [errno, text]
_NO_MOUNT = [
    (ENOENT, 'mount point does not exist'),
    (ENOTDIR, 'mount point is not a directory'),
    (EINVAL, 'mount point not mounted or bad option'),
    (EACCES, 'cannot remount read-write: an image is never written'),
]
_NO_UMOUNT = [(ENOENT, 'no mount point specified'), (EINVAL, 'not mounted'), (EBUSY, 'target is busy')]


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        't:o:rwavlnBMR',
        [
            'types=',
            'options=',
            'read-only',
            'read-write',
            'all',
            'verbose',
            'show-labels',
            'no-mtab',
            'bind',
            'move',
            'rbind',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    kind = options.value('t', options.value('types'))
    if options.any(['a', 'all']):
        return await _mount_all(context)
    if len(options.operands) == 0:
        return await _show(context, kind)
    operands = options.operands
    if len(operands) > 2:
        return await usage_error(context, 'bad usage')
    words = _words(options)
    if len(operands) == 1 and 'remount' not in words:
        for line in fstab(context):
            if operands[0] in (line[0], line[1]) or context.path(operands[0]) == line[1]:
                return await mount_one(context, line[2], line[0], line[1], [*line[3].split(','), *words])
        await context.error(f"{operands[0]}: can't find in {FSTAB}.")
        return 1
    status = await mount_one(context, kind, operands[0], operands[-1], words)
    if status == 0 and options.any(['v', 'verbose']):
        await context.write(f'mount: {operands[0]} mounted on {context.path(operands[-1])}.\n')
    return status


def _words(options: Options) -> list[str]:
    """The words of -o, and of the equivalent options."""
    words = ','.join([*options.all_values('o'), *options.all_values('options')]).split(',')
    for names, word in [
        (['r', 'read-only'], 'ro'),
        (['w', 'read-write'], 'rw'),
        (['B', 'bind'], 'bind'),
        (['R', 'rbind'], 'rbind'),
        (['M', 'move'], 'move'),
    ]:
        if options.any(names):
            words.append(word)
    return words


async def _show(context: Context, kind: str) -> int:
    for one in context.system.mounts():
        if kind == '' or one.kind in kind.split(','):
            await context.write(f'{one.source} on {one.path} type {one.kind} ({options_of(one)})\n')
    return 0


async def mount_one(context: Context, kind: str, source: str, target: str, words: list[str]) -> int:
    wanted = MountOptions(words)
    path = context.path(target)
    if wanted.problem != '':
        return await _fail(context, path, wanted.problem)
    if wanted.remount:
        return await _said(context, path, context.system.remount(path, wanted.is_read_only, wanted.size), _NO_MOUNT)
    if kind in ('', 'auto'):
        kind = 'folder' if source.startswith('opfs:') else ('zip' if source.endswith('.zip') else '')
    if kind == '' and not context.system.exists(context.path(source)):
        return await _fail(context, path, f'special device {source} does not exist')
    if kind not in TYPES:
        return await _fail(
            context,
            path,
            (f"unknown filesystem type '{kind}'" if kind != '' else 'name a type') + f' (there are {", ".join(TYPES)})',
        )
    is_read_only = wanted.is_read_only or False
    if kind == 'tmpfs':
        return await _said(
            context,
            path,
            context.system.mount_memory(source, path, wanted.mode, is_read_only, max(wanted.size, 0)),
            _NO_MOUNT,
        )
    if kind == 'zip':
        real = context.system.realpath(context.path(source))
        if not isinstance(real, str):
            return await _said(context, source, real, [])
        source = real
    real_target = context.system.realpath(path)
    if not isinstance(real_target, str):
        return await _said(context, path, real_target, _NO_MOUNT)
    return await _ask(context, path, 'mount', [kind, source, real_target, is_read_only])


async def _fail(context: Context, what: str, problem: str) -> int:
    await context.error(f'{what}: {problem}.')
    return FAILED


async def _said(context: Context, what: str, result: int, words: list[tuple[int, str]]) -> int:
    if result >= 0:
        return 0
    own = [text for errno, text in words if errno == -result]
    return await _fail(context, what, own[0] if len(own) > 0 else strerror(-result))


async def _ask(context: Context, what: str, op: str, args: list) -> int:
    """The kernel worker mounts it, since it loads the contents."""
    try:
        await context.system.ask_kernel(op, *args)
    except Exception as error:
        return await _fail(context, what, error_text(error))
    return 0


def fstab(context: Context) -> list[list[str]]:
    """[source, target, type, options] of each line."""
    data = context.system.read_file(FSTAB)
    found: list[list[str]] = []
    if not isinstance(data, int):
        for line in decode(data).split('\n'):
            fields = line.split('#')[0].split()
            if len(fields) >= 3:
                found.append([fields[0], fields[1], fields[2], fields[3] if len(fields) > 3 else 'defaults'])
    return found


async def _mount_all(context: Context) -> int:
    """Mounts the entries that aren't mounted yet, except those with noauto."""
    status = 0
    mounted = [one.path for one in context.system.mounts()]
    for source, target, kind, options in fstab(context):
        words = options.split(',')
        if (
            target not in mounted
            and 'noauto' not in words
            and await mount_one(context, kind, source, target, words) != 0
        ):
            status = FAILED
    return status


async def umount(context: Context) -> int:
    options = parse_options(
        context.args, 'arflqvn', ['all', 'force', 'lazy', 'read-only', 'quiet', 'verbose', 'no-mtab']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    for name in ['f', 'force', 'l', 'lazy', 'r', 'read-only']:
        if options.has(name):
            await context.error(f'-{name[0]} is not supported: close all files there first')
            return 1
    names = options.operands
    if options.any(['a', 'all']):
        names = [one.path for one in context.system.mounts() if one.kind in TYPES]
        names.reverse()
    elif len(names) == 0:
        return await usage_error(context, 'bad usage')
    status = 0
    for name in names:
        if await _unmount(context, name, options.any(['q', 'quiet'])) != 0:
            status = FAILED
        elif options.any(['v', 'verbose']):
            await context.write(f'umount: {name} unmounted\n')
    return status


async def _unmount(context: Context, name: str, quiet: bool) -> int:
    path = context.system.realpath(context.path(name))
    mounts: list[Any] = context.system.mounts()
    found = [one for one in mounts if one.path == path]
    if len(found) == 0:
        found = [one for one in mounts if one.kind in TYPES and one.source in (name, path)]
    if len(found) == 0:
        if quiet and isinstance(path, str):
            return FAILED
        return await _said(context, name, -ENOENT if path == -ENOENT else -EINVAL, _NO_UMOUNT)
    mount = found[-1]
    if mount.kind not in TYPES:
        return await _said(context, name, -EBUSY, _NO_UMOUNT)  # the machine needs it
    if mount.kind == 'tmpfs':
        return await _said(context, name, context.system.unmount(mount.path), _NO_UMOUNT)
    return await _ask(context, name, 'umount', [mount.path])


async def mountpoint(context: Context) -> int:
    """Exit 0 when the folder is a mount point, 32 when not."""
    options = parse_options(context.args, 'q', ['quiet'])
    if options.problem != '' or len(options.operands) != 1:
        return await usage_error(context, options.problem if options.problem != '' else 'name one folder')
    name = options.operands[0]
    path = context.system.realpath(context.path(name))
    is_quiet = options.any(['q', 'quiet'])
    if not isinstance(path, str):
        if not is_quiet:
            await context.error(f'{name}: {strerror(-path)}')
        return 1
    found = path in [one.path for one in context.system.mounts()]
    if not is_quiet:
        await context.write(f'{name} is {"" if found else "not "}a mountpoint\n')
    return 0 if found else FAILED


COMMANDS: list[Any] = [['mount', main], ['umount', umount], ['mountpoint', mountpoint]]
