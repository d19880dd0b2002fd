"""history and fc."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.remembering_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_lists(fact):
    prepare = 'history -c; for i in 1 2 3; do history -s "echo $i"; done\n'
    assert await failures([prepare + str(fact[0]), fact[1], fact[2]]) == []


async def test_commands_are_edited_and_run_again() -> None:
    prepare = 'for i in 1 2 3; do history -s "echo $i"; done\n'
    for fact in [
        ['fc -s 2=two 2', 'two\n', 0],
        ['fc -e "sed -i s/echo/printf/" 2 3', '23', 0],
        ['FCEDIT="sed -i s/3/4/"; fc', '4\n', 0],
        ['fc -e false 1', '', 1],
        ['history -w /tmp/h; history -s q; history -a /tmp/h; cat /tmp/h; rm /tmp/h', 'echo 1\necho 2\necho 3\nq\n', 0],
    ]:
        assert await failures([prepare + str(fact[0]), fact[1], fact[2]]) == []
