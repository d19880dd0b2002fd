"""truncate: extends files, by a hole, or shortens them (GNU coreutils)."""

from __future__ import annotations

from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size
from runtime_py.shell.support.status import status_of
from runtime_py.vfs.flags import O_CREAT, O_WRONLY

_MODIFIERS = '+-<>/%'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'cor:s:', ['no-create', 'reference=', 'size='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    given = options.value('s', options.value('size'))
    reference = options.value('r', options.value('reference'))
    if given == '' and reference == '':
        return await usage_error(context, "you must specify either '--size' or '--reference'")
    if len(options.operands) == 0:
        return await usage_error(context, 'missing file operand')
    modifier = given[0] if given != '' and given[0] in _MODIFIERS else ''
    amount = parse_size(given[len(modifier) :]) if given != '' else 0
    if amount < 0 or (amount == 0 and modifier in ['/', '%']):
        await context.error('division by zero' if amount == 0 else f"Invalid number: '{given}'")
        return 1
    base = -1  # relative to each file's size
    if reference != '':
        status = status_of(context, reference)
        if status.error != 0:
            await context.error(f"cannot stat '{reference}': {strerror(status.error)}")
            return 1
        base = status.size
        if given == '':
            amount = base
    failed = 0
    for path in options.operands:
        failed = max(failed, await _truncate(context, options, path, modifier, amount, base))
    return failed


async def _truncate(context: Context, options: Options, path: str, modifier: str, amount: int, base: int) -> int:
    system = context.system
    must_be_there = options.any(['c', 'no-create'])
    fd = system.open(context.path(path), O_WRONLY if must_be_there else O_WRONLY | O_CREAT, 0o666)
    if fd < 0:
        if fd == -ENOENT and must_be_there:
            return 0
        await context.error(f"cannot open '{path}' for writing: {strerror(-fd)}")
        return 1
    size = base if base >= 0 else status_of(context, path).size
    result = system.ftruncate(fd, new_size(size, modifier, amount))
    system.close(fd)
    if result < 0:
        await context.error(f"failed to truncate '{path}': {strerror(-result)}")
        return 1
    return 0


def new_size(size: int, modifier: str, amount: int) -> int:
    """`+` and `-` are relative, `<` at most, `>` at least, `/` down and `%` up to a multiple."""
    if modifier == '+':
        return size + amount
    if modifier == '-':
        return max(size - amount, 0)
    if modifier == '<':
        return min(size, amount)
    if modifier == '>':
        return max(size, amount)
    if modifier == '/':
        return size - size % amount
    if modifier == '%':
        return (size + amount - 1) // amount * amount
    return amount
