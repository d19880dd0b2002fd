"""undo: takes back the last command line that destroyed much, or ran what nobody had read: all files are again as they
were before it (shell/guard.py makes the checkpoints)."""

from __future__ import annotations

from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.guard import UNDO
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_HELP = """Usage: undo           take back the last dangerous command: all files are as before it
  or:  undo --list    show which commands can be taken back, the newest first
How the files are now becomes the checkpoint 'before undo: COMMAND' (see rollback).
"""


async def main(context: Context) -> int:
    options = parse_options(context.args, 'l', ['help', 'list'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    if len(options.operands) > 0:
        return await usage_error(context, f"extra operand '{options.operands[0]}'")
    try:
        entries = await context.system.ask_kernel('checkpoints')
        names = [str(entry[0]) for entry in entries if str(entry[0]).startswith(UNDO)]
        if options.any(['l', 'list']):
            await context.write(''.join([f'{name[len(UNDO) :]}\n' for name in names]))
            return 0
        if len(names) == 0:
            await context.error('there is nothing to take back')
            return 1
        await context.system.ask_kernel('rollback', names[0])
        await context.system.ask_kernel('checkpoint.remove', names[0])
    except Exception as error:
        await context.error(error_text(error))
        return 1
    await context.write(f'taken back: {names[0][len(UNDO) :]}\n')
    return 0
