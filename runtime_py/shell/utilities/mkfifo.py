"""mkfifo and mknod: make FIFOs (POSIX XCU mkfifo). Only the machine itself makes devices."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import parse_mode
from runtime_py.vfs.layout import S_IFIFO


async def main(context: Context) -> int:
    options = parse_options(context.args, 'm:', ['mode='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    status = 0
    for path in options.operands:
        status = max(status, await _make(context, 'fifo', path, options.value('m', options.value('mode'))))
    return status


async def mknod(context: Context) -> int:
    options = parse_options(context.args, 'm:', ['mode='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) < 2:
        return await usage_error(context, 'missing operand')
    path = options.operands[0]
    kind = options.operands[1]
    if kind == 'p':
        return await _make(context, 'fifo', path, options.value('m', options.value('mode')))
    if kind in ('b', 'c', 'u'):
        await context.error(f'{path}: Operation not permitted')
        return 1
    return await usage_error(context, f"invalid device type '{kind}'")


async def _make(context: Context, what: str, path: str, given: str) -> int:
    mode = 0o666
    if given != '':
        mode = parse_mode(given, 0o666, context.umask, False)
        if mode < 0 or (mode & ~0o777) != 0:
            await context.error('invalid mode')
            return 1
    made = context.system.mknod(context.path(path), S_IFIFO | mode, 0)
    if made < 0:
        await context.error(f"cannot create {what} '{path}': {strerror(-made)}")
        return 1
    if given != '':
        context.system.chmod(context.path(path), mode)
    return 0


COMMANDS: list[Any] = [['mkfifo', main], ['mknod', mknod]]
