"""Aliases while a source is parsed (POSIX XCU 2.3.1): their texts are inserted into the lexer's source in place of their
names.

Positions are distances from the source's end, since texts are only inserted before them."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map
from runtime_py.shell.lexer import Lexer


class _Inserted:
    """`goes_on`: the text ends in a blank, so the word after it may be an alias, too."""

    def __init__(self, name: str, end: int, goes_on: bool) -> None:
        self.name = name
        self.end = end
        self.goes_on = goes_on


class AliasTexts:
    """`texts` by name; `peek()` returns the unquoted word at the lexer's position, '' when there is none."""

    def __init__(self, lexer: Lexer, texts: Map[str, str], peek: Callable[[], str]) -> None:
        self.lexer = lexer
        self.texts = texts
        self.peek = peek
        self._inserted: list[_Inserted] = []
        self._word_end = 0  # of the last word of a command

    def word_ended(self) -> None:
        """The lexer is at the end of a word of a command."""
        self._word_end = self._left()

    def expand(self) -> None:
        """Replaces the word here by an alias's text, and so on for the first word of that."""
        if self.texts.size == 0:
            return
        word = self.peek()
        while word != '':
            text = self.texts.get(word)
            lexer = self.lexer
            if text is None or self._is_within(word):
                return
            self._inserted.append(_Inserted(word, self._left() - len(word), text != '' and text[-1] in ' \t'))
            lexer.source = lexer.source[: lexer.at] + text + lexer.source[lexer.at + len(word) :]
            word = self.peek()

    def reach_on(self) -> bool:
        """Whether the word here is the first after the text of an alias that ends in a blank."""
        if len(self._inserted) == 0:
            return False
        self.lexer.skip_blanks()
        left = self._left()
        for one in self._inserted:
            if one.goes_on and left <= one.end <= self._word_end:
                return True
        return False

    def _left(self) -> int:
        return len(self.lexer.source) - self.lexer.at

    def _is_within(self, name: str) -> bool:
        """Whether this position is within the text of this alias, which isn't expanded again there."""
        left = self._left()
        self._inserted = [one for one in self._inserted if one.end <= self._word_end or one.end < left]
        for one in self._inserted:
            if one.name == name and left > one.end:
                return True
        return False
