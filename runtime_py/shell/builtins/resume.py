"""resume: starts again what ran side by side last time: servers and watchers, each in its folder. All but the last
become jobs, the last one keeps the terminal. What that was the machine knows (kernel/predictor.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import error_text
from runtime_py.resources.prediction.model import shown_line
from runtime_py.shell.context import Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io


async def resume(interpreter: Any, context: Context, io: Io) -> int:
    """resume [-n]"""
    if len(context.args) > 1 or (len(context.args) == 1 and context.args[0] != '-n'):
        raise BuiltinProblem('usage: resume [-n]     (-n only shows what would be started)')
    try:
        group: Any = await interpreter.system.ask_kernel('predict.group')
    except Exception as error:
        raise BuiltinProblem(error_text(error))
    if isinstance(group, int) or len(group) == 0:
        await context.error('nothing ran side by side last time')
        return 1
    lines = [line_of(line, folder, k < len(group) - 1) for k, (line, folder) in enumerate(group)]
    await context.write(''.join([f'{line}\n' for line in lines]))
    await context.flush()
    status = 0
    if len(context.args) == 0:
        for line in lines:
            status = await interpreter.run_source(f'{line}\n', io)
    return status


def line_of(line: str, folder: str, is_job: bool) -> str:
    inside = f'(cd {shown_line([folder])} && {line})'
    return f'{inside} &' if is_job else inside
