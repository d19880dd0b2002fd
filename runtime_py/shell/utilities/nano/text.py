"""The text of the editor: lines, the cursor, what was cut, and steps that can be undone. Pure."""

from __future__ import annotations

from runtime_py.platform.text import unit_count

_MOST_STEPS = 1000


class Step:
    """The lines from `start` on, before a change and after it, and the cursor before."""

    def __init__(self, start: int, before: list[str], after: list[str], row: int, column: int) -> None:
        self.start = start
        self.before = before
        self.after = after
        self.row = row
        self.column = column


class Text:
    """There is always a line. The cursor may stand behind the last character of its line."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines if len(lines) > 0 else ['']
        self.row = 0
        self.column = 0
        self.changed = False
        self.cut_lines: list[str] = []
        self._joins_cut = False  # whether the next line that is cut belongs to the ones before
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def line(self) -> str:
        return self.lines[self.row]

    def _change(self, start: int, count: int, after: list[str], row: int, column: int) -> None:
        step = Step(start, self.lines[start : start + count], after, self.row, self.column)
        self._done.append(step)
        if len(self._done) > _MOST_STEPS:
            self._done.pop(0)
        self._undone = []
        self._replace(start, count, after)
        self.row, self.column = row, column
        self._joins_cut = False

    def _replace(self, start: int, count: int, after: list[str]) -> None:
        self.lines = [*self.lines[:start], *after, *self.lines[start + count :]]
        if len(self.lines) == 0:
            self.lines = ['']
        self.changed = True

    def insert(self, text: str) -> None:
        """At the cursor, which goes behind it."""
        pieces = text.split('\n')
        head, tail = self.line[: self.column], self.line[self.column :]
        made = [head + pieces[0], *pieces[1:]]
        column = len(made[-1])
        self._change(self.row, 1, [*made[:-1], made[-1] + tail], self.row + len(pieces) - 1, column)

    def backspace(self) -> None:
        if self.column > 0:
            start = self._before(self.column)
            self._change(self.row, 1, [self.line[:start] + self.line[self.column :]], self.row, start)
        elif self.row > 0:
            above = self.lines[self.row - 1]
            self._change(self.row - 1, 2, [above + self.line], self.row - 1, len(above))

    def delete(self) -> None:
        if self.column < len(self.line):
            end = self.column + unit_count(self.line, self.column)
            self._change(self.row, 1, [self.line[: self.column] + self.line[end:]], self.row, self.column)
        elif self.row + 1 < len(self.lines):
            self._change(self.row, 2, [self.line + self.lines[self.row + 1]], self.row, self.column)

    def cut(self) -> None:
        """The line; lines that are cut one after the other come back together."""
        joins = self._joins_cut
        kept = [*self.cut_lines, self.line] if joins else [self.line]
        if self.row + 1 == len(self.lines):
            self._change(self.row, 1, [''], self.row, 0)
        else:
            self._change(self.row, 1, [], self.row, 0)
        self.cut_lines = kept
        self._joins_cut = True

    def paste(self) -> None:
        if len(self.cut_lines) > 0:
            self._change(self.row, 0, list(self.cut_lines), self.row + len(self.cut_lines), 0)

    def undo(self) -> bool:
        if len(self._done) == 0:
            return False
        step = self._done.pop()
        self._undone.append(Step(step.start, step.after, step.before, self.row, self.column))
        self._replace(step.start, len(step.after), step.before)
        self.row, self.column = step.row, step.column
        return True

    def redo(self) -> bool:
        if len(self._undone) == 0:
            return False
        step = self._undone.pop()
        self._done.append(Step(step.start, step.after, step.before, self.row, self.column))
        self._replace(step.start, len(step.after), step.before)
        self.row, self.column = step.row, step.column
        return True

    # moving

    def _before(self, column: int) -> int:
        """Where the character before a column begins."""
        start = column - 1
        if start > 0 and 0xDC00 <= ord(self.line[start]) < 0xE000 and 0xD800 <= ord(self.line[start - 1]) < 0xDC00:
            start -= 1
        return start

    def left(self) -> None:
        self._joins_cut = False
        if self.column > 0:
            self.column = self._before(self.column)
        elif self.row > 0:
            self.row -= 1
            self.column = len(self.line)

    def right(self) -> None:
        self._joins_cut = False
        if self.column < len(self.line):
            self.column += unit_count(self.line, self.column)
        elif self.row + 1 < len(self.lines):
            self.row += 1
            self.column = 0

    def go(self, row: int, column: int) -> None:
        """To the nearest place that exists."""
        self._joins_cut = False
        self.row = max(0, min(row, len(self.lines) - 1))
        self.column = max(0, min(column, len(self.line)))

    def word_left(self) -> None:
        self.left()
        while self.column > 0 and not (_is_word(self.line[self.column : self.column + 1]) and self._begins_word()):
            self.left()

    def word_right(self) -> None:
        self.right()
        while self.column < len(self.line) and not self._begins_word():
            self.right()

    def _begins_word(self) -> bool:
        return _is_word(self.line[self.column : self.column + 1]) and not (
            self.column > 0 and _is_word(self.line[self.column - 1])
        )

    def find(self, wanted: str) -> bool:
        """Moves to the next place with this text, whatever the case, also from the start on."""
        low = wanted.lower()
        for k in range(len(self.lines) + 1):
            row = (self.row + k) % len(self.lines)
            at = self.lines[row].lower().find(low, self.column + 1 if k == 0 else 0)
            if at >= 0:
                self.go(row, at)
                return True
        return False


def _is_word(char: str) -> bool:
    return char != '' and (char.isalnum() or char == '_' or ord(char[0]) > 127)
