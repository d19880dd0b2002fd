"""Jobs in the background."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_what_runs_behind_an_and_is_waited_for():
    assert await Box().out('{ echo bg; exit 3; } & wait $!; echo $?; (exit 4) & wait; echo $?') == 'bg\n3\n0\n'


async def test_its_standard_input_is_empty():
    box = Box()
    assert await box.out('f() { read x; echo "[$x]"; }; f & wait', 'typed\n') == '[]\n'
