"""readlink: prints the target of a symbolic link; -f its real path. realpath: prints the real path of anything."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EINVAL, ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import base_name, folder_name, join, relative
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.vfs.path_text import normal

_MOST_LINKS = 40


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'femnqsvz',
        [
            'canonicalize',
            'canonicalize-existing',
            'canonicalize-missing',
            'no-newline',
            'quiet',
            'silent',
            'verbose',
            'zero',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    must_exist = options.any(['e', 'canonicalize-existing'])
    may_miss = options.any(['m', 'canonicalize-missing'])
    status = 0
    for path in options.operands:
        if must_exist or may_miss or options.any(['f', 'canonicalize']):
            found = real_path(context, path, must_exist, may_miss)
        else:
            found = context.system.readlink(context.path(path))
        if isinstance(found, int):
            status = 1
            if options.any(['v', 'verbose']):
                await failed_on(context, path, -found)
        else:
            end = (
                '\0'
                if options.any(['z', 'zero'])
                else ('' if options.any(['n', 'no-newline']) and len(options.operands) == 1 else '\n')
            )
            await context.write(found + end)
    return status


def real_path(context: Context, path: str, must_exist: bool, may_miss: bool) -> str | int:
    """The path without links, `.` and `..`. Unless it must exist, the last part may be missing; with `may_miss`, any
    part."""
    if path == '':
        return -ENOENT
    whole = context.system.realpath(context.path(path))
    if isinstance(whole, str) or must_exist:
        return whole
    if whole != -ENOENT and not may_miss:
        return whole
    return _real_parent(context, context.path(path), may_miss, 0)


def _real_parent(context: Context, path: str, may_miss: bool, depth: int) -> str | int:
    if depth > _MOST_LINKS:
        return -ENOENT
    target = context.system.readlink(path)
    if isinstance(target, str):
        # a dangling link: its target is what is missing
        next_path = target if target.startswith('/') else join(folder_name(path), target)
        found = context.system.realpath(next_path)
        return found if isinstance(found, str) else _real_parent(context, next_path, may_miss, depth + 1)
    folder = context.system.realpath(folder_name(path))
    if isinstance(folder, str):
        return normal(join(folder, base_name(path)))
    if not may_miss:
        return folder
    parent = _real_parent(context, folder_name(path), may_miss, depth)
    return parent if isinstance(parent, int) else normal(join(parent, base_name(path)))


async def realpath(context: Context) -> int:
    options = parse_options(
        context.args,
        'emsLPqz',
        [
            'canonicalize-existing',
            'canonicalize-missing',
            'relative-to=',
            'relative-base=',
            'no-symlinks',
            'strip',
            'quiet',
            'zero',
            'logical',
            'physical',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    status = 0
    for path in options.operands:
        if options.any(['s', 'no-symlinks', 'strip']):
            found: str | int = normal(context.path(path)) if path != '' else -EINVAL
        else:
            found = real_path(
                context, path, options.any(['e', 'canonicalize-existing']), options.any(['m', 'canonicalize-missing'])
            )
        if isinstance(found, int):
            status = 1
            if not options.any(['q', 'quiet']):
                await context.error(f'{path}: {strerror(-found)}' if path != '' else f"'': {strerror(ENOENT)}")
            continue
        found = _shown(context, options, found)
        await context.write(found + ('\0' if options.any(['z', 'zero']) else '\n'))
    return status


def _shown(context: Context, options: Options, path: str) -> str:
    """Relative, if it was asked for: with --relative-base only below that folder."""
    folder = options.value('relative-to', options.value('relative-base'))
    if folder == '':
        return path
    base = options.value('relative-base')
    real_folder = real_path(context, folder, False, True)
    real_base = real_path(context, base, False, True) if base != '' else '/'
    if isinstance(real_folder, int) or isinstance(real_base, int):
        return path
    if not _is_below(path, real_base) or (base != '' and not _is_below(real_folder, real_base)):
        return path
    return relative(real_folder, path)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip('/') + '/')


COMMANDS: list[Any] = [['readlink', main], ['realpath', realpath]]
