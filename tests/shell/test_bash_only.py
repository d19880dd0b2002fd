"""What `bash` refuses by name, and which names are bash's."""

from __future__ import annotations

from runtime_py.shell.bash_only import is_bash, refusal, refused_call
from tests.shell.machine_support import Box


def test_shells_that_are_bash() -> None:
    assert [is_bash(name) for name in ['bash', '-bash', '/bin/bash', 'rbash']] == [True, True, True, True]
    assert [is_bash(name) for name in ['sh', 'dash', 'bash5', '', 'bash/', '/bash/sh']] == [
        False,
        False,
        False,
        False,
        False,
        False,
    ]


def test_calls_that_only_bash_has() -> None:
    for argv, part in [
        [['bind', '-p'], 'bind'],
        [['echo', '-a'], ''],
    ]:
        assert refused_call(list(argv)) == part


async def test_bash_refuses_them_by_name() -> None:
    box = Box()
    box.shell_name = 'bash'
    found = await box.sh('bind -p; echo $?')
    assert refusal('bind') in found.err and found.out != '0\n'
