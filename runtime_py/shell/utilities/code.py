"""code [FILE]..., code -g FILE:LINE[:COLUMN], code -d FILE FILE: asks the page around the machine to open files in its
editor, like Visual Studio Code's command."""

from __future__ import annotations

from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import full
from runtime_py.shell.support.report import usage_error

_HELP = """Usage: code [-r|-n] [FILE]...          open files, or a folder
  or:  code -g FILE:LINE[:COLUMN]...  at a place
  or:  code -d FILE FILE              compare two files
"""
_LARGEST = 9  # most digits of a line number


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'dgrnaw', ['diff', 'goto', 'reuse-window', 'new-window', 'add', 'wait', 'help']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    if options.any(['w', 'wait']):
        return await usage_error(context, "--wait is not supported: the page doesn't report when a file is closed")
    is_diff = options.any(['d', 'diff'])
    if is_diff and len(options.operands) != 2:
        return await usage_error(context, '--diff takes two files')
    at_place = options.any(['g', 'goto'])
    files = [
        _place(context, operand) if at_place else [full(context.cwd, operand), 0, 0]
        for operand in options.operands
        if operand != ''
    ]
    try:
        await context.system.ask_kernel('code', 'diff' if is_diff else 'open', files)
    except Exception as error:
        await context.error(error_text(error))
        return 1
    return 0


def _place(context: Context, operand: str) -> list:
    """[path, line, column]; 0 for a missing one. A file name may contain colons."""
    numbers: list[int] = []
    path = operand
    while len(numbers) < 2 and not context.system.exists(context.path(path)):
        colon = path.rfind(':')
        digits = path[colon + 1 :]
        if colon < 1 or not digits.isdigit() or len(digits) > _LARGEST:
            break
        numbers.insert(0, int(digits))
        path = path[:colon]
    return [full(context.cwd, path), numbers[0] if len(numbers) > 0 else 0, numbers[1] if len(numbers) > 1 else 0]
