"""Arithmetic of $(( )): C's integer expressions over shell variables (POSIX XCU 2.6.4), with bash's ** and ++.

Numbers are signed, have 64 bits and wrap. Division by zero and bad syntax raise ArithmeticProblem, which
arithmetic_words.py puts into words."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.integers import (
    and64,
    minus,
    or64,
    plus,
    quotient,
    remainder,
    shift_left64,
    shift_right64,
    times,
    to_int64,
    xor64,
)
from runtime_py.platform.maps import Map
from runtime_py.shell.numerals import LEAST_INT64, MOST_INT64, constant
from runtime_py.shell.scanner import is_name_char

_OPERATORS = [
    '<<=',
    '>>=',
    '**',
    '++',
    '--',
    '&&',
    '||',
    '<=',
    '>=',
    '==',
    '!=',
    '<<',
    '>>',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '&=',
    '^=',
    '|=',
    '+',
    '-',
    '*',
    '/',
    '%',
    '<',
    '>',
    '!',
    '~',
    '&',
    '^',
    '|',
    '?',
    ':',
    '=',
    '(',
    ')',
    ',',
]
# from weakest to strongest
_LEVELS = [
    ['||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['==', '!='],
    ['<', '<=', '>', '>='],
    ['<<', '>>'],
    ['+', '-'],
    ['*', '/', '%'],
]
_ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|=']
MOST_DEEP = 60
MOST_KNOWN = 200


class ArithmeticProblem(Exception):
    """`kind` is one of arithmetic_words.py; `expression` is the text in which it is, `token` what is left of that."""

    def __init__(self, kind: str, expression: str, token: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.expression = expression
        self.token = token


class Evaluator:
    """`get(name)` returns a variable's text ('' when unset), `put(name, text)` sets it. `bash`: names may be
    `name[subscript]`, a variable may hold an expression, and constants wrap."""

    def __init__(self, get: Callable[[str], str], put: Callable[[str, str], None], bash: bool = False) -> None:
        self._bash = bash
        self._get = get
        self._put = put
        self._text = ''
        self._tokens: list[str] = []
        self._at = 0
        self._depth = 0
        self._skipping = 0

    def evaluate(self, text: str) -> int:
        saved, at, before = self._tokens, self._at, self._text
        self._depth += 1
        self._text = text
        self._tokens = tokens_of(text, self._bash)
        self._at = 0
        if self._depth > MOST_DEEP:
            raise self._problem('recursion', 0)
        value = self._comma() if len(self._tokens) > 0 else 0
        if self._at < len(self._tokens):
            raise self._problem('rest', self._at)
        self._tokens, self._at, self._text = saved, at, before
        self._depth -= 1
        return value

    def _problem(self, kind: str, at: int) -> ArithmeticProblem:
        """What is wrong at a token; at the end it is at the last one."""
        if kind == 'rest' and self._bash:
            token = self._peek()
            if token in _ASSIGNMENTS:
                kind = 'assignment'
            elif not (is_name(token) or is_number(token) or token in _OPERATORS):
                kind = 'operator'
        start = _start_of(self._text, self._tokens, min(at, len(self._tokens) - 1))
        token = self._tokens[at] if kind == 'number' else self._text[start:]
        expression = self._text[: start + len(token)] if kind == 'number' else self._text
        return ArithmeticProblem(kind, expression, token)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ''

    def _accept(self, op: str) -> bool:
        if self._peek() != op:
            return False
        self._at += 1
        return True

    def _comma(self) -> int:
        value = self._assignment()
        while self._accept(','):
            value = self._assignment()
        return value

    def _assignment(self) -> int:
        name = self._peek()
        following = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else ''
        if is_name(name) and following in _ASSIGNMENTS:
            self._at += 2
            at = self._at
            before = self._value(name) if following != '=' and self._bash else 0
            value = self._assignment()
            if following != '=':
                if not self._bash:
                    before = self._value(name)
                value = self._apply(following[:-1] if len(following) > 1 else following, before, value, at)
            return self._set(name, value)
        return self._conditional()

    def _set(self, name: str, value: int) -> int:
        if self._skipping == 0:
            self._put(name, str(value))
        return value

    def _value(self, name: str) -> int:
        if self._skipping > 0:
            return 0
        whole = self._get(name)
        text = whole.strip()
        if text == '':
            return 0
        if not is_number(text):
            return self.evaluate(whole)
        value = value_of_variable(text)
        if value is None and self._bash:
            return self.evaluate(whole)
        if value is None:
            raise ArithmeticProblem('variable', text, text)
        return value

    def _conditional(self) -> int:
        condition = self._binary(0)
        if not self._accept('?'):
            return condition
        self._skipping += 0 if condition != 0 else 1
        yes = self._branch()
        self._skipping -= 0 if condition != 0 else 1
        if not self._accept(':'):
            raise self._problem('colon', self._at)
        self._skipping += 1 if condition != 0 else 0
        if self._bash and self._at == len(self._tokens):
            raise self._problem('branch', self._at)
        no = self._conditional()
        self._skipping -= 1 if condition != 0 else 0
        return yes if condition != 0 else no

    def _branch(self) -> int:
        """Between ? and :"""
        if not self._bash:
            return self._assignment()
        if self._at == len(self._tokens):
            raise self._problem('branch', self._at)
        return self._comma()

    def _binary(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._power()
        left = self._binary(level + 1)
        while self._peek() in _LEVELS[level]:
            op = self._peek()
            self._at += 1
            at = self._at
            # && and || skip operands that can't matter: assignments in them must not happen
            skip = 1 if (op == '&&' and left == 0) or (op == '||' and left != 0) else 0
            self._skipping += skip
            right = self._binary(level + 1)
            self._skipping -= skip
            left = self._apply(op, left, right, at)
        return left

    def _power(self) -> int:
        base = self._unary()
        if not self._accept('**'):
            return base
        exponent = self._power()
        if exponent < 0:
            raise self._problem('exponent', self._at)
        return _to_the_power(base, exponent)

    def _unary(self) -> int:
        op = self._peek()
        if op in ('++', '--') and is_name(self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else ''):
            name = self._tokens[self._at + 1]
            self._at += 2
            return self._set(name, to_int64(plus(self._value(name), 1 if op == '++' else -1)))
        if op in ('+', '-', '!', '~'):
            self._at += 1
            value = self._unary()
            if op == '-':
                return to_int64(minus(0, value))
            if op == '!':
                return 1 if value == 0 else 0
            return minus(-1, value) if op == '~' else value
        return self._primary()

    def _primary(self) -> int:
        token = self._peek()
        self._at += 1
        if token == '(':
            value = self._comma()
            if not self._accept(')'):
                raise self._problem('parenthesis', self._at)
            return value
        if is_number(token):
            return self._constant(token)
        if is_name(token):
            value = self._value(token)
            if self._accept('++'):
                self._set(token, to_int64(plus(value, 1)))
            elif self._accept('--'):
                self._set(token, to_int64(minus(value, 1)))
            return value
        raise self._problem('operand', self._at - 1)

    def _constant(self, token: str) -> int:
        value = 0 if self._bash and token in ('0x', '0X') else constant(token)
        if value is None:
            raise self._problem('number', self._at - 1)
        if value <= MOST_INT64:
            return value
        return to_int64(value) if self._bash else MOST_INT64

    def _apply(self, op: str, a: int, b: int, at: int) -> int:
        """`at` is the token at which b begins."""
        if op in ('/', '%'):
            if b == 0:
                if self._skipping > 0:
                    return 0
                raise self._problem('division', at)
            return to_int64(quotient(a, b)) if op == '/' else remainder(a, b)
        if op == '+':
            return to_int64(plus(a, b))
        if op == '-':
            return to_int64(minus(a, b))
        if op == '*':
            return to_int64(times(a, b))
        if op in ('<<', '>>', '&', '^', '|'):
            return _bits(op, a, b)
        return 1 if _holds(op, a, b) else 0


def _bits(op: str, a: int, b: int) -> int:
    if op == '<<':
        return shift_left64(a, b)
    if op == '>>':
        return shift_right64(a, b)
    if op == '&':
        return and64(a, b)
    return xor64(a, b) if op == '^' else or64(a, b)


def _to_the_power(base: int, exponent: int) -> int:
    """By repeated squaring: the exponent may be up to 2**63."""
    value = 1
    square = base
    rest = exponent
    while rest > 0:
        if remainder(rest, 2) == 1:
            value = to_int64(times(value, square))
        square = to_int64(times(square, square))
        rest = quotient(rest, 2)
    return value


def _holds(op: str, a: int, b: int) -> bool:
    if op == '==':
        return a == b
    if op == '!=':
        return a != b
    if op == '<':
        return a < b
    if op == '<=':
        return a <= b
    if op == '>':
        return a > b
    if op == '>=':
        return a >= b
    return (a != 0 and b != 0) if op == '&&' else (a != 0 or b != 0)


_known: Map[str, list[str]] = Map()  # a loop evaluates the same text again and again


def tokens_of(text: str, subscripts: bool = False) -> list[str]:
    """The caller must not change the list. What is no token is one of a single character."""
    if subscripts and '[' in text:
        return _split(text, True)
    found = _known.get(text)
    if found is None:
        found = _split(text, False)
        if _known.size >= MOST_KNOWN:
            _known.clear()
        _known.set(text, found)
    return found


def _split(text: str, subscripts: bool) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in ' \t\n\r':
            at += 1
            continue
        end = at
        while end < len(text) and (
            is_name_char(text[end], False) or text[end] == '#' or (text[end] == '@' and '0' <= char <= '9')
        ):
            end += 1
        if subscripts and end > at and text[end : end + 1] == '[' and is_name_char(char, True):
            end = _subscript_end(text, end)
        if end == at:
            end = at + len(_operator_at(text, at, tokens))
        tokens.append(text[at:end])
        at = end
    return tokens


def _subscript_end(text: str, at: int) -> int:
    """The position after the ] for the [ there."""
    depth = 0
    for k in range(at, len(text)):
        depth += 1 if text[k] == '[' else (-1 if text[k] == ']' else 0)
        if depth == 0:
            return k + 1
    raise ArithmeticProblem('subscript', text, text)


def _operator_at(text: str, at: int, tokens: list[str]) -> str:
    for op in _OPERATORS:
        if text.startswith(op, at):
            return op[0] if op in ('++', '--') and not _counts(text, at, tokens) else op
    return text[at]


def _start_of(text: str, tokens: list[str], index: int) -> int:
    """Where a token begins."""
    at = 0
    for k in range(index + 1):
        while text[at] in ' \t\n\r':
            at += 1
        if k < index:
            at += len(tokens[k])
    return at


def _counts(text: str, at: int, tokens: list[str]) -> bool:
    """Whether ++ or -- is one operator. In `5--3` and `x--y` it is two, since there is an operand on both sides."""
    end = at + 2
    while end < len(text) and text[end] in ' \t\n\r':
        end += 1
    following = text[end : end + 1]
    if len(tokens) > 0 and (is_name(tokens[-1]) or is_number(tokens[-1]) or tokens[-1] == ')'):
        return is_name(tokens[-1]) and (following == '' or not (is_name_char(following, False) or following == '('))
    return following != '' and is_name_char(following, True)


def is_name(token: str) -> bool:
    return token != '' and is_name_char(token[0], True)


def is_number(text: str) -> bool:
    digits = text[1:] if text[:1] in ('-', '+') else text
    return digits != '' and '0' <= digits[0] <= '9'


def value_of_variable(text: str) -> int | None:
    """A number with its sign. Unlike a constant in the expression, it must be in range."""
    value = constant(text[1:] if text[0] in '+-' else text)
    if value is None:
        return None
    if text.startswith('-'):
        value = minus(0, value)
    return value if LEAST_INT64 <= value <= MOST_INT64 else None
