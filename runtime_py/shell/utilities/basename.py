"""basename: the last part of a path, without a suffix if one is given."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import base_name
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'as:z', ['multiple', 'suffix=', 'zero'], False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    suffix = options.value('s', options.value('suffix'))
    paths = options.operands
    if len(paths) == 0:
        return await usage_error(context, 'missing operand')
    if not options.any(['a', 'multiple', 's', 'suffix']):
        if len(paths) > 2:
            return await usage_error(context, f"extra operand '{paths[2]}'")
        suffix = paths[1] if len(paths) == 2 else ''
        paths = paths[:1]
    for path in paths:
        name = base_name(path)
        if suffix != '' and name != suffix:
            name = name.removesuffix(suffix)
        await context.write(name + ('\0' if options.any(['z', 'zero']) else '\n'))
    return 0
