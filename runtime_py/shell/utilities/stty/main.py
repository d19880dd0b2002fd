"""stty: shows or changes the settings of the terminal on standard input, or of a device, in coreutils' words."""

from __future__ import annotations

from runtime_py.platform.errno import ENOTTY
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import HELP, VERSION
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.stty.settings import SttyProblem, Terminal, apply
from runtime_py.shell.utilities.stty.text import changed, everything
from runtime_py.vfs.flags import O_NONBLOCK, O_RDWR

_O_RDWR_NONBLOCK = O_RDWR | O_NONBLOCK
_WIDTH = 80


async def main(context: Context) -> int:
    words: list[str] = []
    device = ''
    shows_all = False
    saves = False
    args = list(context.args)
    while len(args) > 0:
        arg = args.pop(0)
        if arg in ('-F', '--file') and len(args) > 0:
            device = args.pop(0)
        elif arg.startswith('--file=') or (arg.startswith('-F') and len(arg) > 2):
            device = arg[7:] if arg.startswith('--file=') else arg[2:]
        elif arg in ('-a', '--all'):
            shows_all = True
        elif arg in ('-g', '--save'):
            saves = True
        elif arg in ('--help', '--version'):
            return await usage_error(
                context, HELP + ' [-F DEVICE] [-a] [-g] [SETTING]...' if arg == '--help' else VERSION
            )
        else:
            words.append(arg)
    problem = ''
    if shows_all and saves:
        problem = 'the options for verbose and stty-readable output styles are mutually exclusive'
    elif len(words) > 0 and (shows_all or saves):
        problem = 'when specifying an output style, modes may not be set'
    if problem != '':
        await context.error(problem)
        return 1
    fd = context.descriptor(0) if device == '' else context.system.open(context.path(device), _O_RDWR_NONBLOCK, 0)
    if fd < 0:
        await context.error(f'{device}: {strerror(-fd)}')
        return 1
    status = await _run(
        context, fd, "'standard input'" if device == '' else shown_in_quotes(device)[1:-1], words, shows_all, saves
    )
    if device != '':
        context.system.close(fd)
    return status


async def _run(context: Context, fd: int, name: str, words: list[str], shows_all: bool, saves: bool) -> int:
    system = context.system
    if not system.isatty(fd):
        await context.error(f'{name}: {strerror(ENOTTY)}')
        return 1
    size = system.get_winsize(fd)
    terminal = Terminal(system.tcgetattr(fd), size[0], size[1])
    width = context.columns() if context.is_terminal() else _WIDTH
    if saves:
        await context.write(terminal.saved() + '\n')
        return 0
    if len(words) == 0:
        await context.write(everything(terminal, width) if shows_all else changed(terminal, width))
        return 0
    try:
        apply(terminal, words)
    except SttyProblem as problem:
        return (
            await usage_error(context, problem.message) if problem.with_hint else await _fail(context, problem.message)
        )
    system.tcsetattr(fd, terminal.termios())
    if terminal.columns != size[0] or terminal.rows != size[1]:
        system.set_winsize(fd, terminal.columns, terminal.rows)
    if terminal.printed != '':
        await context.write(terminal.printed)
    return 0


async def _fail(context: Context, message: str) -> int:
    await context.error(message)
    return 1
