"""resources predict: what the machine expects to be run next and why, how often it was right, and what that cost. The
predictor is the kernel's (kernel/predictor.py); here it is only asked."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import error_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.report import usage_error

_HELP = """Usage: resources predict [show]      what is expected next, why, and how often that was right
  or:  resources predict off|on      whether the machine learns and prepares anything
  or:  resources predict export      everything that it has learned, as JSON
  or:  resources predict delete      forget everything that it has learned
What is learned is a file of the workspace, below 64 KB; it never leaves the browser.
"""
# word -> [question, its arguments, what is said afterwards; '' for the answer itself]
_ACTIONS: list[list[Any]] = [
    ['on', 'predict.switch', [True], 'prediction is on\n'],
    ['off', 'predict.switch', [False], 'prediction is off: nothing is learned or prepared\n'],
    ['export', 'predict.export', [], ''],
    ['delete', 'predict.delete', [], 'what was learned is deleted\n'],
]


async def main(context: Context, words: list[str]) -> int:
    if len(words) > 1:
        return await usage_error(context, f"extra operand '{words[1]}'")
    word = words[0] if len(words) == 1 else 'show'
    if word == '--help':
        await context.write(_HELP)
        return 0
    if word == 'show':
        return await _ask(context, 'predict.show', [context.cwd], '')
    for name, op, args, said in _ACTIONS:
        if name == word:
            return await _ask(context, op, args, said)
    return await usage_error(context, f"unknown word '{word}'")


async def _ask(context: Context, op: str, args: list[Any], said: str) -> int:
    try:
        answer: Any = await context.system.ask_kernel(op, *args)
    except Exception as error:
        await context.error(error_text(error))
        return 1
    if isinstance(answer, int):
        await context.error('this machine has no predictor')
        return 1
    await context.write(said if said != '' else str(answer))
    return 0
