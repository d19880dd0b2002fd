"""grep's output: prefixes, context lines, only the matches, colours."""

from __future__ import annotations

from runtime_py.shell.utilities.grep.matcher import Matcher

_MATCH = '\x1b[01;31m\x1b[K'
_NAME = '\x1b[35m\x1b[K'
_NUMBER = '\x1b[32m\x1b[K'
_SEPARATOR = '\x1b[36m\x1b[K'
_PLAIN = '\x1b[m\x1b[K'


class View:
    """What to show for each line."""

    def __init__(self) -> None:
        self.names = False
        self.numbers = False
        self.offsets = False
        self.only_matching = False
        self.colour = False
        self.grouped = False  # an option asks for lines around matches, even for none
        self.before = 0
        self.after = 0
        self.null = False  # a NUL behind names
        self.end = '\n'
        self.separator: str | None = '--'  # between groups of lines with context
        self.invert = False
        self.initial_tab = False


class Printer:
    """Gets the lines of one file in order; returns the text to write."""

    def __init__(self, view: View, matcher: Matcher, name: str) -> None:
        self.view = view
        self.matcher = matcher
        self.name = name
        self._waiting: list[str] = []  # lines before a match, at most view.before
        self._waiting_offsets: list[int] = []
        self._after = 0
        self._last = 0  # number of the last line shown
        self._shown = False

    def selected(self, line: str, number: int, offset: int) -> str:
        view = self.view
        text = self._separator(number - len(self._waiting))
        first = number - len(self._waiting)
        for k, before in enumerate(self._waiting):
            text += self._line(before, first + k, self._waiting_offsets[k], '-')
        self._waiting = []
        self._waiting_offsets = []
        if view.only_matching:
            if not view.invert:
                text += self._matches(line, number, offset)
        else:
            text += self._line(line, number, offset, ':')
        self._after = view.after
        self._last = number
        self._shown = True
        return text

    def passed_over(self, line: str, number: int, offset: int) -> str:
        """A line that doesn't match: shown as context, or kept for the next match."""
        if self._after > 0:
            self._after -= 1
            self._last = number
            return '' if self.view.only_matching else self._line(line, number, offset, '-')
        if self.view.before > 0:
            self._waiting.append(line)
            self._waiting_offsets.append(offset)
            if len(self._waiting) > self.view.before:
                self._waiting.pop(0)
                self._waiting_offsets.pop(0)
        return ''

    def has_context_to_show(self) -> bool:
        return self._after > 0

    def _separator(self, first: int) -> str:
        mark = self.view.separator
        if mark is None or not self._shown or first == self._last + 1 or not self.view.grouped:
            return ''
        return self._coloured(_SEPARATOR, mark) + '\n'

    def _coloured(self, colour: str, text: str) -> str:
        return colour + text + _PLAIN if self.view.colour else text

    def _prefix(self, number: int, offset: int, mark: str) -> str:
        view = self.view
        separator = self._coloured(_SEPARATOR, mark)
        text = ''
        if view.names:
            text += self._coloured(_NAME, self.name) + ('\0' if view.null else separator)
        if view.numbers:
            text += self._coloured(_NUMBER, str(number)) + separator
        if view.offsets:
            text += self._coloured(_NUMBER, str(offset)) + separator
        return text + '\t' if view.initial_tab and text != '' else text

    def _line(self, line: str, number: int, offset: int, mark: str) -> str:
        shown = line
        if self.view.colour and (mark == ':') != self.view.invert:
            shown = ''
            at = 0
            for span in self.matcher.spans(line):
                shown += line[at : span[0]] + self._coloured(_MATCH, line[span[0] : span[1]])
                at = span[1]
            shown += line[at:]
        return self._prefix(number, offset, mark) + shown + self.view.end

    def _matches(self, line: str, number: int, offset: int) -> str:
        text = ''
        for span in self.matcher.spans(line):
            text += (
                self._prefix(number, offset + span[0], ':')
                + self._coloured(_MATCH, line[span[0] : span[1]])
                + self.view.end
            )
        return text
