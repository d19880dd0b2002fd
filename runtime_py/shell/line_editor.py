"""Editing a line at the prompt: emacs keys, history, search, completion, bracketed paste. The terminal is raw while a
line is edited.

Reads byte by byte, so that input typed ahead is left for the next reader. keys.py decodes keys, screen.py draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.ipc.termios import ECHO, ICANON, ISIG, Termios
from runtime_py.platform.clock import call_later, cancel
from runtime_py.shell.completion import Completer, common_prefix
from runtime_py.shell.keys import Keys
from runtime_py.shell.screen import Screen

PAUSE_MS = 400
_PASTE_ON = '\x1b[?2004h'
_PASTE_OFF = '\x1b[?2004l'
_WORD = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'


class LineEditor:
    CANCELLED = '\x03'

    def __init__(self, shell: Any, history: Any, completer: Completer) -> None:
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
        self._killed = ''
        self._tabs = 0
        self._result: str | None = None
        self._done = False
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
        self.screen.begin(prompt)
        await self.screen.put(_PASTE_ON + prompt)
        if self.text != '':
            await self._draw()
        try:
            while not self._done:
                key = await self.keys.next()
                if self.shell.resized:
                    self.shell.resized = False
                    await self._draw()
                self._tabs = self._tabs + 1 if key == 'tab' else 0
                await self._key(key)
                self._wait_for_pause()
        finally:
            self._end_pause()
            await self.screen.put(_PASTE_OFF)
            if before is not None:
                self.system.tcsetattr(0, before)
        return self._result

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
                await self._remove(self.cursor, self._right())
        elif key == 'paste':
            await self._insert(self.keys.pasted)
        elif key == 'tab':
            await self._complete()
        elif key == 'ctrl-r':
            await self._search()
        elif key in ('up', 'ctrl-p'):
            await self._recall(self._at - 1)
        elif key in ('down', 'ctrl-n'):
            await self._recall(self._at + 1)
        elif key == 'ctrl-l':
            await self.screen.clear()
            await self._draw()
        elif len(key) > 2 or key == 'text':
            await self._edit(key)
        else:
            await self._insert(key)

    async def _edit(self, key: str) -> None:
        """Handles keys that move or delete."""
        end = len(self.text)
        if key in ('left', 'ctrl-b'):
            await self._move(self._left())
        elif key in ('right', 'ctrl-f'):
            await self._move(self._right())
        elif key in ('home', 'ctrl-a'):
            await self._move(0)
        elif key in ('end', 'ctrl-e'):
            await self._move(end)
        elif key == 'word-left':
            await self._move(self._word_left(False))
        elif key == 'word-right':
            await self._move(self._word_right())
        elif key == 'backspace':
            await self._remove(self._left(), self.cursor)
        elif key == 'delete':
            await self._remove(self.cursor, self._right())
        elif key == 'ctrl-k':
            await self._kill(self.cursor, end)
        elif key == 'ctrl-u':
            await self._kill(0, self.cursor)
        elif key == 'ctrl-w':
            await self._kill(self._word_left(True), self.cursor)
        elif key == 'word-backspace':
            await self._kill(self._word_left(False), self.cursor)
        elif key == 'word-delete':
            await self._kill(self.cursor, self._word_right())
        elif key == 'ctrl-y':
            await self._insert(self._killed)

    async def _insert(self, text: str) -> None:
        at_end = self.cursor == len(self.text)
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)
        if not at_end or not await self.screen.append(text):
            await self._draw()

    async def _move(self, cursor: int) -> None:
        self.cursor = cursor
        await self._draw()

    async def _remove(self, start: int, end: int) -> None:
        if end > start:
            self.text = self.text[:start] + self.text[end:]
            self.cursor = start
            await self._draw()

    async def _kill(self, start: int, end: int) -> None:
        if end > start:
            self._killed = self.text[start:end]
            await self._remove(start, end)

    def _left(self) -> int:
        """The position of the character to the left; a surrogate pair is one."""
        at = max(self.cursor - 1, 0)
        return at - 1 if at > 0 and 0xDC00 <= ord(self.text[at]) <= 0xDFFF else at

    def _right(self) -> int:
        at = min(self.cursor + 1, len(self.text))
        return at + 1 if at < len(self.text) and 0xDC00 <= ord(self.text[at]) <= 0xDFFF else at

    def _word_left(self, by_space: bool) -> int:
        at = self.cursor
        while at > 0 and not self._in_word(at - 1, by_space):
            at -= 1
        while at > 0 and self._in_word(at - 1, by_space):
            at -= 1
        return at

    def _word_right(self) -> int:
        at = self.cursor
        while at < len(self.text) and not self._in_word(at, False):
            at += 1
        while at < len(self.text) and self._in_word(at, False):
            at += 1
        return at

    def _in_word(self, at: int, by_space: bool) -> bool:
        return self.text[at] != ' ' if by_space else self.text[at] in _WORD

    async def _recall(self, at: int) -> None:
        lines = self.history.lines
        if at < 0 or at > len(lines):
            await self.screen.put('\a')
            return
        if self._at == len(lines):
            self._draft = self.text
        self._at = at
        self.text = self._draft if at == len(lines) else lines[at]
        self.cursor = len(self.text)
        await self._draw()

    async def _complete(self) -> None:
        """The first Tab completes as far as is unambiguous, the second shows the choices."""
        found = self.completer.complete(self.text[: self.cursor])
        if len(found.choices) == 0:
            await self.screen.put('\a')
            return
        prefix = common_prefix(found.choices)
        if len(found.choices) > 1:
            prefix = prefix.rstrip(' ')
        typed = self.text[found.start : self.cursor]
        if prefix != typed and len(prefix) >= len(typed):
            self.text = self.text[: found.start] + prefix + self.text[self.cursor :]
            self.cursor = found.start + len(prefix)
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

    async def _search(self) -> None:
        """Ctrl-R: searches backwards through the history for the typed text."""
        typed = ''
        at = len(self.history.lines)
        found = ''
        while True:
            await self.screen.put(f"\r\x1b[J(reverse-i-search)`{typed}': {found}")
            key = await self.keys.next()
            if key == 'ctrl-r':
                older = self.history.search(typed, at)
                at = older if older >= 0 else at
            elif key == 'backspace':
                typed = typed[: len(typed) - 1]
                at = self.history.search(typed, len(self.history.lines))
            elif len(key) <= 2:
                typed += key
                at = self.history.search(typed, at + 1)
            else:
                break
            found = self.history.lines[at] if 0 <= at < len(self.history.lines) else ''
            at = at if at >= 0 else len(self.history.lines)
        if key not in ('ctrl-c', 'ctrl-g'):
            self.text = found
            self.cursor = len(found)
        await self.screen.put('\r\x1b[J')
        await self.screen.again(self.text, self.cursor)
        if key == 'enter':
            await self._key(key)
