"""The editor's screen: a title, the rows of text around the cursor, a line of messages and two of keys. Pure."""

from __future__ import annotations

from runtime_py.platform.text import code_points, pad_right, unit_count
from runtime_py.platform.widths import char_width
from runtime_py.shell.utilities.nano.text import Text

_TAB = 8
_KEYS = [
    ['^G', 'Help', '^O', 'Write Out', '^W', 'Where Is', '^K', 'Cut', '^_', 'Go To Line', 'M-U', 'Undo'],
    ['^X', 'Exit', '^S', 'Save', '^\\', 'Replace', '^U', 'Paste', '^C', 'Location', 'M-E', 'Redo'],
]
_REVERSE = '\x1b[7m'
_PLAIN = '\x1b[m'
_CLEAR = '\x1b[K'
_CELL = 16


class Screen:
    def __init__(self) -> None:
        self.columns = 80
        self.rows = 24
        self.top = 0  # the first line that is shown

    @property
    def height(self) -> int:
        """Rows of text."""
        return max(1, self.rows - 5)

    def picture(self, title: str, text: Text, message: str, prompt: str) -> str:
        """What draws all of it; `prompt` is a question in the place of the message, where the cursor then stands."""
        if text.row < self.top:
            self.top = text.row
        if text.row >= self.top + self.height:
            self.top = text.row - self.height + 1
        shown = f'\x1b[H{_REVERSE}{pad_right(title[: self.columns], self.columns, " ")}{_PLAIN}\r\n'
        for k in range(self.top, self.top + self.height):
            if k < len(text.lines):
                column = text.column if k == text.row else 0
                shown += self._row(text.lines[k], column)
            shown += _CLEAR + '\r\n'
        if prompt != '':
            shown += _REVERSE + pad_right(prompt[: self.columns - 1], self.columns - 1, ' ') + _PLAIN
        elif message != '':
            words = f'[ {message} ]'[: self.columns - 1]
            shown += pad_right('', (self.columns - len(words)) // 2, ' ') + _REVERSE + words + _PLAIN
        shown += _CLEAR
        for row in _KEYS:
            shown += '\r\n' + self._keys(row) + _CLEAR
        if prompt != '':
            return shown + f'\x1b[{self.rows - 2};{min(len(prompt), self.columns - 1) + 1}H'
        return shown + f'\x1b[{text.row - self.top + 2};{self._cursor(text) + 1}H'

    def _keys(self, row: list[str]) -> str:
        shown = ''
        for k in range(0, len(row), 2):
            if (k // 2 + 1) * _CELL <= self.columns:
                shown += f'{_REVERSE}{row[k]}{_PLAIN} ' + pad_right(row[k + 1], _CELL - len(row[k]) - 1, ' ')
        return shown

    def _start(self, line: str, column: int) -> int:
        """How many columns are scrolled out, so that the cursor is seen."""
        most = self.columns - 2
        at = width_of(line[:column])
        return 0 if at <= most else at - at % (most - 8)

    def _row(self, line: str, column: int) -> str:
        """The part of a line that fits, with marks where more is."""
        start = self._start(line, column)
        cells = ''
        at = 0
        k = 0
        while k < len(line):
            size = unit_count(line, k)
            wide, text = _cell(line[k : k + size], at)
            if at >= start and at + wide - start < self.columns:
                cells += text
            elif at + wide - start >= self.columns:
                cells += '>'
                break
            at += wide
            k += size
        return '<' + cells[1:] if start > 0 else cells

    def _cursor(self, text: Text) -> int:
        return width_of(text.line[: text.column]) - self._start(text.line, text.column)


def _cell(char: str, at: int) -> tuple[int, str]:
    """How wide a character is at a column, and how it looks."""
    code = code_points(char)[0]
    if char == '\t':
        wide = _TAB - at % _TAB
        return wide, pad_right('', wide, ' ')
    if code < 32 or code == 127:
        return 2, '^' + chr(code ^ 64)
    return char_width(code), char


def width_of(text: str) -> int:
    at = 0
    k = 0
    while k < len(text):
        size = unit_count(text, k)
        at += _cell(text[k : k + size], at)[0]
        k += size
    return at
