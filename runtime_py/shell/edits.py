"""What keys do to the line being edited, as in readline's emacs mode: moving, killing and yanking, changing words, undo.
Pure; line_editor.py draws."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.widths import char_width
from runtime_py.shell.bash.history_words import words_of

_RING = 10  # texts that were killed


class Changes:
    """Earlier states of the line, for undo. Characters typed one after the other are one change."""

    def __init__(self) -> None:
        self._states: list[tuple[str, int]] = []
        self._typed_to = -1  # where the last typed character ended

    def forget(self) -> None:
        self._states = []
        self._typed_to = -1

    def note(self, line: Any, typed: bool) -> None:
        """Before a change."""
        if not (typed and self._typed_to == line.cursor):
            self._states.append((line.text, line.cursor))
        self._typed_to = line.cursor + 1 if typed else -1

    def undo(self, line: Any) -> bool:
        self._typed_to = -1
        if len(self._states) == 0:
            return False
        line.text, line.cursor = self._states.pop()
        return True


class Kills:
    """Killed texts: what is killed by keys in a row is one text."""

    def __init__(self) -> None:
        self._texts: list[str] = ['']
        self._killing = False  # the last key has killed
        self._now = False
        self.yanked: list[int] | None = None  # start and end of what the last key yanked
        self._yanks: list[int] | None = None

    def begin(self, key: str) -> None:
        self._killing = self._now
        self._now = False
        self.yanked = self._yanks
        self._yanks = None

    def kill(self, line: Any, start: int, end: int, forwards: bool) -> None:
        if end <= start:
            return
        text = line.text[start:end]
        if self._killing:
            last = self._texts[len(self._texts) - 1]
            self._texts[len(self._texts) - 1] = last + text if forwards else text + last
        else:
            self._texts = [*[kept for kept in self._texts if kept != ''], text][-_RING:]
        self._now = True
        line.replace(start, end, '')

    def yank(self, line: Any) -> None:
        text = self._texts[len(self._texts) - 1]
        self._yanks = [line.cursor, line.cursor + len(text)]
        line.insert(text)

    def yank_older(self, line: Any) -> None:
        """Instead of what was yanked just now."""
        if self.yanked is None:
            return
        last = self._texts[len(self._texts) - 1]
        self._texts = [last, *self._texts[: len(self._texts) - 1]]
        text = self._texts[len(self._texts) - 1]
        start = self.yanked[0]
        line.replace(start, self.yanked[1], text)
        self._yanks = [start, start + len(text)]


class LastArguments:
    """Alt-. gives the last word of the line before, then of the one before that."""

    def __init__(self, history: Any) -> None:
        self._history = history
        self._back = 0
        self._start = 0
        self._repeats = False

    def begin(self, key: str) -> None:
        if key != 'last-argument':
            self._back = 0
        self._repeats = self._back > 0

    def insert(self, line: Any) -> None:
        lines = self._history.lines
        if self._back >= len(lines):
            return
        self._back += 1
        words = words_of(lines[len(lines) - self._back])
        word = words[len(words) - 1] if len(words) > 0 else ''
        start = self._start if self._repeats else line.cursor
        self._start = start
        line.replace(start, line.cursor, word)


def edit(line: Any, key: str) -> bool:
    """False: the key isn't one of these."""
    text = line.text
    at = line.cursor
    if key in _MOVES:
        line.cursor = _place(key, text, at)
    elif key == 'backspace':
        _remove(line, left(text, at), at)
    elif key in ('delete', 'ctrl-d'):
        _remove(line, at, right(text, at))
    elif key == 'ctrl-k':
        line.kills.kill(line, at, len(text), True)
    elif key == 'ctrl-u':
        line.kills.kill(line, 0, at, False)
    elif key == 'ctrl-w':
        line.kills.kill(line, word_left(text, at, True), at, False)
    elif key == 'word-backspace':
        line.kills.kill(line, word_left(text, at, False), at, False)
    elif key == 'word-delete':
        line.kills.kill(line, at, word_right(text, at), True)
    elif key == 'ctrl-y':
        line.kills.yank(line)
    elif key == 'older-kill':
        line.kills.yank_older(line)
    elif key == 'last-argument':
        line.arguments.insert(line)
    else:
        return _change(line, key)
    return True


_MOVES = ['left', 'ctrl-b', 'right', 'ctrl-f', 'home', 'ctrl-a', 'end', 'ctrl-e', 'word-left', 'word-right']


def _place(key: str, text: str, at: int) -> int:
    if key in ('left', 'ctrl-b'):
        return left(text, at)
    if key in ('right', 'ctrl-f'):
        return right(text, at)
    if key in ('home', 'ctrl-a'):
        return 0
    if key in ('end', 'ctrl-e'):
        return len(text)
    return word_left(text, at, False) if key == 'word-left' else word_right(text, at)


def _remove(line: Any, start: int, end: int) -> None:
    if end > start:
        line.replace(start, end, '')


def _change(line: Any, key: str) -> bool:
    text = line.text
    at = line.cursor
    if key in ('upper-case', 'lower-case', 'capitalize'):
        end = word_right(text, at)
        line.replace(at, end, _cased(text[at:end], key))
    elif key == 'ctrl-t':
        _swap_characters(line)
    elif key == 'swap-words':
        _swap_words(line)
    elif key == 'delete-blanks':
        start = at
        while start > 0 and text[start - 1] in ' \t':
            start -= 1
        while at < len(text) and text[at] in ' \t':
            at += 1
        _remove(line, start, at)
    else:
        return False
    return True


def _cased(text: str, key: str) -> str:
    if key != 'capitalize':
        return text.upper() if key == 'upper-case' else text.lower()
    k = 0
    while k < len(text) and not in_word(text, k, False):
        k += 1
    return text[:k] + text[k : k + 1].upper() + text[k + 1 :].lower()


def _swap_characters(line: Any) -> None:
    """The characters around the cursor; at the end the last two."""
    text = line.text
    at = left(text, line.cursor) if line.cursor == len(text) else line.cursor
    if at <= 0 or len(text) < 2:
        return
    before = left(text, at)
    after = right(text, at)
    line.replace(before, after, text[at:after] + text[before:at])


def _swap_words(line: Any) -> None:
    text = line.text
    end = word_right(text, line.cursor)
    second = word_left(text, end, False)
    first = word_left(text, second, False)
    middle = word_right(text, first)
    if first < middle <= second < end:
        line.replace(first, end, text[second:end] + text[middle:second] + text[first:middle])


# places


def left(text: str, at: int) -> int:
    """The place before the character to the left, with the marks that join it."""
    at = _before(text, at)
    while at > 0 and char_width(_code(text, at)) == 0 and text[at] != '\n':
        at = _before(text, at)
    return at


def right(text: str, at: int) -> int:
    at = _after(text, at)
    while at < len(text) and char_width(_code(text, at)) == 0 and text[at] != '\n':
        at = _after(text, at)
    return at


def _before(text: str, at: int) -> int:
    at = max(at - 1, 0)
    return at - 1 if at > 0 and 0xDC00 <= ord(text[at]) <= 0xDFFF else at


def _after(text: str, at: int) -> int:
    at = min(at + 1, len(text))
    return at + 1 if at < len(text) and 0xDC00 <= ord(text[at]) <= 0xDFFF else at


def _code(text: str, at: int) -> int:
    """The character there, which may be a pair of surrogates."""
    high = ord(text[at])
    if 0xD800 <= high <= 0xDBFF and at + 1 < len(text):
        return 0x10000 + (high - 0xD800) * 1024 + ord(text[at + 1]) - 0xDC00
    return high


def word_left(text: str, at: int, by_space: bool) -> int:
    while at > 0 and not in_word(text, at - 1, by_space):
        at -= 1
    while at > 0 and in_word(text, at - 1, by_space):
        at -= 1
    return at


def word_right(text: str, at: int) -> int:
    while at < len(text) and not in_word(text, at, False):
        at += 1
    while at < len(text) and in_word(text, at, False):
        at += 1
    return at


def in_word(text: str, at: int, by_space: bool) -> bool:
    """Letters of any language; `by_space`: whatever is no blank."""
    letter = text[at]
    if by_space:
        return letter not in ' \t\n'
    return letter.isalnum() or letter == '_' or ord(letter) > 0x7F
