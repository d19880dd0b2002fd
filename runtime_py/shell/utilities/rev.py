"""rev: reverses each line."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.input import change_lines
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    return await change_lines(context, options.operands, _reversed)


def _reversed(line: str) -> str:
    chars = [char for char in line]
    chars.reverse()
    return ''.join(chars)
