"""fuser: which processes use a file or a port, and -k ends them (psmisc). Names go to standard error, pids to standard
output."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.open_files import PROTOCOLS, OpenFile, open_files, sockets
from runtime_py.shell.support.process_fields import name_of
from runtime_py.shell.support.status import status_of
from runtime_py.sys.signals import SIGKILL, number_of_signal

_FLAGS = 'aksvuIwf46'
_NAME_WIDTH = 20
_INDENT = pad_right('', _NAME_WIDTH + 1)
_NAMED = [
    'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT',
    'CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS',
]


class _Asked:
    def __init__(self) -> None:
        self.flags = ''
        self.space = 'file'
        self.signal = SIGKILL
        self.names: list[str] = []
        self.problem = ''


async def main(context: Context) -> int:
    asked = _read(context.args)
    if asked.problem != '':
        await context.write_error(f'{asked.problem}\nUsage: fuser [-aksuv] [-n SPACE] [-k [-SIGNAL]] NAME...\n')
        return 1
    if 'l' in asked.flags:
        await context.write('\n'.join(_NAMED) + '\n')
        return 0
    status = 0
    is_first = True
    for name in asked.names:
        shown, users = await _users(context, asked, name)
        if len(users) == 0:
            status = 1
            if shown != '' and 'a' in asked.flags:
                await context.write_error(f'{shown}:\n')
            continue
        if 's' not in asked.flags:
            await _show(context, asked, shown, users, is_first)
            is_first = False
        if 'k' in asked.flags:
            for pid in _pids(users):
                context.system.kill(pid, asked.signal)
    return status


def _read(args: list[str]) -> _Asked:
    asked = _Asked()
    k = 0
    while k < len(args) and asked.problem == '':
        arg = args[k]
        k += 1
        if not arg.startswith('-') or arg == '-':
            asked.names.append(arg)
        elif arg == '-n' and k < len(args):
            asked.space = args[k]
            k += 1
            if asked.space not in ['file', *PROTOCOLS]:
                asked.problem = f'Invalid namespace name {asked.space}'
        elif arg == '-l':
            asked.flags += 'l'
        elif number_of_signal(arg[1:]) > 0 and arg[1:2] not in list(_FLAGS):
            asked.signal = number_of_signal(arg[1:])
        else:
            unknown = [letter for letter in arg[1:] if letter not in _FLAGS]
            asked.flags += arg[1:]
            asked.problem = '' if len(unknown) == 0 else f'fuser: Invalid option {unknown[0]}'
    if asked.problem == '' and len(asked.names) == 0 and 'l' not in asked.flags:
        asked.problem = 'No process specification given'
    return asked


async def _users(context: Context, asked: _Asked, name: str) -> tuple[str, list[OpenFile]]:
    """What is shown for the name, and the open files that are it."""
    parts = name.split('/')
    protocol = asked.space if asked.space != 'file' else parts[-1]
    port = parts[0]
    if protocol in PROTOCOLS and port.isdigit() and len(parts) == (1 if asked.space != 'file' else 2):
        inodes = [
            socket.inode
            for socket in sockets(context.system)
            if socket.protocol == protocol and str(socket.local.port) == port
        ]
        return f'{port}/{protocol}', [file for file in open_files(context.system) if file.inode in inodes]
    path = context.system.realpath(context.path(name))
    if isinstance(path, int):
        await context.write_error(f'Specified filename {name} does not exist.\n')
        return '', []
    wanted = status_of(context, path)
    return path, [file for file in open_files(context.system) if status_of(context, file.path).same_file(wanted)]


def _pids(users: list[OpenFile]) -> list[int]:
    found: list[int] = []
    for file in users:
        if file.process.pid not in found:
            found.append(file.process.pid)
    return found


async def _show(context: Context, asked: _Asked, name: str, users: list[OpenFile], is_first: bool) -> None:
    is_verbose = 'v' in asked.flags
    if is_verbose and is_first:
        await context.write_error(f'{_INDENT}USER        PID ACCESS COMMAND\n')
    await context.write_error(pad_right(f'{name}:', _NAME_WIDTH) + (' ' if len(name) >= _NAME_WIDTH else ''))
    for k, pid in enumerate(_pids(users)):
        own = [file for file in users if file.process.pid == pid]
        access = _access(own)
        if is_verbose:
            indent = _INDENT if k > 0 else ' '
            await context.write_error(f'{indent}{pad_right(USER, 8)} ')
            await context.flush()
            await context.write(' ' + pad_left(str(pid), 5))
            await context.flush()
            await context.write_error(f' {access} {name_of(own[0].process)}\n')
        else:
            await context.write(' ' + pad_left(str(pid), 5))
            await context.flush()
            await context.write_error(''.join([letter for letter in access if letter in 'ce']))
    await context.flush()
    if not is_verbose:
        await context.write_error('\n')


def _access(files: list[OpenFile]) -> str:
    """In this order: F (open for writing) or f (open), r (never here), c (its folder), e (its program), m (never here)."""
    descriptors = [file for file in files if file.fd.isdigit()]
    opened = 'F' if any([file.mode != 'r' for file in descriptors]) else ('f' if len(descriptors) > 0 else '.')
    folder = 'c' if any([file.fd == 'cwd' for file in files]) else '.'
    return f'{opened}.{folder}{"e" if any([file.fd == "txt" for file in files]) else "."}.'
