"""A line editor at a model of a terminal: keys go in, the screen is compared with what a fresh one would show."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, copy, decode, encode
from runtime_py.platform.errno import EAGAIN
from runtime_py.shell.completion import Completion
from runtime_py.shell.line_editor import LineEditor
from tests.shell.screen_support import ModelScreen
from tests.support import turns


class Lines:
    """A history."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines


class Choices:
    async def complete(self, line: str) -> Completion:
        return Completion(len(line), [])


class NoMoreKeys(Exception):
    pass


class Desk:
    """In place of the system and the shell. A number among the keys is a new width of the terminal."""

    def __init__(self, columns: int, height: int, lines: list[str]) -> None:
        self.system = self
        self.interrupts = self
        self.resized = False
        self.on_resize: Any = None
        self.screen = ModelScreen(columns, height)
        self.keys: list[Any] = []
        self.problem = ''
        self.prompt = '$ '
        self._typed = encode('')
        self._at = 0
        self.editor = LineEditor(self, Lines(lines), Choices())

    def tcgetattr(self, fd: int) -> None:
        return None

    def get_winsize(self, fd: int) -> list[int]:
        return [self.screen.columns, self.screen.height]

    async def sleep(self, ms: float) -> None:
        return

    async def write_async(self, fd: int, data: Bytes, start: int, length: int) -> None:
        self.screen.write(decode(data[start : start + length]))

    def poll(self, fd: int) -> int:
        return POLLIN if self._at < len(self._typed) else 0

    def read(self, fd: int, buffer: Bytes, start: int, length: int) -> int:
        count = min(length, len(self._typed) - self._at)
        if count == 0:
            return -EAGAIN
        copy(self._typed, self._at, self._at + count, buffer, start)
        self._at += count
        return count

    async def ready(self, fd: int, events: int) -> None:
        while True:
            self._compare()
            if len(self.keys) == 0:
                raise NoMoreKeys('')
            key = self.keys.pop(0)
            if isinstance(key, int):
                self.screen.resize(key)
                self.resized = True
                self.on_resize()
                await turns(3)
                continue
            self._typed = encode(key)
            self._at = 0
            return

    async def edit(self, keys: list[Any]) -> str:
        """The text after these keys."""
        self.keys = keys
        try:
            while True:
                line = await self.editor.read_line(self.prompt)
                if line is None:
                    return 'end'
        except NoMoreKeys:
            return self.editor.text

    def _compare(self) -> None:
        shown = self.editor.screen.prompt
        text = self.editor.text
        cursor = self.editor.cursor
        if self.problem != '' or not shown.endswith(self.prompt):
            return  # a search is shown
        fresh = ModelScreen(self.screen.columns, self.screen.height)
        fresh.write(shown + text[:cursor].replace('\n', '\r\n'))
        if fresh.wraps and text[cursor : cursor + 1] != '\n':
            fresh.write(' \r')
        row, column = fresh.row, fresh.column
        whole = ModelScreen(self.screen.columns, self.screen.height)
        whole.write(shown + text.replace('\n', '\r\n'))
        if whole.row >= whole.height - 1:
            return
        first = self.screen.row - row
        lines = self.screen.lines()
        above = ''.join(lines[: max(first, 0)])
        if above != '' or first < 0 or lines[first:] != whole.lines() or self.screen.column != column:
            self.problem = f'{text} at {cursor}: {lines}, expected {whole.lines()}'
