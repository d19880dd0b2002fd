"""env: prints the environment, or runs a command in a changed one."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of

_TROUBLE = 125


async def main(context: Context) -> int:
    options = parse_options(
        _split_strings(context.args), 'iu:0C:', ['ignore-environment', 'unset=', 'null', 'chdir='], False
    )
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    env: Map[str, str] = Map()
    if not options.any(['i', 'ignore-environment']):
        for name, value in context.env.entries():
            env.set(name, value)
    for name in [*options.all_values('u'), *options.all_values('unset')]:
        env.delete(name)
    command = options.operands
    if len(command) > 0 and command[0] == '-':
        env.clear()
        command = command[1:]
    while len(command) > 0 and command[0].find('=') > 0:
        at = command[0].find('=')
        env.set(command[0][:at], command[0][at + 1 :])
        command = command[1:]
    if len(command) == 0:
        await print_all(context, env, '\0' if options.any(['0', 'null']) else '\n')
        return 0
    folder = options.value('C', options.value('chdir'))
    made = context.derive(command)
    if folder != '':
        status = status_of(context, folder)
        if not status.is_folder():
            await context.error(
                f"cannot change directory to '{folder}': {strerror(status.error) if status.error != 0 else 'Not a directory'}"
            )
            return _TROUBLE
        made.cwd = context.path(folder)
    made.env = env
    return await made.run(command)


async def print_all(context: Context, env: Map[str, str], end: str) -> None:
    for name, value in env.entries():
        await context.write(f'{name}={value}{end}')


def _split_strings(args: list[str]) -> list[str]:
    """-S 'node --flag': splits one argument into words, as a #! line needs."""
    if len(args) > 0 and args[0] == '-S' and len(args) > 1:
        return [*args[1].split(), *args[2:]]
    if len(args) > 0 and args[0].startswith('-S') and len(args[0]) > 2:
        return [*args[0][2:].split(), *args[1:]]
    return args
