"""Character classes of the C locale, and what they hold beyond ASCII."""

from __future__ import annotations

from runtime_py.platform.regexp import compile
from runtime_py.shell.support.regex.classes import class_body

NAMES = ['alpha', 'digit', 'alnum', 'upper', 'lower', 'space', 'blank', 'punct', 'xdigit', 'cntrl', 'print', 'graph']


def of_class(name: str) -> str:
    expression = compile(f'^[{class_body(name)}]$', 'u')
    return ''.join([chr(code) for code in range(128) if expression.test(chr(code))])


def test_ascii() -> None:
    digits = '0123456789'
    upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    lower = 'abcdefghijklmnopqrstuvwxyz'
    marks = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
    assert of_class('digit') == digits and of_class('upper') == upper and of_class('lower') == lower
    assert of_class('alpha') == upper + lower and of_class('alnum') == digits + upper + lower
    assert of_class('punct') == marks and of_class('xdigit') == digits + 'ABCDEFabcdef'
    assert of_class('space') == '\t\n\v\f\r ' and of_class('blank') == '\t '
    assert len(of_class('print')) == 95 and len(of_class('graph')) == 94 and len(of_class('cntrl')) == 33


def test_letters_of_other_scripts() -> None:
    for name, char in [['alpha', 'é'], ['alpha', '日'], ['lower', 'ж'], ['upper', 'Ж'], ['print', 'é'], ['graph', 'é']]:
        assert compile(f'^[{class_body(name)}]$', 'u').test(char), name
    assert not compile(f'^[{class_body("punct")}]$', 'u').test('é')


def test_unknown_names() -> None:
    assert [class_body(name) for name in ['', 'Alpha', 'word']] == ['', '', '']
    assert all([class_body(name) != '' for name in NAMES])
