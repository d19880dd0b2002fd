"""cut: parts of lines: bytes (-b), characters (-c) or fields (-f)."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc
from runtime_py.platform.integers import exact
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import MOST_UINT64
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error

_LONG_NAMES = [
    'bytes=',
    'characters=',
    'fields=',
    'delimiter=',
    'only-delimited',
    'complement',
    'output-delimiter=',
    'zero-terminated',
]
_TO_THE_END = 1 << 30


class ListProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Ranges:
    """`1,3-5,7-`: positions from 1, in ascending order and without duplicates."""

    def __init__(self, text: str, what: str, complement: bool) -> None:
        self.parts: list[list[int]] = []
        for part in text.replace(' ', ',').split(','):
            dash = part.find('-')
            low = part if dash < 0 else part[:dash]
            high = part if dash < 0 else part[dash + 1 :]
            for digits in [low, high]:
                if digits != '' and not digits.isdigit():
                    raise ListProblem(f"invalid {what} {'value' if what == 'field' else 'or range'} '{part}'")
            if part == '-' or part == '':
                raise ListProblem(
                    'invalid range with no endpoint: -' if part == '-' else f'{what}s are numbered from 1'
                )
            start = 1 if low == '' else _place(low, what)
            end = _TO_THE_END if high == '' else _place(high, what)
            if start == 0 or end == 0:
                raise ListProblem(f'{what}s are numbered from 1')
            if end < start:
                raise ListProblem('invalid decreasing range')
            self.parts.append([start, end])
        self.complement = complement

    def has(self, place: int) -> bool:
        for part in self.parts:
            if part[0] <= place <= part[1]:
                return not self.complement
        return self.complement


async def main(context: Context) -> int:
    options = parse_options(context.args, 'b:c:f:d:snz', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    chosen = [name for name in ['b', 'bytes', 'c', 'characters', 'f', 'fields'] if options.has(name)]
    if len(chosen) != 1:
        return await usage_error(
            context,
            'you must specify a list of bytes, characters, or fields'
            if len(chosen) == 0
            else 'only one list may be specified',
        )
    kind = chosen[0][0]
    delimiter = options.value('d', options.value('delimiter', '\t'))
    if len(delimiter) > 1:
        return await usage_error(context, 'the delimiter must be a single character')
    if kind != 'f' and options.any(['d', 'delimiter']):
        return await usage_error(context, 'an input delimiter may be specified only when operating on fields')
    try:
        ranges = Ranges(
            options.value(chosen[0]), 'field' if kind == 'f' else 'byte/character position', options.has('complement')
        )
    except ListProblem as problem:
        return await usage_error(context, problem.message)
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines(ord(end))
        while len(batch) > 0:
            text = ''
            for line in batch:
                part = (
                    _fields(line, ranges, delimiter if delimiter != '' else '\0', options)
                    if kind == 'f'
                    else _places(line, ranges, kind)
                )
                if part is not None:
                    text += part + end
            await context.write_bytes(to_bytes(text))
            batch = await source.lines(ord(end))
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status


def _fields(line: str, ranges: Ranges, delimiter: str, options: Options) -> str | None:
    if delimiter not in line:
        return None if options.any(['s', 'only-delimited']) else line
    between = options.value('output-delimiter', delimiter)
    return between.join([field for k, field in enumerate(line.split(delimiter)) if ranges.has(k + 1)])


def _places(line: str, ranges: Ranges, kind: str) -> str:
    if kind == 'c':
        return ''.join([char for k, char in enumerate(line) if ranges.has(k + 1)])
    data = to_bytes(line)
    chosen = alloc(len(data))
    count = 0
    for k in range(len(data)):
        if ranges.has(k + 1):
            chosen[count] = data[k]
            count += 1
    return to_text(chosen[0:count])


def _place(digits: str, what: str) -> int:
    value = exact(digits, 10)
    if value >= MOST_UINT64:
        raise ListProblem(
            f"{what} offset '{digits}' is too large" if what != 'field' else f"field number '{digits}' is too large"
        )
    return value if value < _TO_THE_END else _TO_THE_END
