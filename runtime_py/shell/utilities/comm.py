"""comm: compares two sorted files, in three columns."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import compare
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


async def main(context: Context) -> int:
    options = parse_options(
        context.args, '123z', ['output-delimiter=', 'check-order', 'nocheck-order', 'total', 'zero-terminated']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) < 2:
        what = 'missing operand' if len(options.operands) == 0 else f"missing operand after '{options.operands[0]}'"
        return await usage_error(context, what)
    if len(options.operands) > 2:
        return await usage_error(context, f"extra operand '{options.operands[2]}'")
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    files: list[list[str]] = []
    for name in options.operands[:2]:
        source = Input(context, name)
        files.append(await source.all_lines(ord(end)))
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return 1
    delimiter = options.value('output-delimiter', '\t')
    shown = [not options.has('1'), not options.has('2'), not options.has('3')]
    before = ['', delimiter if shown[0] else '', (delimiter if shown[0] else '') + (delimiter if shown[1] else '')]
    first = files[0]
    second = files[1]
    text = ''
    counts = [0, 0, 0]
    disordered: list[int] = []
    i = 0
    j = 0
    while i < len(first) or j < len(second):
        order = 1 if i >= len(first) else (-1 if j >= len(second) else compare(first[i], second[j]))
        column = 2 if order == 0 else (0 if order < 0 else 1)
        counts[column] += 1
        if shown[column]:
            text += before[column] + (second[j] if column == 1 else first[i]) + end
        i += 1 if order <= 0 else 0
        j += 1 if order >= 0 else 0
        if order <= 0 and _falls(first, i) and 1 not in disordered:
            disordered.append(1)
        if order >= 0 and _falls(second, j) and 2 not in disordered:
            disordered.append(2)
        if options.has('check-order') and len(disordered) > 0:
            await context.write_bytes(to_bytes(text))
            await context.error(f'file {disordered[0]} is not in sorted order')
            return 1
    if options.has('total'):
        text += delimiter.join([*[str(count) for count in counts], 'total']) + end
    await context.write_bytes(to_bytes(text))
    if options.has('nocheck-order') or len(disordered) == 0:
        return 0
    for number in disordered:
        await context.error(f'file {number} is not in sorted order')
    await context.error('input is not in sorted order')
    return 1


def _falls(lines: list[str], at: int) -> bool:
    """Whether the line sorts before the previous one."""
    return 0 < at < len(lines) and compare(lines[at - 1], lines[at]) > 0
