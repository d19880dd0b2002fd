"""resources scheduler: shows and changes how the cores are shared (resources/scheduling/, kernel/scheduler.py)."""

from __future__ import annotations

from runtime_py.platform.text import error_text, pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.report import usage_error


async def main(context: Context, words: list[str]) -> int:
    if len(words) > 2 or (len(words) == 2 and words[0] != 'shares') or (len(words) == 1 and words[0] == 'shares'):
        return await usage_error(context, 'expected on, off, or shares CLASS=N,...')
    try:
        answer = await context.system.ask_kernel('scheduler', ' '.join(words))
    except Exception as error:
        await context.error(error_text(error))
        return 1
    problem, is_on, shares = answer
    if problem != '':
        return await usage_error(context, problem)
    if len(words) == 0:
        state = 'on: these shares count while the cores are contended' if is_on else 'off'
        await context.write(f'scheduler {state}\n')
        for name, share in shares:
            await context.write(f'{pad_right(name, 12, " ")}{pad_left(str(int(share)), 5, " ")}\n')
    return 0
