"""Reads dependency selectors: `:root > .dev:not(#leaf)[license=MIT]`. The grammar of CSS, as far as npm follows it.

Pure: text in, parts out. Must not know what the names of classes and pseudo classes mean."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError

# kinds of parts
NAME = 'id'  # #leaf
CLASS = 'class'  # .dev
TAG = 'tag'  # a bare word
UNIVERSAL = 'universal'  # *
ATTRIBUTE = 'attribute'  # [license=MIT]
PSEUDO = 'pseudo'  # :root
COMBINATOR = 'combinator'  # a space, > or ~
STRING = 'string'
NESTING = 'nesting'  # &

_SPACES = ' \t\n\r\f'
_COMBINATORS = '+>~|'
_ENDS_WORD = _SPACES + _COMBINATORS + '&*!,:;()[]\'"'
_ENDS_BARE = _ENDS_WORD + '=$^'
_HEX = '0123456789abcdefABCDEF'
_DEEPEST = 256


class Attribute:
    """`[name operator value i]`; without an operator it only has to exist."""

    def __init__(self) -> None:
        self.name = ''
        self.operator = ''
        self.value = ''
        self.insensitive = False


class Part:
    """`arguments` of a pseudo class, each also as it was written: `texts`."""

    def __init__(self, kind: str, value: str) -> None:
        self.kind = kind
        self.value = value
        self.attribute: Attribute | None = None
        self.arguments: list[Selector] = []
        self.texts: list[str] = []


class Selector:
    """Parts between two commas."""

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def first_kind(self) -> str:
        return self.parts[0].kind if len(self.parts) > 0 else ''


def parse_selectors(text: str) -> list[Selector]:
    """Raises NpmError."""
    parser = _Parser(text)
    found = parser.read_list(0)
    if parser.at < len(text):
        raise parser.error('Expected an opening parenthesis')
    return found


def unescaped(text: str) -> str:
    """Without backslashes; up to six hexadecimal digits after one are a character's number."""
    out = ''
    i = 0
    while i < len(text):
        if text[i] != '\\' or i + 1 == len(text):
            out += text[i]
            i += 1
            continue
        end = _end_of_escape(text, i)
        digits = text[i + 1 : end].rstrip(' ')
        number = int(digits, 16) if digits != '' and digits[0] in _HEX else -1
        out += text[i + 1 : end] if number < 0 else chr(number if 0 < number <= 0x10FFFF else 0xFFFD)
        i = end
    return out


def _end_of_escape(text: str, start: int) -> int:
    """After a backslash: one character, or up to six hexadecimal digits and a space that ends fewer."""
    end = start + 1
    while end < len(text) and end < start + 7 and text[end] in _HEX:
        end += 1
    if end == start + 1:
        return min(end + 1, len(text))
    return end + 1 if end < start + 7 and text[end : end + 1] == ' ' else end


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._depth = 0
        self._texts: list[str] = []

    def error(self, what: str) -> NpmError:
        return NpmError('', what + '.')

    def _here(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ''

    def _skip_spaces(self) -> bool:
        start = self.at
        while self._here() != '' and self._here() in _SPACES:
            self.at += 1
        return self.at > start

    def read_list(self, depth: int) -> list[Selector]:
        """To the end, or to the parenthesis that ends it. `_texts` has what was written."""
        if depth > _DEEPEST:
            raise self.error('Too many parentheses')
        out: list[Selector] = []
        texts: list[str] = []
        while True:
            start = self.at
            out.append(self._selector(depth))
            texts.append(self.text[start : self.at].strip())
            if self._here() != ',':
                break
            self.at += 1
            if self.at == len(self.text):
                break  # a comma at the end is nothing
        self._texts = texts
        return out

    def _selector(self, depth: int) -> Selector:
        out = Selector()
        self._skip_spaces()
        while self._here() not in ['', ',', ')']:
            self._part(out, depth)
            start = self.at
            spaced = self._skip_spaces()
            if self._here() in ['', ',', ')']:
                break
            if self._here() in _COMBINATORS:
                self._combinator(out)
            elif spaced and self.at > start:
                out.parts.append(Part(COMBINATOR, ' '))
        return out

    def _combinator(self, out: Selector) -> None:
        start = self.at
        while self._here() != '' and self._here() in _COMBINATORS:
            self.at += 1
        value = self.text[start : self.at]
        if value == '|':
            raise self.error("Unexpected '|'")
        out.parts.append(Part(COMBINATOR, value))
        self._skip_spaces()

    def _part(self, out: Selector, depth: int) -> None:
        c = self._here()
        if c in _COMBINATORS:
            self._combinator(out)
        elif c == '*' or c == '&':
            self.at += 1
            out.parts.append(Part(UNIVERSAL if c == '*' else NESTING, c))
        elif c == '[':
            out.parts.append(self._attribute())
        elif c == ':':
            self._pseudo(out, depth)
        elif c == '"' or c == "'":
            start = self.at
            self._quoted()
            out.parts.append(Part(STRING, self.text[start : self.at]))
        elif c in _ENDS_WORD:
            raise self.error(f"Unexpected '{c}'")
        else:
            self._words(out, self._word(_ENDS_WORD))

    def _word(self, ends: str) -> str:
        """As written, with its backslashes."""
        start = self.at
        while self._here() != '' and self._here() not in ends:
            self.at = _end_of_escape(self.text, self.at) if self._here() == '\\' else self.at + 1
        return self.text[start : self.at]

    def _words(self, out: Selector, word: str) -> None:
        """`a.b#c` is a tag, a class and a name."""
        for piece in _pieces(word):
            if piece[0] == '.':
                out.parts.append(Part(CLASS, unescaped(piece[1:])))
            elif piece[0] == '#':
                out.parts.append(Part(NAME, unescaped(piece[1:])))
            else:
                out.parts.append(Part(TAG, unescaped(piece)))

    def _quoted(self) -> str:
        quote = self._here()
        start = self.at + 1
        self.at = start
        while self._here() != quote:
            if self._here() == '':
                raise self.error('Unclosed quote')
            self.at += 2 if self._here() == '\\' else 1
        self.at += 1
        return unescaped(self.text[start : self.at - 1])

    def _pseudo(self, out: Selector, depth: int) -> None:
        start = self.at
        while self._here() == ':':
            self.at += 1
        colons = self.text[start : self.at]
        pieces = _pieces(self._word(_ENDS_WORD))
        if len(pieces) == 0:
            raise self.error('Expected a pseudo-class or pseudo-element')
        part = Part(PSEUDO, colons + pieces[0])
        out.parts.append(part)
        if self._here() == '(':
            if len(pieces) > 1:
                raise self.error('Misplaced parenthesis')
            self.at += 1
            part.arguments = self.read_list(depth + 1)
            part.texts = self._texts
            if self._here() != ')':
                raise self.error('Expected a closing parenthesis')
            self.at += 1
        self._words(out, ''.join(pieces[1:]))

    def _attribute(self) -> Part:
        found = Attribute()
        self.at += 1
        self._skip_spaces()
        found.name = unescaped(self._word(_ENDS_BARE))
        self._skip_spaces()
        if self._here() not in ['', ']']:
            found.operator = self._operator()
            if found.name == '':
                raise self.error(f'Expected an attribute, found "{found.operator}" instead')
            self._skip_spaces()
            quoted = self._here() != '' and self._here() in '"\''
            found.value = self._quoted() if quoted else self._bare_value()
            self._skip_spaces()
            if found.value != '' or quoted:
                found.insensitive = self._word(_ENDS_BARE).lower() == 'i'
                self._skip_spaces()
        if self._here() != ']':
            raise self.error('Expected a closing square bracket')
        self.at += 1
        part = Part(ATTRIBUTE, found.name)
        part.attribute = found
        return part

    def _operator(self) -> str:
        c = self._here()
        if c != '=' and c in '~*|^$':
            self.at += 1
        else:
            c = ''
        if self._here() != '=':
            raise self.error('Expected an operator')
        self.at += 1
        return c + '='

    def _bare_value(self) -> str:
        out = ''
        while True:
            out += self._word(_ENDS_BARE)
            c = self._here()
            if c == '$' and out != '':
                out += c
            elif c == '' or c not in '$^*>~+':
                return unescaped(out)
            self.at += 1  # what can't be in a value is left out


def _pieces(word: str) -> list[str]:
    """Cuts before each `.` and `#` without a backslash."""
    out: list[str] = []
    start = 0
    for i in range(1, len(word)):
        if word[i] in '.#' and word[i - 1] != '\\':
            out.append(word[start:i])
            start = i
    return [*out, word[start:]] if word != '' else out
