"""A search through the history while its text is typed (Ctrl-R, Ctrl-S). Pure."""

from __future__ import annotations


class Search:
    """`found` is shown, with the cursor where the text begins in it."""

    def __init__(self, lines: list[str], text: str, cursor: int, at: int, backwards: bool) -> None:
        self._lines = lines
        self._typed = ''
        self._failed = False
        self._backwards = backwards
        self.found = text
        self.cursor = cursor
        self.at = at  # the line that is shown

    def prompt(self) -> str:
        failed = 'failed ' if self._failed else ''
        return f"({failed}{'reverse-' if self._backwards else ''}i-search)`{self._typed}': "

    def take(self, key: str, pasted: str) -> bool:
        """False: the key ends the search."""
        if key in ('ctrl-r', 'ctrl-s'):
            self._backwards = key == 'ctrl-r'
            self._look(self.at - 1 if self._backwards else self.at + 1)
        elif key == 'backspace':
            self._typed = self._typed[: len(self._typed) - 1]
            self._look(len(self._lines) - 1 if self._backwards else 0)
        elif key == 'paste':
            self._add(pasted)
        elif len(key) <= 2:
            self._add(key)
        else:
            return False
        return True

    def _add(self, text: str) -> None:
        self._typed += text
        self._look(min(self.at, len(self._lines) - 1))

    def _look(self, start: int) -> None:
        if self._typed == '':
            self._failed = False
            return
        at = start
        while 0 <= at < len(self._lines):
            place = self._lines[at].find(self._typed)
            if place >= 0:
                self.at = at
                self.found = self._lines[at]
                self.cursor = place
                self._failed = False
                return
            at += -1 if self._backwards else 1
        self._failed = True
