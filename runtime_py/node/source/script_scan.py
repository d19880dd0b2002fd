"""Finds the import() calls of a script without parsing it: compilers and bundles of megabytes mention the word in
strings and comments, and acorn takes a second where this scan takes 30 ms.

Distinguishes strings, templates, comments and regular expressions from code (ECMA-262, 12); if it can't be sure it says
so, and the caller parses. Must not know: the use of the calls."""

from __future__ import annotations

_IMPORT = 'import'
_SOURCE = 'source'
_PLAIN = 0
_QUOTE = 1
_TEMPLATE = 2
_SLASH = 3
_OPEN = 4  # ( or [
_CLOSE = 5
_BRACE = 6
_END_BRACE = 7
_LETTER_I = 8
# what a { opened
_BLOCK = 0
_OBJECT = 1
_SUBSTITUTION = 2  # of a template
_BEFORE_REGEXP = [
    'return',
    'typeof',
    'case',
    'in',
    'of',
    'delete',
    'void',
    'throw',
    'new',
    'else',
    'do',
    'instanceof',
    'yield',
    'await',
    'default',
]
_BEFORE_BLOCK = ['else', 'do', 'try', 'finally']
_WITH_CONDITION = ['if', 'while', 'for', 'with']
_LINE_ENDS = [10, 13, 0x2028, 0x2029]
_SPACE = js_regexp('\\s', '')


def _classes() -> Uint8Array:
    table = Uint8Array(128)
    kinds: list[list] = [
        ['\'"', _QUOTE],
        ['`', _TEMPLATE],
        ['/', _SLASH],
        ['([', _OPEN],
        [')]', _CLOSE],
        ['{', _BRACE],
        ['}', _END_BRACE],
        ['i', _LETTER_I],
    ]
    for text, kind in kinds:
        for k in range(text.length):
            table[text.charCodeAt(k)] = kind
    return table


def _names() -> Uint8Array:
    """Characters of identifiers, in ASCII."""
    table = Uint8Array(128)
    letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$'
    for k in range(letters.length):
        table[letters.charCodeAt(k)] = 1
    return table


_class_of = _classes()
_is_name = _names()


class Unsure(Exception):
    """Only a parser can decide."""


def import_calls(code: str) -> list[int] | None:
    """The position of `import` in each import(); None when unsure."""
    try:
        return _Scan(code).result()
    except Unsure:
        return None


def is_name_at(code: str, at: int) -> bool:
    unit = code.charCodeAt(at)
    return _is_name[unit] == 1 if unit < 128 else unit > 0xA0 and not _SPACE.test(code[at])


class _Scan:
    def __init__(self, code: str) -> None:
        self.code = code
        self.found: list[int] = []
        self._has_plain_lines = code.indexOf('\r') < 0 and code.indexOf('\u2028') < 0 and code.indexOf('\u2029') < 0
        self._at = 0
        self._comment_start = -1  # start of the comments that end at _comment_end, with only blanks between them
        self._comment_end = -1
        self._braces: list[int] = []
        self._opened: list[int] = []  # positions of ( and [
        self._last_opened = -1  # the ( of the last ) that was closed
        self._last_brace = _BLOCK  # what the last } closed
        self._calls: list[int] = []  # the ( of import() calls that are still open

    def result(self) -> list[int]:
        code = self.code
        length = code.length
        at = 0
        classes = _class_of
        while at < length:
            unit = code.charCodeAt(at)
            kind = classes[unit] if unit < 128 else 0
            if kind == _PLAIN:
                at += 1
            elif kind == _LETTER_I:
                if code.charCodeAt(at + 1) == 109 and code.startsWith(_IMPORT, at):
                    self._import(at)
                at += 1
            else:
                self._at = at
                self._token(kind, unit)
                at = self._at
        if self._braces.length > 0 or self._opened.length > 0:
            raise Unsure
        return self.found

    def _token(self, kind: int, unit: int) -> None:
        at = self._at
        if kind == _OPEN:
            self._opened.push(at)
            self._at = at + 1
        elif kind == _CLOSE:
            self._close(at)
            self._at = at + 1
        elif kind == _QUOTE:
            self._string(unit)
        elif kind == _BRACE:
            self._braces.push(self._opened_by_brace(at))
            self._at = at + 1
        elif kind == _END_BRACE:
            self._end_brace(at)
        elif kind == _TEMPLATE:
            self._at = at + 1
            self._template()
        else:
            self._slash(at)

    def _close(self, at: int) -> None:
        if self._opened.length == 0:
            raise Unsure
        self._last_opened = self._opened.pop()
        if self._calls.length > 0 and self._calls.at(-1) == self._last_opened:
            self._calls.pop()
            # import(x) {} is a method of that name
            if self.code[self._next(at + 1)] == '{':
                raise Unsure

    def _end_brace(self, at: int) -> None:
        if self._braces.length == 0:
            raise Unsure
        self._at = at + 1
        self._last_brace = self._braces.pop()
        if self._last_brace == _SUBSTITUTION:
            self._template()

    def _string(self, quote: int) -> None:
        code = self.code
        at = self._at + 1
        while True:
            unit = code.charCodeAt(at)
            if unit == quote:
                self._at = at + 1
                return
            if unit == 92:
                at += 1
            elif unit == 10 or unit == 13 or at >= code.length:
                raise Unsure
            at += 1

    def _template(self) -> None:
        """Moves from within its text to its end, or to the next substitution."""
        code = self.code
        at = self._at
        while at < code.length:
            unit = code.charCodeAt(at)
            if unit == 96:
                self._at = at + 1
                return
            if unit == 36 and code.charCodeAt(at + 1) == 123:
                self._braces.push(_SUBSTITUTION)
                self._at = at + 2
                return
            at += 2 if unit == 92 else 1
        raise Unsure

    # slashes

    def _slash(self, at: int) -> None:
        code = self.code
        following = code.charCodeAt(at + 1)
        if following == 47:
            self._comment(at, self._line_end(at + 2))
        elif following == 42:
            end = code.indexOf('*/', at + 2)
            if end < 0:
                raise Unsure
            self._comment(at, end + 2)
        elif self._is_regexp(at):
            self._regexp(at)
        else:
            self._at = at + 1

    def _line_end(self, at: int) -> int:
        if self._has_plain_lines:
            end = self.code.indexOf('\n', at)
            return self.code.length if end < 0 else end
        while at < self.code.length and self.code.charCodeAt(at) not in _LINE_ENDS:
            at += 1
        return at

    def _comment(self, start: int, end: int) -> None:
        if not (self._comment_end >= 0 and self._before(start) < self._comment_start):
            self._comment_start = start
        self._comment_end = end
        self._at = end

    def _before(self, at: int) -> int:
        """The last position before `at` that is neither blank nor comment; -1 at the start."""
        at -= 1
        while at >= 0:
            if at == self._comment_end - 1:
                at = self._comment_start - 1
            elif self.code.charCodeAt(at) <= 32 or _SPACE.test(self.code[at]):
                at -= 1
            else:
                return at
        return -1

    def _word_before(self, end: int) -> str:
        """The word whose last character is at `end`, unless it is a property name."""
        start = end
        while start >= 0 and is_name_at(self.code, start):
            start -= 1
        if start >= 0 and self.code[start] == '.':
            return ''
        return self.code[start + 1 : end + 1]

    def _is_regexp(self, at: int) -> bool:
        before = self._before(at)
        if before < 0:
            return True
        character = self.code[before]
        if is_name_at(self.code, before):
            return self._word_before(before) in _BEFORE_REGEXP
        if character == ')':
            # does the ) end the head of a statement, or a value?
            return self._word_before(self._before(self._last_opened)) in _WITH_CONDITION
        if character == '}':
            return self._last_brace == _BLOCK
        if character == ']' or character == '"' or character == "'" or character == '`':
            return False
        # i++ / 2; after any other operator, a value follows
        return self.code[before - 1 : before + 1] not in ['++', '--']

    def _regexp(self, at: int) -> None:
        code = self.code
        in_class = False
        at += 1
        while True:
            unit = code.charCodeAt(at)
            if at >= code.length or unit in _LINE_ENDS:
                raise Unsure
            if unit == 92:
                at += 1
            elif unit == 91:
                in_class = True
            elif unit == 93:
                in_class = False
            elif unit == 47 and not in_class:
                self._at = at + 1
                return
            at += 1

    def _opened_by_brace(self, at: int) -> int:
        before = self._before(at)
        if before < 0:
            return _BLOCK
        character = self.code[before]
        if character == ')' or character == ';' or character == '{' or character == '}':
            return _BLOCK
        if character == '>':
            return _BLOCK if self.code[before - 1] == '=' else _OBJECT
        if is_name_at(self.code, before):
            word = self._word_before(before)
            # class A extends B { and try { don't open a value; return { does
            return _OBJECT if word in _BEFORE_REGEXP and word not in _BEFORE_BLOCK else _BLOCK
        return _OBJECT

    # import

    def _import(self, at: int) -> None:
        code = self.code
        end = at + _IMPORT.length
        if (at > 0 and is_name_at(code, at - 1)) or (end < code.length and is_name_at(code, end)):
            return
        before = self._before(at)
        if before >= 0 and code[before] == '.' and code[before - 2 : before + 1] != '...':
            return
        call = self._next(end)
        if code[call] == '.' and code.startsWith(_SOURCE, self._next(call + 1)):
            call = self._next(self._next(call + 1) + _SOURCE.length)
        if code[call] != '(':
            return
        self.found.push(at)
        self._calls.push(call)

    def _next(self, at: int) -> int:
        """The next position that is neither blank nor comment."""
        code = self.code
        while at < code.length:
            if code.charCodeAt(at) <= 32 or _SPACE.test(code[at]):
                at += 1
            elif code.startsWith('//', at):
                at = self._line_end(at)
            elif code.startsWith('/*', at):
                end = code.indexOf('*/', at + 2)
                if end < 0:
                    raise Unsure
                at = end + 2
            else:
                return at
        return at
