"""Arithmetic of $(( )): C's integer expressions over shell variables (POSIX XCU 2.6.4), with bash's ** and ++.

Numbers are signed, have 64 bits and wrap. Division by zero and bad syntax raise ArithmeticProblem."""

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
MOST_DEEP = 100
MOST_KNOWN = 200


class ArithmeticProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Evaluator:
    """`get(name)` returns a variable's text ('' when unset), `put(name, text)` sets it."""

    def __init__(self, get: Callable[[str], str], put: Callable[[str, str], None], subscripts: bool = False) -> None:
        self._subscripts = subscripts  # names may be bash's name[subscript]
        self._get = get
        self._put = put
        self._tokens: list[str] = []
        self._at = 0
        self._depth = 0
        self._skipping = 0

    def evaluate(self, text: str) -> int:
        saved, at = self._tokens, self._at
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise ArithmeticProblem('expression recursion level exceeded')
        self._tokens = tokens_of(text, self._subscripts)
        self._at = 0
        value = self._comma() if len(self._tokens) > 0 else 0
        if self._at < len(self._tokens):
            raise ArithmeticProblem(f'syntax error near "{self._tokens[self._at]}"')
        self._tokens, self._at = saved, at
        self._depth -= 1
        return value

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
            value = self._assignment()
            if following != '=':
                value = self._apply(following[:-1] if len(following) > 1 else following, self._value(name), value)
            return self._set(name, value)
        return self._conditional()

    def _set(self, name: str, value: int) -> int:
        if self._skipping == 0:
            self._put(name, str(value))
        return value

    def _value(self, name: str) -> int:
        text = self._get(name).strip()
        if text == '' or self._skipping > 0:
            return 0
        if self._subscripts and is_number(text) and constant(text.lstrip('+-')) is None:
            return self.evaluate(text)
        return value_of_variable(text) if is_number(text) else self.evaluate(text)

    def _conditional(self) -> int:
        condition = self._binary(0)
        if not self._accept('?'):
            return condition
        self._skipping += 0 if condition != 0 else 1
        yes = self._assignment()
        self._skipping -= 0 if condition != 0 else 1
        if not self._accept(':'):
            raise ArithmeticProblem('":" expected')
        self._skipping += 1 if condition != 0 else 0
        no = self._conditional()
        self._skipping -= 1 if condition != 0 else 0
        return yes if condition != 0 else no

    def _binary(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._power()
        left = self._binary(level + 1)
        while self._peek() in _LEVELS[level]:
            op = self._peek()
            self._at += 1
            # && and || skip operands that can't matter: assignments in them must not happen
            skip = 1 if (op == '&&' and left == 0) or (op == '||' and left != 0) else 0
            self._skipping += skip
            right = self._binary(level + 1)
            self._skipping -= skip
            left = self._apply(op, left, right)
        return left

    def _power(self) -> int:
        base = self._unary()
        if not self._accept('**'):
            return base
        exponent = self._power()
        if exponent < 0:
            raise ArithmeticProblem('exponent less than 0')
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
                raise ArithmeticProblem('")" expected')
            return value
        if is_number(token):
            value = number_of(token)
            return value if value <= MOST_INT64 else MOST_INT64
        if is_name(token):
            value = self._value(token)
            if self._accept('++'):
                self._set(token, to_int64(plus(value, 1)))
            elif self._accept('--'):
                self._set(token, to_int64(minus(value, 1)))
            return value
        raise ArithmeticProblem(f'syntax error near "{token}"' if token != '' else 'operand expected')

    def _apply(self, op: str, a: int, b: int) -> int:
        if op in ('/', '%'):
            if b == 0:
                if self._skipping > 0:
                    return 0
                raise ArithmeticProblem('division by zero')
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
    """The caller must not change the list."""
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
            is_name_char(text[end], False) or text[end] == '#' or (text[end] == '@' and '#' in text[at:end])
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
    raise ArithmeticProblem('bad array subscript')


def _operator_at(text: str, at: int, tokens: list[str]) -> str:
    for op in _OPERATORS:
        if text.startswith(op, at):
            return op[0] if op in ('++', '--') and not _counts(text, at, tokens) else op
    raise ArithmeticProblem(f'syntax error near "{text[at]}"')


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


def number_of(text: str) -> int:
    """The value of an unsigned constant."""
    value = constant(text)
    if value is None:
        raise ArithmeticProblem(f'invalid number "{text}"')
    return value


def value_of_variable(text: str) -> int:
    """A number with its sign. Unlike a constant in the expression, it must be in range."""
    value = number_of(text[1:] if text[0] in '+-' else text)
    if text.startswith('-'):
        value = minus(0, value)
    if not LEAST_INT64 <= value <= MOST_INT64:
        raise ArithmeticProblem(f'number out of range "{text}"')
    return value
