"""Changes that keys make: undo, kills, words."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.edits import Changes, Kills, left, right, word_left, word_right


class Line:
    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor = len(text)
        self.changes = Changes()
        self.kills = Kills()

    def insert(self, text: str) -> None:
        self.replace(self.cursor, self.cursor, text)

    def replace(self, start: int, end: int, text: str) -> None:
        self.changes.note(self, len(text) == 1 and start == end)
        self.text = self.text[:start] + text + self.text[end:]
        self.cursor = start + len(text)


def kill(line: Any, key: str, start: int, end: int, forwards: bool) -> None:
    line.kills.begin(key)
    line.kills.kill(line, start, end, forwards)


def test_typed_characters_are_one_change() -> None:
    line = Line('')
    for char in 'abc':
        line.insert(char)
    line.replace(0, 3, 'xyz')
    assert line.changes.undo(line) and line.text == 'abc'
    assert line.changes.undo(line) and line.text == ''
    assert not line.changes.undo(line)


def test_kills_in_a_row_are_one_text() -> None:
    line = Line('one two three')
    kill(line, 'ctrl-w', 8, 13, False)
    kill(line, 'ctrl-w', 4, 8, False)
    line.kills.begin('ctrl-y')
    line.kills.yank(line)
    assert line.text == 'one two three'
    kill(line, 'ctrl-k', 3, 13, True)
    line.kills.begin('ctrl-y')
    line.kills.yank(line)
    line.kills.begin('older-kill')
    line.kills.yank_older(line)
    assert line.text == 'onetwo three'


def test_places() -> None:
    text = 'e\u0301a'
    assert left(text, 2) == 0 and right(text, 0) == 2 and right(text, 2) == 3 and left(text, 0) == 0
    assert word_left('foo-bar baz', 11, False) == 8 and word_left('foo-bar baz', 8, True) == 0
    assert word_left('foo-bar', 7, False) == 4 and word_right('  a b', 0) == 3
