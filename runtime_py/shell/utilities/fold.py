"""fold: breaks long lines at a width; -s at blanks."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.numerals import MOST_INT, decimal
from runtime_py.shell.support.input import change_lines
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    args = [f'-w{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in context.args]
    options = parse_options(args, 'w:sb', ['width=', 'spaces', 'bytes'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    wanted = options.value('w', options.value('width', '80'))
    width = decimal(wanted) if wanted.isdigit() else 0
    if width is None or width == 0:
        await context.error(
            f"invalid number of columns: '{wanted}'{': Value too large for defined data type' if width is None else ''}"
        )
        return 1
    most = width if width < MOST_INT else MOST_INT  # wider than any line
    at_blanks = options.any(['s', 'spaces'])
    by_bytes = options.any(['b', 'bytes'])
    return await change_lines(context, options.operands, lambda line: _folded(line, most, at_blanks, by_bytes))


def _folded(line: str, width: int, at_blanks: bool, by_bytes: bool) -> str:
    text = ''
    start = 0
    column = 0
    k = 0
    while k < len(line):
        after = (column // 8 + 1) * 8 if line[k] == '\t' and not by_bytes else column + 1
        if after > width and k > start:
            end = k
            if at_blanks:
                blank = max(line.rfind(' ', start, k), line.rfind('\t', start, k))
                end = blank + 1 if blank >= start else k
            text += line[start:end] + '\n'
            start = end
            k = end
            column = 0
            continue
        column = after
        k += 1
    return text + line[start:]
