"""What scripts ask of a system: getconf (limits), locale, who and users and logname (the one user), logger."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.processors import processor_count
from runtime_py.shell.context import Context
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_VALUES = [
    ['ARG_MAX', '2097152'],
    ['CHAR_BIT', '8'],
    ['INT_MAX', '2147483647'],
    ['INT_MIN', '-2147483648'],
    ['UINT_MAX', '4294967295'],
    ['LONG_BIT', '64'],
    ['LONG_MAX', '9223372036854775807'],
    ['LINE_MAX', '2048'],
    ['LINK_MAX', '127'],
    ['MAX_CANON', '255'],
    ['MAX_INPUT', '255'],
    ['NAME_MAX', '255'],
    ['OPEN_MAX', '1024'],
    ['PAGESIZE', '4096'],
    ['PAGE_SIZE', '4096'],
    ['PATH', '/usr/local/bin:/usr/bin:/bin'],
    ['PATH_MAX', '4096'],
    ['PIPE_BUF', '4096'],
    ['SSIZE_MAX', '9223372036854775807'],
    ['WORD_BIT', '32'],
    ['_POSIX_VERSION', '200809'],
    ['_POSIX2_VERSION', '200809'],
    ['CLK_TCK', '100'],
    ['HOST_NAME_MAX', '64'],
    ['LOGIN_NAME_MAX', '256'],
]
_CATEGORIES = [
    'LC_CTYPE',
    'LC_NUMERIC',
    'LC_TIME',
    'LC_COLLATE',
    'LC_MONETARY',
    'LC_MESSAGES',
    'LC_PAPER',
    'LC_NAME',
    'LC_ADDRESS',
    'LC_TELEPHONE',
    'LC_MEASUREMENT',
    'LC_IDENTIFICATION',
]


async def getconf(context: Context) -> int:
    options = parse_options(context.args, 'av:', [])
    if options.problem != '':
        return await usage_error(context, options.problem, 2)
    values = [
        *_VALUES,
        ['_NPROCESSORS_CONF', str(processor_count())],
        ['_NPROCESSORS_ONLN', str(processor_count())],
    ]
    if options.has('a'):
        for name, value in values:
            await context.write(f'{name.ljust(34)} {value}\n')
        return 0
    if len(options.operands) not in (1, 2):
        await context.write_error('Usage: getconf [-v specification] variable_name [pathname]\n')
        return 2
    for name, value in values:
        if name == options.operands[0]:
            await context.write(value + '\n')
            return 0
    await context.error(f"Unrecognized variable `{options.operands[0]}'")
    return 2


async def locale(context: Context) -> int:
    options = parse_options(
        context.args, 'amckv', ['all-locales', 'charmaps', 'category-name', 'keyword-name', 'verbose']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['a', 'all-locales']):
        await context.write('C\nC.utf8\nPOSIX\n')
        return 0
    if options.any(['m', 'charmaps']):
        await context.write('UTF-8\n')
        return 0
    if len(options.operands) > 0:
        for name in options.operands:
            if name != 'charmap':
                await context.error(f'unknown name "{name}"')
                return 1
            await context.write('UTF-8\n')
        return 0
    lang = context.env.get('LANG') or ''
    everything = context.env.get('LC_ALL') or ''
    await context.write(f'LANG={lang}\nLANGUAGE={context.env.get("LANGUAGE") or ""}\n')
    for name in _CATEGORIES:
        own = context.env.get(name) or ''
        implied = everything if everything != '' else (lang if lang != '' else 'POSIX')
        await context.write(f'{name}={own}\n' if own != '' and everything == '' else f'{name}="{implied}"\n')
    await context.write(f'LC_ALL={everything}\n')
    return 0


async def who(context: Context) -> int:
    """No record of logins is kept, so `who` lists nobody, as in a container; `who am i` isn't known either."""
    options = parse_options(context.args, 'abdHlmpqrstTuw', ['all', 'boot', 'count', 'heading', 'users'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['q', 'count']):
        await context.write('# users=0\n')
    elif options.any(['H', 'heading']):
        await context.write('NAME     LINE         TIME             COMMENT\n')
    return 0


async def users(context: Context) -> int:
    options = parse_options(context.args, '', [])
    return await usage_error(context, options.problem) if options.problem != '' else 0


async def logname(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    await context.write(USER + '\n')
    return 0


async def logger(context: Context) -> int:
    """There is no log of the system: with -s the message is printed, otherwise it is refused rather than lost."""
    options = parse_options(context.args, 'isp:t:f:', ['id', 'stderr', 'priority=', 'tag=', 'file='], False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    text = ' '.join(options.operands)
    if not options.any(['s', 'stderr']):
        await context.error('there is no system log here; -s prints the message')
        return 1
    tag = options.value('t', options.value('tag', USER))
    await context.write_error(f'{tag}: {text}\n')
    return 0


COMMANDS: list[Any] = [
    ['getconf', getconf],
    ['locale', locale],
    ['logger', logger],
    ['logname', logname],
    ['users', users],
    ['who', who],
]
