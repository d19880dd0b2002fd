"""What `bash` refuses by name, and which names are bash's."""

from __future__ import annotations

from runtime_py.shell.bash_only import is_bash, refusal


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


def test_a_refusal() -> None:
    assert refusal('x') == 'x: not supported by this bash'
