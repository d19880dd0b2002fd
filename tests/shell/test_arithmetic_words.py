"""What dash and bash say of expressions that are none."""

from __future__ import annotations

from runtime_py.shell.arithmetic import ArithmeticProblem, Evaluator
from runtime_py.shell.arithmetic_words import in_bash, in_dash


def told(expression: str, bash: bool) -> str:
    try:
        found = Evaluator(lambda name: '1a' if name == 'odd' else '', lambda name, text: None, bash).evaluate(
            expression
        )
    except ArithmeticProblem as problem:
        return in_bash(problem) if bash else in_dash(problem, expression)
    return str(found)


def test_bash() -> None:
    for expression, said in [
        ['1+', '1+: syntax error: operand expected (error token is "+")'],
        ['  1 +  ', '1 +  : syntax error: operand expected (error token is "+  ")'],
        ['1 2', '1 2: syntax error in expression (error token is "2")'],
        ['1.5', '1.5: syntax error: invalid arithmetic operator (error token is ".5")'],
        ['.5', '.5: syntax error: operand expected (error token is ".5")'],
        ['1/ 0 +3', '1/ 0 +3: division by 0 (error token is "0 +3")'],
        ['2**-1', '2**-1: exponent less than 0 (error token is "1")'],
        ['x+1=2', 'x+1=2: attempted assignment to non-variable (error token is "=2")'],
        ['1 ? 20 : x+=2', '1 ? 20 : x+=2: attempted assignment to non-variable (error token is "+=2")'],
        ['1?2', '1?2: `:\' expected for conditional expression (error token is "2")'],
        ['1?', '1?: expression expected (error token is "?")'],
        ['(1', '(1: missing `)\' (error token is "1")'],
        ['08+1', '08: value too great for base (error token is "08")'],
        ['2#+1', '2#: invalid integer constant (error token is "2#")'],
        ['65#1', '65#1: invalid arithmetic base (error token is "65#1")'],
        ['0#4', '0#4: invalid number (error token is "0#4")'],
        ['1 + odd', '1a: value too great for base (error token is "1a")'],
        ['a[1', 'a[1: bad array subscript (error token is "a[1")'],
    ]:
        assert told(expression, True) == said


def test_dash() -> None:
    for expression, said in [
        ['1+', 'arithmetic expression: expecting primary: "1+"'],
        ['1 2', 'arithmetic expression: expecting EOF: "1 2"'],
        ['08', 'arithmetic expression: expecting EOF: "08"'],
        ['(1', 'arithmetic expression: expecting \')\': "(1"'],
        ['1?2', 'arithmetic expression: expecting \':\': "1?2"'],
        ['1/0', 'arithmetic expression: division by zero: "1/0"'],
        ['odd', 'Illegal number: 1a'],
    ]:
        assert told(expression, False) == said


def test_constants_of_bash_wrap() -> None:
    assert told('9223372036854775808', True) == '-9223372036854775808' and told('0x', True) == '0'
    assert told('9223372036854775808', False) == '9223372036854775807'
    assert told('0 ? odd : 2, 3', True) == '3'
