"""Calls of functions."""

from __future__ import annotations

from runtime_py.shell.function_calls import MOST_CALLS
from tests.shell.machine_support import Box


async def test_parameters_and_loops_are_the_caller_s_again() -> None:
    box = Box()
    assert await box.out('f() { echo "$# $1"; set -- x y z; }; set -- a b; f one; echo "$# $1"') == '1 one\n2 a\n'
    assert await box.out('f() { break; }; for i in 1 2; do f; echo $i; done') == '1\n2\n'


async def test_local_variables() -> None:
    assert await Box().out('f() { local v=in; g; }; g() { echo $v; }; v=out; f; echo $v') == 'in\nout\n'


async def test_the_status() -> None:
    assert await Box().out('f() { return 3; }; f; echo $?; g() { false; }; g; echo $?') == '3\n1\n'


async def test_endless_recursion() -> None:
    ran = await Box().sh('f() { f; }; f')
    assert ran.status != 0 and f'Maximum function recursion depth ({MOST_CALLS}) reached' in ran.err


async def test_frames_of_bash() -> None:
    box = Box()
    box.shell_name = 'bash'
    assert await box.out('f() { g; }; g() { echo "${FUNCNAME[*]}"; }; f; echo "${#FUNCNAME[@]}"') == 'g f\n0\n'
