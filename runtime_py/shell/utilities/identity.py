"""Who and what this machine is: whoami, id, groups, uname, hostname, nproc, arch, uptime, free. One user (`user`, 1000), one processor type."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.processors import processor_count
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import human
from runtime_py.shell.support.zone import zone_in

_USER_ID = 1000
_RELEASE = '6.1.0-terrarium'
_VERSION = '#1 Terrarium'
_MACHINE = 'x86_64'
# what the shared memory may grow to (DESIGN.md)
_TOTAL_MEMORY = 2147483648


async def whoami(context: Context) -> int:
    await context.write(USER + '\n')
    return 0


async def groups(context: Context) -> int:
    await context.write(USER + '\n')
    return 0


async def identify(context: Context) -> int:
    """id"""
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
    await context.write(('127.0.0.1' if options.any(['i', 'I', 'ip-address', 'all-ip-addresses']) else host_name(context)) + '\n')
    return 0


async def uname(context: Context) -> int:
    options = parse_options(context.args, 'asnrvmpio', ['all', 'kernel-name', 'nodename', 'kernel-release', 'kernel-version', 'machine', 'processor',
                                                       'hardware-platform', 'operating-system'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    everything = options.any(['a', 'all'])
    parts: list[str] = []
    fields = [['s', 'kernel-name', 'Linux'], ['n', 'nodename', host_name(context)], ['r', 'kernel-release', _RELEASE], ['v', 'kernel-version', _VERSION],
              ['m', 'machine', _MACHINE], ['o', 'operating-system', 'GNU/Linux']]
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


async def uptime(context: Context) -> int:
    """Since the oldest process began; the load is not known in a browser."""
    options = parse_options(context.args, 'ps', ['pretty', 'since'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    now = now_ms()
    began = min([process.started for process in context.system.list_processes()])
    minutes = int(max(0.0, now - began) // 60000)
    if options.any(['s', 'since']):
        await context.write(format_time('%F %T', Moment(began / 1000, zone_in(context))) + '\n')
    elif options.any(['p', 'pretty']):
        hours = f'{minutes // 60} hour{"" if minutes // 60 == 1 else "s"}, ' if minutes >= 60 else ''
        await context.write(f'up {hours}{minutes % 60} minute{"" if minutes % 60 == 1 else "s"}\n')
    else:
        clock = format_time('%H:%M:%S', Moment(now / 1000, zone_in(context)))
        up = f'{minutes} min' if minutes < 60 else f'{minutes // 60}:{pad_left(str(minutes % 60), 2, "0")}'
        await context.write(f' {clock} up {up},  1 user,  load average: 0.00, 0.00, 0.00\n')
    return 0


async def free(context: Context) -> int:
    """The machine's shared memory: what it has grown to, and how far it may grow."""
    options = parse_options(context.args, 'bkmghtw', ['bytes', 'kibi', 'mebi', 'gibi', 'human'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    used = context.system.memory.size
    unit = 1 if options.any(['b', 'bytes']) else (1048576 if options.any(['m', 'mebi']) else (1073741824 if options.any(['g', 'gibi']) else 1024))
    in_human = options.any(['h', 'human'])
    shown = [human(value) + 'i' if in_human else str(int(value // unit)) for value in [_TOTAL_MEMORY, used, _TOTAL_MEMORY - used, used, 0, _TOTAL_MEMORY - used]]
    heads = ['total', 'used', 'free', 'shared', 'buff/cache', 'available']
    await context.write(pad_right('', 7, ' ') + ''.join([pad_left(head, 12, ' ') for head in heads]) + '\n')
    await context.write(pad_right('Mem:', 7, ' ') + ''.join([pad_left(value, 12, ' ') for value in shown]) + '\n')
    await context.write(pad_right('Swap:', 7, ' ') + ''.join([pad_left('0B' if in_human else '0', 12, ' ') for _ in range(3)]) + '\n')
    return 0


COMMANDS: list[Any] = [
    ['arch', arch], ['free', free], ['groups', groups], ['hostname', hostname], ['id', identify], ['nproc', nproc], ['uname', uname],
    ['uptime', uptime], ['whoami', whoami]]
