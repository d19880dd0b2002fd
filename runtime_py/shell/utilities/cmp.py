"""cmp: the first byte in which two files differ."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error

_TROUBLE = 2


async def main(context: Context) -> int:
    options = parse_options(context.args, 'lsbn:', ['verbose', 'silent', 'quiet', 'print-bytes', 'bytes='])
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    names = options.operands
    if len(names) == 0:
        return await usage_error(context, "missing operand after 'cmp'", _TROUBLE)
    if len(names) == 1:
        names = [names[0], '-']
    contents: list[Bytes] = []
    for name in names[:2]:
        source = Input(context, name)
        contents.append(await source.read_all())
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return _TROUBLE
    limit = options.value('n', options.value('bytes'))
    a = contents[0][0 : int(limit)] if limit.isdigit() else contents[0]
    b = contents[1][0 : int(limit)] if limit.isdigit() else contents[1]
    silent = options.any(['s', 'silent', 'quiet'])
    status = 0
    line = 1
    for k in range(min(len(a), len(b))):
        if a[k] != b[k]:
            status = 1
            if options.any(['l', 'verbose']):
                width = len(str(max(len(a), len(b))))
                await context.write(
                    f'{pad_left(str(k + 1), width, " ")} {pad_left(to_base(a[k], 8), 3, " ")} {pad_left(to_base(b[k], 8), 3, " ")}\n'
                )
                continue
            if not silent:
                await context.write(f'{names[0]} {names[1]} differ: char {k + 1}, line {line}\n')
            return 1
        line += 1 if a[k] == 10 else 0
    if len(a) != len(b):
        shorter = a if len(a) < len(b) else b
        if not silent:
            name = names[0] if len(a) < len(b) else names[1]
            where = 'which is empty' if len(shorter) == 0 else f'after byte {len(shorter)}'
            if len(shorter) > 0 and not options.any(['l', 'verbose']):
                where += f', line {line - 1}' if shorter[len(shorter) - 1] == 10 else f', in line {line}'
            await context.error(f'EOF on {name} {where}')
        return 1
    return status
