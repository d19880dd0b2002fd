"""stty's output: the settings that aren't sane, or all of them. Must not know how they are set."""

from __future__ import annotations

from runtime_py.shell.utilities.stty.modes import CHARACTERS, GROUPS, LOCAL, MIN, MODES, TIME
from runtime_py.shell.utilities.stty.settings import Terminal

_ICANON = 0x2


class _Lines:
    """Wraps words into lines of the given width."""

    def __init__(self, width: int) -> None:
        self.text = ''
        self._line = ''
        self._width = width

    def add(self, word: str) -> None:
        if self._line != '' and len(self._line) + 1 + len(word) >= self._width:
            self.end()
        self._line += word if self._line == '' else ' ' + word

    def end(self) -> None:
        if self._line != '':
            self.text += self._line + '\n'
            self._line = ''


def visible(code: int) -> str:
    if code == 0:
        return '<undef>'
    text = 'M-' if code >= 128 else ''
    low = code & 127
    if low < 32:
        return f'{text}^{chr(low + 64)}'
    return text + '^?' if low == 127 else text + chr(low)


def changed(terminal: Terminal, width: int) -> str:
    lines = _Lines(width)
    lines.add(f'speed {terminal.speed()} baud;')
    lines.add('line = 0;')
    lines.end()
    for character in CHARACTERS:
        if terminal.characters[character.index] != character.sane:
            lines.add(f'{character.name} = {visible(terminal.characters[character.index])};')
    if (terminal.words[LOCAL] & _ICANON) == 0:
        _add_times(lines, terminal)
    lines.end()
    for group in GROUPS:
        for mode in MODES:
            if mode.group != group or mode.is_alias:
                continue
            is_set = terminal.is_set(mode)
            if is_set and mode.sane == -1:
                lines.add(mode.name)
            elif not is_set and mode.sane == 1 and mode.reverses:
                lines.add('-' + mode.name)
        lines.end()
    return lines.text


def everything(terminal: Terminal, width: int) -> str:
    lines = _Lines(width)
    lines.add(f'speed {terminal.speed()} baud;')
    lines.add(f'rows {terminal.rows};')
    lines.add(f'columns {terminal.columns};')
    lines.add('line = 0;')
    lines.end()
    for character in CHARACTERS:
        lines.add(f'{character.name} = {visible(terminal.characters[character.index])};')
    _add_times(lines, terminal)
    lines.end()
    for group in GROUPS:
        for mode in MODES:
            if mode.group != group or mode.is_alias:
                continue
            if terminal.is_set(mode):
                lines.add(mode.name)
            elif mode.reverses:
                lines.add('-' + mode.name)
        lines.end()
    return lines.text


def _add_times(lines: _Lines, terminal: Terminal) -> None:
    lines.add(f'min = {terminal.characters[MIN]};')
    lines.add(f'time = {terminal.characters[TIME]};')
