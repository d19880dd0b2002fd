"""behaviour: what programs usually do, which are restricted because of what they did, and what the user allows. The
monitor is the kernel's (kernel/behaviour.py); here its state is shown and changed."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import error_text, pad_right
from runtime_py.security.audit_query import plain
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_HELP = """Usage: behaviour [list]        show which programs are restricted, with their scores
  or:  behaviour known [NAME]  show what programs usually do
  or:  behaviour allow NAME    allow what a program did; it goes on, and it is usual from now on
  or:  behaviour forget NAME   forget what a program usually does
The reasons are in the audit log: audit --kind behaviour
"""


async def main(context: Context) -> int:
    options = parse_options(context.args, '', ['help'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.has('help'):
        await context.write(_HELP)
        return 0
    words = options.operands
    verb = words[0] if len(words) > 0 else 'list'
    if verb not in ['list', 'known', 'allow', 'forget']:
        return await usage_error(context, f"unknown command '{verb}'")
    most = 1 if verb == 'list' else 2
    if len(words) > most:
        return await usage_error(context, f"extra operand '{words[most]}'")
    if verb in ['allow', 'forget'] and len(words) < 2:
        return await usage_error(context, f'{verb} which program?')
    try:
        if verb == 'list':
            return await _list(context)
        if verb == 'known':
            return await _known(context, words[1] if len(words) > 1 else '')
        await _ask(context, verb, [words[1]])
        return 0
    except Exception as error:
        await context.error(error_text(error))
        return 1


async def _list(context: Context) -> int:
    for name, score, level in await _ask(context, 'list', []):
        await context.write(f'{pad_right(level, 8, " ")} {pad_right(str(score), 4, " ")} {plain(name)}\n')
    return 0


async def _known(context: Context, wanted: str) -> int:
    found = 0
    for name, runs, habits in await _ask(context, 'known', []):
        if wanted != '' and name != wanted:
            continue
        found += 1
        await context.write(f'{plain(name)}: {runs} {"run" if runs == 1 else "runs"}\n')
        for habit in habits if wanted != '' else []:
            await context.write(f'  {plain(habit)}\n')
    if wanted != '' and found == 0:
        await context.error(f'nothing is known of {wanted}')
        return 1
    return 0


async def _ask(context: Context, op: str, args: list[str]) -> Any:
    return await context.system.ask_kernel('behaviour', op, args)
