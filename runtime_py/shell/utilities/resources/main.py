"""resources: what the machine has and spends, and how its cores are shared. One more sub-command is a file with `async
def main(context, words) -> int` and a row in the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.text import pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.resources.overview import main as overview
from runtime_py.shell.utilities.resources.predict import main as predict
from runtime_py.shell.utilities.resources.scheduler import main as scheduler


class SubCommand:
    def __init__(
        self, name: str, operands: str, about: str, main: Callable[[Context, list[str]], Awaitable[int]]
    ) -> None:
        self.name = name
        self.operands = operands
        self.about = about
        self.main = main


TABLE = [
    SubCommand('show', '', 'what the machine has and spends (without a command too)', overview),
    SubCommand(
        'scheduler', '[on|off|shares CLASS=N,...]', 'how the cores are shared when they are contended', scheduler
    ),
    SubCommand('predict', '[show|on|off|export|delete]', 'what is expected to be run next, and why', predict),
]


async def main(context: Context) -> int:
    words = context.args
    if len(words) > 0 and words[0] in ('-h', '--help'):
        await context.write(_help())
        return 0
    name = words[0] if len(words) > 0 else TABLE[0].name
    for each in TABLE:
        if each.name == name:
            return await each.main(context, words[1:])
    return await usage_error(context, f"there is no command '{name}'")


def _help() -> str:
    rows = [[f'resources {each.name} {each.operands}'.rstrip(), each.about] for each in TABLE]
    width = max([len(row[0]) for row in rows]) + 2
    return 'Usage:\n' + ''.join([f'  {pad_right(row[0], width, " ")}{row[1]}\n' for row in rows])
