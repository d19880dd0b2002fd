"""checkpoint [NAME]: gives the state of all files a name. `checkpoint list` shows the names, `checkpoint rm NAME` drops one.
rollback NAME: brings all files back to it; how they are now becomes a checkpoint too."""
from __future__ import annotations

from runtime_py.platform.text import error_text, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.utils.datetime import Moment, format_time
from runtime_py.shell.utils.options import parse_options
from runtime_py.shell.utils.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    words = options.operands
    if len(words) == 1 and words[0] == 'list':
        return await _list(context)
    if len(words) == 2 and words[0] == 'rm':
        return await _ask(context, 'checkpoint.remove', [words[1]], '')
    if len(words) > 1:
        return await usage_error(context, f"extra operand '{words[1]}'")
    return await _ask(context, 'checkpoint', [words[0] if len(words) == 1 else '', False], 'made checkpoint ')


async def rollback(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
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
        await context.write(f'{pad_right(name, 30, " ")} {format_time("%F %T", Moment(time / 1000, False))}{" automatic" if automatic else ""}\n')
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
