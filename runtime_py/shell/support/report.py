"""Error messages of utilities, in coreutils' words."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown, shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import HELP, VERSION

_WIDTH = 79
_INDENT = '      '


async def usage_error(context: Context, problem: str, status: int = 1) -> int:
    """Reports a wrong option or operand, or prints the requested help or version. Returns the status."""
    if problem.startswith(HELP):
        await context.write(_usage(context.name, problem[len(HELP) :]))
        return 0
    if problem == VERSION:
        await context.write(f'{context.name} (Terrarium)\n')
        return 0
    await context.error(problem)
    await context.write_error(f"Try '{context.name} --help' for more information.\n")
    return status


def _usage(name: str, synopsis: str) -> str:
    """Wrapped to fit a terminal."""
    text = ''
    line = f'Usage: {name}'
    for word in f'{synopsis} [OPERAND]...'.strip().replace(' [', '\n[').split('\n'):
        if len(line) + 1 + len(word) > _WIDTH:
            text += line + '\n'
            line = _INDENT
        line += ' ' + word
    return text + line + '\n'


async def cannot(context: Context, action: str, path: str, error: int) -> None:
    """`rm: cannot remove 'x': No such file or directory`."""
    await context.error(f'cannot {action} {shown_in_quotes(path)}: {strerror(error)}')


async def failed_on(context: Context, path: str, error: int) -> None:
    """`cat: x: No such file or directory`."""
    await context.error(f'{shown_in_quotes(path) if ":" in path else shown(path)}: {strerror(error)}')
