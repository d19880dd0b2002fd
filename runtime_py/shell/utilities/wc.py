"""wc: counts lines, words, characters and bytes."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.listed import listed_files
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.support.status import status_of

_PIPE_WIDTH = 7


class _Counts:
    def __init__(self) -> None:
        self.lines = 0
        self.words = 0
        self.chars = 0
        self.bytes = 0
        self.longest = 0
        self._width = 0
        self._in_word = False

    def take(self, data: Bytes) -> None:
        self.bytes += len(data)
        for octet in data:
            space = octet == 32 or 9 <= octet <= 13
            if octet == 10:
                self.lines += 1
                self.longest = max(self.longest, self._width)
                self._width = 0
            elif (octet & 0xC0) != 0x80:
                self._width = (self._width // 8 + 1) * 8 if octet == 9 else self._width + 1
            if (octet & 0xC0) != 0x80:
                self.chars += 1
            if not space and not self._in_word:
                self.words += 1
            self._in_word = not space

    def end(self) -> None:
        self.longest = max(self.longest, self._width)

    def add(self, other: _Counts) -> None:
        self.lines += other.lines
        self.words += other.words
        self.chars += other.chars
        self.bytes += other.bytes
        self.longest = max(self.longest, other.longest)


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'lwcmL', ['lines', 'words', 'bytes', 'chars', 'max-line-length', 'total=', 'files0-from=']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    shown = [
        options.any(['l', 'lines']),
        options.any(['w', 'words']),
        options.any(['m', 'chars']),
        options.any(['c', 'bytes']),
        options.any(['L', 'max-line-length']),
    ]
    if True not in shown:
        shown = [True, True, False, True, False]
    when = options.value('total', 'auto')
    if when not in ('auto', 'always', 'only', 'never'):
        return await usage_error(context, f"invalid argument '{when}' for '--total'")
    names = options.operands if len(options.operands) > 0 else ['-']
    status = 0
    if options.has('files0-from'):
        listed = await listed_files(context, options)
        if listed is None:
            return 1
        names = listed
    listing = options.value('files0-from')
    # how many names will come isn't known, if they come from a pipe
    streams = listing != '' and not status_of(context, listing if listing != '-' else '/dev/stdin').is_regular()
    width = 1 if streams else _width(context, names, shown)
    total = _Counts()
    for name in names:
        source = Input(context, name)
        counts = _Counts()
        data = await source.read()
        while len(data) > 0:
            counts.take(data)
            data = await source.read()
        counts.end()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
            if source.error == ENOENT:
                continue
        total.add(counts)
        if when != 'only':
            named = len(options.operands) > 0 or options.has('files0-from')
            await context.write(_line(counts, shown, width, name if named else ''))
    if when == 'only':
        await context.write(_line(total, shown, 1, ''))
    elif when == 'always' or (when == 'auto' and len(names) > 1):
        await context.write(_line(total, shown, width, 'total'))
    return status


def _width(context: Context, names: list[str], shown: list[bool]) -> int:
    """The width of the sum of the sizes; a pipe's size isn't known in advance."""
    if len([flag for flag in shown if flag]) == 1 and len(names) == 1:
        return 1
    size = 0
    for name in names:
        status = status_of(context, name if name != '-' else '/dev/stdin')
        if name == '-' and status.error != 0 or (status.error == 0 and not status.is_regular()):
            return _PIPE_WIDTH
        size += status.size if status.error == 0 else 0
    return len(str(size))


def _line(counts: _Counts, shown: list[bool], width: int, name: str) -> str:
    values = [counts.lines, counts.words, counts.chars, counts.bytes, counts.longest]
    fields = [pad_left(str(value), width, ' ') for value, flag in zip(values, shown) if flag]
    if name != '':
        fields.append(shown_in_quotes(name) if '\n' in name else name)
    return ' '.join(fields) + '\n'
