"""A model of a terminal's screen for tests: characters in cells, wide ones, the deferred wrap at the right edge, and the
sequences that a line editor uses. As in xterm."""

from __future__ import annotations

from runtime_py.platform.text import code_points
from runtime_py.platform.widths import char_width


class ModelScreen:
    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.height = rows
        self.cells: list[list[str]] = [self._blank() for _ in range(rows)]
        self.row = 0
        self.column = 0
        self.wraps = False  # the next character begins a new row
        self.scrolled = 0  # rows that went out at the top
        self.bells = 0

    def _blank(self) -> list[str]:
        return [' ' for _ in range(self.columns)]

    def resize(self, columns: int) -> None:
        """The program draws again: rows keep what still fits, as in xterm.js around the cursor."""
        for at in range(self.height):
            row = self.cells[at][:columns]
            self.cells[at] = [*row, *[' ' for _ in range(columns - len(row))]]
        self.columns = columns
        self.column = min(self.column, columns - 1)
        self.wraps = False

    def write(self, text: str) -> None:
        k = 0
        while k < len(text):
            if text[k] == '\x1b':
                k = self._sequence(text, k + 1)
                continue
            end = k + 1
            while end < len(text) and text[end] != '\x1b':
                end += 1
            for code in code_points(text[k:end]):
                self._put(code)
            k = end

    def _put(self, code: int) -> None:
        if code == 13:
            self.column = 0
            self.wraps = False
        elif code == 10:
            self._down()
            self.wraps = False
        elif code == 8:
            self.column = max(0, self.column - 1)
            self.wraps = False
        elif code == 7:
            self.bells += 1
        elif code >= 32:
            self._print(code)

    def _print(self, code: int) -> None:
        width = char_width(code)
        if width == 0:
            at = self.column if self.wraps else max(0, self.column - 1)
            while at > 0 and self.cells[self.row][at] == '':
                at -= 1
            self.cells[self.row][at] += chr(code)
            return
        if self.wraps or self.column + width > self.columns:
            self.column = 0
            self._down()
            self.wraps = False
        row = self.cells[self.row]
        row[self.column] = chr(code)
        if width == 2:
            row[self.column + 1] = ''
        self.column += width
        if self.column >= self.columns:
            self.column = self.columns - 1
            self.wraps = True

    def _down(self) -> None:
        if self.row == self.height - 1:
            self.cells = [*self.cells[1:], self._blank()]
            self.scrolled += 1
        else:
            self.row += 1

    def _sequence(self, text: str, k: int) -> int:
        """Where the text goes on after a sequence, which begins after its escape character."""
        if text[k : k + 1] != '[':
            raise ValueError(f'unknown sequence {text[k : k + 5]}')
        end = k + 1
        while not 64 <= ord(text[end]) <= 126:
            end += 1
        given = text[k + 1 : end]
        letter = text[end]
        if not given.startswith('?') and letter != 'm':
            self._act(letter, int(given) if given != '' else -1)
        return end + 1

    def _act(self, letter: str, number: int) -> None:
        count = max(1, number)
        self.wraps = False
        if letter == 'A':
            self.row = max(0, self.row - count)
        elif letter == 'B':
            self.row = min(self.height - 1, self.row + count)
        elif letter == 'C':
            self.column = min(self.columns - 1, self.column + count)
        elif letter == 'D':
            self.column = max(0, self.column - count)
        elif letter == 'H':
            self.row = 0
            self.column = 0
        elif letter == 'K':
            self._erase(self.row, self.column)
        elif letter == 'J':
            self._erase(self.row, 0 if number == 2 else self.column)
            for row in range(0 if number == 2 else self.row + 1, self.height):
                self.cells[row] = self._blank()
        else:
            raise ValueError(f'unknown sequence {letter}')

    def _erase(self, row: int, start: int) -> None:
        for column in range(start, self.columns):
            self.cells[row][column] = ' '

    def lines(self) -> list[str]:
        """Without blanks at their ends, down to the last that isn't empty."""
        found = [''.join(row).rstrip(' ') for row in self.cells]
        while len(found) > 0 and found[len(found) - 1] == '':
            found.pop()
        return found
