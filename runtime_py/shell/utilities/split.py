"""split: a file in pieces by lines (-l), octets (-b, -C) or number (-n), each in a file or given to a command
(--filter)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, concat, index_of, view
from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left, repeat, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size

_LONG_NAMES = [
    'lines=',
    'bytes=',
    'line-bytes=',
    'number=',
    'numeric-suffixes',
    'numeric-suffixes=',
    'hex-suffixes',
    'hex-suffixes=',
    'suffix-length=',
    'additional-suffix=',
    'elide-empty-files',
    'filter=',
    'separator=',
    'unbuffered',
    'verbose',
]
_NEWLINE = 10
_LETTERS = 'abcdefghijklmnopqrstuvwxyz'
_HEX = '0123456789abcdef'
_DECIMAL = '0123456789'


class _Chunks:
    """-n: `how` is '' (octets), l (whole lines) or r (lines in turn); `only` is the number of the one that is printed, 0
    for all."""

    def __init__(self, how: str, only: int, number: int) -> None:
        self.how = how
        self.only = only
        self.number = number


class _Names:
    """The suffixes of the files. Without -a they become longer when the short ones are used up."""

    def __init__(self, options: Options, pieces: int) -> None:
        self.problem = ''
        self.alphabet = _LETTERS
        first = ''
        if options.any(['d', 'numeric-suffixes']):
            self.alphabet = _DECIMAL
            first = options.value('numeric-suffixes')
        elif options.any(['x', 'hex-suffixes']):
            self.alphabet = _HEX
            first = options.value('hex-suffixes')
        self.first = 0
        for char in first:
            at = self.alphabet.find(char)
            if at < 0 or self.alphabet == _LETTERS:
                self.problem = f"'{first}': invalid start value for {'hexadecimal' if self.alphabet == _HEX else 'numerical'} suffix"
            self.first = self.first * len(self.alphabet) + at
        given = options.value('a', options.value('suffix-length'))
        self.grows = given == '' and first == '' and pieces == 0
        self.length = 2
        if given != '':
            self.length = parse_size(given)
            if self.length < 0:
                self.problem = f"invalid suffix length: '{given}'"
        if (given == '' or self.length == 0) and pieces > 0:
            self.length = max(2, len(self._digits(self.first + pieces - 1)))
        if self.length == 0:
            self.length = 2

    def _digits(self, number: int) -> str:
        if self.alphabet != _LETTERS:
            return to_base(number, len(self.alphabet))
        text = ''
        while number > 0 or text == '':
            text = _LETTERS[number % 26] + text
            number = number // 26
        return text

    def suffix(self, k: int) -> str:
        """'' when they are used up."""
        base = len(self.alphabet)
        zero = self.alphabet[0]
        if not self.grows:
            text = pad_left(self._digits(self.first + k), self.length, zero)
            return text if len(text) == self.length else ''
        # a last letter at the front says that the suffix is longer, so that names still sort
        level = 0
        rest = k
        while rest >= base ** (level + 1) * (base - 1):
            rest -= base ** (level + 1) * (base - 1)
            level += 1
        return repeat(self.alphabet[base - 1], level) + pad_left(self._digits(rest), level + 2, zero)


async def main(context: Context) -> int:
    args = [f'-l{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in context.args]
    options = parse_options(args, 'l:b:C:n:da:ext:u', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 2:
        return await usage_error(context, f"extra operand '{options.operands[2]}'")
    ways = [['l', 'lines'], ['b', 'bytes'], ['C', 'line-bytes'], ['n', 'number']]
    chosen = [way for way in ways if options.any(way)]
    if len(chosen) > 1:
        return await usage_error(context, 'cannot split in more than one way')
    way = chosen[0][0] if len(chosen) > 0 else 'l'
    value = options.value(chosen[0][0], options.value(chosen[0][1])) if len(chosen) > 0 else '1000'
    chunks = _chunks(value) if way == 'n' else _Chunks('', 0, 0)
    size = parse_size(value) if way != 'n' else 1
    if size < 1 or chunks is None:
        if way == 'n' and '/' in value and parse_size(value.split('/')[-1]) > 0:
            await context.error(f"invalid chunk number: '{value.split('/')[-2]}'")
            return 1
        what = 'number of lines' if way == 'l' else ('number of chunks' if way == 'n' else 'number of bytes')
        await context.error(f"invalid {what}: '{value}'")
        return 1
    separator = options.value('t', options.value('separator', '\n'))
    separator = '\0' if separator == '\\0' else separator
    if len(separator) != 1:
        await context.error('empty record separator' if separator == '' else f"multi-character separator '{separator}'")
        return 1
    names = _Names(options, chunks.number)
    if names.problem != '':
        return await usage_error(context, names.problem)
    if '/' in options.value('additional-suffix'):
        await context.error(f"invalid suffix '{options.value('additional-suffix')}', contains directory separator")
        return 1
    source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await context.error(f"cannot open '{source.name}' for reading: {strerror(source.error)}")
        return 1
    pieces = _pieces(data, way, size, chunks, ord(separator))
    if chunks.only > 0:
        await context.write_bytes(pieces[chunks.only - 1])
        return 0
    if options.any(['e', 'elide-empty-files']):
        pieces = [piece for piece in pieces if len(piece) > 0]
    return await _write(context, options, names, pieces)


async def _write(context: Context, options: Options, names: _Names, pieces: list[Bytes]) -> int:
    prefix = options.operands[1] if len(options.operands) > 1 else 'x'
    for k, piece in enumerate(pieces):
        suffix = names.suffix(k)
        if suffix == '':
            await context.error('output file suffixes exhausted')
            return 1
        path = prefix + suffix + options.value('additional-suffix')
        if options.has('filter'):
            if options.has('verbose'):
                await context.write(f"executing with FILE='{path}'\n")
            status = await _filter(context, options.value('filter'), path, piece)
            if status != 0:
                await context.error(f'with FILE={path}, exit {status} from command: {options.value("filter")}')
                return status
            continue
        if options.has('verbose'):
            await context.write(f"creating file '{path}'\n")
        result = context.system.write_file(context.path(path), piece, 0o666)
        if result < 0:
            await context.error(f'{path}: {strerror(-result)}')
            return 1
    return 0


async def _filter(context: Context, command: str, path: str, piece: Bytes) -> int:
    """Runs the command with the piece as its input. A file without a name holds it, so no pipe can fill up."""
    place = f'/tmp/.split-{context.system.pid}'
    system = context.system
    result = system.write_file(place, piece, 0o600)
    held = system.open(place, 0, 0) if result >= 0 else result
    if held < 0:
        await context.error(f'{place}: {strerror(-held)}')
        return 1
    system.unlink(place)
    env: Map[str, str] = Map()
    for name, value in context.env.entries():
        env.set(name, value)
    env.set('FILE', path)
    made = context.derive(['sh', '-c', command])
    made.env = env
    made.stdin = held
    try:
        await context.flush()
        return await made.run(made.argv)
    finally:
        system.close(held)


def _chunks(text: str) -> _Chunks | None:
    """N, K/N, l/N, l/K/N, r/N, r/K/N."""
    parts = text.split('/')
    how = ''
    if parts[0] in ('l', 'r'):
        how = parts[0]
        parts = parts[1:]
    numbers = [parse_size(part) for part in parts]
    if len(numbers) not in (1, 2) or min(numbers) < 1:
        return None
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        return None
    return _Chunks(how, numbers[0] if len(numbers) == 2 else 0, numbers[-1])


def _pieces(data: Bytes, way: str, size: int, chunks: _Chunks, separator: int) -> list[Bytes]:
    if way == 'b':
        return [view(data, at, min(len(data), at + size)) for at in range(0, len(data), size)]
    if way == 'n' and chunks.how == '':
        part = max(1, len(data) // chunks.number)
        edges = [*[min(len(data), part * k) for k in range(chunks.number)], len(data)]
        return [view(data, edges[k], edges[k + 1]) for k in range(chunks.number)]
    starts = _line_starts(data, separator)
    if way == 'l':
        return _cut(data, [starts[k] for k in range(size, len(starts), size)])
    if way == 'C':
        return _cut(data, _filled(data, starts, size))
    ends = [*starts[1:], len(data)]
    groups: list[list[Bytes]] = [[] for _ in range(chunks.number)]
    part = max(1, len(data) // chunks.number)
    for k, start in enumerate(starts):
        # a line belongs to the chunk in which it begins
        number = k % chunks.number if chunks.how == 'r' else min(start // part, chunks.number - 1)
        groups[number].append(view(data, start, ends[k]))
    return [concat(group) for group in groups]


def _line_starts(data: Bytes, separator: int) -> list[int]:
    starts: list[int] = []
    at = 0
    while at < len(data):
        starts.append(at)
        end = index_of(data, separator, at)
        at = len(data) if end < 0 else end + 1
    return starts


def _filled(data: Bytes, starts: list[int], size: int) -> list[int]:
    """Where pieces begin that hold as many whole lines as fit; a longer line is cut."""
    cuts: list[int] = []
    begin = 0
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(data)
        if end - begin > size and start > begin:
            cuts.append(start)
            begin = start
        while end - begin > size:
            begin += size
            cuts.append(begin)
    return cuts


def _cut(data: Bytes, cuts: list[int]) -> list[Bytes]:
    if len(data) == 0:
        return []
    edges = [0, *cuts, len(data)]
    return [view(data, edges[k], edges[k + 1]) for k in range(len(edges) - 1)]
