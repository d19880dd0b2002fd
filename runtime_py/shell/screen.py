"""Draws the line being edited: prompt and text on as many rows as needed, and the cursor; wide characters count as two
columns."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import encode
from runtime_py.platform.text import code_points
from runtime_py.platform.widths import char_width


def visible(prompt: str) -> str:
    """The last line, without escape sequences: colours, a title for the terminal and the like."""
    text = ''
    k = 0
    while k < len(prompt):
        if prompt[k] == '\x1b':
            k = _after_sequence(prompt, k + 1)
        else:
            text += prompt[k]
            k += 1
    return text[text.rfind('\n') + 1 :]


def _after_sequence(text: str, k: int) -> int:
    """`k`: after the escape character."""
    kind = text[k : k + 1]
    k += 1
    if kind == '[':
        while k < len(text) and not 64 <= ord(text[k]) <= 126:
            k += 1
        return k + 1
    if kind != '' and kind in ']P_^X':
        while k < len(text) and text[k] != '\x07' and text[k : k + 2] != '\x1b\\':
            k += 1
        return k + (2 if text[k : k + 1] == '\x1b' else 1)
    while kind != '' and kind in ' #%()*+-./' and k < len(text):
        kind = text[k]  # the last byte of a sequence such as ESC ( B
        k += 1
    return k


# The terminal defers the wrap behind a full row. (After a newline, it would take the next row for another line.)
FORCED_WRAP = ' \r'


class Screen:
    def __init__(self, shell: Any) -> None:
        self.system = shell.system
        self.prompt = ''
        self._row = 0  # of the cursor, counted from the prompt's row
        self._column = 0

    def columns(self) -> int:
        size = self.system.get_winsize(0)
        return size[0] if size[0] > 0 else 80

    async def begin(self, lead: str, prompt: str) -> None:
        self.prompt = prompt
        self._row = 0
        self._column = 0
        self._advance(visible(prompt))
        full = self._column >= self.columns()
        self._wrap('')
        await self.put(lead + prompt + (FORCED_WRAP if full else ''))

    async def put(self, text: str) -> None:
        data = encode(text)
        await self.system.write_async(2, data, 0, len(data))

    def _advance(self, text: str) -> None:
        """Moves the cursor as printing the text would. A column that is the width: the next character wraps, but a newline
        doesn't, as in the terminal."""
        width = self.columns()
        for code in code_points(text):
            if code == 10:
                self._row += 1
                self._column = 0
                continue
            needed = char_width(code)
            if needed > 0 and self._column + needed > width:
                self._row += 1
                self._column = 0
            self._column += needed

    def _wrap(self, following: str) -> None:
        """The cursor's place after a full row."""
        width = self.columns()
        if self._column < width:
            return
        if following == '\n':
            self._column = width - 1
        else:
            self._row += 1
            self._column = 0

    async def append(self, text: str) -> bool:
        """Appends at the end of the line without redrawing it, so that a text higher than the screen stays whole. False
        where that isn't enough (control characters, marks that join the character before them)."""
        column = self._column
        for char in text:
            if char < ' ' or char == '\x7f':
                return False
        row = self._row
        self._advance(text)
        if self._row == row and self._column == column:
            return False
        full = self._column >= self.columns()
        self._wrap('')
        await self.put(text + (FORCED_WRAP if full else ''))
        return True

    async def draw(self, text: str, cursor: int) -> None:
        up = f'\x1b[{self._row}A' if self._row > 0 else ''
        await self._paint('\r' + up + '\x1b[J', text, cursor)

    async def again(self, text: str, cursor: int) -> None:
        """Draws on a new row: something else was shown below the old one."""
        await self._paint('', text, cursor)

    async def _paint(self, lead: str, text: str, cursor: int) -> None:
        shown = self.prompt[self.prompt.rfind('\n') + 1 :]
        self._row = 0
        self._column = 0
        self._advance(visible(self.prompt) + text[:cursor])
        before_row, before_column = self._row, self._column
        self._wrap(text[cursor : cursor + 1])
        row, column = self._row, self._column
        self._row, self._column = before_row, before_column
        self._advance(text[cursor:])
        out = lead + shown + text.replace('\n', '\r\n')
        if self._column >= self.columns():
            out += FORCED_WRAP
            self._wrap('')
        if self._row > row:
            out += f'\x1b[{self._row - row}A'
        out += '\r' + (f'\x1b[{column}C' if column > 0 else '')
        self._row, self._column = row, column
        await self.put(out)

    async def clear(self) -> None:
        self._row = 0
        await self.put('\x1b[H\x1b[2J')
