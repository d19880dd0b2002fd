"""Names of files in a file, each ended by a NUL: --files0-from of wc, sort and du."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.report import usage_error


async def listed_files(context: Context, options: Options) -> list[str] | None:
    """None after an error, which was reported."""
    listing = options.value('files0-from')
    if len(options.operands) > 0:
        await usage_error(
            context, f"extra operand '{options.operands[0]}'\nfile operands cannot be combined with --files0-from"
        )
        return None
    source = Input(context, listing)
    names = await source.all_lines(0)
    source.close()
    if source.error != 0:
        await context.error(f"cannot open '{listing}' for reading: {strerror(source.error)}")
        return None
    if '' in names:
        await context.error(f'{listing}:{names.index("") + 1}: invalid zero-length file name')
    return [name for name in names if name != '']
