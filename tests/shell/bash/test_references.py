"""Reading, assigning and unsetting by name and subscript."""

from __future__ import annotations

from runtime_py.shell.bash.beyond import Beyond
from runtime_py.shell.bash.references import (
    assign_text,
    elements_of,
    reference,
    replace_elements,
    resolved,
    text_at,
    unset_element,
)
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.state import State


def state() -> State:
    made = State('bash', 1, '/')
    made.beyond = Beyond()
    made.beyond.evaluate = lambda text: int(text)
    return made


def test_forms() -> None:
    found = reference('a[x y]')
    assert found is not None and found.name == 'a' and found.subscript == 'x y'
    assert reference('1a') is None and reference('a[') is None and reference('a[]') is None


def test_elements() -> None:
    shell = state()
    assign_text(shell, 'a[2]', 'two', False)
    assign_text(shell, 'a', 'zero', False)
    assign_text(shell, 'a[-1]', '+', True)
    assert elements_of(shell, 'a').values() == ['zero', 'two+'] and shell.get('a') == 'zero'
    unset_element(shell, 'a', '0')
    assert shell.get('a') is None and text_at(shell, 'a[2]') == 'two+'
    replace_elements(shell, 'a', ['x', 'y'])
    assert text_at(shell, 'a[1]') == 'y' and text_at(shell, 'a') == 'x'


def test_name_references() -> None:
    shell = state()
    variable = shell.declare('r')
    variable.value = 'target'
    variable.attributes = 'n'
    variable.is_plain = False
    shell.set('r', '5')
    assert shell.get('target') == '5' and shell.get('r') == '5' and resolved(shell, 'r').name == 'target'


def test_a_bad_subscript() -> None:
    told = ''
    try:
        assign_text(state(), 'a[-1]', 'x', False)
    except BuiltinProblem as problem:
        told = problem.message
    assert told == 'a[-1]: bad array subscript'
