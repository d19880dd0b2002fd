"""cat: files, or the input, to the output. -n and -b number lines, -s drops repeated empty ones, -A shows invisible
characters."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error

_LONG_NAMES = ['number', 'number-nonblank', 'squeeze-blank', 'show-all', 'show-ends', 'show-tabs', 'show-nonprinting']


async def main(context: Context) -> int:
    options = parse_options(context.args, 'nbsuvetAET', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    view = _View(options)
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        data = await source.read()
        while len(data) > 0:
            await context.write_bytes(data if view.is_plain() else view.apply(data))
            data = await source.read()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status


class _View:
    """Transforms the bytes; keeps its state from file to file."""

    def __init__(self, options: Options) -> None:
        everything = options.any(['A', 'show-all'])
        self.nonblank = options.any(['b', 'number-nonblank'])
        self.numbers = options.any(['n', 'number']) or self.nonblank
        self.squeeze = options.any(['s', 'squeeze-blank'])
        self.ends = everything or options.any(['E', 'e', 'show-ends'])
        self.tabs = everything or options.any(['T', 't', 'show-tabs'])
        self.unseen = everything or options.any(['v', 'e', 't', 'show-nonprinting'])
        self._line = 0
        self._at_start = True
        self._blank = False  # the previous line was empty

    def is_plain(self) -> bool:
        return not (self.numbers or self.squeeze or self.ends or self.tabs or self.unseen)

    def apply(self, data: Bytes) -> Bytes:
        parts: list[str] = []
        rest = to_text(data)
        while rest != '':
            at = rest.find('\n')
            line = rest if at < 0 else rest[:at]
            rest = '' if at < 0 else rest[at + 1 :]
            parts.append(self._shown(line, at >= 0))
        return to_bytes(''.join(parts))

    def _shown(self, line: str, ended: bool) -> str:
        empty = self._at_start and line == '' and ended
        if empty and self._blank and self.squeeze:
            return ''
        text = ''
        if self._at_start and self.numbers and not (empty and self.nonblank):
            self._line += 1
            text = pad_left(str(self._line), 6, ' ') + '\t'
        text += _visible(line, self.tabs) if self.unseen else (line.replace('\t', '^I') if self.tabs else line)
        self._blank = empty
        self._at_start = ended
        return text + ('$\n' if self.ends else '\n') if ended else text


def _visible(line: str, tabs: bool) -> str:
    """^X for control characters, M-x for bytes above 127."""
    text = ''
    for octet in to_bytes(line):
        if octet >= 128:
            text += 'M-'
            octet -= 128
        if octet == 9 and not tabs:
            text += '\t'
        elif octet < 32:
            text += '^' + chr(octet + 64)
        else:
            text += '^?' if octet == 127 else chr(octet)
    return text
