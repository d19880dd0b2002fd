"""expr: arithmetic, comparisons and matches on arguments (POSIX XCU expr)."""

from __future__ import annotations

from runtime_py.platform.integers import minus, plus, quotient, remainder, times
from runtime_py.platform.text import code_points, compare, from_code_points
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import integer
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem

_LEVELS = [['|'], ['&'], ['<', '<=', '=', '==', '!=', '>=', '>'], ['+', '-'], ['*', '/', '%'], [':']]
_FUNCTIONS = ['match', 'substr', 'index', 'length']
_INVALID = 2
_FAILED = 3


class ExprProblem(Exception):
    def __init__(self, message: str, status: int = _INVALID) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


async def main(context: Context) -> int:
    args = context.args
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if len(args) == 0:
        await context.error('missing operand')
        await context.write_error("Try 'expr --help' for more information.\n")
        return _INVALID
    try:
        value = evaluate(args)
    except ExprProblem as problem:
        await context.error(problem.message)
        return problem.status
    except PatternProblem as problem:
        await context.error(problem.message)
        return _INVALID
    await context.write(value + '\n')
    return 1 if is_null(value) else 0


def is_null(value: str) -> bool:
    """Empty, or zero."""
    return value == '' or integer(value) == 0


def evaluate(args: list[str]) -> str:
    """Raises ExprProblem or PatternProblem."""
    reader = _Reader(args)
    value = reader.level(0)
    if reader.at < len(args):
        raise ExprProblem(f"syntax error: unexpected argument '{args[reader.at]}'")
    return value


class _Reader:
    def __init__(self, args: list[str]) -> None:
        self.args = args
        self.at = 0

    def level(self, depth: int) -> str:
        """Binary operators from the loosest level to the tightest, all left-associative."""
        if depth == len(_LEVELS):
            return self._operand()
        value = self.level(depth + 1)
        while self.at < len(self.args) and self.args[self.at] in _LEVELS[depth]:
            operator = self.args[self.at]
            self.at += 1
            value = apply(operator, value, self.level(depth + 1))
        return value

    def _next(self) -> str:
        if self.at >= len(self.args):
            raise ExprProblem(f"syntax error: missing argument after '{self.args[-1]}'")
        self.at += 1
        return self.args[self.at - 1]

    def _operand(self) -> str:
        word = self._next()
        if word == '(':
            value = self.level(0)
            if self.at >= len(self.args):
                raise ExprProblem(f"syntax error: expecting ')' after '{self.args[-1]}'")
            if self._next() != ')':
                raise ExprProblem(f"syntax error: expecting ')' instead of '{self.args[self.at - 1]}'")
            return value
        if word == ')':
            raise ExprProblem("syntax error: unexpected ')'")
        if word == '+' and self.at < len(self.args):
            return self._next()  # the next word is a string, whatever it is
        if word in _FUNCTIONS and self.at < len(self.args):
            return self._function(word)
        return word

    def _function(self, name: str) -> str:
        text = self._operand()
        if name == 'length':
            return str(len(code_points(text)))
        second = self._operand()
        if name == 'match':
            return apply(':', text, second)
        if name == 'index':
            places = [text.find(char) + 1 for char in second if char in text]
            return str(min(places)) if len(places) > 0 else '0'
        start = integer(second)
        length = integer(self._operand())
        points = code_points(text)
        if start is None or length is None or not 1 <= start <= len(points) or length < 1:
            return ''
        left = len(points) - start + 1
        return from_code_points(points[start - 1 : start - 1 + (length if length < left else left)])


def apply(operator: str, a: str, b: str) -> str:
    if operator == '|':
        return a if not is_null(a) else ('0' if is_null(b) else b)
    if operator == '&':
        return '0' if is_null(a) or is_null(b) else a
    if operator == ':':
        return _match(a, b)
    x = integer(a) if not a.startswith('+') else None
    y = integer(b) if not b.startswith('+') else None
    if operator in '+-*/%':
        if x is None or y is None:
            raise ExprProblem('non-integer argument')
        return str(_arithmetic(operator, x, y))
    order = compare(a, b) if x is None or y is None else (-1 if x < y else (1 if x > y else 0))
    return '1' if _holds(operator, order) else '0'


def _arithmetic(operator: str, x: int, y: int) -> int:
    if operator == '+':
        return plus(x, y)
    if operator == '-':
        return minus(x, y)
    if operator == '*':
        return times(x, y)
    if y == 0:
        raise ExprProblem('division by zero')
    return quotient(x, y) if operator == '/' else remainder(x, y)


def _holds(operator: str, order: int) -> bool:
    if operator in ('=', '=='):
        return order == 0
    if operator == '!=':
        return order != 0
    if operator[0] == '<':
        return order < 0 or (operator == '<=' and order == 0)
    return order > 0 or (operator == '>=' and order == 0)


def _match(text: str, pattern: str) -> str:
    """Matches the pattern at the start: its first group, or the number of matched characters."""
    compiled = compile_posix(pattern if pattern.startswith('^') else '^' + pattern, False, False)
    found = compiled.regexp.exec(text, 0)
    matched = found is not None and found.start == 0
    if found is None or not matched:
        return '' if compiled.groups > 0 else '0'
    if compiled.groups > 0:
        group = found.groups[1]
        return '' if group is None else group
    return str(found.end)
