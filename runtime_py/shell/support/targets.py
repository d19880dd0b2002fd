"""The operands of cp, mv and ln: `SOURCE TARGET`, `SOURCE... FOLDER`, `-t FOLDER SOURCE...`."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of


class Targets:
    """[source, target] pairs; `complete` is False when the operands are invalid, which was reported."""

    def __init__(self) -> None:
        self.pairs: list[list[str]] = []
        self.complete = True


async def find_targets(context: Context, options: Options, action: str) -> Targets:
    found = Targets()
    operands = options.operands
    folder = options.value('t', options.value('target-directory'))
    if len(operands) == 0:
        await usage_error(context, 'missing file operand')
        found.complete = False
    elif folder != '':
        await _into(context, found, operands, folder)
    elif len(operands) == 1:
        await usage_error(context, f'missing destination file operand after {shown_in_quotes(operands[0])}')
        found.complete = False
    elif len(operands) > 2:
        await _into(context, found, operands[: len(operands) - 1], operands[-1])
    elif not options.any(['T', 'no-target-directory']) and status_of(context, operands[1]).is_folder():
        await _into(context, found, operands[:1], operands[1])
    else:
        if operands[1].endswith('/') and not status_of(context, operands[0]).is_folder():
            await context.error(
                f'cannot create regular file {shown_in_quotes(operands[1])}: Not a directory'
                if action == 'copy'
                else f'cannot {action} {shown_in_quotes(operands[0])} to {shown_in_quotes(operands[1])}: Not a directory'
            )
            found.complete = False
        else:
            found.pairs = [[operands[0], operands[1].rstrip('/') if operands[1] != '/' else '/']]
    return found


async def _into(context: Context, found: Targets, sources: list[str], folder: str) -> None:
    status = status_of(context, folder)
    if not status.is_folder():
        await context.error(
            f"target '{folder}': " + ('No such file or directory' if status.error != 0 else 'Not a directory')
        )
        found.complete = False
        return
    for source in sources:
        found.pairs.append([source, join(folder, base_name(source))])
