"""mount: shows what is mounted, or covers a folder with a file system (mount(8)); umount takes it away; mountpoint asks.

Types: tmpfs (memory), zip (a packed image, read-only), folder (a folder of the user's disk, which the page has been given, or, as `opfs:NAME`,
of the browser's private file system). `mount -a` mounts what /etc/fstab names."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.errno import EINVAL, ENOENT
from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.options import parse_options
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.sizes import parse_size
from runtime_py.sys.proc_text import options_of

FSTAB = '/etc/fstab'
TYPES = ['tmpfs', 'zip', 'folder']
_IGNORED = ['', 'defaults', 'rw', 'loop', 'relatime', 'noatime', 'nosuid', 'nodev', 'auto', 'noauto', 'user', 'users']
FAILED = 32             # mount(8)'s exit code for a mount that failed


class MountOptions:
    """`problem` is '' or what is wrong."""

    def __init__(self, words: list[str]) -> None:
        self.problem = ''
        self.is_read_only = False
        self.remount = False
        self.size = 0
        self.mode = 0o755
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        name, _, value = word.partition('=')
        if name == 'ro':
            self.is_read_only = True
        elif name == 'remount':
            self.remount = True
        elif name == 'size' and parse_size(value) >= 0:
            self.size = parse_size(value)
        elif name == 'mode' and is_octal(value):
            self.mode = int(value, 8)
        elif word not in _IGNORED:
            self.problem = f"bad option '{word}'"


def is_octal(text: str) -> bool:
    return 0 < len(text) <= 4 and all([letter in '01234567' for letter in text])


async def main(context: Context) -> int:
    options = parse_options(context.args, 't:o:raw', ['types=', 'options=', 'read-only', 'all'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    kind = options.value('t', options.value('types'))
    if options.any(['a', 'all']):
        return await _mount_all(context)
    if len(options.operands) == 0:
        return await _show(context, kind)
    words = ','.join([*options.all_values('o'), *options.all_values('options')]).split(',')
    if options.any(['r', 'read-only']):
        words.append('ro')
    operands = options.operands
    if len(operands) == 1 and 'remount' not in words:
        for line in fstab(context):
            if operands[0] in (line[0], line[1]) or context.path(operands[0]) == line[1]:
                return await mount_one(context, line[2], line[0], line[1], line[3].split(','))
        await context.error(f"can't find '{operands[0]}' in {FSTAB}")
        return 1
    if len(operands) > 2:
        return await usage_error(context, f"extra operand '{operands[2]}'")
    return await mount_one(context, kind, operands[0], operands[-1], words)


async def _show(context: Context, kind: str) -> int:
    for one in context.system.mounts():
        if kind == '' or one.kind in kind.split(','):
            await context.write(f'{one.source} on {one.path} type {one.kind} ({options_of(one)})\n')
    return 0


async def mount_one(context: Context, kind: str, source: str, target: str, words: list[str]) -> int:
    wanted = MountOptions(words)
    if wanted.problem != '':
        return await usage_error(context, wanted.problem)
    path = context.path(target)
    if wanted.remount:
        return await _said(context, target, context.system.remount(path, wanted.is_read_only))
    if kind in ('', 'auto'):
        kind = 'folder' if source.startswith('opfs:') else ('zip' if source.endswith('.zip') else '')
    if kind not in TYPES:
        await context.error(f"unknown filesystem type '{kind}'" if kind != '' else f'{target}: name a type (-t {", ".join(TYPES)})')
        return FAILED
    if kind == 'tmpfs':
        return await _said(context, target, context.system.mount_memory(source, path, wanted.mode, wanted.is_read_only, wanted.size))
    if kind == 'zip':
        real = context.system.realpath(context.path(source))
        if not isinstance(real, str):
            return await _said(context, source, real)
        source = real
    real_target = context.system.realpath(path)
    if not isinstance(real_target, str):
        return await _said(context, target, real_target)
    return await _ask(context, target, 'mount', [kind, source, real_target, wanted.is_read_only])


async def _said(context: Context, what: str, result: int) -> int:
    if result >= 0:
        return 0
    await context.error(f'{what}: ' + ('not mounted there' if result == -EINVAL else strerror(-result)))
    return FAILED


async def _ask(context: Context, what: str, op: str, args: list) -> int:
    """The kernel worker does it: contents come from there."""
    try:
        await context.system.ask_kernel(op, *args)
    except Exception as error:
        await context.error(f'{what}: {error_text(error)}')
        return FAILED
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
    """What isn't mounted yet; noauto is left out."""
    status = 0
    mounted = [one.path for one in context.system.mounts()]
    for source, target, kind, options in fstab(context):
        words = options.split(',')
        if target not in mounted and 'noauto' not in words and await mount_one(context, kind, source, target, words) != 0:
            status = FAILED
    return status


async def umount(context: Context) -> int:
    options = parse_options(context.args, 'arfl', ['all', 'force', 'lazy', 'read-only'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    for name in ['f', 'force', 'l', 'lazy', 'r', 'read-only']:
        if options.has(name):
            await context.error(f'-{name[0]} is not supported: close what is open there first')
            return 1
    mounts = [one for one in context.system.mounts() if one.kind in TYPES]
    names = options.operands
    if options.any(['a', 'all']):
        names = [one.path for one in mounts]
        names.reverse()
    if len(names) == 0:
        return await usage_error(context, 'name what to unmount')
    status = 0
    for name in names:
        if await _unmount(context, name, mounts) != 0:
            status = FAILED
    return status


async def _unmount(context: Context, name: str, mounts: list[Any]) -> int:
    path = context.system.realpath(context.path(name))
    kinds = [one for one in mounts if one.path == path]
    if len(kinds) == 0:
        kinds = [one for one in mounts if one.source == name or one.source == path]
    if len(kinds) == 0:
        await context.error(f'{name}: ' + (strerror(ENOENT) if path == -ENOENT else 'not mounted'))
        return FAILED
    mount = kinds[-1]
    if mount.kind == 'tmpfs':
        return await _said(context, name, context.system.unmount(mount.path))
    return await _ask(context, name, 'umount', [mount.path])


async def mountpoint(context: Context) -> int:
    """Exit 0 when the folder is one, 32 when not."""
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
