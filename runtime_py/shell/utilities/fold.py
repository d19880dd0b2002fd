"""fold: breaks long lines at a width; -s at blanks."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import MOST_INT, decimal
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


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
    width = width if width < MOST_INT else MOST_INT  # wider than any line
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines()
        while len(batch) > 0:
            text = ''
            for k, line in enumerate(batch):
                ended = k + 1 < len(batch) or source.newline_at_end
                text += _folded(line, width, options.any(['s', 'spaces']), options.any(['b', 'bytes'])) + (
                    '\n' if ended else ''
                )
            await context.write_bytes(to_bytes(text))
            batch = await source.lines()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status


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
