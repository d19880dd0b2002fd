"""A pager's screen: lines split into the rows of a terminal, and the position in them. Pure."""

from __future__ import annotations

from runtime_py.platform.text import code_points, pad_left, unit_count
from runtime_py.platform.widths import char_width

_TAB = 8
_NUMBER_WIDTH = 7


class Screen:
    """The first row shown is row `_row` of line `top`."""

    def __init__(self, chops: bool, raw: bool, numbers: bool) -> None:
        self.lines: list[str] = []
        self.top = 0
        self.columns = 80
        self.height = 23  # rows of text; the terminal's last row is the status line
        self._chops = chops
        self._raw = raw
        self._numbers = numbers
        self._row = 0

    def resize(self, columns: int, rows: int) -> None:
        if columns != self.columns:
            self._row = 0
        self.columns = columns
        self.height = rows - 1

    def rows(self, number: int) -> list[str]:
        """The rows of a line."""
        prefix = pad_left(str(number + 1), _NUMBER_WIDTH, ' ') + ' ' if self._numbers else ''
        rows = cut_rows(self.lines[number], max(1, self.columns - len(prefix)), self._raw)
        if self._chops:
            rows = rows[:1]
        return [prefix + row for row in rows]

    def down(self, count: int) -> None:
        for _ in range(count):
            if self.is_at_end():
                return
            if self._row + 1 < len(self.rows(self.top)):
                self._row += 1
            else:
                self.top += 1
                self._row = 0

    def up(self, count: int) -> None:
        for _ in range(count):
            if self._row > 0:
                self._row -= 1
            elif self.top > 0:
                self.top -= 1
                self._row = len(self.rows(self.top)) - 1

    def go_to(self, line: int) -> None:
        self.top = max(0, min(line, len(self.lines) - 1))
        self._row = 0

    def go_to_end(self) -> None:
        self.top = max(0, len(self.lines) - 1)
        self._row = max(0, len(self.rows(self.top)) - 1) if len(self.lines) > 0 else 0
        self.up(self.height - 1)

    def _shown(self) -> list[str]:
        found: list[str] = []
        line = self.top
        while line < len(self.lines) and len(found) < self.height:
            rows = self.rows(line)
            found.extend(rows[self._row :] if line == self.top else rows)
            line += 1
        return found

    def is_at_end(self) -> bool:
        """Whether the last row read so far is on the screen."""
        count = 0
        line = self.top
        while line < len(self.lines):
            count += len(self.rows(line)) - (self._row if line == self.top else 0)
            if count > self.height:
                return False
            line += 1
        return True

    def is_short(self) -> bool:
        """Whether the whole text fits on the screen."""
        return self.top == 0 and self._row == 0 and self.is_at_end()

    def picture(self, status: str) -> str:
        """The text that draws the whole screen."""
        shown = self._shown()[: self.height]
        text = '\x1b[H'
        for k in range(self.height):
            text += (shown[k] if k < len(shown) else '~') + ('\x1b[m' if self._raw else '') + '\x1b[K\n'
        return text + ('\x1b[7m' + status[: self.columns - 1] + '\x1b[m' if status != ':' else status) + '\x1b[K'


def cut_rows(line: str, columns: int, raw: bool) -> list[str]:
    """Splits a line into rows of so many columns: tabs become blanks, control characters ^X; with `raw`, the terminal's
    own sequences are kept."""
    rows: list[str] = []
    row = ''
    width = 0
    k = 0
    while k < len(line):
        size = unit_count(line, k)
        char = line[k : k + size]
        code = code_points(char)[0]
        if raw and char == '\x1b':
            end = _sequence_end(line, k)
            row += line[k:end]
            k = end
            continue
        wide = char_width(code)
        if char == '\t':
            wide = _TAB - width % _TAB
            char = ''.join([' ' for _ in range(wide)])
        elif code < 32 or code == 127:
            char = 'ESC' if code == 27 else '^' + chr(code ^ 64)
            wide = len(char)
        if width + wide > columns and width > 0:
            rows.append(row)
            row = ''
            width = 0
        row += char
        width += wide
        k += size
    rows.append(row)
    return rows


def _sequence_end(line: str, start: int) -> int:
    """The end of ESC [ ... letter."""
    k = start + 1
    if line[k : k + 1] == '[':
        k += 1
        while k < len(line) and not ('@' <= line[k] <= '~'):
            k += 1
        return min(k + 1, len(line))
    return k
