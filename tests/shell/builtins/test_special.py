"""POSIX's special builtins: found before functions; assignments before them persist; their errors end a script."""

from __future__ import annotations

from runtime_py.shell.builtins.special import DECLARING, OWN_COMMANDS, SPECIAL
from tests.shell.machine_support import Box


def test_all_are_builtins() -> None:
    builtins = Box().interpreter().commands.builtins
    for name in [*SPECIAL, *[each for each in DECLARING if each not in ['declare', 'typeset']]]:
        assert builtins.has(name), name


async def test_assignments_before_them_persist() -> None:
    assert await Box().out('x=1 :; echo $x; y=2 true; echo "[$y]"') == '1\n[]\n'
    assert await Box().out('x=1 export z=3; echo $x$z') == '13\n'


async def test_their_errors_end_a_script() -> None:
    for script in ['shift 9', 'set -q', '. ./none', 'export 1a', 'unset -q', 'readonly r; r=1', 'break x', 'eval "("']:
        result = await Box().sh(script + '; echo after')
        assert result.out == '' and result.status != 0, script
        assert result.err != ''


async def test_errors_of_other_builtins_do_not() -> None:
    for script in ['cd /none', 'read 1a </tmp/.in', 'umask x', 'alias none', 'getopts']:
        assert (await Box().sh(script + '; echo after')).out == 'after\n', script


async def test_command_takes_the_special_away() -> None:
    assert (await Box().sh('command shift 9; echo after')).out == 'after\n'
    assert await Box().out('x=1 command :; echo "[$x]"') == '[]\n'


async def test_some_commands_are_found_whatever_path_is() -> None:
    for name in OWN_COMMANDS:
        assert await Box().out(f'PATH=/none; command -v {name}') == f'{name}\n'
