"""cat: files, or the input, to the output. -n numbers lines, -A shows what can't be seen."""
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, decode
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.options import parse_options

CHUNK = 65536


async def main(context: Context) -> int:
    options = parse_options(context.args, 'nbsuvetAET', ['number', 'show-all'])
    if options.problem != '':
        await context.error(options.problem)
        return 1
    show = _Show(options.has('n') or options.has('number'), options.has('E') or options.has('A') or options.has('e'),
                 options.has('T') or options.has('A') or options.has('t'))
    status = 0
    for path in options.operands if len(options.operands) > 0 else ['-']:
        error = await _copy(context, path, show)
        if error != '':
            await context.error(f'{path}: {error}')
            status = 1
    return status


class _Show:
    def __init__(self, numbers: bool, ends: bool, tabs: bool) -> None:
        self.numbers = numbers
        self.ends = ends
        self.tabs = tabs
        self.line = 1
        self.at_start = True

    def plain(self) -> bool:
        return not (self.numbers or self.ends or self.tabs)

    def apply(self, data: Bytes) -> str:
        text = ''
        for char in decode(data):
            if self.at_start and self.numbers:
                text += pad_left(str(self.line), 6, ' ') + '\t'
                self.line += 1
            self.at_start = char == '\n'
            if char == '\n' and self.ends:
                text += '$'
            text += '^I' if char == '\t' and self.tabs else char
        return text


async def _copy(context: Context, path: str, show: _Show) -> str:
    """'' or what went wrong."""
    if path == '-':
        while True:
            data = await context.read()
            if len(data) == 0:
                return ''
            await _write(context, data, show)
    system = context.system
    fd = system.open(context.path(path), 0, 0)
    if fd < 0:
        return strerror(-fd)
    buffer = alloc(CHUNK)
    try:
        while True:
            count = await system.read_async(fd, buffer, 0, CHUNK)
            if count < 0:
                return strerror(-count)
            if count == 0:
                return ''
            await _write(context, buffer[0:count], show)
    finally:
        system.close(fd)


async def _write(context: Context, data: Bytes, show: _Show) -> None:
    if show.plain():
        await context.write_bytes(data)
    else:
        await context.write(show.apply(data))
