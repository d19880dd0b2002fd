"""shuf: shuffles lines; -i numbers, -e arguments, -n some, -r with repeats."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.utilities.sort.main import shuffle


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'en:i:o:rz', ['echo', 'head-count=', 'input-range=', 'output=', 'repeat', 'zero-terminated']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    numbers = options.value('i', options.value('input-range'))
    if numbers != '':
        parts = numbers.split('-')
        if len(parts) != 2 or not parts[0].isdigit() or not parts[1].isdigit() or int(parts[0]) > int(parts[1]) + 1:
            return await usage_error(context, f"invalid input range: '{numbers}'")
        lines = [str(number) for number in range(int(parts[0]), int(parts[1]) + 1)]
    elif options.any(['e', 'echo']):
        lines = options.operands
    else:
        source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
        lines = await source.all_lines(ord(end))
        source.close()
        if source.error != 0:
            await failed_on(context, source.name, source.error)
            return 1
    wanted = options.value('n', options.value('head-count'))
    if wanted != '' and not wanted.isdigit():
        await context.error(f"invalid line count: '{wanted}'")
        return 1
    if options.any(['r', 'repeat']) and len(lines) > 0:
        chosen = [lines[random_below(len(lines))] for _ in range(int(wanted) if wanted != '' else len(lines))]
    else:
        chosen = list(lines)
        shuffle(chosen)
        chosen = chosen[: int(wanted)] if wanted != '' else chosen
    data = to_bytes(''.join([line + end for line in chosen]))
    target = options.value('o', options.value('output'))
    if target == '':
        await context.write_bytes(data)
        return 0
    result = context.system.write_file(context.path(target), data, 0o666)
    if result < 0:
        await failed_on(context, target, -result)
    return 1 if result < 0 else 0


def random_below(limit: int) -> int:
    noise = alloc(4)
    random_fill(noise, 0, 4)
    return (noise[0] | (noise[1] << 8) | (noise[2] << 16)) % limit
