"""Perl's regular expressions (grep -P) in the host's syntax: what that lacks, or writes otherwise. Pure."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.text import from_code_points, parse_int
from runtime_py.shell.support.regex.problem import PatternProblem

_SYNTAX = '^$\\.*+?()[]{}|/'
_IN_CLASS = '\\]^-['
_ESCAPES: Map[str, str] = Map(
    [
        ['A', '^'],
        ['Z', '$'],
        ['z', '$'],
        ['h', '[ \\t]'],
        ['H', '[^ \\t]'],
        ['R', '(?:\\r\\n|[\\n\\v\\f\\r])'],
        ['N', '[^\\n]'],
        ['e', '\\x1b'],
        ['a', '\\x07'],
    ]
)
_CLASSES: Map[str, str] = Map(
    [
        ['alnum', 'A-Za-z0-9'],
        ['alpha', 'A-Za-z'],
        ['blank', ' \\t'],
        ['cntrl', '\\x00-\\x1f\\x7f'],
        ['digit', '0-9'],
        ['graph', '!-~'],
        ['lower', 'a-z'],
        ['print', ' -~'],
        ['punct', '!-\\/:-@\\[-`{-~'],
        ['space', '\\s'],
        ['upper', 'A-Z'],
        ['word', '\\w'],
        ['xdigit', 'A-Fa-f0-9'],
    ]
)


class Perl:
    """`kept` is the group that is the match: what is after \\K; 0 without that."""

    def __init__(self) -> None:
        self.source = ''
        self.kept = 0
        self.ignores_case = False


def read_perl(pattern: str) -> Perl:
    """Raises PatternProblem for what the host can't match."""
    return _Reader(pattern).read()


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.out = ''
        self.groups = 0
        self.names: Map[str, int] = Map()
        self.depth = 0
        self.branches = False  # a | outside of groups
        self.found = Perl()

    def read(self) -> Perl:
        while self.pattern.startswith('(?i)', self.at):
            self.found.ignores_case = True
            self.at += 4
        while self.at < len(self.pattern):
            self._one()
        if self.found.kept > 0:
            if self.branches:
                raise PatternProblem('\\K beside alternatives is not supported')
            self.out += ')'
        self.found.source = self.out
        return self.found

    def _one(self) -> None:
        char = self.pattern[self.at]
        if char == '\\':
            self._escape()
            return
        if char == '[':
            self._class()
            return
        if char == '(':
            self._open()
            return
        self.at += 1
        self.depth -= 1 if char == ')' else 0
        self.branches = self.branches or (char == '|' and self.depth == 0)
        if char == '{' and not self._counts():
            self.out += '\\{'
        elif char in ']}' and not (char == '}' and self._closes_count()):
            self.out += '\\' + char
        else:
            self.out += char

    def _counts(self) -> bool:
        """Whether a number of repetitions begins after the brace here."""
        end = self.pattern.find('}', self.at)
        inner = self.pattern[self.at : end] if end > 0 else ''
        return inner.replace(',', '', 1).isdigit() and inner[0] != ','

    def _closes_count(self) -> bool:
        begin = self.out.rfind('{')
        inner = self.out[begin + 1 :] if begin >= 0 and self.out[begin - 1 : begin] != '\\' else ''
        return inner.replace(',', '', 1).isdigit()

    def _open(self) -> None:
        rest = self.pattern[self.at :]
        self.depth += 1
        for lead in ['(?:', '(?=', '(?!', '(?<=', '(?<!']:
            if rest.startswith(lead):
                self.at += len(lead)
                self.out += lead
                return
        if rest.startswith('(?#'):
            end = rest.find(')')
            self.at += end + 1 if end > 0 else len(rest)
            self.depth -= 1
            return
        if rest.startswith('(?P<') or rest.startswith('(?<'):
            end = rest.find('>')
            self.names.set(rest[4 if rest[2] == 'P' else 3 : max(end, 3)], self.groups + 1)
            self.at += end + 1
            self.out += '('
        elif rest.startswith('(?P='):
            self._reference(rest[4 : max(rest.find(')'), 4)], rest.find(')') + 1)
            self.depth -= 1
            return
        elif rest.startswith('(?') or rest.startswith('(*'):
            raise PatternProblem(f'{rest[:3]} is not supported')
        else:
            self.at += 1
            self.out += '('
        self.groups += 1

    def _escape(self) -> None:
        letter = self.pattern[self.at + 1 : self.at + 2]
        self.at += 2
        known = _ESCAPES.get(letter)
        if letter == '':
            raise PatternProblem('\\ at end of pattern')
        if letter == 'K':
            self._keep()
        elif letter == 'Q':
            end = self.pattern.find('\\E', self.at)
            text = self.pattern[self.at :] if end < 0 else self.pattern[self.at : end]
            self.at = len(self.pattern) if end < 0 else end + 2
            self.out += ''.join([_literal(char) for char in text])
        elif letter == 'E':
            return
        elif letter == 'x':
            self.out += _literal(self._hexadecimal())
        elif letter in 'kg' and self.pattern[self.at : self.at + 1] in ('<', '{', "'"):
            closing = '>' if self.pattern[self.at] == '<' else ('}' if self.pattern[self.at] == '{' else "'")
            end = self.pattern.find(closing, self.at + 1)
            self._reference(self.pattern[self.at + 1 : max(end, self.at + 1)], end + 1 - self.at)
        elif letter in 'GXCkg':
            raise PatternProblem(f'\\{letter} is not supported')
        elif known is not None:
            self.out += known
        elif letter.isalnum():
            self.out += '\\' + letter
        else:
            self.out += _literal(letter)

    def _reference(self, name: str, length: int) -> None:
        """To a group by its name or number."""
        number = self.names.get(name)
        if number is None:
            number = parse_int(name, 10)
        if number is None or length <= 0:
            raise PatternProblem('reference to non-existent subpattern')
        self.at += length
        self.out += f'(?:\\{number})'

    def _keep(self) -> None:
        if self.depth > 0 or self.found.kept > 0:
            raise PatternProblem('\\K within a group is not supported')
        self.groups += 1
        self.found.kept = self.groups
        self.out = f'(?:{self.out})('

    def _hexadecimal(self) -> str:
        """After \\x: two digits, or any in braces."""
        if self.pattern[self.at : self.at + 1] == '{':
            end = self.pattern.find('}', self.at)
            digits = self.pattern[self.at + 1 : max(end, self.at + 1)]
            self.at = end + 1
        else:
            digits = self.pattern[self.at : self.at + 2]
            self.at += 2
        value = parse_int(digits, 16)
        if value is None:
            raise PatternProblem('\\x without digits')
        return from_code_points([value])

    def _class(self) -> None:
        """A bracket expression."""
        begin = self.at
        self.at += 1
        text = '['
        if self.pattern[self.at : self.at + 1] == '^':
            text += '^'
            self.at += 1
        first = True
        while first or self.pattern[self.at : self.at + 1] != ']':
            if self.at >= len(self.pattern):
                self.at = begin
                raise PatternProblem('missing terminating ] for character class')
            text += self._member()
            first = False
        self.at += 1
        self.out += text + ']'

    def _member(self) -> str:
        char = self.pattern[self.at]
        if self.pattern.startswith('[:', self.at):
            end = self.pattern.find(':]', self.at)
            name = self.pattern[self.at + 2 : max(end, self.at + 2)]
            found = _CLASSES.get(name)
            if found is None:
                raise PatternProblem('unknown POSIX class name')
            self.at = end + 2
            return found
        self.at += 1
        if char == '-':
            after = self.pattern[self.at : self.at + 1]
            return '\\-' if after == ']' else '-'
        if char != '\\':
            return '\\' + char if char in '[]' else char
        letter = self.pattern[self.at : self.at + 1]
        self.at += 1
        if letter == 'h':
            return ' \\t'
        if letter == 'e':
            return '\\x1b'
        if letter == 'x':
            value = self._hexadecimal()
            return '\\' + value if value in _IN_CLASS else value
        if letter.isalnum():
            return '\\' + letter
        return '\\' + letter if letter in _IN_CLASS else letter


def _literal(char: str) -> str:
    return '\\' + char if char in _SYNTAX else char
