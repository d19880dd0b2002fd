"""mkdir: makes folders; -p with their parents, and without errors for existing ones."""

from __future__ import annotations

from runtime_py.platform.errno import EEXIST
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.status import parse_mode, status_of


async def main(context: Context) -> int:
    options = parse_options(context.args, 'pm:v', ['parents', 'mode=', 'verbose'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    wanted = options.value('m', options.value('mode'))
    mode = -1
    if wanted != '':
        mode = parse_mode(wanted, 0o777, 0, True)
        if mode < 0:
            await context.error(f"invalid mode '{wanted}'")
            return 1
    status = 0
    for path in options.operands:
        error = await make_folder(context, path, options.any(['p', 'parents']), options.any(['v', 'verbose']))
        if error != 0:
            await cannot(context, 'create directory', path, error)
            status = 1
        elif mode >= 0:
            context.system.chmod(context.path(path), mode)
    return status


async def make_folder(context: Context, path: str, parents: bool, verbose: bool) -> int:
    """Returns an errno, 0 when the folder exists."""
    if parents:
        at = path.find('/', 1)
        while at > 0 and at < len(path.rstrip('/')):
            error = await _make_one(context, path[:at], True, verbose)
            if error != 0:
                return error
            at = path.find('/', at + 1)
    return await _make_one(context, path, parents, verbose)


async def _make_one(context: Context, path: str, may_exist: bool, verbose: bool) -> int:
    result = context.system.mkdir(context.path(path), 0o777)
    if result == -EEXIST and may_exist and status_of(context, path).is_folder():
        return 0
    if result >= 0 and verbose:
        await context.write(f'{context.name}: created directory {shown_in_quotes(path)}\n')
    return -result if result < 0 else 0
