"""Tokens of a program's text (ECMA-262, 12), one at a time, as the survey's grammar asks for them: it knows whether a
slash begins a regular expression.

What is rare and would need more care raises Unsure, and the caller parses with acorn: escapes in names, HTML comments,
decorators. Must not know: statements and expressions."""

from __future__ import annotations

# kinds of tokens
END = 0
NAME = 1
WORD = 2  # a name or keyword of the survey's table: `word` has its number
NUMBER = 3
STRING = 4
TEMPLATE = 5  # the ` that begins one
PRIVATE = 6  # #name
OPEN_PAREN = 7
CLOSE_PAREN = 8
OPEN_SQUARE = 9
CLOSE_SQUARE = 10
OPEN_BRACE = 11
CLOSE_BRACE = 12
SEMICOLON = 13
COMMA = 14
COLON = 15
DOT = 16
ELLIPSIS = 17
QUESTION = 18
OPTIONAL = 19  # ?.
ARROW = 20
ASSIGN = 21  # =
ASSIGN_WITH = 22  # += and the like
OPERATOR = 23  # binary only
SIGN = 24  # + -: unary or binary
SLASH = 25  # division, or the start of a regular expression
STAR = 26
STEP = 27  # ++ --
NOT = 28  # ! ~: unary only
SLASH_ASSIGN = 29  # /=, or the start of a regular expression

# what a character begins
_UNKNOWN = 0
_LETTER = 1
_DIGIT = 2
_BLANK = 3
_LINE_END = 4
_QUOTE = 5
_SINGLE = 6  # a token of its own
_OTHER = 7

_SPACE = js_regexp('\\s', '')
_NAME_SIZE = 1024


class Unsure(Exception):
    """Only a parser can decide."""


class HtmlComment(Exception):
    """One begins at `at`: part of the text in a script, a mistake in a module."""

    def __init__(self, at: int) -> None:
        super().__init__('')
        self.at = at


def _beginnings() -> Uint8Array:
    table = Uint8Array(128)
    for unit in range(128):
        table[unit] = _BLANK if unit <= 32 else _OTHER
    letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$'
    for k in range(letters.length):
        table[letters.charCodeAt(k)] = _LETTER
    for unit in range(48, 58):
        table[unit] = _DIGIT
    for unit in [10, 13]:
        table[unit] = _LINE_END
    for unit in [34, 39]:
        table[unit] = _QUOTE
    for unit in [40, 41, 59, 44, 58, 91, 93, 123, 125, 126, 96]:
        table[unit] = _SINGLE
    return table


def _singles() -> Uint8Array:
    table = Uint8Array(128)
    kinds: list[list] = [
        ['(', OPEN_PAREN],
        [')', CLOSE_PAREN],
        ['[', OPEN_SQUARE],
        [']', CLOSE_SQUARE],
        ['{', OPEN_BRACE],
        ['}', CLOSE_BRACE],
        [';', SEMICOLON],
        [',', COMMA],
        [':', COLON],
        ['~', NOT],
        ['`', TEMPLATE],
    ]
    for text, kind in kinds:
        table[text.charCodeAt(0)] = kind
    return table


_beginning_of = _beginnings()
_single_of = _singles()


class Words:
    """The names that the survey must recognize, with a number each. Most names aren't in the table; a hash of a few
    characters tells that without making a string."""

    def __init__(self, numbers: list) -> None:
        self.numbers = js_new(globalThis.Map)
        self.hashes = Uint8Array(_NAME_SIZE)
        for name, number in numbers:
            self.add(name, number)

    def add(self, name: str, number: int) -> None:
        self.numbers.set(name, number)
        length = name.length
        self.hashes[hash_of(name.charCodeAt(0), name.charCodeAt(length - 1), length)] = 1

    def number_of(self, name: str) -> int:
        return self.numbers.get(name) or 0


def hash_of(first: int, last: int, length: int) -> int:
    return (first * 41 + last * 7 + length * 3) & (_NAME_SIZE - 1)


def unit_is_letter(unit: int) -> bool:
    return unit < 128 and _beginning_of[unit] == _LETTER


class Tokens:
    """The current token: `kind`, `start`, `end`, `word`; `is_after_line_end`: whether a line ends before it;
    `last_end`: where the token before it ends."""

    def __init__(self, code: str, words: Words) -> None:
        self.code = code
        self.words = words
        self.kind = END
        self.start = 0
        self.end = 0
        self.word = 0
        self.is_after_line_end = False
        self.last_end = 0
        if code.startswith('#!'):
            self.end = self._line_end(2)

    def name(self) -> str:
        return self.code[self.start : self.end]

    def advance(self) -> None:
        """Reads the next token."""
        code = self.code
        at = self.end
        self.last_end = at
        self.is_after_line_end = False
        length = code.length
        while at < length:
            unit = code.charCodeAt(at)
            beginning = _beginning_of[unit] if unit < 128 else self._beginning_beyond(at)
            if beginning == _BLANK:
                at += 1
            elif beginning == _LETTER:
                self._name(at, unit)
                return
            elif beginning == _SINGLE:
                self.start = at
                self.end = at + 1
                self.kind = _single_of[unit]
                return
            elif beginning == _LINE_END:
                self.is_after_line_end = True
                at += 1
            elif beginning == _QUOTE:
                self._string(at, unit)
                return
            elif beginning == _DIGIT:
                self._number(at)
                return
            elif unit == 47 and code.charCodeAt(at + 1) == 47:
                at = self._line_end(at + 2)
            elif unit == 47 and code.charCodeAt(at + 1) == 42:
                at = self._comment(at)
            else:
                self._operator(at, unit)
                return
        self.kind = END
        self.start = length
        self.end = length

    def _beginning_beyond(self, at: int) -> int:
        """Beyond ASCII."""
        unit = self.code.charCodeAt(at)
        if unit == 0x2028 or unit == 0x2029:
            return _LINE_END
        return _BLANK if _SPACE.test(self.code[at]) else _LETTER

    def _is_name_at(self, at: int) -> bool:
        unit = self.code.charCodeAt(at)
        if unit < 128:
            beginning = _beginning_of[unit]
            return beginning == _LETTER or beginning == _DIGIT
        return unit > 0x9F and not _SPACE.test(self.code[at])

    def _name(self, at: int, unit: int) -> None:
        code = self.code
        end = at + 1
        last = unit
        while True:
            following = code.charCodeAt(end)
            if following < 128:
                beginning = _beginning_of[following]
                if beginning != _LETTER and beginning != _DIGIT:
                    if following == 92:
                        raise Unsure  # an escape
                    break
            elif not (following > 0x9F and not _SPACE.test(code[end])):
                break  # also at the end of the text
            last = following
            end += 1
        self.start = at
        self.end = end
        self.kind = NAME
        words = self.words
        if words.hashes[(unit * 41 + last * 7 + (end - at) * 3) & (_NAME_SIZE - 1)] == 1:
            number = words.numbers.get(code[at:end])
            if number is not None:
                self.kind = WORD
                self.word = number

    def _string(self, at: int, quote: int) -> None:
        code = self.code
        length = code.length
        self.start = at
        self.kind = STRING
        at += 1
        while at < length:
            unit = code.charCodeAt(at)
            if unit == quote:
                self.end = at + 1
                return
            if unit == 92:
                at += 1
            elif unit == 10 or unit == 13:
                raise Unsure
            at += 1
        raise Unsure

    def _digits(self, at: int) -> int:
        while self._is_name_at(at):
            at += 1
        return at

    def _number(self, at: int) -> None:
        code = self.code
        self.start = at
        self.kind = NUMBER
        second = code.charCodeAt(at + 1)
        end = self._digits(at)
        if unit_is_letter(second) and second != 101 and second != 69:
            self.end = end  # 0x, 0b, 0n
            return
        if code.charCodeAt(end) == 46 and 'e' not in code[at:end] and 'E' not in code[at:end]:
            end = self._digits(end + 1)
        self.end = self._exponent(end)

    def _exponent(self, end: int) -> int:
        """Where a number ends whose digits end at `end`: a sign may follow an e."""
        code = self.code
        unit = code.charCodeAt(end)
        if (unit == 43 or unit == 45) and (code.charCodeAt(end - 1) | 32) == 101:
            return self._digits(end + 1)
        return end

    def _line_end(self, at: int) -> int:
        code = self.code
        length = code.length
        while at < length:
            unit = code.charCodeAt(at)
            if unit == 10 or unit == 13 or unit == 0x2028 or unit == 0x2029:
                return at
            at += 1
        return length

    def _comment(self, at: int) -> int:
        """Where the comment ends that begins at `at`."""
        code = self.code
        end = code.indexOf('*/', at + 2)
        if end < 0:
            raise Unsure
        at += 2
        while at < end and not self.is_after_line_end:
            unit = code.charCodeAt(at)
            if unit == 10 or unit == 13 or unit == 0x2028 or unit == 0x2029:
                self.is_after_line_end = True
            at += 1
        return end + 2

    def _take(self, kind: int, at: int, length: int) -> None:
        self.kind = kind
        self.start = at
        self.end = at + length

    def _operator(self, at: int, unit: int) -> None:
        code = self.code
        second = code.charCodeAt(at + 1)
        third = code.charCodeAt(at + 2)
        if unit == 46:  # .
            if second >= 48 and second <= 57:
                self.start = at
                self._fraction(at)
            elif second == 46 and third == 46:
                self._take(ELLIPSIS, at, 3)
            else:
                self._take(DOT, at, 1)
        elif unit == 61:  # =
            if second == 62:
                self._take(ARROW, at, 2)
            elif second == 61:
                self._take(OPERATOR, at, 3 if third == 61 else 2)
            else:
                self._take(ASSIGN, at, 1)
        elif unit == 33:  # !
            if second == 61:
                self._take(OPERATOR, at, 3 if third == 61 else 2)
            else:
                self._take(NOT, at, 1)
        elif unit == 43 or unit == 45:  # + -
            if second == unit:
                if unit == 45 and third == 62 and (self.is_after_line_end or self.last_end == 0):
                    raise HtmlComment(at)  # -->
                self._take(STEP, at, 2)
            elif second == 61:
                self._take(ASSIGN_WITH, at, 2)
            else:
                self._take(SIGN, at, 1)
        elif unit == 63:  # ?
            if second == 46 and not (third >= 48 and third <= 57):
                self._take(OPTIONAL, at, 2)
            elif second == 63:
                self._maybe_assigning(at, 2)
            else:
                self._take(QUESTION, at, 1)
        elif unit == 47:  # /
            self._take(SLASH if second != 61 else SLASH_ASSIGN, at, 2 if second == 61 else 1)
        elif unit == 42:  # *
            if second == 42:
                self._maybe_assigning(at, 2)
            elif second == 61:
                self._take(ASSIGN_WITH, at, 2)
            else:
                self._take(STAR, at, 1)
        elif unit == 60 or unit == 62:  # < >
            self._comparison(at, unit, second, third)
        elif unit == 38 or unit == 124:  # & |
            self._maybe_assigning(at, 2 if second == unit else 1)
        elif unit == 37 or unit == 94:  # % ^
            self._maybe_assigning(at, 1)
        elif unit == 35 and self._is_name_at(at + 1):
            self._take(PRIVATE, at, self._digits(at + 1) - at)
        else:
            raise Unsure  # @, or an escape

    def _maybe_assigning(self, at: int, length: int) -> None:
        """An operator of this length, or its assignment."""
        if self.code.charCodeAt(at + length) == 61:
            self._take(ASSIGN_WITH, at, length + 1)
        else:
            self._take(OPERATOR, at, length)

    def _comparison(self, at: int, unit: int, second: int, third: int) -> None:
        if unit == 60 and second == 33 and third == 45:
            raise HtmlComment(at)  # <!--
        length = 1
        while length < (2 if unit == 60 else 3) and self.code.charCodeAt(at + length) == unit:
            length += 1
        if length == 1:
            self._take(OPERATOR, at, 2 if second == 61 else 1)
        else:
            self._maybe_assigning(at, length)

    def _fraction(self, at: int) -> None:
        """A number that begins with its point."""
        self.kind = NUMBER
        self.end = self._exponent(self._digits(at + 1))

    # what the grammar asks for

    def regexp(self) -> None:
        """The current slash begins a regular expression, which becomes the current token."""
        code = self.code
        length = code.length
        at = self.start + 1
        in_class = False
        while at < length:
            unit = code.charCodeAt(at)
            if unit == 92:
                at += 1
            elif unit == 91:
                in_class = True
            elif unit == 93:
                in_class = False
            elif unit == 47 and not in_class:
                self.end = self._digits(at + 1)
                self.kind = STRING
                return
            elif unit == 10 or unit == 13 or unit == 0x2028 or unit == 0x2029:
                raise Unsure
            at += 1
        raise Unsure

    def template_text(self, at: int) -> bool:
        """Reads a template's text from `at` on: whether a substitution follows, after whose { the next token is then
        read. Else the next token is the one after the template."""
        code = self.code
        length = code.length
        while at < length:
            unit = code.charCodeAt(at)
            if unit == 96:
                self.end = at + 1
                self.advance()
                return False
            if unit == 36 and code.charCodeAt(at + 1) == 123:
                self.end = at + 2
                self.advance()
                return True
            at += 2 if unit == 92 else 1
        raise Unsure

    def go_back(self, end: int) -> None:
        """Reads the token after the one that ended at `end` again."""
        self.end = end
        self.advance()
