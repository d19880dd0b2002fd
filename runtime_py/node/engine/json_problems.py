"""V8's error message for invalid JSON (src/json/json-parser.cc), found by parsing the text again: only for engines with
other messages.

Pure: a text in, a message out."""

from __future__ import annotations

_CONTEXT = 10  # characters shown around the wrong one
_DIGITS = '0123456789'
_SPACE = ' \t\n\r'
_HEX = '0123456789abcdefABCDEF'
_ESCAPES = '"\\/bfnrt'
_WORDS = ['true', 'false', 'null']
_SPECIAL = ['NaN', 'Infinity', 'undefined', '[object Object]']
_IN_ARRAY = "Expected ',' or ']' after array element in JSON"
_IN_OBJECT = "Expected ',' or '}' after property value in JSON"


class Wrong(Exception):
    """`what` is '' for an unexpected character."""

    def __init__(self, at: int, what: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what


def json_problem(text: str) -> str:
    """'' for valid JSON."""
    reader = _Reader(text)
    try:
        reader.read()
    except Wrong as wrong:
        return _message(text, wrong.at, wrong.what)
    return ''


def _message(text: str, at: int, what: str) -> str:
    if what != '':
        before = text[0:at].replace('\r\n', '\n').replace('\r', '\n').split('\n')
        return f'{what} at position {at} (line {len(before)} column {len(before[len(before) - 1]) + 1})'
    if at >= len(text):
        return 'Unexpected end of JSON input'
    if text[at] == '"':
        return _message(text, at, 'Unexpected string in JSON')
    if text[at] == '-' or text[at] in _DIGITS:
        return _message(text, at, 'Unexpected number in JSON')
    if text in _SPECIAL:
        return f'"{text}" is not valid JSON'
    is_short = len(text) <= 2 * _CONTEXT
    start = 0 if is_short or at < _CONTEXT else at - _CONTEXT
    end = len(text) if is_short or at >= len(text) - _CONTEXT else at + _CONTEXT
    shown = ('"' if is_short or at < _CONTEXT else '..."') + text[start:end] + ('"' if end == len(text) else '"...')
    return f"Unexpected token '{text[at]}', {shown} is not valid JSON"


class _Reader:
    """Raises Wrong where V8's parser fails. Nesting uses no stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[str] = []  # expected ] and }

    def read(self) -> None:
        self._value()
        while len(self.open) > 0:
            self._after_value()
        self._skip()
        if self.at < len(self.text):
            raise Wrong(self.at, 'Unexpected non-whitespace character after JSON')

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ''

    def _skip(self) -> str:
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1
        return self._peek()

    def _value(self) -> None:
        """A whole value, or the start of an array or object up to its first value."""
        while True:
            char = self._skip()
            if char == '[':
                self.at += 1
                self.open.append(']')
                if self._skip() == ']':
                    return
            elif char == '{':
                self.at += 1
                self.open.append('}')
                if self._skip() == '}':
                    return
                self._name("Expected property name or '}' in JSON")
            else:
                self._simple(char)
                return

    def _after_value(self) -> None:
        closing = self.open[len(self.open) - 1]
        char = self._skip()
        if char == closing:
            self.at += 1
            self.open.pop()
        elif char == ',':
            self.at += 1
            if closing == '}':
                self._skip()
                self._name('Expected double-quoted property name in JSON')
            self._value()
        else:
            raise Wrong(self.at, _IN_ARRAY if closing == ']' else _IN_OBJECT)

    def _name(self, otherwise: str) -> None:
        if self._peek() != '"':
            raise Wrong(self.at, otherwise)
        self._string()
        if self._skip() != ':':
            raise Wrong(self.at, "Expected ':' after property name in JSON")
        self.at += 1

    def _simple(self, char: str) -> None:
        if char == '"':
            self._string()
        elif char != '' and (char == '-' or char in _DIGITS):
            self._number()
        else:
            self._word(char)

    def _word(self, char: str) -> None:
        for word in _WORDS:
            if char != '' and word.startswith(char):
                for k in range(len(word)):
                    if self._peek() != word[k]:
                        raise Wrong(self.at, '')
                    self.at += 1
                return
        raise Wrong(self.at, '')

    def _digits(self, otherwise: str) -> None:
        if self._peek() == '' or self._peek() not in _DIGITS:
            raise Wrong(self.at, otherwise)
        while self._peek() != '' and self._peek() in _DIGITS:
            self.at += 1

    def _number(self) -> None:
        if self._peek() == '-':
            self.at += 1
            if self._peek() == '' or self._peek() not in _DIGITS:
                raise Wrong(self.at, 'No number after minus sign in JSON')
        if self._peek() == '0':
            self.at += 1
            if self._peek() != '' and self._peek() in _DIGITS:
                raise Wrong(self.at, 'Unexpected number in JSON')
        else:
            self._digits('')
        if self._peek() == '.':
            self.at += 1
            self._digits('Unterminated fractional number in JSON')
        if self._peek() == 'e' or self._peek() == 'E':
            self.at += 1
            if self._peek() == '+' or self._peek() == '-':
                self.at += 1
            self._digits('Exponent part is missing a number in JSON')

    def _string(self) -> None:
        self.at += 1
        while True:
            char: str = self._peek()
            if char == '':
                raise Wrong(self.at, 'Unterminated string in JSON')
            if ord(char[0]) < 0x20:
                raise Wrong(self.at, 'Bad control character in string literal in JSON')
            self.at += 1
            if char == '"':
                return
            if char == '\\':
                self._escape()

    def _escape(self) -> None:
        char: str = self._peek()
        if char == '':
            raise Wrong(self.at, '')
        if char == 'u':
            for _k in range(4):
                self.at += 1
                if self._peek() == '' or self._peek() not in _HEX:
                    raise Wrong(self.at, 'Bad Unicode escape in JSON')
            self.at += 1
        elif char in _ESCAPES:
            self.at += 1
        else:
            raise Wrong(self.at, 'Bad escaped character in JSON' if ord(char[0]) < 256 else '')
