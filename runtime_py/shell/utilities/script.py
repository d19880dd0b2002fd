"""script: runs a command, or a shell, on a terminal of its own, and records its output (script [-aqe] [-c COMMAND]
[FILE]); tty: prints the terminal's name."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EAGAIN
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.sys.children import SpawnRequest
from runtime_py.vfs.flags import O_APPEND, O_CLOEXEC, O_CREAT, O_NOCTTY, O_RDWR, O_TRUNC, O_WRONLY

O_WRITE = O_WRONLY | O_CREAT
SIGNALED = 128
CHUNK = 65536


async def main(context: Context) -> int:
    options = parse_options(context.args, 'aefqc:', ['append', 'return', 'flush', 'quiet', 'command='])
    if options.problem != '' or len(options.operands) > 1:
        return await usage_error(
            context, options.problem if options.problem != '' else f"extra operand '{options.operands[1]}'"
        )
    name = options.operands[0] if len(options.operands) == 1 else 'typescript'
    system = context.system
    file = system.open(
        context.path(name), O_WRITE | O_CLOEXEC | (O_APPEND if options.any(['a', 'append']) else O_TRUNC), 0o644
    )
    if file < 0:
        await failed_on(context, name, -file)
        return 1
    is_quiet = options.any(['q', 'quiet'])
    if not is_quiet:
        await context.write(f'Script started, output log file is {name}.\n')
        await context.flush()
    status = await _on_terminal(context, options.value('c', options.value('command')), file)
    system.close(file)
    if not is_quiet:
        await context.write('Script done.\n')
    return status if options.any(['e', 'return', 'c', 'command']) or status == 1 else 0


async def _on_terminal(context: Context, command: str, file: int) -> int:
    system = context.system
    master = system.open('/dev/ptmx', O_RDWR | O_CLOEXEC)
    slave = (
        master if master < 0 else system.open(f'/dev/pts/{system.tty_number(master)}', O_RDWR | O_NOCTTY | O_CLOEXEC)
    )
    if slave < 0:
        await context.error(f'no terminal: {strerror(-slave)}')
        return 1
    size = system.get_winsize(context.stdout)
    if size[0] > 0:
        system.set_winsize(master, size[0], size[1])
    shell = context.env.get('SHELL') or '/bin/sh'
    argv = [shell] if command == '' else [shell, '-c', command]
    request = SpawnRequest(
        argv[0], argv, [f'{key}={value}' for key, value in context.env.entries()], context.cwd, [slave, slave, slave], 0
    )
    request.new_session = True
    request.umask = context.umask
    pid = system.spawn(request)
    if pid < 0:
        await context.error(f'{shell}: {strerror(-pid)}')
        system.close(slave)
        system.close(master)
        return 1
    system.take_terminal(pid, slave)
    system.close(slave)
    return await _between(context, master, pid, file)


async def _between(context: Context, master: int, pid: int, file: int) -> int:
    """Passes keys to the terminal, and its output to ours and into the file, until its last program has ended."""
    system = context.system
    is_terminal = system.isatty(context.stdin)
    keys = _Keys(context, master)
    if is_terminal:
        system.set_raw(context.stdin, True)
    keys.watch()
    try:
        buffer = alloc(CHUNK)
        while True:
            count = await system.read_async(master, buffer, 0, CHUNK)
            if count <= 0:
                break
            await context.write_bytes(buffer[0:count])
            await context.flush()
            await system.write_async(file, buffer, 0, count)
        status = await system.wait_child(pid)
        system.reap(pid)
    finally:
        keys.stop()
        if is_terminal:
            system.set_raw(context.stdin, False)
        system.close(master)
    return status & 255 if status >> 8 == 0 else SIGNALED + (status >> 8)


class _Keys:
    """Passes typed keys to the terminal; at the end of the input sends ^D."""

    def __init__(self, context: Context, master: int) -> None:
        self.context = context
        self.master = master
        self._watch: Any = None

    def watch(self) -> None:
        self._watch = self.context.system.reactor.add(self.context.stdin, POLLIN, lambda events: self._read())

    def _read(self) -> None:
        system = self.context.system
        buffer = alloc(CHUNK)
        count = system.read(self.context.stdin, buffer, 0, CHUNK)
        if count == -EAGAIN:
            return
        if count <= 0:
            self.stop()
            system.write(self.master, encode('\x04'), 0, 1)
        else:
            system.write(self.master, buffer, 0, count)

    def stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None


async def tty(context: Context) -> int:
    """Exit 0 and the name when the input is a terminal, otherwise 1."""
    options = parse_options(context.args, 's', ['silent', 'quiet'])
    if options.problem != '':
        return await usage_error(context, options.problem, 2)
    is_terminal = context.system.isatty(context.stdin)
    if not options.any(['s', 'silent', 'quiet']):
        await context.write(f'/dev/pts/{context.system.tty_number(context.stdin)}\n' if is_terminal else 'not a tty\n')
    return 0 if is_terminal else 1


COMMANDS: list[Any] = [['script', main], ['tty', tty]]
