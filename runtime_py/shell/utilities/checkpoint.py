"""checkpoint [NAME]: names the present state of all files. `checkpoint list` shows the names, `checkpoint rm NAME`
removes one. rollback NAME: resets all files to it; the present state becomes a checkpoint too."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import error_text, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.zone import zone_in

_CHECKPOINT_HELP = """Usage: checkpoint [NAME]        save the state of all files under a name; replaces a checkpoint of that name
  or:  checkpoint list          list the checkpoints, the newest first
  or:  checkpoint rm NAME...    remove checkpoints
Put '--' before a NAME that is 'list' or 'rm', or begins with '-'.
"""
_ROLLBACK_HELP = """Usage: rollback NAME
Restores all files from a checkpoint. Their current state is saved as the checkpoint 'before NAME'.
"""


async def main(context: Context) -> int:
    options = parse_options(context.args, '', ['help'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_CHECKPOINT_HELP)
        return 0
    words = options.operands
    verb = words[0] if len(words) > 0 and context.args[0] != '--' else ''
    if verb == 'rm':
        return await _remove(context, words[1:])
    if len(words) > 1:
        return await usage_error(context, f"extra operand '{words[1]}'")
    if verb == 'list':
        return await _list(context)
    name = words[0] if len(words) == 1 else ''
    if has_control(name):
        return await usage_error(context, "a name can't contain control characters")
    return await _ask(context, 'checkpoint', [name, False], 'made checkpoint ')


def has_control(text: str) -> bool:
    """Names are listed one per line."""
    return len([letter for letter in text if ord(letter) < 32 or ord(letter) == 127]) > 0


async def _remove(context: Context, names: list[str]) -> int:
    if len(names) == 0:
        return await usage_error(context, 'name the checkpoint to remove (see checkpoint list)')
    status = 0
    for name in names:
        status = max(status, await _ask(context, 'checkpoint.remove', [name], ''))
    return status


async def rollback(context: Context) -> int:
    options = parse_options(context.args, '', ['help'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_ROLLBACK_HELP)
        return 0
    if len(options.operands) != 1:
        return await usage_error(context, 'name one checkpoint (see checkpoint list)')
    return await _ask(context, 'rollback', options.operands, '')


async def _list(context: Context) -> int:
    try:
        found = await context.system.ask_kernel('checkpoints')
    except Exception as error:
        await context.error(error_text(error))
        return 1
    for name, time, automatic in found:
        await context.write(
            f'{pad_right(name, 30, " ")} {format_time("%F %T", Moment(time / 1000, zone_in(context)))}{" automatic" if automatic else ""}\n'
        )
    return 0


async def _ask(context: Context, op: str, args: list, said: str) -> int:
    try:
        answer = await context.system.ask_kernel(op, *args)
    except Exception as error:
        await context.error(error_text(error))
        return 1
    if said != '':
        await context.write(f'{said}{answer}\n')
    return 0


COMMANDS: list[Any] = [['checkpoint', main], ['rollback', rollback]]
