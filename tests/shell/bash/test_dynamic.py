"""Variables that are computed."""

from __future__ import annotations

from runtime_py.shell.bash.dynamic import next_random, random_number
from tests.shell.bash.bash_support import bash


def test_random_numbers_are_those_of_bash() -> None:
    seed = 42
    found = []
    for _ in range(3):
        seed = next_random(seed)
        found.append(random_number(seed))
    assert found == [17772, 26794, 1435]


async def test_times_and_places():
    ours = await bash(
        '[[ $SECONDS -lt 9 && $EPOCHSECONDS -gt 1600000000 && $EPOCHREALTIME == *.?????? ]] && echo t; SECONDS=100; ((SECONDS >= 100)) && echo s; '
        'echo $BASH_SUBSHELL ${BASH_VERSINFO[0]} $BASH_VERSION $OSTYPE; (echo $BASH_SUBSHELL); [[ $UID == $EUID ]] && echo u; echo a b; echo $_'
    )
    assert ours.out == 't\ns\n0 5 5.2.15(1)-release linux-gnu\n1\nu\na b\nb\n'
