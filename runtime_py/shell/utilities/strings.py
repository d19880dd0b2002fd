"""strings: prints runs of printable characters in files (POSIX XCU strings; GNU binutils' -t x|d|o, -f)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, decode_latin1
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = ['all', 'bytes=', 'radix=', 'print-file-name', 'data']
_BASES = ['o', 'd', 'x']
_LEAST = 4


async def main(context: Context) -> int:
    options = parse_options(_with_number(context.args), 'an:t:fod', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    least = options.value('n', options.value('bytes', str(_LEAST)))
    radix = 'o' if options.has('o') else options.value('t', options.value('radix'))
    if not least.isdigit() or int(least) == 0:
        await context.error(f'invalid minimum string length {least}')
        return 1
    if radix != '' and radix not in _BASES:
        return await usage_error(context, f"invalid radix '{radix}'")
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        data = await source.read_all()
        source.close()
        if source.error != 0:
            await context.error(
                f"'{name}': No such file" if source.error == ENOENT else f'{name}: {strerror(source.error)}'
            )
            status = 1
            continue
        prefix = f'{"{standard input}" if name == "-" else name}: ' if options.any(['f', 'print-file-name']) else ''
        for start, end in runs(data, int(least)):
            await context.write(f'{prefix}{_place(start, radix)}{decode_latin1(data[start:end])}\n')
    return status


def _with_number(args: list[str]) -> list[str]:
    """`-8` is `-n 8`."""
    return [f'-n{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in args]


def runs(data: Bytes, least: int) -> list[list[int]]:
    """[start, end] of each run of at least so many printable bytes or tabs."""
    found: list[list[int]] = []
    start = 0
    for k in range(len(data) + 1):
        if k < len(data) and (32 <= data[k] < 127 or data[k] == 9):
            continue
        if k - start >= least:
            found.append([start, k])
        start = k + 1
    return found


def _place(at: int, radix: str) -> str:
    if radix == '':
        return ''
    base = 16 if radix == 'x' else (8 if radix == 'o' else 10)
    return pad_left(to_base(at, base), 7, ' ') + ' '
