"""POSIX basic and extended regular expressions (XBD 9, with GNU's \\+ \\? \\| \\w \\s \\b \\< \\>) as a source for
platform.regexp.

A recursive descent: alternatives, branches, pieces, atoms. The host takes the first alternative that matches, POSIX the
longest match; alternatives of plain text are sorted by length, which makes both agree in that case only."""

from __future__ import annotations

from runtime_py.platform.text import parse_int
from runtime_py.shell.numerals import are_digits
from runtime_py.shell.support.regex.bracket import parse_bracket
from runtime_py.shell.support.regex.classes import SPACE, WORD
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.sorting import sorted_by

_SYNTAX = '^$\\.*+?()[]{}|/'
_MOST_REPEATS = 32767
_UNMATCHED_OPEN = 'Unmatched ( or \\('
_UNMATCHED_CLOSE = 'Unmatched ) or \\)'
_BEFORE_WORD = f'(?<![{WORD}])(?=[{WORD}])'
_AFTER_WORD = f'(?<=[{WORD}])(?![{WORD}])'
_LETTERS = "wWsSbB<>`'"
_MEANINGS = [
    f'[{WORD}]',
    f'[^{WORD}]',
    f'[{SPACE}]',
    f'[^{SPACE}]',
    f'(?:{_BEFORE_WORD}|{_AFTER_WORD})',
    f'(?!{_BEFORE_WORD}|{_AFTER_WORD})',
    _BEFORE_WORD,
    _AFTER_WORD,
    '(?<![\\s\\S])',
    '(?![\\s\\S])',
]


class _Branch:
    """`plain`: it matches only one text, of this length."""

    def __init__(self) -> None:
        self.source = ''
        self.plain = True
        self.length = 0


class Translation:
    def __init__(self, source: str, groups: int) -> None:
        self.source = source
        self.groups = groups


def translate(pattern: str, extended: bool, escapes: bool = False) -> Translation:
    """Raises PatternProblem. `escapes`: \\n \\t and the like are characters (sed)."""
    parser = _Parser(pattern, extended, escapes)
    source = parser.alternatives(0)
    return Translation(source, parser.groups)


class _Parser:
    def __init__(self, pattern: str, extended: bool, escapes: bool) -> None:
        self.pattern = pattern
        self.extended = extended
        self.escapes = escapes
        self.groups = 0
        self._closed: list[int] = []
        self._at = 0

    def _looking_at(self, symbol: str) -> bool:
        """Whether an operator is next: bare in ERE, after a backslash in BRE."""
        return self.pattern.startswith(symbol if self.extended else '\\' + symbol, self._at)

    def _skip(self) -> None:
        self._at += 1 if self.extended else 2

    def _done(self) -> bool:
        return self._at >= len(self.pattern)

    def alternatives(self, depth: int) -> str:
        branches = [self._branch(depth)]
        while self._looking_at('|'):
            self._skip()
            branches.append(self._branch(depth))
        if not self._done() and depth == 0:
            raise PatternProblem(_UNMATCHED_CLOSE)
        if all([branch.plain for branch in branches]):
            branches = sorted_by(branches, lambda a, b: b.length - a.length)
        return '|'.join([branch.source for branch in branches])

    def _branch(self, depth: int) -> _Branch:
        branch = _Branch()
        start = True
        while not self._done() and not self._looking_at('|'):
            if self._looking_at(')') and (depth > 0 or not self.extended):
                break
            before = branch.source
            self._piece(branch, start, depth)
            start = start and self.extended and branch.source == before
        return branch

    def _piece(self, branch: _Branch, start: bool, depth: int) -> None:
        pattern = self.pattern
        char = pattern[self._at]
        if char == '^' and (self.extended or start):
            self._anchor(branch, '^')
            # after an anchor, * is still literal
            if pattern[self._at : self._at + 1] == '*' and not self.extended:
                self._star(branch)
            return
        if char == '$' and (self.extended or self._is_at_end(depth)):
            self._anchor(branch, '$')
            return
        if start and not self.extended and char == '*':
            self._star(branch)
            return
        if start and self.extended and char in '*+?':
            self._at += 1  # there is nothing to repeat: ignored, as in the GNU C library
            return
        before = branch.source
        branch.source = ''
        self._atom(branch, depth)
        atom = branch.source
        branch.source = before
        self._repeats(branch, atom)

    def _anchor(self, branch: _Branch, source: str) -> None:
        branch.source += source
        branch.plain = False
        self._at += 1

    def _star(self, branch: _Branch) -> None:
        """A repetition sign with nothing to repeat is literal, and may itself be repeated."""
        char = self.pattern[self._at]
        self._at += 1
        branch.length += 1
        self._repeats(branch, '\\' + char)

    def _is_at_end(self, depth: int) -> bool:
        """Whether this $ is the last in its branch (BRE)."""
        rest = self.pattern[self._at + 1 : self._at + 3]
        return self._at + 1 == len(self.pattern) or rest == '\\|' or (rest == '\\)' and depth > 0)

    def _literal(self, branch: _Branch, char: str, size: int) -> None:
        branch.source += '\\' + char if char in _SYNTAX else char
        branch.length += 1
        self._at += size

    def _atom(self, branch: _Branch, depth: int) -> None:
        pattern = self.pattern
        char = pattern[self._at]
        if char == '[':
            bracket = parse_bracket(pattern, self._at, self.escapes)
            branch.source += bracket.source
            branch.plain = False
            self._at = bracket.end
        elif char == '.':
            branch.source += '.'
            branch.plain = False
            self._at += 1
        elif self._looking_at('('):
            self._group(branch, depth)
        elif char == '\\':
            self._escape(branch)
        else:
            size = 2 if 0xD800 <= ord(char) < 0xDC00 and self._at + 1 < len(pattern) else 1
            self._literal(branch, pattern[self._at : self._at + size], size)

    def _group(self, branch: _Branch, depth: int) -> None:
        self._skip()
        self.groups += 1
        number = self.groups
        inner = self.alternatives(depth + 1)
        if not self._looking_at(')'):
            raise PatternProblem(_UNMATCHED_OPEN)
        self._skip()
        self._closed.append(number)
        branch.source += f'({inner})'
        branch.plain = False

    def _escape(self, branch: _Branch) -> None:
        if self._at + 1 >= len(self.pattern):
            raise PatternProblem('Trailing backslash')
        char = self.pattern[self._at + 1]
        at = _LETTERS.find(char)
        if at >= 0:
            branch.source += _MEANINGS[at]
            branch.plain = False
            self._at += 2
        elif '1' <= char <= '9':
            if int(char) not in self._closed:
                raise PatternProblem('Invalid back reference')
            branch.source += f'(?:\\{char})'
            branch.plain = False
            self._at += 2
        elif char == '{' and not self.extended:
            raise PatternProblem('Invalid preceding regular expression')
        else:
            known = 'ntrfv'.find(char) if self.escapes else -1
            if self.escapes and self._by_code(branch, char):
                return
            self._literal(branch, '\n\t\r\f\v'[known] if known >= 0 else char, 2)

    def _by_code(self, branch: _Branch, letter: str) -> bool:
        """A character by its code: \\xHH, \\oOOO, \\dDDD. Whether it was one."""
        at = 'xod'.find(letter)
        if at < 0:
            return False
        base = [16, 8, 10][at]
        digits = self.pattern[self._at + 2 : self._at + 2 + [2, 3, 3][at]]
        while len(digits) > 0 and not are_digits(digits.lower(), base):
            digits = digits[:-1]
        value = parse_int(digits, base) if digits != '' else None
        if value is None:
            return False
        self._literal(branch, chr(value & 255), 2 + len(digits))
        return True

    def _repeats(self, branch: _Branch, atom: str) -> None:
        """Repetition operators after an atom; further ones repeat the result."""
        repeated = False
        while True:
            quantifier = self._quantifier()
            if quantifier == '':
                break
            atom = (f'(?:{atom})' if repeated else atom) + quantifier
            repeated = True
        if repeated:
            branch.plain = False
        branch.source += atom

    def _quantifier(self) -> str:
        if self.pattern[self._at : self._at + 1] == '*':
            self._at += 1
            return '*'
        for symbol in '+?':
            if self._looking_at(symbol):
                self._skip()
                return symbol
        return self._interval() if self._looking_at('{') else ''

    def _interval(self) -> str:
        """{m}, {m,}, {m,n}, {,n}; in ERE a { that begins no interval is literal."""
        start = self._at
        self._skip()
        low = self._digits()
        high = low
        if self.pattern[self._at : self._at + 1] == ',':
            self._at += 1
            high = self._digits()
            valid = True
        else:
            valid = low != ''
        if not self._looking_at('}') or not valid:
            if not self.extended:
                raise PatternProblem(
                    'Unmatched \\{' if self.pattern.find('\\}', start) < 0 else 'Invalid content of \\{\\}'
                )
            self._at = start
            return ''
        self._skip()
        low = '0' if low == '' else low
        if int(low) > _MOST_REPEATS or (high != '' and int(high) > _MOST_REPEATS):
            raise PatternProblem('Regular expression too big')
        if high != '' and int(low) > int(high):
            raise PatternProblem('Invalid content of \\{\\}')
        return '{' + low + (',' + high if high != low else '') + '}'

    def _digits(self) -> str:
        start = self._at
        while not self._done() and self.pattern[self._at].isdigit():
            self._at += 1
        return self.pattern[start : self._at]
