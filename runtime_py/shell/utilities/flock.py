"""flock: runs a command while it holds a file's lock, or locks a descriptor of the shell (util-linux's flock(1))."""

from __future__ import annotations

from runtime_py.platform.errno import EAGAIN
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.vfs.file_locks import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN

_READ_OR_MAKE = 0o100
_BUSY = 1


async def main(context: Context) -> int:
    # words after the file are the command with its own options
    own = 0
    while own < len(context.args) and context.args[own].startswith('-') and context.args[own] != '-':
        own += 2 if context.args[own] in ('-w', '-E', '--timeout', '--wait', '--conflict-exit-code') else 1
    options = parse_options(
        context.args[: own + 1],
        'sxeunw:oE:F',
        [
            'shared',
            'exclusive',
            'unlock',
            'nonblock',
            'nb',
            'timeout=',
            'wait=',
            'close',
            'conflict-exit-code=',
            'no-fork',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'not enough arguments')
    conflict = options.value('E', options.value('conflict-exit-code'))
    conflict_status = int(conflict) if conflict.isdigit() else _BUSY
    name = options.operands[0]
    command = context.args[own + 1 :]
    if len(command) == 0:
        if not name.isdigit():
            return await usage_error(context, f"bad file descriptor '{name}'")
        return await _lock(context, options, context.descriptor(int(name)), name, conflict_status)
    fd = context.system.open(context.path(name), _READ_OR_MAKE, 0o666)
    if fd < 0:
        fd = context.system.open(context.path(name), 0, 0)
    if fd < 0:
        await context.error(f'cannot open lock file {name}: {strerror(-fd)}')
        return 66
    context.system.set_cloexec(fd, True)
    try:
        status = await _lock(context, options, fd, name, conflict_status)
        if status != 0:
            return status
        if command[0] in ('-c', '--command'):
            command = ['sh', '-c', *command[1:]]
        await context.flush()
        return await context.derive(command).run(command)
    finally:
        context.system.close(fd)


async def _lock(context: Context, options: Options, fd: int, name: str, conflict: int) -> int:
    operation = LOCK_SH if options.any(['s', 'shared']) else (LOCK_UN if options.any(['u', 'unlock']) else LOCK_EX)
    if options.any(['n', 'nonblock', 'nb']):
        operation |= LOCK_NB
    limit = options.value('w', options.value('timeout', options.value('wait')))
    if limit != '' and not limit.replace('.', '', 1).isdigit():
        return await usage_error(context, f"invalid timeout value: '{limit}'")
    seconds = float(limit) if limit != '' else -0.001
    result = await context.system.flock_async(fd, operation, seconds * 1000)
    if result == -EAGAIN:
        return conflict
    if result < 0:
        await context.error(f'{name}: {strerror(-result)}')
        return 65
    return 0
