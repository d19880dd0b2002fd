"""Arithmetic by itself: variables, errors, tokens. Values are compared with dash in test_dash.py."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.arithmetic import (
    ArithmeticProblem,
    Evaluator,
    is_name,
    is_number,
    tokens_of,
    value_of_variable,
)
from tests.support import raises


def evaluator(variables: Map[str, str]) -> Evaluator:
    return Evaluator(lambda name: variables.get(name) or '', lambda name, text: variables.set(name, text))


def test_values() -> None:
    for text, value in [
        ['', 0],
        ['1 + 2 * 3', 7],
        ['(1 + 2) * 3', 9],
        ['7 / 2', 3],
        ['-7 / 2', -3],
        ['-7 % 3', -1],
        ['1 << 4 | 1', 17],
        ['2 ** 10', 1024],
        ['1 ? 2 : 3', 2],
        ['0x1f + 010', 39],
        ['!5', 0],
        ['~0', -1],
        ['1 < 2 && 3 > 4', 0],
    ]:
        assert evaluator(Map()).evaluate(text) == value, text


def test_variables() -> None:
    variables: Map[str, str] = Map([['a', '5'], ['b', 'a']])
    found = evaluator(variables)
    assert found.evaluate('a + c') == 5 and found.evaluate('x = a * 2, x + 1') == 11 and variables.get('x') == '10'
    assert found.evaluate('x += 5') == 15 and variables.get('x') == '15'
    assert found.evaluate('0 && (x = 1)') == 0 and variables.get('x') == '15'


def test_what_is_wrong() -> None:
    for text in ['1 +', '1 2', '1 / 0', '5 % 0', '08', '(1', '1 = 2', '@']:
        with raises(ArithmeticProblem):
            evaluator(Map()).evaluate(text)


def test_tokens() -> None:
    assert tokens_of('x--y+ ++z') == ['x', '-', '-', 'y', '+', '++', 'z'] and tokens_of('a<<=1') == ['a', '<<=', '1']
    assert is_name('_a1') and not is_name('1a') and is_number('-5') and not is_number('x')
    assert value_of_variable('-5') == -5 and value_of_variable('1x') is None
