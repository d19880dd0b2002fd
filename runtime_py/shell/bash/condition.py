"""bash's [[ ]]: its words are neither split nor expanded to names, and what is on the right of == is a pattern."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Condition, Test
from runtime_py.shell.bash.reactions import trace
from runtime_py.shell.bash.references import replace_elements
from runtime_py.shell.bash.rules import match_by
from runtime_py.shell.bash.variable_tests import is_set, option_is_on, refers
from runtime_py.shell.builtins.test import compare_files, file_test
from runtime_py.shell.expansion import ExpansionProblem, Scope
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem

BAD_PATTERN = 2


class _BadPattern(Exception):
    """An invalid regular expression: the status is 2."""


async def run_condition(interpreter: Any, command: Condition, io: Io) -> int:
    state = interpreter.state
    state.line = command.line
    try:
        return 0 if await _holds(interpreter, command.test, io) else 1
    except _BadPattern:
        return BAD_PATTERN


async def _holds(interpreter: Any, test: Test, io: Io) -> bool:
    op = test.op
    if op == '(':
        return await _holds(interpreter, test.nodes[0], io)
    if op == '!':
        return not await _holds(interpreter, test.nodes[0], io)
    if op == '&&':
        return await _holds(interpreter, test.nodes[0], io) and await _holds(interpreter, test.nodes[1], io)
    if op == '||':
        return await _holds(interpreter, test.nodes[0], io) or await _holds(interpreter, test.nodes[1], io)
    scope = Scope(io)
    left = await interpreter.expander.text(test.words[0], scope)
    if len(test.words) == 1:
        await trace(interpreter, f'[[ {op if op != "" else "-n"} {_shown(left)} ]]', io)
        return _unary(interpreter, op, left, io)
    return await _binary(interpreter, test, left, scope)


def _shown(text: str) -> str:
    return text if text != '' else "''"


def _unary(interpreter: Any, op: str, operand: str, io: Io) -> bool:
    if op == '' or op == '-n':
        return operand != ''
    if op == '-z':
        return operand == ''
    if op == '-v':
        return is_set(interpreter.state, operand)
    if op == '-o':
        return option_is_on(interpreter.state, operand)
    if op == '-R':
        return refers(interpreter.state, operand)
    context = interpreter.commands.context(['[['], io, Map())
    return file_test(context, '-e' if op == '-a' else op, operand)


async def _binary(interpreter: Any, test: Test, left: str, scope: Scope) -> bool:
    op = test.op
    expander = interpreter.expander
    rules = expander.rules
    folds = rules is not None and rules.folds
    if op in ('=', '==', '!='):
        pattern = await expander.pattern(test.words[1], scope)
        await trace(interpreter, f'[[ {_shown(left)} {op} {_shown(pattern)} ]]', scope.io)
        return match_by(pattern, left, True, folds) == (op != '!=')
    if op == '=~':
        pattern = await expander.regexp(test.words[1], scope)
        await trace(interpreter, f'[[ {_shown(left)} =~ {_shown(pattern)} ]]', scope.io)
        return _search(interpreter.state, pattern, left, folds)
    right = await expander.text(test.words[1], scope)
    await trace(interpreter, f'[[ {_shown(left)} {op} {_shown(right)} ]]', scope.io)
    if op == '<':
        return left < right
    if op == '>':
        return left > right
    if op in ('-nt', '-ot', '-ef'):
        return compare_files(interpreter.commands.context(['[['], scope.io, Map()), left, op, right)
    try:
        return _compare(op, expander.arithmetic(left), expander.arithmetic(right))
    except ExpansionProblem as problem:
        await interpreter.complain_at(interpreter.state.line, f'[[: {problem.message}', scope.io)
        return False


def _compare(op: str, a: int, b: int) -> bool:
    if op == '-eq':
        return a == b
    if op == '-ne':
        return a != b
    if op == '-lt':
        return a < b
    if op == '-le':
        return a <= b
    if op == '-gt':
        return a > b
    if op == '-ge':
        return a >= b
    raise BuiltinProblem(f'{op}: unknown operator')


def _search(state: Any, pattern: str, text: str, folds: bool) -> bool:
    """Sets BASH_REMATCH: the match, then the groups."""
    try:
        found = compile_posix(pattern, True, folds).regexp.exec(text)
    except PatternProblem:
        raise _BadPattern('bad pattern')
    groups: list[str] = []
    if found is not None:
        groups = ['' if group is None else group for group in found.groups]
    replace_elements(state, 'BASH_REMATCH', groups)
    return found is not None
