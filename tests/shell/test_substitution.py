"""Command substitutions: their output, their status, and the descriptors that they inherit."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.parser import parse
from runtime_py.shell.substitution import names_a_file
from tests.shell.machine_support import Box


async def test_the_status_of_a_command_without_a_name() -> None:
    box = Box()
    assert await box.out('x=$(exit 3); echo $?; x=$(exit 3)$(exit 4) y=1; echo $?; x=1; echo $?') == '3\n4\n0\n'
    assert (
        await box.out(
            '$(exit 5); echo $?; x=$(exit 6)$(); echo $?; false; x=$(); echo $?; x=1 > $(echo f; exit 7); echo $?'
        )
        == '5\n6\n0\n7\n'
    )
    assert await box.out('x=$(exit 3) true; echo $?; x=$(y=$(exit 8)); echo $?') == '0\n8\n'


async def test_descriptors_of_the_command_before_its_redirections() -> None:
    box = Box()
    assert await box.out('echo $(echo a >&2) 2> f; cat f') == '\na\n'
    assert await box.out('{ echo $(echo b >&2); } 2> f; cat f') == '\nb\n'
    assert (
        await box.out('{ case $(echo c >&2) in "") ;; esac; for k in $(echo d >&2); do :; done; } 2> f; cat f')
        == 'c\nd\n'
    )
    assert await box.out('echo x > g; { echo $(<$(echo g; echo e >&2)); } 2> f; cat f') == 'x\ne\n'


def test_what_names_a_file() -> None:
    found = []
    for text in ['<f', '< f', '0<f', '3<f', '<f cat', 'x= <f', '<f <g', '! <f', '<f &', '>f']:
        found.append(names_a_file(parse(text, Map())))
    assert found == [True, True, True, False, False, False, False, False, False, False]
