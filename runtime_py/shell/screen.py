"""Draws the line being edited: prompt and text on as many rows as needed, and the cursor; wide characters count as two
columns."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import encode
from runtime_py.platform.text import code_points
from runtime_py.platform.widths import char_width


def visible(prompt: str) -> str:
    """The last line, without escape sequences."""
    text = ''
    k = 0
    while k < len(prompt):
        if prompt[k] == '\x1b':
            k += 1
            if prompt[k : k + 1] == '[':
                k += 1
                while k < len(prompt) and not 64 <= ord(prompt[k]) <= 126:
                    k += 1
        else:
            text += prompt[k]
        k += 1
    return text[text.rfind('\n') + 1 :]


class Screen:
    def __init__(self, shell: Any) -> None:
        self.system = shell.system
        self._prompt = ''
        self._row = 0  # of the cursor, counted from the prompt's row
        self._column = 0

    def columns(self) -> int:
        size = self.system.get_winsize(0)
        return size[0] if size[0] > 0 else 80

    def begin(self, prompt: str) -> None:
        self._prompt = prompt
        self._row = 0
        self._column = 0
        self._advance(visible(prompt))

    async def put(self, text: str) -> None:
        data = encode(text)
        await self.system.write_async(2, data, 0, len(data))

    def _advance(self, text: str) -> None:
        """Moves the cursor as printing the text would."""
        width = self.columns()
        for code in code_points(text):
            if code == 10:
                self._row += 1
                self._column = 0
                continue
            needed = char_width(code)
            if self._column + needed > width:
                self._row += 1
                self._column = 0
            self._column += needed
        if self._column == width:
            # the terminal defers the wrap at the edge; draw() forces it
            self._row += 1
            self._column = 0

    async def append(self, text: str) -> bool:
        """Appends at the end of the line without redrawing it. False where that isn't enough (the edge, control
        characters)."""
        row, column = self._row, self._column
        for char in text:
            if char < ' ' or char == '\x7f':
                return False
        self._advance(text)
        if self._row != row or self._column == 0:
            self._row, self._column = row, column
            return False
        await self.put(text)
        return True

    async def draw(self, text: str, cursor: int) -> None:
        up = f'\x1b[{self._row}A' if self._row > 0 else ''
        await self._paint('\r' + up + '\x1b[J', text, cursor)

    async def again(self, text: str, cursor: int) -> None:
        """Draws on a new row: something else was shown below the old one."""
        await self._paint('', text, cursor)

    async def _paint(self, lead: str, text: str, cursor: int) -> None:
        shown = self._prompt[self._prompt.rfind('\n') + 1 :]
        self._row = 0
        self._column = 0
        self._advance(visible(self._prompt) + text[:cursor])
        row, column = self._row, self._column
        self._advance(text[cursor:])
        out = lead + shown + text.replace('\n', '\r\n')
        if self._column == 0 and self._row > 0 and not text.endswith('\n'):
            out += '\r\n'
        if self._row > row:
            out += f'\x1b[{self._row - row}A'
        out += '\r' + (f'\x1b[{column}C' if column > 0 else '')
        self._row, self._column = row, column
        await self.put(out)

    async def clear(self) -> None:
        self._row = 0
        await self.put('\x1b[H\x1b[2J')
