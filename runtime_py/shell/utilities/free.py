"""free: the machine's shared memory, which files, pipes and sockets use (procps). There is no swap, and no cache that
could be freed."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.numbers import to_fixed
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.sleep import duration

_UNITS = ['bytes', 'kibi', 'mebi', 'gibi', 'tebi', 'pebi', 'kilo', 'mega', 'giga', 'tera', 'peta']
_LETTERS = ['b', 'k', 'm', 'g']
_LONG_NAMES = [*_UNITS, 'human', 'si', 'lohi', 'total', 'wide', 'seconds=', 'count=', 'committed']
_SUFFIXES = 'BKMGTP'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'bkmghltws:c:v', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    given_count = options.value('c', options.value('count', ''))
    given_seconds = options.value('s', options.value('seconds', ''))
    if given_count != '' and (not given_count.isdigit() or int(given_count) == 0):
        await context.error(f"failed to parse count argument: '{given_count}'")
        return 1
    seconds = duration(given_seconds) if given_seconds != '' else 1.0
    if seconds <= 0:
        await context.error(f"seconds argument failed: '{given_seconds}'")
        return 1
    left = int(given_count) if given_count != '' else (1 if given_seconds == '' else -1)
    base = 1000 if options.any(['si', 'kilo', 'mega', 'giga', 'tera', 'peta']) else 1024
    power = -1 if options.any(['h', 'human']) else _power(lambda names: options.any(names))
    while left != 0:
        await _show(
            context, base, power, options.any(['w', 'wide']), options.any(['l', 'lohi']), options.any(['t', 'total'])
        )
        left -= 1
        if left != 0:
            await context.write('\n')
            await context.flush()
            await context.sleep(seconds * 1000)
    return 0


def _power(has: Callable[[list[str]], bool]) -> int:
    """A power of 1024 or 1000; the default is KiB."""
    found = 1
    for k, name in enumerate(_UNITS):
        power = k if k < 6 else k - 5
        if has([name, *([_LETTERS[k]] if k < len(_LETTERS) else [])]):
            found = power
    return found


async def _show(context: Context, base: int, power: int, wide: bool, lohi: bool, with_total: bool) -> None:
    system = context.system
    whole = system.memory_total()
    used = system.memory_used()

    def cell(value: float) -> str:
        return scaled(value, base) if power < 0 else str(int(value // base**power))

    heads = ['total', 'used', 'free', 'shared', *(['buffers', 'cache'] if wide else ['buff/cache']), 'available']
    values = [whole, used, whole - used, used, *([0.0, 0.0] if wide else [0.0]), whole - used]
    await context.write(pad_right('', 8, ' ') + ''.join([pad_left(head, 12, ' ') for head in heads]) + '\n')
    await context.write(_row('Mem:', [cell(value) for value in values]))
    if lohi:
        await context.write(_row('Low:', [cell(value) for value in values[:3]]))
        await context.write(_row('High:', [cell(0) for _ in range(3)]))
    await context.write(_row('Swap:', [cell(0) for _ in range(3)]))
    if with_total:
        await context.write(_row('Total:', [cell(value) for value in values[:3]]))


def _row(name: str, cells: list[str]) -> str:
    return pad_right(name, 8, ' ') + ''.join([pad_left(each, 12, ' ') for each in cells]) + '\n'


def scaled(value: float, base: int) -> str:
    """`814Mi`, `1.8Gi`, `0B`: at most three digits and a unit (procps)."""
    at = 0
    while at < len(_SUFFIXES) - 1 and value >= base:
        value = value / base
        at += 1
    if at == 0:
        return f'{int(value)}B'
    unit = _SUFFIXES[at] + ('i' if base == 1024 else '')
    short = to_fixed(value, 1)
    return (short if len(short) <= 3 else str(int(value))) + unit
