"""rev: reverses each line."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '':
        return await usage_error(context, options.problem)
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines()
        while len(batch) > 0:
            text = ''
            for k, line in enumerate(batch):
                chars = [char for char in line]
                chars.reverse()
                text += ''.join(chars) + ('\n' if k + 1 < len(batch) or source.newline_at_end else '')
            await context.write_bytes(to_bytes(text))
            batch = await source.lines()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status
