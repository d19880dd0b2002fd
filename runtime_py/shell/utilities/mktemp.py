"""mktemp: makes a new file, or (-d) folder, with a unique name."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import EEXIST
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import usage_error
from runtime_py.vfs.flags import O_CREAT, O_EXCL, O_WRONLY

_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
_CREATE_NEW = O_WRONLY | O_CREAT | O_EXCL
_TRIES = 100


async def main(context: Context) -> int:
    options = parse_options(context.args, 'dqutp:', ['directory', 'quiet', 'dry-run', 'tmpdir', 'tmpdir=', 'suffix='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 1:
        return await usage_error(context, 'too many templates')
    template = options.operands[0] if len(options.operands) == 1 else 'tmp.XXXXXXXXXX'
    suffix = options.value('suffix')
    end = len(template)
    if suffix == '':
        while end > 0 and template[end - 1] != 'X':
            end -= 1
        suffix = template[end:]
    start = end
    while start > 0 and template[start - 1] == 'X':
        start -= 1
    if end - start < 3:
        await context.error(f"too few X's in template '{template}'")
        return 1
    folder = options.value('p', options.value('tmpdir'))
    if folder == '' and (len(options.operands) == 0 or options.any(['t', 'tmpdir', 'p'])):
        given = context.env.get('TMPDIR')
        folder = '/tmp' if given is None or given == '' else given
    for _ in range(_TRIES):
        name = template[:start] + _random(end - start) + suffix
        path = name if folder == '' else join(folder, name)
        result = _make(context, path, options.any(['d', 'directory']), options.any(['u', 'dry-run']))
        if result >= 0:
            await context.write(path + '\n')
            return 0
        if result != -EEXIST:
            if not options.any(['q', 'quiet']):
                what = 'directory' if options.any(['d', 'directory']) else 'file'
                await context.error(
                    f"failed to create {what} via template '{template if folder == '' else join(folder, template)}': {strerror(-result)}"
                )
            return 1
    return 1


def _make(context: Context, path: str, folder: bool, dry: bool) -> int:
    absolute = context.path(path)
    if dry:
        return -EEXIST if context.system.exists(absolute) else 0
    if folder:
        return context.system.mkdir(absolute, 0o700)
    fd = context.system.open(absolute, _CREATE_NEW, 0o600)
    return fd if fd < 0 else context.system.close(fd)


def _random(count: int) -> str:
    noise = alloc(count)
    random_fill(noise, 0, count)
    return ''.join([_LETTERS[octet % len(_LETTERS)] for octet in noise])
