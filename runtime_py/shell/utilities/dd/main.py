"""dd: copies in blocks of a given size, and reports their number on stderr (GNU coreutils).

operands.py reads the operands, copier.py copies the blocks."""

from __future__ import annotations

from runtime_py.shell.context import Context, Interrupted
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.dd.copier import Copier, CopyFailed
from runtime_py.shell.utilities.dd.operands import Operands


async def main(context: Context) -> int:
    operands = Operands(context.args)
    if operands.problem != '':
        if operands.is_usage:
            return await usage_error(context, operands.problem)
        await context.error(operands.problem)
        return 1
    copier = Copier(context, operands)
    try:
        copier.open()
        await copier.run()
    except CopyFailed as failed:
        copier.failed = True
        await context.error(failed.text)
    except Interrupted:
        await copier.report()
        raise
    finally:
        copier.close()
    if copier.is_open:
        await copier.report()
    return 1 if copier.failed else 0
