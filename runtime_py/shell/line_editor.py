"""Editing a line at the prompt: emacs keys, history, search, completion, bracketed paste. The terminal is raw while a
line is edited.

Reads byte by byte, so that input typed ahead is left for the next reader. keys.py decodes keys, screen.py draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.ipc.termios import ECHO, ICANON, ISIG, Termios
from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.futures import start
from runtime_py.shell.completion import common_prefix
from runtime_py.shell.edits import Changes, Kills, LastArguments, edit
from runtime_py.shell.history_search import Search
from runtime_py.shell.keys import Keys
from runtime_py.shell.screen import Screen

PAUSE_MS = 400
_PASTE_ON = '\x1b[?2004h'
_PASTE_OFF = '\x1b[?2004l'


class LineEditor:
    CANCELLED = '\x03'

    def __init__(self, shell: Any, history: Any, completer: Any) -> None:
        self.shell = shell
        self.system = shell.system
        self.history = history
        self.completer = completer
        self.keys = Keys(shell)
        self.screen = Screen(shell)
        self.text = ''
        self.given = ''  # what the next line begins with
        self.cursor = 0
        self._at = 0  # index in the history; its length means the line being typed
        self._draft = ''
        self.kills = Kills()
        self.changes = Changes()
        self.arguments = LastArguments(history)
        self._tabs = 0
        self._result: str | None = None
        self._done = False
        self._waits = False  # for a key
        shell.on_resize = lambda: self.resized()
        self._pause: object = None  # a timer
        self.on_pause: Callable[[str], None] = lambda line: None  # nothing was typed for PAUSE_MS

    async def read_line(self, prompt: str) -> str | None:
        """The line; None for Ctrl-D on an empty one; CANCELLED for Ctrl-C."""
        before = self.system.tcgetattr(0)
        self._raw(before)
        self.text = self.given
        self.given = ''
        self.cursor = len(self.text)
        self._at = len(self.history.lines)
        self._draft = ''
        self._done = False
        self.changes.forget()
        await self.screen.begin(_PASTE_ON, prompt)
        if self.text != '':
            await self._draw()
        try:
            while not self._done:
                self._waits = True
                key = await self.keys.next()
                self._waits = False
                if self.shell.resized:
                    self.shell.resized = False
                    await self._draw()
                self._tabs = self._tabs + 1 if key == 'tab' else 0
                self.kills.begin(key)
                self.arguments.begin(key)
                await self._key(key)
                self._wait_for_pause()
        finally:
            self._end_pause()
            await self.screen.put(_PASTE_OFF)
            if before is not None:
                self.system.tcsetattr(0, before)
        return self._result

    def resized(self) -> None:
        """The terminal has another size: while a key is handled, it is drawn after that."""
        if self._waits:
            self.shell.resized = False
            start(self._draw(), lambda error: None)

    def _end_pause(self) -> None:
        if self._pause is not None:
            cancel(self._pause)
            self._pause = None

    def _wait_for_pause(self) -> None:
        self._end_pause()
        self._pause = call_later(PAUSE_MS, lambda: self.on_pause(self.text))

    def _raw(self, before: Termios | None) -> None:
        """Sets raw mode, in which Enter is still a newline, so that lines typed ahead are lines for the next
        program."""
        if before is not None:
            self.system.tcsetattr(
                0, Termios(before.iflag, before.oflag, before.cflag, before.lflag & ~(ICANON | ECHO | ISIG), before.cc)
            )

    async def _end(self, result: str | None, shown: str) -> None:
        if self.cursor < len(self.text):
            self.cursor = len(self.text)
            await self.screen.draw(self.text, self.cursor)
        await self.screen.put(shown)
        self._result = result
        self._done = True

    async def _draw(self) -> None:
        await self.screen.draw(self.text, self.cursor)

    async def _key(self, key: str) -> None:
        if key == 'enter':
            await self._end(self.text, '\r\n')
        elif key == 'end-of-input':
            await self._end(None, '')
        elif key == 'ctrl-c':
            await self._end(self.CANCELLED, '^C\r\n')
        elif key == 'ctrl-d':
            if self.text == '':
                await self._end(None, '')
            else:
                await self._edit('delete')
        elif key == 'paste':
            await self._insert(self.keys.pasted)
        elif key == 'tab':
            await self._complete()
        elif key in ('ctrl-r', 'ctrl-s'):
            await self._search(key == 'ctrl-r')
        elif key in ('up', 'ctrl-p'):
            await self._recall(self._at - 1)
        elif key in ('down', 'ctrl-n'):
            await self._recall(self._at + 1)
        elif key == 'first-line':
            await self._recall(0)
        elif key == 'last-line':
            await self._recall(len(self.history.lines))
        elif key == 'comment-out':
            self.replace(0, 0, '#')
            await self._draw()
            await self._end(self.text, '\r\n')
        elif key == 'ctrl-l':
            await self.screen.clear()
            await self._draw()
        elif len(key) > 2 or key == 'text':
            await self._edit(key)
        else:
            await self._insert(key)

    async def _edit(self, key: str) -> None:
        """Handles keys that move, delete or change."""
        text, cursor = self.text, self.cursor
        if key == 'undo':
            if not self.changes.undo(self):
                await self.screen.put('\a')
        elif key == 'ctrl-v':
            self.insert(await self.keys.literal())
        elif key == 'unknown' or not edit(self, key):
            return
        if self.text != text or self.cursor != cursor:
            await self._draw()

    async def _insert(self, text: str) -> None:
        at_end = self.cursor == len(self.text)
        self.insert(text)
        if not at_end or not await self.screen.append(text):
            await self._draw()

    def insert(self, text: str) -> None:
        """Without drawing it, as `replace`."""
        self.replace(self.cursor, self.cursor, text)

    def replace(self, start: int, end: int, text: str) -> None:
        self.changes.note(self, len(text) == 1 and start == end)
        self.text = self.text[:start] + text + self.text[end:]
        self.cursor = start + len(text)

    async def _set(self, text: str) -> None:
        self.changes.note(self, False)
        self.text = text
        self.cursor = len(text)
        await self._draw()

    async def _recall(self, at: int) -> None:
        lines = self.history.lines
        if at < 0 or at > len(lines):
            await self.screen.put('\a')
            return
        if self._at == len(lines):
            self._draft = self.text
        self._at = at
        await self._set(self._draft if at == len(lines) else lines[at])

    async def _complete(self) -> None:
        """The first Tab completes as far as is unambiguous, the second shows the choices."""
        found = await self.completer.complete(self.text[: self.cursor])
        if len(found.choices) == 0:
            await self.screen.put('\a')
            return
        prefix = common_prefix(found.choices)
        if len(found.choices) > 1:
            prefix = prefix.rstrip(' ')
        typed = self.text[found.start : self.cursor]
        if prefix != typed and len(prefix) >= len(typed):
            self.replace(found.start, self.cursor, prefix)
            await self._draw()
        elif self._tabs > 1:
            await self._show(found.choices)
        else:
            await self.screen.put('\a')

    async def _show(self, choices: list[str]) -> None:
        names = []
        for choice in choices:
            plain = choice.rstrip(' ')
            at = plain[: len(plain) - 1].rfind('/')
            names.append(plain[at + 1 :])
        width = max([len(name) for name in names]) + 2
        columns = max(self.screen.columns() // width, 1)
        text = '\r\n'
        for k, name in enumerate(names):
            text += name if k % columns == columns - 1 or k == len(names) - 1 else name.ljust(width)
            if k % columns == columns - 1 and k < len(names) - 1:
                text += '\r\n'
        await self.screen.put(text + '\r\n')
        await self.screen.again(self.text, self.cursor)

    async def _search(self, backwards: bool) -> None:
        """Ctrl-R, Ctrl-S: searches through the history for the typed text, while it is typed."""
        search = Search(self.history.lines, self.text, self.cursor, self._at, backwards)
        prompt = self.screen.prompt
        while True:
            self.screen.prompt = search.prompt()
            await self.screen.draw(search.found, search.cursor)
            key = await self.keys.next()
            if not search.take(key, self.keys.pasted):
                break
        self.screen.prompt = prompt
        if key not in ('ctrl-c', 'ctrl-g'):
            self.changes.note(self, False)
            self.text, self.cursor, self._at = search.found, search.cursor, search.at
        await self._draw()
        if key not in ('ctrl-g', 'escape'):
            await self._key(key)
