"""The record and its fields (POSIX XCU awk, Variables and Special Variables): $0 is split when a field is needed, and
rebuilt from its fields when one of them was changed."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import Regexp
from runtime_py.platform.text import unit_count
from runtime_py.shell.utilities.awk.regex import Patterns
from runtime_py.shell.utilities.awk.values import AwkProblem, Input

MOST_FIELDS = 10000000
_SPECIAL = '\\^$.[]|()*+?{}'


class Record:
    """`text_of(value)` converts a value by CONVFMT."""

    def __init__(self, patterns: Patterns, text_of: Any) -> None:
        self._patterns = patterns
        self._text_of = text_of
        self._text = ''
        self._fields: list[str] = []
        self._assigned: Map[int, Any] = Map()  # values that the program assigned to fields
        self._is_split = True
        self._is_stale = False  # a field has changed since `_text` was built
        self._separator = ' '
        self._paragraphs = False
        self.output_separator = ' '

    def begin(self, text: str, separator: str, paragraphs: bool) -> None:
        """Sets a new $0. It will be split by the present separator, however late."""
        self._text = text
        self._separator = separator
        self._paragraphs = paragraphs
        self._is_split = False
        self._is_stale = False
        if self._assigned.size > 0:
            self._assigned.clear()

    def _split(self) -> None:
        if not self._is_split:
            self._is_split = True
            self._fields = split_text(self._text, field_separator(self._separator, self._paragraphs, self._patterns))

    def whole(self, separator: str) -> str:
        """$0. `separator` is OFS."""
        if self._is_stale:
            self._is_stale = False
            self._text = separator.join(self._fields)
        return self._text

    def count(self) -> int:
        self._split()
        return len(self._fields)

    def text(self, number: int) -> str:
        """A field's text, numbered from 1."""
        if not self._is_split:
            self._split()
        return self._fields[number - 1] if number <= len(self._fields) else ''

    def value(self, number: int) -> Any:
        self._split()
        if number > len(self._fields):
            return None
        if self._assigned.size > 0 and self._assigned.has(number):
            return self._assigned.get(number)
        return Input(self._fields[number - 1])

    def put(self, number: int, value: Any) -> None:
        self._split()
        if number > MOST_FIELDS:
            raise AwkProblem(f'field {number} is above the maximum number of fields of a record')
        while len(self._fields) < number:
            self._fields.append('')
        self._fields[number - 1] = self._text_of(value)
        self._assigned.set(number, value)
        self._is_stale = True

    def resize(self, count: int) -> None:
        """An assignment to NF."""
        if count < 0 or count > MOST_FIELDS:
            raise AwkProblem(f'NF set to {count}')
        self._split()
        for number in range(count + 1, len(self._fields) + 1):
            self._assigned.delete(number)
        if count < len(self._fields):
            self._fields = self._fields[:count]
        while len(self._fields) < count:
            self._fields.append('')
        self._is_stale = True


def field_separator(separator: str, paragraphs: bool, patterns: Patterns) -> str | Regexp:
    """' ' for blanks, '' for each character, another character, or a pattern. In paragraph mode a newline separates
    fields, too."""
    if separator == ' ' or (len(separator) < 2 and not paragraphs):
        return separator
    if not paragraphs:
        return patterns.get(separator)
    if separator == '':
        return ''
    if len(separator) == 1:
        return patterns.get(('\\' + separator if separator in _SPECIAL else separator) + '|\n')
    return patterns.get(f'({separator})|\n')


def split_text(text: str, separator: str | Regexp) -> list[str]:
    if text == '':
        return []
    if not isinstance(separator, str):
        return _split_by(text, separator)
    if separator == ' ':
        return _words(text)
    if separator == '':
        return _characters(text)
    return text.split(separator)


def _words(text: str) -> list[str]:
    found: list[str] = []
    start = -1
    for k in range(len(text)):
        code = ord(text[k])
        if code == 32 or code == 9 or code == 10:
            if start >= 0:
                found.append(text[start:k])
                start = -1
        elif start < 0:
            start = k
    if start >= 0:
        found.append(text[start:])
    return found


def _characters(text: str) -> list[str]:
    found: list[str] = []
    k = 0
    while k < len(text):
        size = unit_count(text, k)
        found.append(text[k : k + size])
        k += size
    return found


def _split_by(text: str, pattern: Regexp) -> list[str]:
    """Empty matches don't separate."""
    found: list[str] = []
    start = 0
    at = 0
    while at <= len(text):
        match = pattern.exec(text, at)
        if match is None:
            break
        if match.end == match.start:
            at = match.start + 1
            continue
        found.append(text[start : match.start])
        start = match.end
        at = match.end
    found.append(text[start:])
    return found
