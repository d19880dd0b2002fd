"""Options of utilities, read as getopt_long reads them."""

from __future__ import annotations

from runtime_py.shell.support.options import HELP, VERSION, Options, parse_options, synopsis

LONG = ['all', 'almost', 'size=', 'color', 'color=']


def parsed(args: list[str], permute: bool = True) -> Options:
    return parse_options(args, 'ab:c', LONG, permute)


def test_letters() -> None:
    found = parsed(['-ac', '-b', 'one', 'x', '-btwo', '-'])
    assert found.problem == '' and found.has('a') and found.has('c') and not found.has('all')
    assert found.all_values('b') == ['one', 'two'] and found.value('b') == 'two' and found.operands == ['x', '-']
    assert found.value('none', 'else') == 'else' and found.all_values('none') == [] and found.any(['none', 'c'])


def test_where_options_end() -> None:
    assert parsed(['--', '-a', 'x']).operands == ['-a', 'x']
    found = parsed(['-a', 'x', '-c'], False)
    assert found.operands == ['x', '-c'] and not found.has('c')


def test_long_names() -> None:
    found = parsed(['--al', '--size', '5'])
    assert found.problem.startswith("option '--al' is ambiguous; possibilities: '--all' '--almost'")
    found = parsed(['--all', '--si=5', '--color', '--size', '='])
    assert found.has('all') and found.all_values('size') == ['5', '='] and found.value('color', 'x') == ''
    assert parsed(['--color=never']).value('color') == 'never'


def test_problems() -> None:
    assert parsed(['-x']).problem == "invalid option -- 'x'"
    assert parsed(['-:']).problem == "invalid option -- ':'"
    assert parsed(['-ab']).problem == "option requires an argument -- 'b'"
    assert parsed(['--size']).problem == "option '--size' requires an argument"
    assert parsed(['--none=5']).problem == "unrecognized option '--none'"
    assert parsed(['--version']).problem == VERSION


def test_a_synopsis() -> None:
    assert synopsis('ab:c', LONG) == '[-ac] [-b VALUE] [--all] [--almost] [--size=VALUE] [--color[=VALUE]]'
    assert parsed(['--help']).problem == HELP + synopsis('ab:c', LONG) and synopsis('', []) == ''
