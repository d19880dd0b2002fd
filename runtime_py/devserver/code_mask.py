"""A mask of JavaScript text, in which everything that isn't code is blanked: comments, the contents of strings and
regular expressions, the text of templates.

The mask has the length of the source, so positions are the same in both; quotes stay. Code that searches for a keyword
searches the mask, and can't be misled by a string. Whether `/` divides or begins a regular expression depends on the
token before it. Pure; knows no meaning of the code."""

from __future__ import annotations

from runtime_py.platform.text import repeat

_REGEXP_BEFORE = [
    'return',
    'typeof',
    'case',
    'do',
    'else',
    'in',
    'of',
    'instanceof',
    'new',
    'void',
    'delete',
    'throw',
    'yield',
    'await',
    'default',
    'extends',
]
_PAREN_KEYWORDS = ['if', 'while', 'for', 'with']
_TAB, _NEWLINE, _RETURN, _SPACE = 9, 10, 13, 32
_QUOTE, _DOLLAR, _APOSTROPHE, _OPEN, _CLOSE, _STAR, _SLASH = 34, 36, 39, 40, 41, 42, 47
_OPEN_BRACKET, _BACKSLASH, _CLOSE_BRACKET, _BACKTICK, _OPEN_BRACE, _CLOSE_BRACE = 91, 92, 93, 96, 123, 125


def _is_word(code: int) -> bool:
    return 97 <= code <= 122 or 65 <= code <= 90 or 48 <= code <= 57 or code == 95 or code == _DOLLAR or code > 127


class _Masker:
    """`_before`: the kind of the last token: 'value' (a division may follow), 'operator', or 'word' (`_word` is its
    start)."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._copied = 0
        self._at = 0
        self._divides = False
        # of open `(` and `{`: 1 when a regular expression may follow the closing one, 2 for `${`
        self._brackets: list[int] = []
        self._last_word = ''

    def run(self) -> str:
        source = self._source
        size = len(source)
        while self._at < size:
            code = ord(source[self._at])
            if code <= _SPACE:
                self._at += 1
            elif _is_word(code):
                self._word()
            elif code == _SLASH:
                self._slash()
            elif code == _QUOTE or code == _APOSTROPHE:
                self._string(code)
            elif code == _BACKTICK:
                self._template()
            else:
                self._punctuation(code)
        self._parts.append(source[self._copied :])
        return ''.join(self._parts)

    def _blank(self, start: int, end: int) -> None:
        """Line ends stay, so that line numbers are the same in the mask and in the source."""
        if end <= start:
            return
        self._parts.append(self._source[self._copied : start])
        lines = self._source[start:end].split('\n')
        self._parts.append('\n'.join([repeat(' ', len(line)) for line in lines]))
        self._copied = end

    def _word(self) -> None:
        source = self._source
        start = self._at
        size = len(source)
        while self._at < size and _is_word(ord(source[self._at])):
            self._at += 1
        self._last_word = source[start : self._at]
        is_member = start > 0 and source[start - 1] == '.'
        self._divides = is_member or self._last_word not in _REGEXP_BEFORE

    def _slash(self) -> None:
        source = self._source
        following = source[self._at + 1 : self._at + 2]
        if following == '/':
            end = source.find('\n', self._at)
            end = len(source) if end < 0 else end
            self._blank(self._at, end)
            self._at = end
        elif following == '*':
            end = source.find('*/', self._at + 2)
            end = len(source) if end < 0 else end + 2
            self._blank(self._at, end)
            self._at = end
        elif self._divides:
            self._divides = False
            self._last_word = ''
            self._at += 1
        else:
            self._regexp()

    def _regexp(self) -> None:
        source = self._source
        start = self._at
        self._at += 1
        in_class = False
        while self._at < len(source):
            code = ord(source[self._at])
            if code == _NEWLINE:
                break
            if code == _BACKSLASH:
                self._at += 1
            elif code == _OPEN_BRACKET:
                in_class = True
            elif code == _CLOSE_BRACKET:
                in_class = False
            elif code == _SLASH and not in_class:
                break
            self._at += 1
        self._blank(start + 1, min(self._at, len(source)))
        self._at = min(self._at + 1, len(source))
        self._divides = True
        self._last_word = ''

    def _string(self, quote: int) -> None:
        source = self._source
        start = self._at
        self._at += 1
        while self._at < len(source):
            code = ord(source[self._at])
            if code == quote or code == _NEWLINE:
                break
            self._at += 2 if code == _BACKSLASH else 1
        self._at = min(self._at, len(source))
        self._blank(start + 1, self._at)
        self._at = min(self._at + 1, len(source))
        self._divides = True
        self._last_word = ''

    def _template(self) -> None:
        """From the opening backtick, or from the `}` that ends a substitution."""
        source = self._source
        start = self._at + 1
        self._at = start
        while self._at < len(source):
            code = ord(source[self._at])
            if code == _BACKTICK:
                break
            if code == _DOLLAR and source[self._at + 1 : self._at + 2] == '{':
                self._blank(start, self._at)
                self._at += 2
                self._brackets.append(2)
                self._divides = False
                return
            self._at += 2 if code == _BACKSLASH else 1
        self._at = min(self._at, len(source))
        self._blank(start, self._at)
        self._at = min(self._at + 1, len(source))
        self._divides = True
        self._last_word = ''

    def _punctuation(self, code: int) -> None:
        if code == _OPEN:
            self._brackets.append(1 if self._last_word in _PAREN_KEYWORDS else 0)
            self._divides = False
        elif code == _OPEN_BRACE:
            # an object's brace is where a value may be; the brace of a block follows `)`, `;`, a word or another block
            self._brackets.append(0 if not self._divides and self._last_word == '' and self._is_value_position() else 1)
            self._divides = False
        elif code == _CLOSE or code == _CLOSE_BRACE:
            kind = self._brackets.pop() if len(self._brackets) > 0 else 0
            if kind == 2:
                self._template()
                return
            self._divides = kind == 0
        elif code == _CLOSE_BRACKET:
            self._divides = True
        elif (code == 43 or code == 45) and self._source[self._at + 1 : self._at + 2] == self._source[self._at]:
            self._at += 2  # `x++ / 2` divides; nobody writes `++/a/`
            self._last_word = ''
            return
        else:
            self._divides = False
        self._last_word = ''
        self._at += 1

    def _is_value_position(self) -> bool:
        before = self._at - 1
        while before >= 0 and ord(self._source[before]) <= _SPACE:
            before -= 1
        return before >= 0 and self._source[before] in '=(,[:?&|+-*!'


def mask(source: str) -> str:
    return _Masker(source).run()


def matching(text: str, at: int) -> int:
    """The position in a mask where the bracket that opens at `at` is closed, or the end of the text."""
    depth = 0
    while at < len(text):
        if text[at] in '([{':
            depth += 1
        elif text[at] in ')]}':
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return len(text)
