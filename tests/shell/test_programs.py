"""Programs that can't be started, and their statuses."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_what_is_no_program():
    box = Box()
    ours = await box.sh('nosuch; echo $?; ./none; echo $?; mkdir d; ./d; echo $?; touch f; ./f; echo $?')
    assert ours.out == '127\n127\n126\n126\n'
    assert ours.err.split('\n')[0] == 'sh: 1: nosuch: not found'


async def test_bash_names_the_line():
    box = Box()
    box.shell_name = 'bash'
    ours = await box.sh('\nnosuch')
    assert ours.err == 'bash: line 2: nosuch: command not found\n' and ours.status == 127
