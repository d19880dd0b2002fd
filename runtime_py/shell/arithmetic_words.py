"""The errors of invalid expressions, in dash's words and in bash's. Pure."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.arithmetic import ArithmeticProblem
from runtime_py.shell.numerals import are_digits

_OF_DASH: Map[str, str] = Map(
    [
        ['branch', 'expecting primary'],
        ['colon', "expecting ':'"],
        ['division', 'division by zero'],
        ['exponent', 'exponent less than 0'],
        ['number', 'expecting EOF'],
        ['operand', 'expecting primary'],
        ['parenthesis', "expecting ')'"],
        ['recursion', 'expression recursion level exceeded'],
        ['rest', 'expecting EOF'],
    ]
)
_OF_BASH: Map[str, str] = Map(
    [
        ['assignment', 'attempted assignment to non-variable'],
        ['branch', 'expression expected'],
        ['colon', "`:' expected for conditional expression"],
        ['division', 'division by 0'],
        ['exponent', 'exponent less than 0'],
        ['operand', 'syntax error: operand expected'],
        ['operator', 'syntax error: invalid arithmetic operator'],
        ['parenthesis', "missing `)'"],
        ['recursion', 'expression recursion level exceeded'],
        ['rest', 'syntax error in expression'],
        ['subscript', 'bad array subscript'],
    ]
)


def in_dash(problem: ArithmeticProblem, expression: str) -> str:
    """`expression` is the whole one."""
    if problem.kind == 'variable':
        return f'Illegal number: {problem.token}'
    return f'arithmetic expression: {_OF_DASH.get(problem.kind)}: "{expression}"'


def in_bash(problem: ArithmeticProblem) -> str:
    token = problem.token
    if problem.kind == 'number':
        words = _of_number(token)
        if words == 'invalid integer constant':
            token = token[: token.find('#') + 1]
    else:
        words = _OF_BASH.get(problem.kind) or ''
    expression = problem.expression.lstrip(' \t')
    return f'{expression}: {words} (error token is "{token}")'


def _of_number(token: str) -> str:
    base, mark, digits = token.partition('#')
    if mark == '' or not are_digits(base):
        return 'value too great for base'
    if base.startswith('0') or '#' in digits:
        return 'invalid number'
    if len(base) > 2 or not 2 <= int(base) <= 64:
        return 'invalid arithmetic base'
    return 'invalid integer constant' if digits == '' else 'value too great for base'
