"""The options of builtins that take only letters."""

from __future__ import annotations

from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.option_letters import OptionLetters


def test_letters_and_the_rest() -> None:
    for args, letters, rest in [
        ['', '', ''],
        ['a b', '', 'a b'],
        ['-f -pv a -f', 'fpv', 'a -f'],
        ['-f -- -v', 'f', '-v'],
        ['- -f', '', '- -f'],
    ]:
        found = OptionLetters(args.split(' ') if args != '' else [], 'fpv')
        assert found.letters == letters and ' '.join(found.rest) == rest


def test_others_are_refused() -> None:
    told = ''
    try:
        OptionLetters(['-fx', 'a'], 'f')
    except BuiltinProblem as problem:
        told = problem.message
    assert told == 'Illegal option -x'
