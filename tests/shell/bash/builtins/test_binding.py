"""bind is refused, and the script goes on."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_a_script_goes_on() -> None:
    box = Box()
    box.shell_name = 'bash'
    found = await box.sh("bind 'set completion-ignore-case on'; echo $?; type -t bind")
    assert found.out == '1\nbuiltin\n'
    assert found.err == (
        'bash: line 1: bind: warning: line editing not enabled\n'
        'bash: line 1: bind: keys and variables of the line editor are fixed here\n'
    )
