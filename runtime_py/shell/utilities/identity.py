"""Information about user and machine: whoami, id, groups, uname, hostname, nproc, arch. One user (`user`, 1000), one
processor type."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.processors import processor_count
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_USER_ID = 1000
_RELEASE = '6.1.0-terrarium'
_VERSION = '#1 Terrarium'
_MACHINE = 'x86_64'
# the maximum of the shared memory (DESIGN.md)


async def whoami(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 0:
        return await usage_error(context, f'extra operand {shown_in_quotes(options.operands[0])}')
    await context.write(USER + '\n')
    return 0


async def groups(context: Context) -> int:
    await context.write(USER + '\n')
    return 0


async def identify(context: Context) -> int:
    """Implements id."""
    options = parse_options(context.args, 'ugGnr', ['user', 'group', 'groups', 'name', 'real'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    for name in options.operands:
        if name not in (USER, str(_USER_ID)):
            await context.error(f"'{name}': no such user")
            return 1
    named = options.any(['n', 'name'])
    if options.any(['u', 'user', 'g', 'group', 'G', 'groups']):
        await context.write((USER if named else str(_USER_ID)) + '\n')
    elif named or options.any(['r', 'real']):
        await context.error('cannot print only names or real IDs in default format')
        return 1
    else:
        await context.write(f'uid={_USER_ID}({USER}) gid={_USER_ID}({USER}) groups={_USER_ID}({USER})\n')
    return 0


def host_name(context: Context) -> str:
    content = context.system.read_file('/etc/hostname')
    return 'localhost' if isinstance(content, int) else decode(content).strip()


async def hostname(context: Context) -> int:
    options = parse_options(context.args, 'fsiIA', ['fqdn', 'long', 'short', 'ip-address', 'all-ip-addresses'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 0:
        await context.error('you must be root to change the host name')
        return 1
    await context.write(
        ('127.0.0.1' if options.any(['i', 'I', 'ip-address', 'all-ip-addresses']) else host_name(context)) + '\n'
    )
    return 0


async def uname(context: Context) -> int:
    options = parse_options(
        context.args,
        'asnrvmpio',
        [
            'all',
            'kernel-name',
            'nodename',
            'kernel-release',
            'kernel-version',
            'machine',
            'processor',
            'hardware-platform',
            'operating-system',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    everything = options.any(['a', 'all'])
    parts: list[str] = []
    fields = [
        ['s', 'kernel-name', 'Linux'],
        ['n', 'nodename', host_name(context)],
        ['r', 'kernel-release', _RELEASE],
        ['v', 'kernel-version', _VERSION],
        ['m', 'machine', _MACHINE],
        ['o', 'operating-system', 'GNU/Linux'],
    ]
    for letter, name, value in fields:
        if everything or options.any([letter, name]):
            parts.append(value)
    if options.any(['p', 'processor', 'i', 'hardware-platform']) and not everything:
        parts.append(_MACHINE)
    await context.write((' '.join(parts) if len(parts) > 0 else 'Linux') + '\n')
    return 0


async def arch(context: Context) -> int:
    await context.write(_MACHINE + '\n')
    return 0


async def nproc(context: Context) -> int:
    options = parse_options(context.args, '', ['all', 'ignore='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    ignored = options.value('ignore', '0')
    if not ignored.isdigit():
        await context.error(f"invalid number: '{ignored}'")
        return 1
    await context.write(f'{max(1, processor_count() - int(ignored))}\n')
    return 0


COMMANDS: list[Any] = [
    ['arch', arch],
    ['groups', groups],
    ['hostname', hostname],
    ['id', identify],
    ['nproc', nproc],
    ['uname', uname],
    ['whoami', whoami],
]
