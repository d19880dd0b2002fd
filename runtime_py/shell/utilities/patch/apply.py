"""Finds where a hunk belongs in a file, and applies it: exact first, then at a distance, then with less context (GNU
patch, "Imperfect patches"). Pure."""

from __future__ import annotations

from runtime_py.shell.utilities.patch.parser import Hunk


class Text:
    """A file being patched: its lines with their newlines. Lines before `frozen` have been patched and stay."""

    def __init__(self, lines: list[str], ignores_blanks: bool) -> None:
        self.lines = lines
        self.ignores_blanks = ignores_blanks
        self.done: list[str] = []
        self.frozen = 0
        self.shift = 0  # how many lines further down than stated the last hunk was found
        self.grown = 0  # how many lines longer the hunks have made the file so far

    def result(self) -> list[str]:
        return [*self.done, *self.lines[self.frozen :]]

    def apply(self, hunk: Hunk, where: int) -> None:
        """`where`: the line, from 1, of the hunk's first line. Context lines stay as in the file."""
        at = where - 1
        for line in hunk.lines:
            if line.kind != ' ':
                self.done.extend(self.lines[self.frozen : at])
                self.frozen = at
            if line.kind == '+':
                self.done.append(line.text)
                self.grown += 1
                continue
            at += 1
            if line.kind == '-':
                self.frozen = at
                self.grown -= 1

    def locate(self, hunk: Hunk, fuzz: int) -> int:
        """The line, from 1; 0 when the hunk fits nowhere. Records the offset."""
        pattern = hunk.old()
        guess = hunk.first + self.shift
        if len(pattern) == 0:
            return guess  # a hunk that only adds, without context, can't be searched for
        context = hunk.context()
        most = max(context[0], context[1])
        head = fuzz + context[0] - most
        tail = fuzz + context[1] - most
        if head < 0 and hunk.first <= 1:
            return self._at_start(pattern, guess, context[0], tail)
        if tail < 0:
            return self._found(guess, len(self.lines) - len(pattern) + 1, pattern, max(head, 0), 0)
        return self._search(pattern, guess, max(head, 0), tail)

    def _at_start(self, pattern: list[str], guess: int, before: int, tail: int) -> int:
        """A hunk with less context before it than after it belongs at the start."""
        if tail < 0 and (len(pattern) != len(self.lines) or before < self.frozen):
            return 0
        return self._found(guess, 1, pattern, 0, max(tail, 0)) if self.frozen <= before else 0

    def _search(self, pattern: list[str], guess: int, head: int, tail: int) -> int:
        """Searches from the expected line at growing distance, first down and then up."""
        lowest = self.frozen + 1
        highest = len(self.lines) - (len(pattern) - tail) + 1
        for distance in range(max(abs(highest - guess), abs(guess - lowest)) + 1):
            for where in [guess + distance, guess - distance]:
                if lowest <= where <= highest and self._found(guess, where, pattern, head, tail) != 0:
                    return where
        return 0

    def _found(self, guess: int, where: int, pattern: list[str], head: int, tail: int) -> int:
        if where <= self.frozen:
            return 0
        for k in range(head, len(pattern) - tail):
            at = where - 1 + k
            if at >= len(self.lines) or not self._same(self.lines[at], pattern[k]):
                return 0
        self.shift += where - guess
        return where

    def _same(self, line: str, wanted: str) -> bool:
        if line == wanted:
            return True
        return self.ignores_blanks and ' '.join(line.split()) == ' '.join(wanted.split())


class Placed:
    """The result of trying a hunk. `where` is 0 when it has no place; `fuzz` is the number of context lines ignored,
    `line` the line to report."""

    def __init__(self, where: int, fuzz: int, line: int, shift: int) -> None:
        self.where = where
        self.fuzz = fuzz
        self.line = line
        self.shift = shift

    def text(self, number: int) -> str:
        """patch's message, '' when the hunk is exactly where it says."""
        if self.where == 0:
            return f'Hunk #{number} FAILED at {self.line}.\n'
        if self.fuzz == 0 and self.shift == 0:
            return ''
        fuzz = f' with fuzz {self.fuzz}' if self.fuzz > 0 else ''
        shift = f' (offset {self.shift} line{"" if self.shift == 1 else "s"})' if self.shift != 0 else ''
        return f'Hunk #{number} succeeded at {self.line}{fuzz}{shift}.\n'


def most_fuzz_of(hunk: Hunk, most: int) -> int:
    """Limited by the hunk's context."""
    context = hunk.context()
    return min(most, max(context[0], context[1]))


def place(text: Text, hunk: Hunk, fuzz: int) -> Placed | None:
    """Applies the hunk if it fits with so much fuzz."""
    where = text.locate(hunk, fuzz)
    if where == 0:
        return None
    line = where + text.grown
    text.apply(hunk, where)
    return Placed(where, fuzz, line, text.shift)


def fits(text: Text, hunk: Hunk, fuzz: int) -> bool:
    """Whether the hunk fits; changes nothing."""
    shift = text.shift
    where = text.locate(hunk, fuzz)
    text.shift = shift
    return where != 0
