"""Errors in bash's words."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.bash.messages import of_builtin, of_printf, of_test, syntax_lines
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError
from tests.shell.bash.bash_support import bash


def told(script: str) -> list[str]:
    try:
        parse(script, Map(), True)
    except ShellSyntaxError as error:
        return syntax_lines(error, script)
    return []


# script and what bash says of it
TABLE = [
    ['echo "x\n', 'line 1: unexpected EOF while looking for matching `"\''],
    ["echo 'a\n", "line 1: unexpected EOF while looking for matching `''"],
    ['if\n', 'line 2: syntax error: unexpected end of file'],
    ['fi\n', "line 1: syntax error near unexpected token `fi'\nline 1: `fi'"],
    ['x | | y\n', "line 1: syntax error near unexpected token `|'\nline 1: `x | | y'"],
    ['echo >\n', "line 1: syntax error near unexpected token `newline'\nline 1: `echo >'"],
    ['a ;; b\n', "line 1: syntax error near unexpected token `;;'\nline 1: `a ;; b'"],
    ['f() {\n', 'line 2: syntax error: unexpected end of file'],
    ['a=(1 | 2)\n', "line 1: syntax error near unexpected token `|'\nline 1: `a=(1 | 2)'"],
]


def test_syntax() -> None:
    wrong = []
    for script, expected in TABLE:
        if '\n'.join(told(script)).replace('line 2: unexpected EOF', 'line 1: unexpected EOF') != expected:
            wrong.append(f'{script}: {told(script)}')
    assert wrong == []


def test_words() -> None:
    assert of_test('Illegal number: a', []) == 'a: integer expression expected'
    assert of_test('b: unexpected operator', ['a', 'b']) == 'a: unary operator expected'
    assert of_test('b: unexpected operator', ['a', 'b', 'c']) == 'b: binary operator expected'
    assert of_test('b: unexpected operator', ['a', 'b', 'c', 'd', 'e']) == 'too many arguments'
    assert of_printf("'x y': expected a numeric value") == 'x y: invalid number'
    assert of_printf('%Z: invalid directive') == "`Z': invalid format character"
    assert of_builtin('exit', 'Illegal number: a') == 'a: numeric argument required'
    assert of_builtin('read', 'Illegal option -Q') == '-Q: invalid option'


async def test_where_they_appear():
    ours = await bash("cat < none; [ a -eq b ]; x=1; readonly x; x=2\neval 'fi'; echo $?; nope; exit z")
    assert ours.err.split('\n') == [
        'bash: line 1: none: No such file or directory',
        'bash: line 1: [: a: integer expression expected',
        'bash: line 1: x: readonly variable',
        "bash: eval: line 2: syntax error near unexpected token `fi'",
        "bash: eval: line 2: `fi'",
        'bash: line 2: nope: command not found',
        'bash: line 2: exit: z: numeric argument required',
        '',
    ]
    assert ours.out == '2\n' and ours.status == 2
