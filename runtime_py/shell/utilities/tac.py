"""tac: prints lines in reverse order."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 's:', ['separator='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    separator = options.value('s', options.value('separator', '\n'))
    if len(separator) != 1:
        await context.error(
            'separator cannot be empty' if separator == '' else 'only a single character is supported as separator'
        )
        return 1
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        lines = await source.all_lines(ord(separator))
        source.close()
        if source.error != 0:
            await context.error(f"failed to open '{name}' for reading: {strerror(source.error)}")
            status = 1
            continue
        text = ''
        for k in range(len(lines) - 1, -1, -1):
            # a last line without a newline is joined to the one that now follows it
            text += lines[k] + ('' if k == len(lines) - 1 and not source.newline_at_end else separator)
        await context.write_bytes(to_bytes(text))
    return status
