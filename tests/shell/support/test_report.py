"""Error messages of utilities, in coreutils' words."""

from __future__ import annotations

from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import cannot, failed_on, usage_error
from tests.shell.support.context_support import context_with, written


async def problem_of(args: list[str], letters: str, long_names: list[str]) -> list[str]:
    """[output, errors, status] of the report for these arguments."""
    context = context_with('')
    status = await usage_error(context, parse_options(args, letters, long_names).problem, 2)
    return [*await written(context), str(status)]


async def test_a_wrong_option() -> None:
    hint = "Try 'utility --help' for more information.\n"
    for args, message in [
        [['-x'], "invalid option -- 'x'"],
        [['-o'], "option requires an argument -- 'o'"],
        [['--nope'], "unrecognized option '--nope'"],
        [['--size'], "option '--size' requires an argument"],
        [['--s'], "option '--s' is ambiguous; possibilities: '--size' '--sort'"],
    ]:
        assert await problem_of(list(args), 'ao:', ['size=', 'sort']) == ['', f'utility: {message}\n{hint}', '2']


async def test_help_and_version() -> None:
    assert await problem_of(['--help'], 'ao:', ['size=']) == [
        'Usage: utility [-a] [-o VALUE] [--size=VALUE] [OPERAND]...\n',
        '',
        '0',
    ]
    assert await problem_of(['--version'], '', []) == ['utility (Terrarium)\n', '', '0']


async def test_help_fits_a_terminal() -> None:
    names = [f'a-long-name-{number}=' for number in range(20)]
    text = (await problem_of(['--help'], '', names))[0]
    lines = text.rstrip('\n').split('\n')
    assert max([len(line) for line in lines]) < 80
    assert all([line.startswith('       [') for line in lines[1:]])
    assert text.count('--a-long-name-') == 20


async def test_files_that_fail() -> None:
    context = context_with('')
    await failed_on(context, 'plain', ENOENT)
    await failed_on(context, 'a b', ENOENT)
    await failed_on(context, 'a:b', EACCES)
    await cannot(context, 'remove', "it's", ENOENT)
    assert (await written(context))[1] == (
        "utility: plain: No such file or directory\nutility: 'a b': No such file or directory\n"
        "utility: 'a:b': Permission denied\n"
        'utility: cannot remove "it\'s": No such file or directory\n'
    )
