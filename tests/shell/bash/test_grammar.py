"""The syntax tree of bash's commands."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import ArithmeticCommand, ArithmeticFor, Command, Condition, Select, Simple
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError


def read(script: str) -> Command:
    return parse(script, Map(), True).items[0].pipelines[0].commands[0]


def problem(script: str) -> str:
    try:
        parse(script, Map(), True)
    except ShellSyntaxError as error:
        return f'{error.told} {error.incomplete}'
    return ''


def test_conditions() -> None:
    command = read('[[ -f a && ! ( b == c* || d ) ]]')
    assert isinstance(command, Condition)
    assert command.test.op == '&&' and command.test.nodes[0].op == '-f'
    inner = command.test.nodes[1]
    assert inner.op == '!' and inner.nodes[0].op == '(' and inner.nodes[0].nodes[0].op == '||'
    assert command.text == '[[ -f a && ! ( b == c* || d ) ]]'


def test_arithmetic() -> None:
    plain = read('((a + 1))')
    assert isinstance(plain, ArithmeticCommand)
    command = read('for ((i=0; i<3; i++)); do :; done')
    assert isinstance(command, ArithmeticFor) and len(command.clauses) == 3
    nested = read('( (a) )')
    menu = read('select x in a; do :; done')
    assert not isinstance(nested, ArithmeticCommand) and isinstance(menu, Select)


def test_assignments() -> None:
    command = read('a=(1 [2]=x) b[i+1]+=2 c=3')
    assert isinstance(command, Simple)
    first, second, third = command.assignments
    assert len(first.items or []) == 2 and (first.items or [])[1].subscript is not None
    assert second.append and second.subscript is not None and third.items is None


def test_what_is_not_complete() -> None:
    assert [problem(script)[-4:] for script in ['[[ a', '((1', 'a=(1', 'for ((;;))', 'echo ${a[1']] == [
        'True',
        'True',
        'True',
        'True',
        'True',
    ]
    assert problem('[[ a b c ]]')[-5:] == 'False'
