"""The tokens of an awk program (POSIX XCU awk, Lexical Conventions). A slash is a division unless the parser asks for a
regular expression. Pure."""

from __future__ import annotations

from runtime_py.platform.octets import octet_text
from runtime_py.shell.utilities.awk.values import AwkProblem, numeral_end, text_number

NAME = 'name'
CALL = 'function name'  # a name immediately before a parenthesis
NUMBER = 'number'
STRING = 'string'
KEYWORD = 'keyword'
BUILTIN = 'builtin'
SYMBOL = 'symbol'
NEWLINE = 'newline'
END = 'end'

_KEYWORDS = [
    'BEGIN',
    'END',
    'function',
    'func',
    'if',
    'else',
    'while',
    'for',
    'do',
    'break',
    'continue',
    'next',
    'nextfile',
    'exit',
    'return',
    'delete',
    'in',
    'getline',
    'print',
    'printf',
]
BUILTINS = [
    'atan2',
    'close',
    'cos',
    'exp',
    'fflush',
    'gsub',
    'index',
    'int',
    'length',
    'log',
    'match',
    'rand',
    'sin',
    'split',
    'sprintf',
    'sqrt',
    'srand',
    'sub',
    'substr',
    'system',
    'tolower',
    'toupper',
]
_SYMBOLS = [
    '**=',
    '&&',
    '||',
    '++',
    '--',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '^=',
    '**',
    '==',
    '<=',
    '>=',
    '!=',
    '!~',
    '>>',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '!',
    '<',
    '>',
    '|',
    '?',
    ':',
    '~',
    '$',
    '=',
]
_ESCAPES = 'abfnrtv'
_MEANINGS = '\a\b\f\n\r\t\v'
_OCTAL = '01234567'


class Token:
    """`start`: its position in the program."""

    def __init__(self, kind: str, text: str, line: int, start: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line
        self.start = start
        self.number = 0.0

    def shown(self) -> str:
        if self.kind == END:
            return 'end of program'
        return 'end of line' if self.kind == NEWLINE else self.text


class Lexer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.line = 1

    def _skip(self) -> None:
        """Skips blanks, comments, and line ends after a backslash."""
        source = self.source
        while self.at < len(source):
            char = source[self.at]
            if char in ' \t\r':
                self.at += 1
            elif char == '\\' and source.startswith('\\\n', self.at):
                self.at += 2
                self.line += 1
            elif char == '\\' and source.startswith('\\\r\n', self.at):
                self.at += 3
                self.line += 1
            elif char == '#':
                end = source.find('\n', self.at)
                self.at = len(source) if end < 0 else end
            else:
                return

    def next(self) -> Token:
        self._skip()
        source = self.source
        start = self.at
        if start >= len(source):
            return Token(END, '', self.line, start)
        char = source[start]
        if char == '\n':
            self.at += 1
            self.line += 1
            return Token(NEWLINE, char, self.line - 1, start)
        if char == '"':
            return self._string(start)
        if '0' <= char <= '9' or (char == '.' and start + 1 < len(source) and '0' <= source[start + 1] <= '9'):
            return self._number(start)
        if is_name_char(char):
            return self._word(start)
        for symbol in _SYMBOLS:
            if source.startswith(symbol, start):
                self.at += len(symbol)
                return Token(SYMBOL, '^' + symbol[2:] if symbol.startswith('**') else symbol, self.line, start)
        raise AwkProblem(f'unexpected character {char}', self.line)

    def _word(self, start: int) -> Token:
        source = self.source
        while self.at < len(source) and (is_name_char(source[self.at]) or '0' <= source[self.at] <= '9'):
            self.at += 1
        word = source[start : self.at]
        if word in _KEYWORDS:
            return Token(KEYWORD, 'function' if word == 'func' else word, self.line, start)
        if word in BUILTINS:
            return Token(BUILTIN, word, self.line, start)
        return Token(CALL if source.startswith('(', self.at) else NAME, word, self.line, start)

    def _number(self, start: int) -> Token:
        end = start
        while end < len(self.source) and self.source[end] in '0123456789.eE+-':
            end += 1
        text = self.source[start : start + numeral_end(self.source[start:end])]
        self.at = start + len(text)
        token = Token(NUMBER, text, self.line, start)
        token.number = text_number(text)
        return token

    def _string(self, start: int) -> Token:
        end = start + 1
        source = self.source
        while end < len(source) and source[end] != '"':
            if source[end] == '\n':
                break
            end += 2 if source[end] == '\\' else 1
        if end >= len(source) or source[end] != '"':
            raise AwkProblem('unterminated string', self.line)
        text = unescape_string(source[start + 1 : end])
        self.at = end + 1
        token = Token(STRING, text, self.line, start)
        self.line += source[start:end].count('\n')
        return token

    def regex(self, token: Token) -> str:
        """The regular expression whose first slash is `token`, with its backslashes."""
        source = self.source
        k = token.start + 1
        bracket = -1
        while k < len(source) and source[k] != '\n' and (source[k] != '/' or bracket >= 0):
            char = source[k]
            if char == '\\':
                k += 1
            elif bracket < 0 and char == '[' and self._closes(k):
                bracket = k
                k += 1 if source.startswith('^', k + 1) else 0
                k += 1 if source.startswith(']', k + 1) else 0
            elif bracket >= 0 and source.startswith('[:', k) and source.find(':]', k) > 0:
                k = source.find(':]', k) + 1
            elif bracket >= 0 and char == ']':
                bracket = -1
            k += 1
        if k >= len(source) or source[k] != '/':
            raise AwkProblem('unterminated regular expression', token.line)
        self.at = k + 1
        return source[token.start + 1 : k]

    def _closes(self, start: int) -> bool:
        """Whether a bracket is closed on its line."""
        end = self.source.find('\n', start)
        return self.source.find(']', start + 2, len(self.source) if end < 0 else end) >= 0


def is_name_char(char: str) -> bool:
    return 'a' <= char <= 'z' or 'A' <= char <= 'Z' or char == '_'


def unescape_string(text: str) -> str:
    """The value of a string, or of an assignment operand. A backslash before an unknown character stays."""
    if '\\' not in text:
        return text
    found = ''
    k = 0
    while k < len(text):
        char = text[k]
        k += 1
        if char != '\\' or k >= len(text):
            found += char
            continue
        char = text[k]
        at = _ESCAPES.find(char)
        end = octal_end(text, k)
        if end > k:
            found += octet_text(octal_value(text[k:end]) & 255)
            k = end
            continue
        k += 1
        if at >= 0:
            found += _MEANINGS[at]
        elif char in '"\\/':
            found += char
        elif char != '\n':
            found += '\\' + char
    return found


def octal_end(text: str, start: int) -> int:
    """The end of at most three octal digits."""
    k = start
    while k < len(text) and k < start + 3 and text[k] in _OCTAL:
        k += 1
    return k


def octal_value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 8 + ord(digit) - 48
    return value


def escape_meaning(char: str) -> str:
    """The character for \\n and the like; '' for others."""
    at = _ESCAPES.find(char)
    return _MEANINGS[at] if at >= 0 else ''
