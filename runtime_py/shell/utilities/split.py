"""split: splits a file by lines (-l), bytes (-b) or number of pieces (-n)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, index_of
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size

_LONG_NAMES = ['lines=', 'bytes=', 'number=', 'numeric-suffixes', 'suffix-length=', 'additional-suffix=', 'verbose']
_NEWLINE = 10


async def main(context: Context) -> int:
    args = [f'-l{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in context.args]
    options = parse_options(args, 'l:b:n:da:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await context.error(f"cannot open '{source.name}' for reading: {strerror(source.error)}")
        return 1
    size = parse_size(options.value('b', options.value('bytes', '0')))
    lines = parse_size(options.value('l', options.value('lines', '1000')))
    number = parse_size(options.value('n', options.value('number', '0')))
    length = parse_size(options.value('a', options.value('suffix-length', '2')))
    if size < 0 or lines < 1 or number < 0 or length < 1:
        await context.error('invalid number')
        return 1
    cuts = _by_number(data, number) if number > 0 else (_by_bytes(data, size) if size > 0 else _by_lines(data, lines))
    prefix = options.operands[1] if len(options.operands) > 1 else 'x'
    start = 0
    for k, end in enumerate(cuts):
        suffix = _suffix(k, length, options.any(['d', 'numeric-suffixes']))
        if suffix == '':
            await context.error('output file suffixes exhausted')
            return 1
        path = prefix + suffix + options.value('additional-suffix')
        if options.has('verbose'):
            await context.write(f"creating file '{path}'\n")
        result = context.system.write_file(context.path(path), data[start:end], 0o666)
        if result < 0:
            await context.error(f'{path}: {strerror(-result)}')
            return 1
        start = end
    return 0


def _by_bytes(data: Bytes, size: int) -> list[int]:
    return [min(len(data), at + size) for at in range(0, len(data), size)]


def _by_lines(data: Bytes, lines: int) -> list[int]:
    cuts: list[int] = []
    count = 0
    at = index_of(data, _NEWLINE, 0)
    while at >= 0:
        count += 1
        if count % lines == 0:
            cuts.append(at + 1)
        at = index_of(data, _NEWLINE, at + 1)
    if len(data) > 0 and (len(cuts) == 0 or cuts[-1] < len(data)):
        cuts.append(len(data))
    return cuts


def _by_number(data: Bytes, number: int) -> list[int]:
    """Pieces of equal size; the last takes the rest."""
    size = len(data) // number
    return [len(data) if k == number - 1 else size * (k + 1) for k in range(number)]


def _suffix(k: int, length: int, digits: bool) -> str:
    """aa, ab... or 00, 01...; '' when they are used up."""
    if digits:
        text = pad_left(str(k), length, '0')
        return text if len(text) == length else ''
    text = ''
    for _ in range(length):
        text = chr(97 + k % 26) + text
        k = k // 26
    return text if k == 0 else ''
